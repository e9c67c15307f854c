"""What is counted, out of what and from where, under each figure."""

from dataclasses import replace
from pathlib import Path

from analysis.reports.contents import Contents, Item, Section
from analysis.reports.passports import passport

RATE = Item("figure", "care_rate_trend", Path("pack"), measure="For every 10,000 children", note="Shaded: limits.",
            source="DfE", indicators=("children_in_care",))  # fmt: skip


def test_a_rate_names_its_definition_its_base_its_caveat_its_note_and_its_source():
    said = dict(passport(RATE))
    assert list(said) == ["What it shows", "What is counted", "Out of", "Beware", "How to read it", "Source"]
    assert said["Out of"] == "every 10,000 children aged 0 to 17"
    assert said["What is counted"].startswith("Children looked after")


def test_a_figure_of_shares_or_counts_of_a_rate_does_not_say_that_it_is_for_every_10_000_children():
    labels = [label for label, _ in passport(replace(RATE, measure="Share of all children in care"))]
    assert "Out of" not in labels
    assert "Out of" in dict(passport(replace(RATE, kind="table", measure="")))


def test_several_indicators_are_told_apart_and_an_unknown_one_is_left_out():
    two = Item(
        "table", "flows", Path("pack"), indicators=("children_in_care_started", "children_in_care_ceased", "own")
    )
    counted = [text for label, text in passport(two) if label == "What is counted"]
    assert [text.split(":")[0] for text in counted] == ["Children who came into care", "Children who left care"]


def test_contents_are_found_by_kind_and_key():
    section = Section(
        "02", "Children in care", "How many?", "", (RATE, Item("finding", "care_rate", Path(), text="81."))
    )
    pack = Contents("E08000018", "Rotherham", "", "2024-25 Q4", "31 March 2025", "public", "", (section,))
    assert pack.find("figure", "care_rate_trend") is RATE
    assert pack.find("finding", "care_rate_trend") is None
    assert [item.key for item in pack.items()] == ["care_rate_trend", "care_rate"]
    assert RATE.file(".png") == Path("pack/figures/care_rate_trend.png")
    assert pack.stamp == ""
