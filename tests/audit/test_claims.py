"""What each number of a sentence is of: which thing, which place, which day, which group, in which measure."""

from datetime import date

import pytest

from analysis.audit.claims import LOCAL
from reading_a_sentence import BARNSLEY, DONCASTER, claims

PLANS, CARE = "child_protection_plans", "children_in_care"


def of(text, **how):
    return [(one.number.text.strip(), one.indicators[:1], one.measure) for one in claims(text, **how)]


def test_a_number_without_a_word_of_its_own_is_of_what_was_named_before_it():
    assert of("We closed the year with 366 children on plans, 71.6 per 10,000, and 404 in care.") == [
        ("366", (PLANS,), "count"),
        ("71.6", (PLANS,), "rate"),
        ("404", (CARE,), "count"),
    ]


def test_a_rate_stays_one_where_others_are_set_beside_it():
    text = "Our care rate was 80, well above the 67 for England and the 77 of the region."
    assert [(one.number.text, one.measure, one.areas) for one in claims(text)] == [
        ("80", "rate", (LOCAL,)),
        ("67", "rate", ("England",)),
        ("77", "rate", ("region",)),
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("At 31 March 2024 Barnsley had 366 plans and Doncaster 296.", [(BARNSLEY,), (DONCASTER,)]),
        ("Barnsley (366) and Doncaster (296) had more plans than we did (265).", [(BARNSLEY,), (DONCASTER,), (LOCAL,)]),
        ("Barnsley and Doncaster had care rates of 77 and 79.", [(BARNSLEY,), (DONCASTER,)]),
        ("Our neighbour Barnsley had 366 plans.", [(BARNSLEY,)]),
        ("That was above the mean (59.2) of its ten neighbours.", [("neighbours",)]),
    ],
)
def test_each_place_keeps_to_its_own_number(text, places):
    assert [one.areas for one in claims(text)] == places


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Plans: 502 this March, 542 last March, 556 the March before.", [(2024, 3), (2023, 3), (2022, 3)]),
        ("There were 524 children in care in March 2024, 540 a year before.", [(2024, 3), (2023, 3)]),
        ("The rate of plans was 45.3 (2023: 69.0).", [None, (2023, 12)]),
        ("In 2023-24 there were 2,672 referrals and 449 conferences.", [(2024, 3), (2024, 3)]),
        ("There are 265 children on plans, a fall on last year.", [None]),
    ],
)
def test_each_day_keeps_to_its_own_number(text, days):
    read = [one.days[0].day if one.days else None for one in claims(text, period="2023-24 Q4")]
    assert [(day.year, day.month) if day else None for day in read] == days


def test_a_part_of_a_year_is_no_day_of_a_published_figure():
    [one] = claims("In the first half of 2023-24 98 plans began.")
    assert one.days[0].kind == "part"
    assert one.days[0].day < date(2000, 1, 1)


def test_a_whole_is_of_no_group_and_its_part_is():
    assert [(one.number.text, one.groups) for one in claims("Neglect is behind 126 of 265 plans.")] == [
        ("126", ("category_of_abuse_latest:neglect",)),
        ("265", ()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "There were 97 plans in the central locality at 31 March 2023.",
        "Of 40 unaccompanied children, 31 are aged 16 or 17.",
        "Children in need had 611 plans, 240 of which have closed.",
        "The strategy assumes 300 children on plans.",
    ],
)
def test_words_that_may_narrow_a_number_down_leave_it_unclear(text):
    assert not claims(text)[-1].clear


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Plans fell by 80, from 475 to 395.", ["change", "before", "level"]),
        ("Plans rose from 265 to 313, by 48.", ["before", "level", "change"]),
        ("475 plans and 504 more, which leaves 395.", ["level", "change", "rest"]),
        ("There were 265 plans against 395.", ["level", "before"]),
    ],
)
def test_a_level_is_told_from_a_change_and_from_the_level_before(text, roles):
    assert [one.role for one in claims(text)] == roles
