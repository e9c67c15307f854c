"""Every report of a pack, each from the same contents: one line a report."""

from collections.abc import Callable
from pathlib import Path

from analysis.reports.brief import make_brief
from analysis.reports.challenges import make_challenge_log
from analysis.reports.contents import Contents
from analysis.reports.facts import make_facts
from analysis.reports.kept import keep_contents
from analysis.reports.pages import make_pages
from analysis.reports.slides import make_slides
from analysis.reports.word import make_word
from analysis.reports.workbook import make_workbook

Maker = Callable[[Contents, Path], None]
MAKERS: list[Maker] = [
    keep_contents,  # what refresh-report fills drafts from
    make_word,
    make_slides,
    make_workbook,
    make_facts,
    make_brief,
    make_challenge_log,
    make_pages,  # last: its index links to the others
]


def make_reports(contents: Contents, folder: Path) -> None:
    """Write every report of a pack into its folder, beside the figures and tables that it is made from."""
    for make in MAKERS:
        make(contents, folder)
