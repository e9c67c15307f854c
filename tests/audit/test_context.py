"""What a number is of, where its own sentence does not say it: headings, run-in labels, brackets, lists, tables."""

import pytest

from reading_a_sentence import accused, agreeing, claims

# (text, the number, the indicator that it is of)
NAMED_ABOVE = [
    ("### Plans\n\n331 at 31 March 2025.", "331", "child_protection_plans"),
    ("**Children in care**\n\nNumber at 31 March 2025: 480.", "480", "children_in_care"),
    ("*Conferences.* 611 were held.", "611", "initial_conferences"),
    ("UASC\n\n62 on 31 March 2025.", "62", "children_in_care_unaccompanied"),
    ("**Timeliness.** Conferences 91.0%; reviews 97.2%.", "91.0%", "initial_conferences_within_15_days"),
    ("We held 819 initial conferences, 73.7% of them in time.", "819", "initial_conferences"),
    ("Re-referrals were 472 of 2,672.", "2,672", "referrals"),
    ("On 31 March 2025 313 were on plans. That is a rate of 52.6.", "52.6", "child_protection_plans"),
    ("### Children looked after\n\n259 entered care, 249 left.\n\nPlacement: 519 fostered.", "519", "children_in_care"),
]


@pytest.mark.parametrize(("text", "number", "indicator"), NAMED_ABOVE)
def test_a_number_is_of_what_its_heading_or_the_words_before_it_name(text, number, indicator):
    found = {one.number.text.strip(): one.indicators[:1] for one in claims(text, "2024-25 Q4")}
    assert found[number] == (indicator,)


def test_a_heading_that_other_words_narrow_down_names_nothing():
    [first, *_] = claims("## Children in care: complaints\n\n14 were received.", "2024-25 Q4")
    assert first.indicators == ()


# (text, the number, the day that it is of: "" for none of its own)
DAYS = [
    ("We held 819 conferences, 74% in time (83% in 2023-24), and 2,161 enquiries.", "2,161", ""),
    ("Published data stop at 2023-24. In that year the police made 754 of the 2,672 referrals.", "2,672", "2024-03-31"),
    ("UASC: 26 at 31 March 2025, 40 at the same point last year and 36 the year before that.", "36", "2023-03-31"),
    ("The rates were 116, 125 and 148 in March 2021, 2022 and 2023.", "125", "2022"),
    ("Children in care went down from 733 to 652 between March 2024 and March 2025.", "652", "2025-03-31"),
    ("Referrals: 3,744, 27.7% fewer than the 5,181 of 2022-23.", "3,744", ""),
    ("There were 50 of the 1,183; in March 2024 there were 83.", "1,183", ""),
]


@pytest.mark.parametrize(("text", "number", "day"), DAYS)
def test_a_number_has_the_day_that_stands_with_it_and_no_other(text, number, day):
    [one] = [one for one in claims(text, "2024-25 Q4") if one.number.text.strip() == number]
    its = one.days[0].day.isoformat() if one.days else ""
    assert its.startswith(day)
    assert bool(its) == bool(day)


# (text, the number, its place)
PLACES = [
    ("ICPCs within 15 days - 75.1% (SN average: 78.7%; England: 81.4%).", "75.1%", "local"),
    ("The care rate (93) remained above that of England (71).", "93", "local"),
    ("Our rate stays above that of England, 40.6.", "40.6", "England"),
    ("**England comparators:** CLA 67; CPP 40.6.", "40.6", "England"),
    ("Rates per 10,000, us then England: CLA 86 and 69; CPP 45.3 and 41.4.", "45.3", "local"),
    ("Rates per 10,000, us then England: CLA 86 and 69; CPP 45.3 and 41.4.", "41.4", "England"),
]


@pytest.mark.parametrize(("text", "number", "place"), PLACES)
def test_a_number_is_of_the_place_that_stands_with_it(text, number, place):
    [one] = [one for one in claims(text, "2023-24 Q4") if one.number.text.strip() == number]
    assert one.areas[0] == place


