"""Every report of a pack, each from the same contents: one line a report."""

from collections.abc import Callable
from pathlib import Path

from analysis.reports.contents import Contents
from analysis.reports.slides import make_slides
from analysis.reports.word import make_word

Maker = Callable[[Contents, Path], None]
MAKERS: list[Maker] = [
    make_word,
    make_slides,
]


def make_reports(contents: Contents, folder: Path) -> None:
    """Write every report of a pack into its folder, beside the figures and tables that it is made from."""
    for make in MAKERS:
        make(contents, folder)
