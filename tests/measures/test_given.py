"""Where rows stand, what may be used of a hidden row, and what is no single series: for every measure over time."""

import numpy as np
import pandas as pd
import pytest

from analysis.measures.balance import stock_and_flow
from analysis.measures.changes import change
from analysis.measures.control_charts import control_chart
from analysis.measures.footprints import pooled_areas
from analysis.measures.forecasts import forecast
from analysis.measures.funnels import funnel_limits
from analysis.measures.given import known, where
from analysis.measures.rates import crude_rate, percentage, proportion
from analysis.measures.timeline import timeline
from analysis.measures.trends import trend
from analysis.vocabulary.errors import WrongUse

DATES = [f"{year}-03-31" for year in range(2013, 2026)]


def series(hidden=(), **columns):
    rows = pd.DataFrame({"date": DATES, "count": [100.0 + 7 * (n % 4) for n in range(13)], "denominator": 50000.0})
    rows = rows.assign(indicator="children_in_care", area="E08000018", span="point", denominator_vintage="2025")
    return rows.assign(status=["suppressed" if n in hidden else "published" for n in range(13)]).assign(**columns)


def secret(hidden):
    """The same series, still holding a 4 in its hidden rows; and with nothing there."""
    held = series(hidden)
    at = held["status"].eq("suppressed")
    return held.assign(count=held["count"].mask(at, 4.0), value=4.0), held.assign(
        count=held["count"].mask(at), value=4.0
    )


MEASURES = {
    "crude_rate": crude_rate,
    "proportion": proportion,
    "percentage": percentage,
    "change": change,
    "forecast": lambda t: forecast(t, 1),
    "control chart": lambda t: control_chart(t, kind="u"),
    "funnel": lambda t: funnel_limits(t.assign(area=[f"a{n}" for n in range(13)])),
    "balance": lambda t: stock_and_flow(
        t, pd.concat([t.assign(indicator=f"children_in_care_{name}", span="year") for name in ("started", "ceased")]),
        "children_in_care_started", "children_in_care_ceased",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("hidden", [(12,), (6,), (0, 6, 12)])
def test_a_number_in_a_hidden_row_changes_nothing(name, hidden):
    held, gone = (MEASURES[name](table) for table in secret(hidden))
    numbers = [n for n in ("count", "value", "lower", "upper", "mean", "overdispersion") if n in held]
    pd.testing.assert_frame_equal(held[numbers], gone[numbers])


def test_a_hidden_last_number_is_not_forecast_from():
    held, _ = secret((12,))
    assert forecast(held, 1)["value"].isna().all()
    assert len(timeline(held, 1).count) == 12


def test_a_footprint_with_a_hidden_member_is_hidden():
    two = pd.concat([series((12,)).assign(count=4.0), series().assign(area="E08000017")])
    made = pooled_areas(two, ["E08000017", "E08000018"], "Two").set_index("date")
    assert np.isnan(made.loc["2025-03-31", "count"])
    assert made.loc["2025-03-31", "status"] == "suppressed"


def test_errors_name_rows_by_their_keys_and_never_by_a_count():
    with pytest.raises(ValueError, match="below zero") as refused:
        crude_rate(series(count=-4321.0))
    assert "2013-03-31" in str(refused.value)
    assert "4321" not in str(refused.value)
    assert where(pd.DataFrame({"count": [7, 8]})) == "row 0, 1"


@pytest.mark.parametrize("column", ["area", "indicator", "group"])
@pytest.mark.parametrize(
    "measure", [change, lambda t: trend(t, 1), lambda t: forecast(t, 1), lambda t: control_chart(t, kind="u")]
)
def test_two_series_in_one_table_are_never_taken_for_one(measure, column):
    mixed = series(**{column: [f"x{n % 2}" for n in range(13)]})
    with pytest.raises(
        ValueError, match=f"is of one series. Here are several in the column {column}: x0, x1. Keep one"
    ):
        measure(mixed)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"count": -1.0}, "A count cannot be below zero"),
        ({"denominator": 0.0}, "A rate needs people above zero"),
        ({"date": None}, "A change needs a date in every row"),
    ],
)
def test_a_change_of_what_cannot_be_is_refused(columns, message):
    with pytest.raises(ValueError, match=message):
        change(series(**columns))


def test_more_children_in_both_counts_than_there_were_are_taken_for_all_of_them():
    row = change(series(overlap=99999.0)).iloc[-1]
    least = series().iloc[-2:]["count"].min()
    assert row["lower"] == change(series(overlap=least)).iloc[-1]["lower"]


def test_a_funnel_of_two_dates_of_parts_and_wholes_or_of_two_populations_is_refused():
    with pytest.raises(ValueError, match="A funnel needs one row an area"):
        funnel_limits(series())
    both = series().iloc[:2].assign(area=["E92000001", "E08000018"])
    with pytest.raises(ValueError, match="leave out England and the regions"):
        funnel_limits(both)
    with pytest.raises(ValueError, match="The populations come from 2 releases"):
        funnel_limits(series().iloc[:2].assign(area=["E08000017", "E08000018"], denominator_vintage=["a", "b"]))


def test_a_footprint_counts_nobody_twice_and_wants_a_list():
    with pytest.raises(ValueError, match="Rotherham is a part of England"):
        pooled_areas(series(), ["E92000001", "E08000018"], "Both")
    with pytest.raises(ValueError, match="pools two areas or more"):
        pooled_areas(series(), "E08000018", "One")


def test_a_balance_is_of_years_of_one_area_and_of_indicators_that_exist():
    flows = series(indicator="children_in_care_started", span="quarter")
    names = ("children_in_care_started", "children_in_care_ceased")
    with pytest.raises(ValueError, match="give flows of years"):
        stock_and_flow(series(), flows, *names)
    with pytest.raises(ValueError, match="several in the column area"):
        stock_and_flow(series(), flows.assign(span="year", area="E08000017"), *names)
    with pytest.raises(WrongUse, match="is not known"):
        stock_and_flow(series(), flows.assign(span="year"), "children_in_care_begun", names[1])


def test_known_leaves_a_table_without_hidden_rows_as_it_is():
    assert known(series()) is not None
    assert known(series())["count"].notna().all()
