"""Whether a printed number is a published one."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.audit.matching import agrees, nearly
from analysis.audit.numbers import numbers


def number(text):
    return next(one for one in numbers(text) if not one.idle)


def printed(truth, decimals):
    return truth.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@given(st.decimals(1, 999, places=3), st.integers(0, 2))
def test_a_value_rounded_half_up_agrees_and_one_two_units_off_never_does(truth, decimals):
    step = Decimal(1).scaleb(-decimals)
    shown = printed(truth, decimals)
    assert agrees(number(f"It was {shown}%."), truth)
    assert not agrees(number(f"It was {shown + 2 * step}%."), truth)
    assert not nearly(number(f"It was {shown + 2 * step}%."), truth)


@pytest.mark.parametrize(
    ("text", "truth", "fair"),
    [
        ("nearly 400 children", 395, True),
        ("over 400 children", 395, False),
        ("just under 400 children", 404, False),
        ("one in five", "19.6", True),
        ("one in three", "27.7", False),
        ("5,730 children", 5730, True),
        ("49,900 children", 49896, True),
    ],
)
def test_hedges_and_everyday_fractions_are_taken_as_people_mean_them(text, truth, fair):
    assert agrees(number(text), Decimal(truth)) == fair
