"""Every report of a pack, each from the same contents: one line a report."""

from collections.abc import Callable
from pathlib import Path

from analysis.reports.contents import Contents
from analysis.reports.pages import make_pages

Maker = Callable[[Contents, Path], None]
MAKERS: list[Maker] = [make_pages]  # the pages last: they link what the others made


def make_reports(contents: Contents, folder: Path) -> None:
    """Write every report of a pack into its folder, beside the figures and tables that it is made from."""
    for make in MAKERS:
        make(contents, folder)
