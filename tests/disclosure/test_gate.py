"""The gate: what leaves of a table, what stays hidden with it, and what earlier packs and others have said already."""

import pandas as pd
import pytest

from analysis.disclosure.gate import RELEASE, decide
from analysis.disclosure.policy import Policy
from analysis.disclosure.ties import KEY
from analysis.vocabulary import tidy

PLANS, STARTED, ENDED = "child_protection_plans", "child_protection_plans_started", "child_protection_plans_ended"
JUNE = "2024-06-30"
NOTHING = pd.DataFrame(columns=RELEASE)


def rows(*said, indicator=PLANS, date=JUNE, span="point", public=False):
    """Rows as (breakdown, group, count), in the columns of observations."""
    made = pd.DataFrame([(indicator, "E08000018", date, span, *row) for row in said], columns=[*KEY, "count"])
    made = made.astype({"count": "float64"})
    more = {"source": "returns_x", "vintage": "", "count_lower": made["count"], "count_upper": made["count"]}
    more |= {"denominator": float("nan"), "denominator_vintage": "", "value": made["count"], "unit": ""}
    return made.assign(**more, status=tidy.COUNTED, reason="", public=public)[tidy.OBSERVATIONS]


def said(decision):
    """Group (or "total") -> what is shown of it."""
    table = decision.release
    return dict(zip(table["group"].where(table["group"] != "", table["breakdown"]), table["count"], strict=True))


SEXES = rows(("total", "", 100), ("sex", "female", 3), ("sex", "male", 97))


def test_all_less_boys_gives_no_girls():
    assert said(decide(SEXES, NOTHING, Policy())) == {"total": "100", "female": "c", "male": "c"}


def test_a_hidden_count_is_in_no_column_of_what_leaves():
    left = decide(SEXES, NOTHING, Policy()).rows
    assert left["public"].all()
    girls = left[left["group"] == "female"].iloc[0]
    assert (girls["status"], girls["reason"]) == (tidy.SUPPRESSED, "disclosure control")
    assert girls[["count", "value"]].isna().all()
    assert (girls["count_lower"], girls["count_upper"]) == (0, 100)
    assert not left[["count", "count_lower", "count_upper", "value"]].isin([3.0, 97.0]).any(axis=None)


def test_where_nothing_is_small_everything_is_printed():
    table = rows(("total", "", 100), ("sex", "female", 43), ("sex", "male", 57), ("sex", "unknown", 0))
    assert said(decide(table, NOTHING, Policy())) == {"total": "100", "female": "43", "male": "57", "unknown": "0"}


def test_a_total_that_others_have_published_stays_and_is_reckoned_with():
    known = rows(("total", "", 100), public=True)
    parts = rows(("ethnic_group", "Asian", 2), ("ethnic_group", "Black", 40), ("ethnic_group", "White", 58))
    decision = decide(pd.concat([known, parts]), NOTHING, Policy())
    assert sorted(said(decision).values()).count("c") == 2
    assert decision.rows.loc[decision.rows["breakdown"] == "total", "count"].tolist() == [100]


def test_quarters_and_the_year_to_date_give_no_month_away():
    months = [rows(("total", "", n), indicator=STARTED, date=day, span="month")
              for day, n in (("2024-04-30", 30), ("2024-05-31", 31), (JUNE, 2))]  # fmt: skip
    quarter = rows(("total", "", 63), indicator=STARTED, span="quarter")
    table = decide(pd.concat([*months, quarter]), NOTHING, Policy()).release
    assert dict(zip(table["date"] + table["span"], table["count"], strict=True))["2024-06-30month"] == "c"
    assert (table["count"] == "c").sum() == 2


def test_a_stock_and_its_flows_give_no_ends_away():
    before, after = (rows(("total", "", n), date=day) for n, day in ((80, "2024-03-31"), (90, JUNE)))
    flows = [rows(("total", "", n), indicator=name, span="quarter") for name, n in ((STARTED, 13), (ENDED, 3))]
    table = decide(pd.concat([before, after, *flows]), NOTHING, Policy()).release
    assert (table["count"] == "c").sum() == 2
    assert table.loc[table["indicator"] == ENDED, "count"].tolist() == ["c"]


def memory(*said):
    return pd.DataFrame([(PLANS, "E08000018", JUNE, "point", *row) for row in said], columns=RELEASE)


def test_what_an_earlier_pack_hid_is_not_printed_in_a_later_one():
    grown = rows(("total", "", 100), ("sex", "female", 43), ("sex", "male", 57))
    earlier = memory(("total", "", "90"), ("sex", "female", "c"), ("sex", "male", "c"))
    assert said(decide(grown, earlier, Policy())) == {"total": "100", "female": "c", "male": "c"}


def test_a_figure_that_moved_by_a_few_late_records_stands_as_it_was_printed():
    later = rows(("total", "", 102), ("sex", "female", 44), ("sex", "male", 58))
    earlier = memory(("total", "", "100"), ("sex", "female", "43"), ("sex", "male", "57"))
    decision = decide(later, earlier, Policy())
    assert said(decision) == {"total": "100", "female": "43", "male": "57"}
    assert decision.as_before == [f"{PLANS}|E08000018|{JUNE}|point"]


def test_a_figure_that_moved_by_many_is_printed_anew():
    later = rows(("total", "", 120))
    assert said(decide(later, memory(("total", "", "100")), Policy())) == {"total": "120"}


def test_a_zero_beside_counts_that_it_would_give_away_is_hidden_with_them():
    before, after = (rows(("ethnic_group", "Black", n), date=day) for n, day in ((3, "2024-03-31"), (2, JUNE)))
    flows = [
        rows(("ethnic_group", "Black", n), indicator=name, span="quarter") for name, n in ((STARTED, 0), (ENDED, 1))
    ]
    decision = decide(pd.concat([before, after, *flows]), NOTHING, Policy())
    assert set(decision.release["count"]) <= {"c", "x"}


@pytest.mark.parametrize("threshold", [5, 9])
def test_the_threshold_is_the_policy_s(threshold):
    table = rows(("total", "", 100), ("sex", "female", 8), ("sex", "male", 92))
    hidden = list(said(decide(table, NOTHING, Policy(threshold=threshold))).values()).count("c")
    assert hidden == (2 if threshold == 9 else 0)
