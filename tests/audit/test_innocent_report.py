"""A little report of which every sum is right: nothing in it may be said to contradict itself."""

from pathlib import Path

import pytest

from reading_a_sentence import contradicting

# Written for this purpose, in the manner of an annual report, of minutes and of a scrutiny paper. All numbers in it
# are invented, and every one of them is consistent with the others.
REPORT = Path(__file__).parent / "innocent" / "little_report.md"


@pytest.mark.parametrize("paragraph", REPORT.read_text(encoding="utf-8").strip().split("\n\n"))
def test_no_paragraph_whose_sums_are_right_is_accused(paragraph):
    assert contradicting(paragraph) == {}


def test_nor_are_they_accused_of_each_other():
    assert contradicting(REPORT.read_text(encoding="utf-8")) == {}
