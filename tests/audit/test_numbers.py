"""The numbers of a sentence: which make a claim, of what kind, and which make none."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.audit.days import days
from analysis.audit.number_words import word_value
from analysis.audit.numbers import numbers
from analysis.audit.sentences import sentences


def claims(text):
    return [(one.text.strip(), one.kind) for one in numbers(text) if not one.idle]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There were 398 children.", [("398", "count")]),
        ("There were 1,383 of them, or 23.1 %.", [("1,383", "count"), ("23.1 %", "percent")]),
        (
            "It fell by 7 per cent to 12 percentage points.",
            [("7 per cent", "percent"), ("12 percentage points", "points")],
        ),
        ("A rate of 70.4 per 10,000 children.", [("70.4", "rate")]),
        ("That is 84 in every 10,000.", [("84", "rate")]),
        ("They are 2.6 times as likely.", [("2.6 times", "ratio")]),
        ("They are three times more likely to be in care.", [("three times", "ratio")]),
        ("It is twice the rate of England.", [("twice the", "ratio")]),
        ("One in five children, or 2 out of 10.", [("One in five", "fraction"), ("2 out of 10", "fraction")]),
        ("Two thirds and a quarter of plans.", [("Two thirds", "fraction"), ("a quarter", "fraction")]),
        ("Half of the plans were for neglect.", [("Half", "fraction")]),
        ("We are the 44th most deprived, compared to 52nd.", [("44th", "rank"), ("52nd", "rank")]),
        ("It cost £115,352.", [("£115,352", "money")]),
        ("Thirty-one children came into care.", [("Thirty-one", "count")]),
        ("A fall of 12 (−12) and +3.", [("12", "count"), ("−12", "count"), ("+3", "count")]),
    ],
)
def test_numbers_that_claim_something_have_their_kind(text, found):
    assert claims(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "At 31 March 2023 and on 09/06/2022, in July 2022, in 2022/23 and in Q4 2022-23.",
        "See page 4, table 3, section 47, paragraph 2.1 and Working Together 2018.",
        "Children aged 0 to 17, under 5s, 16+, 15 year olds and those below the age of 15.",
        "A 7-minute briefing, a 3 year strategy, within 45 working days, for 12 months.",
        "Call 01709 382121 or write to a.b@c.org.uk, S60 1AE, www.x.org/2023/12.",
        "Covid-19, 24/7, 1:1 work, KS2, SAW21 and the A57.",
        "We met at 10:30, and 4 times a year; the group met 7 times.",
        "Limits of 95% confidence, likely between 62.4 and 76.2 (86.9 to 103.1).",
        "The target is 90%, with a threshold of 15.",
        "1. First point",
        "Reference 50190644.",
        "the 1st and the 3rd meeting",
    ],
)
def test_dates_ages_sections_and_the_like_claim_nothing(text):
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "hedge", "near"),
    [
        ("over 400 children", "over", False),
        ("fewer than 20 children", "under", False),
        ("nearly 51,000 children", "under", True),
        ("around 400 children", "about", True),
        ("just over 400 children", "about", True),
        ("400 children", "", False),
    ],
)
def test_a_hedge_before_a_number_is_known(text, hedge, near):
    [one] = [one for one in numbers(text) if not one.idle]
    assert (one.hedge, one.near) == (hedge, near)


@pytest.mark.parametrize(
    ("words", "value"),
    [("one", 1), ("thirty-one", 31), ("two hundred", 200), ("three thousand", 3000), ("five six", None), ("dozen", 12)],
)
def test_numbers_in_letters(words, value):
    assert word_value(words) == (None if value is None else Decimal(value))


@given(st.integers(0, 10**7), st.sampled_from(["{}", "{:,}"]))
def test_a_count_is_read_with_its_value_however_it_is_written(value, form):
    if 1900 <= value <= 2099 or value % 10**3 == 0 or value >= 10**6:
        return
    [one] = numbers(f"There were {form.format(value)} children in care.")
    assert (one.value, one.kind, one.idle) == (Decimal(value), "count", "")


@given(st.text(alphabet="0123456789,.%£ -–/()aAper inof", max_size=60))
def test_no_text_breaks_the_reading_and_numbers_do_not_overlap(text):
    found = numbers(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[one.start : one.end].strip() for one in found)


# ---- sentences


def test_sentences_end_at_stops_but_not_in_numbers_or_after_short_forms():
    text = "It was 23.1% (e.g. in May). Was it? Dr. A. Smith, approx. 5, said so! See no. 4."
    assert [said for _, said in sentences(text)] == [
        "It was 23.1% (e.g. in May).",
        "Was it?",
        "Dr. A. Smith, approx. 5, said so!",
        "See no. 4.",
    ]


@given(st.text(max_size=200))
def test_sentences_keep_every_letter_in_its_place(text):
    assert all(text[start : start + len(said)] == said for start, said in sentences(text))


# ---- days

CLOSING = date(2023, 3, 31)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at 31 March 2023", [date(2023, 3, 31)]),
        ("on 31st March, 2023 and 01/04/2022", [date(2023, 3, 31), date(2022, 4, 1)]),
        ("in July 2022", [date(2022, 7, 31)]),
        ("in 2022/23 (2021-22)", [date(2023, 3, 31), date(2022, 3, 31)]),
        ("2022-23 Q4, Q1 2022-23", [date(2023, 3, 31), date(2022, 6, 30)]),
        ("in 2019", [date(2019, 12, 31)]),
        ("than the year before", [date(2022, 3, 31)]),
        ("at year end", [CLOSING]),
        ("the plan for 2023-2026", []),
        ("on 31/13/2022 or 30 February 2022", []),
        ("2,018 referrals", []),
    ],
)
def test_times_are_read_as_the_day_they_end_on(text, found):
    assert [one.day for one in days(text, CLOSING)] == found
