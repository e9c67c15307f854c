"""Every indicator on one line: its change, its place and its next year."""

import numpy as np
import pandas as pd
import pytest

from analysis.measures.changes import change
from analysis.measures.comparisons import compare, definitions
from analysis.measures.forecasts import back_test, forecast
from analysis.measures.in_brief import in_brief
from analysis.measures.rates import crude_rate

US, OTHERS = "E08000018", ["E08000016", "E08000017", "E08000036"]
SETS = pd.DataFrame({"set": "neighbours 2025", "area": OTHERS})
YEARS = [f"{year}-03-31" for year in range(2013, 2026)]
WAVE = [0, 9, -6, 12, 3, -11, 5, 14, -2, 8, -9, 4, 10]


def counts(indicator="children_in_care", level=400, people=50000, step=7, **columns):
    """Thirteen years of four councils."""
    rows = [
        (code, day, float(level + 30 * at + step * wave), float(people))
        for at, code in enumerate([US, *OTHERS])
        for day, wave in zip(YEARS, WAVE, strict=True)
    ]
    made = pd.DataFrame(rows, columns=["area", "date", "count", "denominator"])
    span = "point" if indicator == "children_in_care" else "year"
    made = made.assign(indicator=indicator, span=span, denominator_vintage="2025", value=np.nan, status="published")
    return made.assign(breakdown="total", group="", **columns)


def test_a_line_holds_what_change_compare_and_forecast_say_by_themselves():
    table = counts()
    row = in_brief(table, US, SETS).iloc[0]
    mine = table[table["area"] == US]
    moved = change(mine).iloc[-1]
    assert row[["change", "change_lower", "change_upper"]].tolist() == moved[["value", "lower", "upper"]].tolist()
    placed = definitions(compare(crude_rate(table), US, SETS)).iloc[0]
    assert row[["below", "above", "of_ways", "near"]].tolist() == placed[["below", "above", "of", "near"]].tolist()
    ahead = forecast(mine, 1, tested=back_test(table, 1, by="area")).iloc[0]
    assert row[["next_lower", "next_upper", "next_held"]].tolist() == ahead[["lower", "upper", "held"]].tolist()
    assert (row["date"], row["value"]) == ("2025-03-31", pytest.approx(10000 * 470 / 50000))


@pytest.mark.parametrize(
    ("last", "verdict"),
    [(900.0, "rise"), (100.0, "fall"), (430.0, "no clear change"), (9.0, "too few to say")],
)
def test_the_verdict_is_what_the_limits_allow(last, verdict):
    table = counts()
    table.loc[(table["area"] == US) & (table["date"] == "2025-03-31"), "count"] = last
    assert in_brief(table, US, SETS)["change_verdict"].tolist() == [verdict]


def test_a_missing_year_gives_no_change_and_a_hidden_last_year_moves_the_line_to_the_year_before():
    table = counts()
    gap = table[~((table["area"] == US) & (table["date"] == "2024-03-31"))]
    assert in_brief(gap, US, SETS)["change_verdict"].tolist() == ["no change given"]
    hidden = table.assign(count=table["count"].mask((table["area"] == US) & (table["date"] == "2025-03-31")))
    made = in_brief(hidden, US, SETS).iloc[0]
    assert made["date"] == "2024-03-31"
    assert np.isnan(made["next_lower"])  # what would be forecast is hidden, not to come


def test_shares_are_not_forecast_and_rest_on_a_whole_of_their_own_year():
    table = counts("re_referrals", level=100, people=1000, step=1).assign(denominator_vintage=lambda t: t["date"])
    made = in_brief(table, US, SETS).iloc[0]
    assert made["statistic"] == "share"
    assert made["change_verdict"] == "no clear change"
    assert np.isnan(made["next_lower"])


def test_a_share_that_falls_to_nobody_is_a_fall():
    table = counts("re_referrals", level=300, people=1000, step=1)
    table.loc[(table["area"] == US) & (table["date"] == "2025-03-31"), "count"] = 0.0
    row = in_brief(table, US, SETS).iloc[0]
    assert row["change_verdict"] == "fall"
    assert row["points"] == pytest.approx(-30.4)


def test_children_counted_twice_make_a_change_surer():
    table = counts(step=7)
    table.loc[(table["area"] == US) & (table["date"] == "2025-03-31"), "count"] = 460.0
    table.loc[(table["area"] == US) & (table["date"] == "2024-03-31"), "count"] = 400.0
    stocks = table[["indicator", "area", "date"]].assign(overlap=350.0)
    alone, known = (in_brief(table, US, SETS, stocks=given).iloc[0] for given in (None, stocks))
    assert alone["change_verdict"] == "rise" or alone["change_lower"] < known["change_lower"]
    assert known["change_verdict"] == "rise"


def test_the_method_is_named_and_an_area_is_tried_among_its_own_kind():
    made = in_brief(counts(), US, SETS).iloc[0]
    assert made["next_method"] == "no change"
    england = counts().assign(area=lambda t: t["area"].replace(US, "E92000001"))
    alone = in_brief(england, "E92000001", SETS).iloc[0]
    assert alone["next_tests"] == 5  # its own five years, not those of authorities


def test_nothing_at_hand_gives_no_line():
    assert in_brief(counts(), "E06000047", SETS).empty
