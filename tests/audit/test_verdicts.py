"""Sentences about published figures, and what the audit says of each. Every figure is of DfE or ONS, as in data/raw."""

from datetime import date

import pytest

from reading_a_sentence import BARNSLEY, LATE, accused, agreeing, audited

TRUE = [
    ("Plans: 431 in March 2021, 475 in 2022, 395 in 2023, 265 in 2024 and 313 in 2025.", "2024-25 Q4", 5),
    ("The rate climbed from 45.3 to 52.6 plans per 10,000 children in twelve months.", "2024-25 Q4", 2),
    ("England's plan rate edged down from 41.4 to 40.6; Rotherham's went from 45.3 to 52.6.", "2024-25 Q4", 4),
    ("Both Barnsley (264) and Wigan (281) had fewer plans than Rotherham (313) in March 2025.", "2024-25 Q4", 3),
    ("We had 313 plans; Doncaster 395; Barnsley 264; Wakefield 567.", "2024-25 Q4", 4),
    ("On the last day of March 2025, 476 children were looked after, 26 fewer than a year before.", "2024-25 Q4", 2),
    ("England had 49,420 children on plans and 81,770 in care at the end of March 2025.", "2024-25 Q4", 2),
    ("Just over a quarter (27.7%) of plans begun in the year were repeat plans.", "2024-25 Q4", 2),
    ("Reviews: 96.4% in time, against 91.5% the year before.", "2024-25 Q4", 2),
    ("There were 36 unaccompanied children in care at 31 March 2023, up from 14.", "2022-23 Q4", 2),
    ("In care on 31 March 2023: White 441, Mixed 45, Asian 22, Black 15.", "2022-23 Q4", 4),
    ("Our plan rate of 69.0 compares with 84.3 a year earlier (82.7 as first published).", "2022-23 Q4", 3),
    ("184 children came into care and 198 left care in 2022-23.", "2022-23 Q4", 2),
    ("An estimated 59,521 children under 18 lived in Rotherham in mid-2024.", "2024-25 Q4", 1),
    ("Nearly 400 children were subject to a plan at the year end.", "2022-23 Q4", 1),
]


@pytest.mark.parametrize(("text", "period", "count"), TRUE)
def test_true_sentences_are_traced_and_not_accused(figures, text, period, count):
    assert accused(text, figures, period) == {}
    assert len(agreeing(text, figures, period)) == count


FALSE = [
    ("The care population is 556.", "2022-23 Q4", {"556": "stale"}),
    ("At 31 March 2023 there were 475 children on plans.", "2022-23 Q4", {"475": "stale"}),
    ("Rotherham had 312 children on plans at 31 March 2023.", "2022-23 Q4", {"312": "other_area"}),
    ("England's plan rate at 31 March 2024 was 48.5.", "2023-24 Q4", {"48.5": "other_area"}),
    ("Our 395 plans amount to 70.1 per 10,000.", "2022-23 Q4", {"70.1": "other_base"}),
    ("There were 489 initial conferences in 2024-25.", "2024-25 Q4", {"489": "differs"}),
    ("At year end 350 children had plans.", "2024-25 Q4", {"350": "differs"}),
    ("Over 400 children were on plans at 31 March 2023.", "2022-23 Q4", {"400": "differs"}),
    ("ONS counts 62,300 children under 18 in the borough in mid-2024.", "2024-25 Q4", {"62,300": "differs"}),
    ("Neglect accounted for 160 of the 395 plans at 31 March 2023.", "2022-23 Q4", {"160": "differs"}),
]


@pytest.mark.parametrize(("text", "period", "found"), FALSE)
def test_false_sentences_are_accused_of_what_is_wrong_with_them(figures, text, period, found):
    assert accused(text, figures, period) == found


@pytest.mark.parametrize(
    ("text", "period", "as_at", "found"),
    [
        ("Our rate of plans at 31 December 2024 was 50.1 per 10,000, against 41.6 nationally.", "2024-25 Q3",
         date(2025, 2, 10), {"41.6": "undated"}),
        ("At 31 December 2024 our rate was 50.1 plans per 10,000; England's was 41.6 at March 2024.", "2024-25 Q3",
         date(2025, 2, 10), {}),
        ("At 31 March 2023 we had 395 plans; England's rate of plans is 42.1.", "2022-23 Q4", date(2023, 6, 30),
         {"42.1": "undated"}),
        ("At 31 March 2023 we had 395 plans; England's rate of plans is 42.1.", "2022-23 Q4", LATE, {"42.1": "stale"}),
    ],
)  # fmt: skip
def test_an_older_comparator_is_undated_until_a_later_one_is_out_and_stale_from_then_on(
    figures, text, period, as_at, found
):
    assert accused(text, figures, period, as_at=as_at) == found


@pytest.mark.parametrize(
    "text",
    [
        "Of children on plans, 46 were unborn.",
        "The helpline took 395 calls.",
        "At the end of September 2022 there were 441 children on plans.",
        "Sheffield had 430 children on plans in the spring.",
        "We expect between 250 and 290 plans by March 2027.",
        "Each of the 12 chairs is responsible for 33 plans.",
        "Plan numbers in the central locality were 97 in March 2023 and 112 in March 2022.",
    ],
)
def test_what_published_figures_do_not_count_is_left_alone(figures, text):
    assert accused(text, figures) == {}


def test_a_rate_rounded_the_wrong_way_is_said_to_be_so(figures):
    [one] = audited("The plan rate at 31 March 2021 was 76.3.", figures, "2020-21 Q4").verdicts
    assert (one.verdict, one.expected) == ("rounding", "76.2 per 10,000")


def test_another_area_s_draft_is_held_to_its_own_figures(figures):
    text = "There were 264 children on plans at 31 March 2025, and 313 in Rotherham."
    assert accused(text, figures, "2024-25 Q4", BARNSLEY) == {}
    assert agreeing(text, figures, "2024-25 Q4", BARNSLEY) == ["264", "313"]


def test_a_table_is_read_by_its_row_its_column_and_its_date(figures):
    text = "| Indicator | 2023 | 2024 |\n|---|---|---|\n| Children on CP plans at 31 March | 395 | 265 |\n"
    assert agreeing(text, figures, "2023-24 Q4") == ["395", "265"]


def test_a_change_that_mixes_two_populations_is_given_on_one(shipped_table, figures):
    [mixed] = [one for one in audited(shipped_table, figures).verdicts if one.verdict == "other_base"]
    assert mixed.claim.number.text == "70.4"
    assert "Beside 82.7 it mixes two populations: on one, 84.3 per 10,000 to 69.0 per 10,000." in mixed.why


@pytest.fixture
def shipped_table():
    """Rates of plans as a report printed them: 82.7 on the first release, 70.4 on another population."""
    return (
        "| Rate | March 2022 | March 2023 |\n|---|---|---|\n| Children on plans | 475 | 398 |\n"
        "| CP plans per 10,000 | 82.7 | 70.4 |\n"
    )
