"""Numbers that say something else than a hasty reader takes them for, and are left alone."""

import pytest

from reading_a_sentence import DONCASTER, accused, claims, contradicting, overstated

BARNSLEY, GATESHEAD = "E08000016", "E08000037"


def indicators_of(text):
    return {one.number.text.strip(): one.indicators[0] for one in claims(text, "2024-25 Q4") if one.indicators}


def roles_of(text):
    return {one.number.text.strip(): one.role for one in claims(text, "2024-25 Q4")}


@pytest.mark.parametrize(
    "text",
    [
        "We had 3,437 referrals. In all this is a drop of 1,744. The share that were repeats fell to 19.7%.",
        "First, referrals. We received 4,992 in the year. You asked how many were repeats: 922, or 19.7%.",
        "## Front door\n\nWe accepted 697 referrals.\n\nRepeats: 138 (19.7%).",
    ],
)
def test_repeats_are_of_what_the_section_has_named_last(text):
    assert indicators_of(text)["19.7%"] == "re_referrals"


def test_repeats_are_of_plans_where_plans_were_named_last():
    text = "We had 3,437 referrals and 369 plans began. The share that were repeats fell to 22.2%."
    assert indicators_of(text)["22.2%"] == "child_protection_plans_repeat"


def test_plans_for_a_second_or_later_time_are_repeat_plans():
    assert indicators_of("The share of plans for a second or later time was 27.7%.")["27.7%"] == (
        "child_protection_plans_repeat"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Conference timeliness fell to 69.3% (312 of 450), from 81.5% and, the year before that, 90.9%.",
        "82.7% of conferences were on time in 2024 (698 of 844), 82.9% in 2023.",
    ],
)
def test_a_share_of_another_year_is_not_held_against_the_counts_of_this_one(text):
    assert contradicting(text) == {}


def test_but_a_share_beside_its_own_counts_is():
    assert contradicting("Of the conferences 312 of 450 were on time, 79.3%.") == {"79.3%": "arithmetic"}


@pytest.mark.parametrize(
    "text",
    [
        "Wakefield has the most plans for its size and Wigan the fewest, the gap being 34.0 per 10,000.",
        "Our rate of plans is low. It is 34.0 points below Wakefield and 48.1 below Tameside.",
        "The plan rate is 34.0 below Wakefield.",
    ],
)
def test_how_far_two_places_are_apart_is_no_rate(text):
    assert roles_of(text)["34.0"] == "gap"
    assert roles_of(text).get("48.1", "gap") == "gap"


def test_a_gap_to_england_is_no_change_in_time(figures):
    text = "Long-term stability at 57% is twelve points below England's 69% (both March 2025)."
    assert accused(text, figures, "2024-25 Q4", BARNSLEY) == {}


def test_what_is_left_without_a_group_is_no_number_of_all(figures):
    text = "There were 50 unaccompanied children. Without them the number in care went up by 8, from 494 to 502."
    assert "494" not in accused(text, figures, "2024-25 Q4", DONCASTER)


def test_a_number_in_a_bracket_behind_a_place_is_of_that_place(figures):
    text = "Assessment timeliness has slipped for two years and is five points under England (85.7%, 2024-25)."
    assert accused(text, figures, "2024-25 Q4", GATESHEAD) == {}


def test_the_noun_of_a_ratio_is_not_what_a_number_counts():
    assert "440" not in indicators_of("440, roughly one for every four enquiries.")


def test_a_target_with_the_actual_figure_behind_it_makes_no_claim():
    read = claims("The share of repeat plans is to be kept below 25% (27.7% in 2024-25).", "2024-25 Q4")
    assert [one.number.text.strip() for one in read] == ["27.7%"]


def test_what_was_before_is_no_second_value():
    assert contradicting("Repeat plans are at 28%. It was 25.7% before.") == {}
    assert roles_of("It was 25.7% before.") == {"25.7%": "before"}


def test_a_quotation_that_the_next_word_denies_is_not_judged(figures):
    text = '**"Plans doubled."** No. They rose by 48, from 265 to 313, which is 18%.'
    assert overstated(text, figures) == []
    assert accused('"Plans are at 413." Wrong. There are 313.', figures, "2024-25 Q4") == {}


def test_a_quotation_that_stands_is_judged(figures):
    assert overstated('"Child protection plans doubled in the year to March 2025." That is a worry.', figures) == [
        "doubled"
    ]


def test_marks_of_a_list_without_stops_count_nobody(figures):
    assert accused("Priorities: 1 Neglect. 2 Exploitation. 3 Babies under 1. 4 Voice.", figures) == {}


def test_a_day_right_behind_the_next_number_is_not_of_the_one_before():
    read = claims("Of children in care 7% had three or more placements, 8% in 2024.", "2024-25 Q4")
    assert [[str(one.day) for one in each.days] for each in read] == [[], ["2024-12-31"]]


def days_of(text, period="2024-25 Q4"):
    return {one.number.text.strip(): [str(day.day) for day in one.days] for one in claims(text, period)}


def test_a_day_that_something_is_set_against_is_not_carried_to_the_next_sentence():
    text = "567 children had a plan on 31 March 2025. This is more than the 427 of March 2024. The rate is 73.2."
    assert days_of(text)["73.2"] == []
    text = "Children in care: 498, 12 fewer than at 31 March 2025 (510). The rate is 88."
    assert days_of(text, "2025-26 Q3")["88"] == []


def test_the_year_to_a_day_goes_with_the_number_before_it():
    found = days_of("We took 1,483 referrals in the year to 31 March 2025 and 1,459 in the year before.")
    assert found == {"1,483": ["2025-03-31"], "1,459": ["2024-03-31"]}


def test_where_the_figure_was_is_of_the_place_before():
    read = claims("This is better than England as a whole, where the figure was 81.4%.", "2024-25 Q4")
    assert [one.areas for one in read] == [("England",)]


def test_under_twelve_is_an_age():
    assert [one.number.text for one in claims("31 unaccompanied children were under twelve.")] == ["31"]


def test_what_had_come_in_came_into_care():
    text = "692 children were in our care. 259 had come in during the year."
    assert indicators_of(text)["259"] == "children_in_care_started"


def test_plans_that_began_for_neglect_are_counted_by_their_first_category():
    read = claims("349 of the 509 plans began for neglect. Emotional abuse accounts for 122.", "2023-24 Q4")
    groups = {one.number.text: one.groups for one in read}
    assert groups["349"] == ("category_of_abuse_initial:neglect",)
    assert groups["122"] == ("category_of_abuse_initial:emotional",)
