"""A finding and its annex, and shares in everyday words."""

import json

import pytest

from analysis.presentation import outputs
from analysis.presentation.findings_groups import about, everyday
from analysis.presentation.wording import Finding, finding, sentences


def test_a_finding_is_its_text_and_carries_its_annex_apart():
    said = finding(["One number first.", "", "Then another."], ["How it was made."])
    assert said == "One number first. Then another."
    assert said.more == "How it was made."
    assert finding([]) == finding([]).more == ""
    assert said._repr_markdown_() == "One number first. Then another.\n\nHow it was made."


def test_signs_of_markdown_are_shown_and_not_obeyed():
    assert Finding("5 * 5 <b>", "a_b")._repr_markdown_() == "5 \\* 5 \\<b>\n\na\\_b"


def test_the_door_writes_text_and_annex_apart(tmp_path, monkeypatch):
    monkeypatch.setattr(outputs, "_door", outputs.Door("01_any", "run", tmp_path))
    monkeypatch.setenv("ANALYSIS_SENTINEL", str(tmp_path / "end"))
    shown = outputs.finding("plans", Finding("At a date, 5.", "By two sources."))
    outputs.finding("care", "At a date, 6.")
    assert shown.more == "By two sources."
    assert outputs.finding("none", Finding("")) == "Nothing to say: no figures are at hand."
    outputs.finish()
    assert json.loads((tmp_path / "findings/01_any.json").read_text("utf-8")) == [
        {"key": "plans", "text": "At a date, 5.", "more": "By two sources."},
        {"key": "care", "text": "At a date, 6."},
    ]


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (5.2, "about 1 in 20"), (9.5, "about 1 in 10"), (16.5, "about 1 in 6"), (24.6, "about a quarter"),
        (38.4, "about 2 in 5"), (42.4, "about 2 in 5"), (47.5, "just under half"), (50.0, "about half"),
        (66.5, "about two thirds"), (79.6, "about 4 in 5"), (44.0, ""), (99.0, ""), (0.4, ""),
    ],
)  # fmt: skip
def test_a_share_has_everyday_words_where_some_are_near(share, words):
    assert everyday(share) == words
    assert about(share) == (f", {words}" if words else "")


def test_everyday_words_are_within_two_and_a_half_points_of_what_they_say_and_never_overlap():
    ends = [[int(end) for end in span.split("-")] for span in sentences()["everyday"]]
    covered = [whole for span in ends for whole in range(span[0], span[-1] + 1)]
    assert len(covered) == len(set(covered))
    for span, said in zip(ends, sentences()["everyday"].values(), strict=True):
        of = said.removeprefix("about ").split(" in ")
        if len(of) == 2:
            assert all(abs(end - 100 * int(of[0]) / int(of[1])) <= 2.5 for end in span), said
