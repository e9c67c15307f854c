import re
from dataclasses import fields

import pytest

from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.indicators import Indicator, indicator, indicators

ALL = list(indicators().values())
WORDS = [f.name for f in fields(Indicator) if f.name in ("id", "name", "phrase", "counts", "definition", "caveat")]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_every_indicator_says_what_it_is(one):
    assert all(getattr(one, name).strip() for name in WORDS)
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", one.id)
    assert one.span in ("point", "year", "month", "quarter")
    assert one.direction in ("neutral", "higher", "lower")
    assert one.definition.endswith(".")
    assert one.caveat.endswith(".")


def test_a_share_is_of_an_indicator_that_exists_and_not_of_itself():
    shares = [one for one in ALL if one.percent_of]
    assert len(shares) > 5
    for one in shares:
        assert one.percent_of in indicators()
        assert one.percent_of != one.id
        assert one.per is None


def test_a_sum_is_over_an_indicator_that_exists():
    sums = [one.sum_of for one in ALL if one.sum_of]
    assert sums
    for parts in sums:
        assert parts["indicator"] in indicators()
        assert len(set(parts["groups"])) == len(parts["groups"]) > 1


def test_no_two_indicators_share_a_name_or_a_phrase():
    assert len({one.name for one in ALL}) == len({one.phrase for one in ALL}) == len(ALL)


def test_the_unit_follows_from_the_base():
    assert indicator("child_protection_plans").unit == "per 10,000 aged 0-17"
    assert indicator("re_referrals").unit == "percent"
    assert indicator("child_protection_plans_open_three_months").unit == ""


def test_an_unknown_indicator_is_refused_with_the_nearest():
    with pytest.raises(WrongUse, match=r"is not known\.") as refused:
        indicator("children_in_car")
    said = 'Indicator "children_in_car" is not known. Did you mean "children_in_care"? All are in indicators.toml.'
    assert str(refused.value) == said
