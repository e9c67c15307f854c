"""Control charts as figures and as tables: what is drawn and marked, where it breaks, and what is never shown."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text

import looks
from analysis.disclosure.released import NotReleased, release_table
from analysis.measures.control_charts import TOO_ALIKE, control_chart
from analysis.presentation.chart_drawing import COLOURS, SHAPES, SMALL
from analysis.presentation.chart_words import ALIKE, limits_words, range_words
from analysis.presentation.charts import plot_control_chart
from analysis.presentation.figures import GREY
from analysis.presentation.saving import save
from analysis.presentation.tables import display_form, long_form
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.events import Event, event
from little_series import QUIET, months

US = "E08000018"
WORDS = {"headline": "Referrals", "measure": "Referrals in each month"}
DOOR = Event("door", "New front door", date(2016, 1, 1), "A new front door.", area=US)
BROKEN = replace(event("families_first"), first_day=date(2016, 4, 1), indicators=("referrals",))


def table(*counts, every="ME", **columns):
    """One count a month, quarter or year; None where there is no figure."""
    dates = pd.date_range("2015-01-31", periods=len(counts), freq=every).strftime("%Y-%m-%d")
    span = {"ME": "month", "QE": "quarter", "YE-MAR": "year"}[every]
    made = {"indicator": "referrals", "area": US, "date": dates, "span": span, "count": counts, "value": counts}
    made |= {"status": "published", "citation": "DfE children in need, 2024 release", "public": True}
    return release_table(pd.DataFrame(made | columns).astype({"count": float, "value": float}), "referrals", "public")


def figure(*counts, events=(), how=None, **columns):
    return plot_control_chart(control_chart(table(*counts, **columns), **(how or {})), **WORDS, events=events)


def texts(made):
    return [text.get_text() for text in made.findobj(Text) if text.get_text().strip()]


def lines(made, **look):
    """x and y of the lines of the panel with this colour, marker or style, without those of the key."""
    panel = made.axes[0]
    found = [line for line in panel.lines if line.get_transform() == panel.transData]
    found = [line for line in found if all(getattr(line, f"get_{name}")() == value for name, value in look.items())]
    return [
        [(round(float(x), 3), round(float(y), 1)) for x, y in line.get_xydata()]
        for line in found
        if len(line.get_xydata())
    ]


def pieces(made):
    """How many points each piece of the thin line joins."""
    return [len(piece) for piece in lines(made, color="#B3B3B3", linestyle="-")]


def marked(made, shape):
    return [y for piece in lines(made, marker=shape) for _, y in piece]


def test_the_mean_is_a_step_over_its_months_and_limits_are_named_at_the_end():
    made = figure(*QUIET)
    [mean] = [line for line in lines(made, color=GREY) if len(line) > 2]
    assert {y for _, y in mean} == {12.0}
    assert mean[0][0] == pytest.approx(2015 - 2 / 12 - 1 / 24, abs=0.001)
    assert {"Mean 12.0", "Upper limit 22", "Lower limit 2"} <= set(texts(made))
    assert any("August 2016:" in text and text.endswith("14") for text in texts(made))


def test_near_limits_are_not_drawn():
    drawn = {y for line in lines(figure(*QUIET)) for _, y in line}
    assert not drawn & {4.9, 19.1}


def test_special_causes_are_marked_by_shape_and_in_a_key_and_others_are_small_dots():
    made = figure(*QUIET, 30, 12, 14, 1, how={"fix_after": 20})
    assert marked(made, "^") == [30.0]
    assert marked(made, "v") == [1.0]
    assert {"High or rising", "Low or falling", "Ordinary variation"} <= set(texts(made))
    assert "Marked: outside the limits; chance seldom does that." in made.note
    assert "High or rising" not in texts(figure(*QUIET))


def test_the_colours_are_of_good_and_bad_only_where_a_direction_is_given():
    chart = {"fix_after": 20, "direction": "increase"}
    assert lines(figure(*QUIET, 30, 12, 1, how=chart), color=COLOURS["improvement"], marker="^")
    assert lines(figure(*QUIET, 30, 12, 1, how=chart), color=COLOURS["concern"], marker="v")
    assert lines(figure(*QUIET, 30, how={"fix_after": 20}), color=COLOURS["neutral"], marker="^")


def test_marks_can_be_told_from_the_others_in_grey():
    def grey(colour):
        return float(np.dot(to_rgb(colour), (0.299, 0.587, 0.114)))

    assert len({*SHAPES.values(), SMALL["marker"]}) == 3
    assert all(grey(SMALL["color"]) - grey(colour) > 0.05 for colour in COLOURS.values())


def test_nothing_is_joined_over_a_month_without_a_figure_or_without_a_row():
    assert pieces(figure(*QUIET[:8], None, *QUIET[:8])) == [8, 8]
    chart = control_chart(table(*QUIET))
    assert pieces(plot_control_chart(chart.drop(index=8), **WORDS)) == [8, 11]
    assert len(lines(plot_control_chart(chart.drop(index=8), **WORDS), color=GREY)) == 2


def test_points_on_either_side_of_a_break_of_definitions_are_never_joined():
    made = figure(*QUIET, events=[BROKEN])
    assert pieces(made) == [15, 5]
    assert "What is counted changed with Families First: points before and after are not joined." in made.note
    assert "The limits rest on points before and after Families First alike" in made.note
    rebased = figure(*QUIET, events=[BROKEN], how={"rebase": [{"date": "2016-04-01", "reason": "Families First"}]})
    assert "alike" not in rebased.note


def test_an_event_is_named_within_its_area_and_the_months_drawn_only():
    made = figure(*QUIET, events=[DOOR, replace(DOOR, name="Elsewhere", area="E08000016"), event("covid_19")])
    assert "New front door" in texts(made)
    assert not {"Elsewhere", "COVID-19"} & set(texts(made))
    assert "Events marked: New front door (from January 2016)." in made.alt


def test_new_limits_have_their_reason_above_and_in_the_note_and_trial_limits_are_dashed():
    made = figure(*QUIET, *[n + 20 for n in QUIET[:8]], how={"rebase": [{"date": "2016-09-30", "reason": "new team"}]})
    assert "New team" in texts(made)
    assert "New limits from September 2016: new team." in made.note
    assert "Dashed: trial limits, from fewer than 13 months." in made.note
    assert {"Mean 32.0", "Upper limit 42"} <= set(texts(made))
    styles = [line.get_linestyle() for line in made.axes[0].lines if line.get_color() == GREY]
    assert styles == ["-", "--"]
    long = {
        "rebase": [{"date": "2016-09-30", "reason": "A reason of so many words that it would fill the whole width"}]
    }
    assert "New limits" in texts(figure(*QUIET, *QUIET, how=long))


def hidden():
    return table(*QUIET[:12], 777, *QUIET[:12], status=["published"] * 12 + ["suppressed"] + ["published"] * 12)


def test_a_hidden_point_is_nowhere_even_where_the_table_holds_it(tmp_path):
    chart = control_chart(hidden()).assign(value=lambda rows: rows["value"].fillna(777.0), count=777.0)
    chart = chart.assign(variation=chart["variation"].replace("no value", "neutral high"))
    made = plot_control_chart(chart, **WORDS)
    assert 777.0 not in {y for line in lines(made) for _, y in line}
    assert marked(made, "^") == []
    assert "c" in texts(made)
    assert "Hidden figures, marked c, are not drawn." in made.alt
    save(made, tmp_path / "chart", chart.assign(count=chart["count"].where(chart["status"] == "suppressed", 12.0)))
    for suffix in (".csv", ".svg", ".txt"):  # of the picture its words: its letters are outlines, full of numbers
        assert "777" not in (tmp_path / f"chart{suffix}").read_text().partition("<metadata>")[0]
    row = pd.read_csv(tmp_path / "chart.csv", dtype=str, keep_default_na=False).query("status == 'suppressed'").iloc[0]
    assert [row[name] for name in ("count", "value", "mean", "upper_limit", "rule", "variation")] == [""] * 6


def test_a_withheld_verdict_leaves_the_points_without_limits_and_says_why(tmp_path):
    chart = control_chart(table(*range(400, 448, 2), span="point"))
    made = plot_control_chart(chart, **WORDS)
    assert not lines(made, color=GREY)
    assert not [text for text in texts(made) if "limit" in text and "No limits are drawn" not in made.note]
    assert "No limits are drawn: month by month, the number is too like the one before" in made.note
    assert "No limits are drawn" in made.alt
    save(made, tmp_path / "chart", chart)
    rows = pd.read_csv(tmp_path / "chart.csv", dtype=str, keep_default_na=False)
    assert set(rows["upper_limit"]) | set(rows["rule"]) | set(rows["variation"]) == {""}
    assert set(display_form(chart)["Variation"]) == {"withheld"}


def test_neighbouring_months_that_are_alike_are_said_to_be_so():
    made = figure(*[10, 11, 12, 13, 14, 13, 12, 11] * 3)
    assert "so false alarms are likelier." in made.note
    assert "chance seldom" not in made.note
    assert ALIKE == TOO_ALIKE


def test_the_alternative_text_has_ends_limits_and_when_points_are_marked():
    assert figure(*QUIET, 30, how={"fix_after": 20}).alt == (
        "Control chart by month. Referrals in each month. From 10 in January 2015 to 30 in September 2016. "
        "Mean 12.0, limits 2 to 22. Marked as high or rising, 1 of 21 months: September 2016."
    )
    assert figure(*QUIET).alt.endswith("No month is marked.")


@pytest.mark.parametrize(
    ("every", "said"), [("QE", "Quarter to 31 December 2017"), ("YE-MAR", "Year to 31 March 2026")]
)
def test_quarters_and_years_name_their_last_point(every, said):
    made = figure(*QUIET[:11], 12, every=every)
    assert any(" ".join(text.split()).startswith(said) for text in texts(made))
    assert f"chart by {'quarter' if every == 'QE' else 'year'}" in made.alt


def test_a_target_and_a_close_axis_are_said():
    share = table(*[93, 95] * 10, unit="percent").assign(count=np.nan)
    made = plot_control_chart(control_chart(share, direction="increase", target=97), **WORDS)
    assert "Target 97.0%" in texts(made)
    assert "The axis does not begin at zero." in made.note
    assert made.axes[0].get_ylim()[0] > 50


INSPECTION = replace(DOOR, name="Inspection of children’s services", first_day=date(2016, 3, 1))
LATE = replace(DOOR, name="A long name of an event at the very end", first_day=date(2018, 4, 1))
TEAM = {"rebase": [{"date": "2016-04-30", "reason": "a new team for first contacts"}]}


def test_every_tick_stands_where_its_number_says():
    axis = figure(12).axes[0].yaxis
    assert [tick.label1.get_text() for tick in axis._update_ticks()] == ["0", "3", "6", "9", "12"]


CROWDED = {
    "rebased": lambda: figure(*QUIET, *[n + 30 for n in QUIET], events=[DOOR, INSPECTION, BROKEN], how=TEAM),
    "a year": lambda: figure(*QUIET[:12], 30, every="YE-MAR", how={"fix_after": 12}),
    "one month": lambda: figure(12),
    "at the edge": lambda: figure(*QUIET, *QUIET, events=[LATE]),
    "withheld": lambda: figure(*range(400, 448, 2), span="point"),
}


@pytest.mark.parametrize("name", CROWDED)
def test_a_crowded_chart_reads_well_in_print(name):
    made = CROWDED[name]()
    assert looks.complaints(made) == []
    assert len(made.alt.split()) <= 150


def test_an_empty_table_draws_a_placeholder_and_others_are_refused():
    empty = control_chart(table(*QUIET)).iloc[:0]
    assert plot_control_chart(empty, **WORDS).empty
    assert plot_control_chart(control_chart(table(None, None)), **WORDS).empty
    with pytest.raises(NotReleased, match="takes a table from release"):
        plot_control_chart(control_chart(pd.DataFrame(table(*QUIET))), **WORDS)
    with pytest.raises(WrongUse, match="draws a result of control_chart; this table is none"):
        plot_control_chart(table(*QUIET), **WORDS)
    twice = pd.concat([control_chart(table(*QUIET))] * 2)
    with pytest.raises(WrongUse, match="draws one series; this table has several rows for a date"):
        plot_control_chart(twice, **WORDS)


# --- limits as printed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"count": 244, "value": 244, "lower_limit": 169.4, "upper_limit": 485.8}, "between 170 and 485"),
        ({"count": 3, "value": 3, "lower_limit": -2.0, "upper_limit": 9.9}, "up to 9"),
        ({"unit": "percent", "value": 79.1, "lower_limit": 83.34, "upper_limit": 100.0}, "83.3% or more"),
        ({"base": "per 10,000", "value": 66.0, "lower_limit": 48.42, "upper_limit": 138.5}, "between 48.4 and 138.5"),
        ({"base": "per 10,000", "value": 68.64, "lower_limit": 50, "upper_limit": 68.62}, "between 50.00 and 68.62"),
        ({"unit": "percent", "value": 50.0, "lower_limit": -1.0, "upper_limit": 101.0}, "any number"),
    ],
)
def test_limits_are_printed_so_that_they_tell_inside_from_outside(row, said):
    assert range_words({"base": "as given", "unit": ""} | row) == said


def test_limits_of_a_point_without_a_value_are_printed_too():
    row = {"base": "per 10,000", "value": float("nan"), "lower_limit": 1.0, "upper_limit": 2.0}
    assert limits_words(row) == ("1.0", "2.0")


# --- tables -----------------------------------------------------------------------------------------------------------


def cells(chart, day):
    made = long_form(chart)
    return [
        tuple(row) for row in made.loc[made["date"] == day, ["measure", "kind", "value", "of", "pop", "per"]].to_numpy()
    ]


def test_a_point_is_printed_with_mean_limits_rule_and_variation_as_measures_of_their_own():
    chart = control_chart(table(*QUIET, 30), fix_after=20)
    assert cells(chart, months(21)[-1]) == [
        ("count", "count", "30", "", "", ""),
        ("mean", "mean", "12.0", "", "", ""),
        ("lower_limit", "control limit", "1.4", "", "", ""),
        ("upper_limit", "control limit", "22.6", "", "", ""),
        ("rule", "text", "outside limits", "", "", ""),
        ("variation", "text", "high or rising", "", "", ""),
    ]
    read = display_form(chart)
    assert {"Mean", "Lower limit", "Upper limit", "Rule", "Variation"} <= set(read.columns)
    assert not {"lower", "upper"} & set(long_form(chart)["kind"])


def test_a_rate_keeps_its_population_and_a_share_its_whole():
    rates = control_chart(table(*QUIET, denominator=1000.0, denominator_vintage="mid-2025"), kind="u")
    assert cells(rates, "2015-01-31")[1] == ("value", "rate", "100.0", "", "1000", "10000")
    shares = control_chart(table(*QUIET, denominator=50.0, denominator_vintage=""), kind="p")
    assert cells(shares, "2015-01-31")[1] == ("value", "percent", "20.0", "50", "", "")


def test_of_a_hidden_point_a_c_is_printed_and_nothing_else():
    assert cells(control_chart(hidden()), months(13)[-1]) == [("count", "count", "c", "", "", "")]
    assert "777" not in long_form(control_chart(hidden())).to_csv() + display_form(control_chart(hidden())).to_csv()