GROUPS = [
    ("Of 476 children in care, 281 (59.1%) are on a full care order and 330 (69.4%) are fostered.", "330", "Foster"),
    ("346 of the 476 children in care were fostered.", "346", "Foster"),
    ("346 of the 476 children in care were fostered.", "476", ""),
    ("In care by group: 19 (4.0%) Asian, 14 (2.9%) Black and 9 (1.9%) of another group.", "9", ""),
    ("On 31 March 2024 162 children had emotional abuse and 70 neglect.", "70", "neglect"),
]


@pytest.mark.parametrize(("text", "number", "group"), GROUPS)
def test_a_number_counts_the_group_that_stands_right_beside_it(text, number, group):
    [one] = [one for one in claims(text, "2024-25 Q4") if one.number.text.strip() == number]
    assert group in "".join(one.groups) if group else one.groups == ()


def test_two_numbers_that_no_words_tell_apart_are_held_to_nothing(figures):
    assert accused("Plans at 31 March 2023 were 288 or 411.", figures) == {}


INNOCENT = [
    "CLA 476 (502); CPP 313 (265).",  # the year before in brackets
    "Only 75.1% of conferences were held within 15 working days; it had been 82.4%.",
    "| | ICPCs in 15 days % |\n|---|---|\n| Rotherham | 75.1 |\n| England | 81.4 |",
    "| Age | 2025 |\n|---|---|\n| 1 to 4 | 51 |\n| 5 to 9 | 91 |",
    "Parents’ feedback: 72% positive. Re-referrals were 19.6%.",
    "Repeat plans were 27.7%. Of the parents we asked, 61% were pleased.",
    "On 31 March 2025 the care rate was 80; in England it was 67, down from 69.",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_what_is_true_or_of_something_else_is_left_alone(text, figures):
    assert accused(text, figures, "2024-25 Q4") == {}


NEIGHBOURS = [
    ("CP: 393 plans were open in Rotherham on 31 March 2025.", "393"),  # begun in the year
    ("Children in need at 31 March 2025 numbered 2,860.", "2,860"),  # at any point in the year
    ("In 2023-24 17.7% of plans were for children who had been on a plan before.", "17.7%"),  # of referrals
]


@pytest.mark.parametrize(("text", "number"), NEIGHBOURS)
def test_the_figure_of_a_neighbouring_indicator_is_of_another_base(text, number, figures):
    period = "2023-24 Q4" if "2023-24" in text else "2024-25 Q4"
    assert accused(text, figures, period) == {number: "other_base"}


def test_but_words_that_hint_at_the_neighbour_are_not_held_against_it(figures):
    text = "On 31 March 2024 265 were open; of the conferences of the year 401 plans resulted."
    assert "401" not in accused(text, figures, "2023-24 Q4")


def test_a_comparator_of_the_day_of_the_local_figure_beside_it_needs_no_day(figures):
    late = "Our re-referral rate of 19.6% was below England’s 22.6%."
    assert accused(late, figures, "2025-26 Q2") == {}
    newer = "Our re-referral rate at 30 September 2025 of 20.4% was below England’s 22.6%."
    assert accused(newer, figures, "2025-26 Q2") == {"22.6%": "undated"}


def test_a_neighbouring_council_may_be_out_of_date_too(figures):
    text = "Rotherham’s re-referrals were 20.4% in 2025-26. Doncaster manages 29.4%."
    assert accused(text, figures, "2025-26 Q4") == {"29.4%": "undated"}


def test_a_share_of_the_census_that_is_named_is_held_to_that_census(figures):
    text = "The 2021 Census found 11.5% of our 10 to 17 year olds to be from Asian, Black, Mixed or Other groups."
    assert accused(text, figures) == {"11.5%": "differs"}


def test_a_share_of_pupils_is_none_of_residents(figures):
    assert accused("Among residents, 20.1% are not White British.", figures) == {"20.1%": "other_base"}
    assert agreeing("Among pupils, 20.1% are not White British.", figures) == ["20.1%"]
