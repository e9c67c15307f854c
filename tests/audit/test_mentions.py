"""What a sentence names."""

import pytest

from analysis.audit.mentions import mentions


def named(text, *kinds):
    return [one.key for one in mentions(text) if one.kind in kinds]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("children subject to a child protection plan", ["child_protection_plans"]),
        ("plans that began in the year", ["child_protection_plans_started"]),
        ("second or subsequent plans", ["child_protection_plans_repeat"]),
        ("children in care", ["children_in_care"]),
        ("came into care", ["children_in_care_started"]),
        ("conferences held within 15 working days", ["initial_conferences_within_15_days"]),
        ("reviews: 96% of them in time", ["child_protection_plans_reviewed_in_time"]),
        ("18% of referrals were repeats", ["re_referrals"]),
        ("28% of plans begun were repeats", ["child_protection_plans_repeat"]),
    ],
)
def test_an_indicator_is_known_by_the_words_of_the_field(text, found):
    assert [key for key in named(text, "indicator", "weak") if key != "referrals"][-1:] == found


def test_the_longer_of_two_names_stands():
    assert named("initial child protection conferences", "indicator") == ["initial_conferences"]


def test_a_category_of_abuse_is_the_latest_unless_the_words_say_the_first():
    assert named("neglect", "group") == ["category_of_abuse_latest:neglect"]
    assert named("By the category at the start of the plan, neglect", "group") == ["category_of_abuse_initial:neglect"]


def test_a_model_of_neighbours_is_no_place():
    assert named("in the 2025 neighbour model", "area") == []
