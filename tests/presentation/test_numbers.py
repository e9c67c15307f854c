"""Numbers as they are printed."""

import math
from decimal import Decimal

import pytest

from analysis.presentation.numbers import (
    date_words,
    limits,
    listed,
    number,
    percent,
    rate,
    rounded,
    signed,
    small_number,
    whole,
)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (52.65, 1, "52.7"),
        (-2.5, 0, "-3"),
        (0.1 + 0.2, 1, "0.3"),
        (100 * 0.285, 1, "28.5"),
        (-0.04, 1, "0.0"),
        (Decimal("0.25"), 1, "0.3"),
    ],
)
def test_halves_are_rounded_away_from_zero_whatever_their_binary_form(value, places, expected):
    assert str(rounded(value, places)) == expected


def test_a_missing_value_is_not_rounded():
    with pytest.raises(ValueError, match="A missing value cannot be rounded"):
        rounded(math.nan)


def test_thousands_have_a_comma_and_minus_is_a_minus_sign():
    assert whole(12183016.0) == "12,183,016"
    assert number(-1234.55) == "−1,234.6"
    assert rate(52.649) == "52.6"
    assert percent(23.45) == "23.5%"


def test_a_missing_value_is_said_to_be_missing_and_never_zero():
    assert {whole(None), rate(math.nan), percent(math.nan), signed(None)} == {"no figure"}
    assert limits(math.nan, 3) == "no limits"


def test_limits_and_changes_are_words_of_a_sentence():
    assert limits(49.06, 56.249) == "49.1 to 56.2"
    assert [signed(3.21), signed(-3.21), signed(0.01)] == ["+3.2", "−3.2", "0.0"]


def test_dates_and_small_numbers_are_words_in_british_english():
    assert date_words("2025-03-31") == "31 March 2025"
    assert [small_number(0), small_number(10), small_number(13)] == ["no", "ten", "13"]
    assert listed(["Barnsley", "Dudley", "Wigan"]) == "Barnsley, Dudley and Wigan"
    assert listed(["Wigan"]) == "Wigan"
