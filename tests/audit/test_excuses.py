"""Numbers that look wrong beside one pair and are right beside another, and those that no pair excuses."""

import json
from pathlib import Path

import pytest

from analysis.audit.verdicts import FINE
from audit.scoring import verdicts
from reading_a_sentence import accused

RIGHT = [
    "Referrals came to 2,909, 237 more than the 2,672 of the year before, though still below the 3,110 of 2022-23.",
    "Staff did 5,666 checks, 747 more than before; 81.0% were in time, down from 89.7%.",
    "The hub took 5,810 calls in 2024. In 2023 it took 5,033, and in 2022 3,521. That is growth of 65.0% in two years.",
    "Of the 87 settings asked, 85 sent a return (97.7%).",
    "ICPC: 101 in Q2. Q1: 108, of which 84 on time (77.8%).",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_number_that_some_pair_beside_it_gives_is_left_alone(text, figures):
    assert accused(text, figures, "2024-25 Q4") == {}


WRONG = [
    ("The hub took 2,909 calls, 273 more than the 2,672 of the year before.", "273"),
    ("Calls went from 412 to 480, a rise of 24.5%.", "24.5%"),
]


@pytest.mark.parametrize(("text", "number"), WRONG)
def test_a_number_that_no_pair_gives_is_not_excused(text, number, figures):
    assert accused(text, figures, "2024-25 Q4") == {number: "arithmetic"}


def innocent():
    path = Path(__file__).parent / "labelled" / "innocent.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.slow
@pytest.mark.no_cover  # what it runs is covered elsewhere
@pytest.mark.parametrize("entry", innocent(), ids=lambda one: one["id"])
def test_a_document_in_which_all_is_right_is_accused_of_nothing(entry, figures):
    found = verdicts(entry, figures.tables, figures.known(entry["area"]))
    assert [one for one in found if one[1] not in FINE] == []
