"""Figures over time and of one date: what is drawn, where lines break, what is said, and that nothing collides."""

import io
import itertools
import math
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.text import Text

import looks
from analysis.disclosure.released import NotReleased, ReleasedTable, release_table
from analysis.measures.comparisons import compare, medians_by_date, side_by_side
from analysis.measures.moving import moving_mean
from analysis.presentation.drawing import MAIN, MIDDLE, NATION, REGION, SECOND
from analysis.presentation.figures import BLUE, house
from analysis.presentation.labels import spread
from analysis.presentation.lines import plot_flows, plot_trend
from analysis.presentation.months import plot_months
from analysis.presentation.panels import plot_small_multiples
from analysis.presentation.ranking import plot_comparison
from analysis.presentation.saving import save
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.events import Event, event

US, REGION_CODE, ENGLAND = "E08000018", "E12000003", "E92000001"
NAMES = ["Barnsley", "Tameside", "Doncaster", "Wakefield", "Telford and Wrekin", "Dudley", "Redcar and Cleveland"]
NAMES += [
    "Bournemouth, Christchurch and Poole",
    "North East Lincolnshire",
    "County Durham",
    "Kingston upon Hull, City of",
]
CODES = {f"N{n}": name for n, name in enumerate(NAMES)}
ALL = {US: "Rotherham", **CODES, REGION_CODE: "Yorkshire and The Humber", ENGLAND: "England"}
BASE = "mid-year estimates, 2025"
WORDS = {"headline": "Plans have halved since 2018 and are now close to the neighbours, whichever model is used",
         "measure": "Children on a child protection plan at 31 March, per 10,000 aged 0–17"}  # fmt: skip
OURS = [59.2, 69.1, 75.3, 65.3, 64.9, 114.8, 89.4, 78.8, 76.2, 84.3, 69.2, 45.6, 52.6]


def series(area: str, values: list[float], first: int = 2013, **columns: object) -> pd.DataFrame:
    made = {
        "indicator": "child_protection_plans",
        "area": area,
        "area_name": ALL[area],
        "date": [f"{first + n}-03-31" for n in range(len(values))],
        "group": "",
        "count": [10 * value for value in values],
        "statistic": "rate",
        "value": values,
        "lower": [0.9 * value for value in values],
        "upper": [1.1 * value for value in values],
        "confidence": 0.95,
        "unit": "per 10,000 aged 0-17",
        "status": ["suppressed" if math.isnan(value) else "published" for value in values],
        "denominator_vintage": BASE,
        "citation": "DfE children in need, 2025 release",
        "public": True,
    }
    return pd.DataFrame(made | columns)


def released(*tables: pd.DataFrame) -> pd.DataFrame:
    return release_table(pd.concat(tables, ignore_index=True), "plans", "public")


def rates(years: int = 13, ours: list[float] = OURS, **columns: object) -> pd.DataFrame:
    others = [series(code, [50 + 3 * n + year % 4 for year in range(years)]) for n, code in enumerate(CODES)]
    wider = [series(REGION_CODE, [48.5] * years), series(ENGLAND, [40.6] * years)]
    return released(series(US, ours[-years:], **columns), *others, *wider)


def comparators() -> pd.DataFrame:
    sets = {"neighbours 2021": list(CODES)[:10], "neighbours 2025": list(CODES)[1:]}
    rows = [(name, code) for name, codes in sets.items() for code in codes]
    rows += [("Yorkshire and The Humber", REGION_CODE), ("England", ENGLAND)]
    made = pd.DataFrame(rows, columns=["set", "area"])
    return release_table(made.assign(area_name=made["area"].map(ALL), public=True), "comparators", "public")


def shares(*names: str, years: int = 11) -> pd.DataFrame:
    areas = (US, REGION_CODE, ENGLAND)
    return released(*[series(a, [80.0 + n] * years, indicator=name, statistic="share", unit="percent")
                      for name in names for n, a in enumerate(areas)])  # fmt: skip


def months(count: int) -> pd.DataFrame:
    days = pd.period_range("2012-04", periods=count, freq="M").end_time.strftime("%Y-%m-%d")
    values = [250.0 + 40 * (n % 7) for n in range(count)]
    return released(series(US, values).drop(columns="statistic").assign(date=list(days), count=values))


TIMELY = ["assessments_within_45_days", "child_protection_plans_reviewed_in_time"]
TIMELY += ["initial_conferences_within_15_days", "re_referrals"]
FLOWS = ("child_protection_plans_started", "child_protection_plans_ended")


def flows(years: int = 13) -> pd.DataFrame:
    return released(*[series(US, [n * 7 + v for v in OURS[-years:]], indicator=name) for n, name in enumerate(FLOWS)])


def trend_of(table: pd.DataFrame, sets: pd.DataFrame | None = None, **how):
    sets = comparators() if sets is None else sets
    middles = medians_by_date(table, US, sets) if isinstance(table, ReleasedTable) else None
    return plot_trend(table, sets, US, middles=middles, **WORDS, **how)


def ranking(table: pd.DataFrame, sets: pd.DataFrame | None = None):
    sets = comparators() if sets is None else sets
    rows = side_by_side(table, US, sets)
    return plot_comparison(rows, sets, US, comparison=compare(table, US, sets), **WORDS)


FIGURES = {
    "trend": lambda: trend_of(rates()),
    "trend of one year": lambda: trend_of(rates(1)),
    "trend without comparators": lambda: trend_of(released(series(US, OURS)), comparators().iloc[:0]),
    "comparison": lambda: ranking(rates()),
    "comparison, England highest": lambda: ranking(
        released(series(US, [50.0]), series("N1", [60.0]), series(REGION_CODE, [94.0]), series(ENGLAND, [95.0]))),
    "flows": lambda: plot_flows(flows(), **WORDS),
    "flows of one year": lambda: plot_flows(flows(1), **WORDS),
    "timeliness": lambda: plot_small_multiples(shares(*TIMELY), by="indicator", area=US, unit="percent", **WORDS),
    "timeliness of one year": lambda: plot_small_multiples(
        shares(*TIMELY[:2], years=1), by="indicator", area=US, unit="percent", **WORDS),
    "categories": lambda: plot_small_multiples(
        released(*[series(US, OURS, group=g) for g in ("emotional", "multiple", "neglect", "physical", "sexual")]),
        by="group", unit="per 10,000", **WORDS),
    "months": lambda: plot_months(moving_mean(months(140)), **WORDS),
    "one month": lambda: plot_months(moving_mean(months(1)), **WORDS),
}  # fmt: skip


@pytest.fixture(scope="module", params=FIGURES)
def figure(request):
    with house():
        made = FIGURES[request.param]()
        made.draw_without_rendering()
        yield made


def texts(figure):
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def test_it_reads_well_in_print(figure):
    assert looks.complaints(figure) == []


def test_the_alternative_text_is_short_enough_to_listen_to(figure):
    assert 15 <= len(figure.alt.split()) <= 150


def vertices(figure):
    """Every point of every line and band, in the units of its panel."""
    found = []
    for panel in figure.axes:
        for line in panel.lines:
            found += [(line.get_color(), tuple(point)) for point in line.get_xydata()]
        for patch in panel.collections:
            found += [("band", tuple(point)) for path in patch.get_paths() for point in path.vertices]
    return found


def pieces(figure, colour=BLUE):
    lines = [line for line in figure.axes[0].lines if line.get_color() == colour]
    return [[round(x) for x in line.get_xdata()] for line in lines]


def test_the_alternative_text_gives_first_last_highest_and_lowest_with_their_dates():
    said = FIGURES["trend"]().alt
    assert "from 59.2 on 31 March 2013 to 52.6 on 31 March 2025" in said
    assert "highest 114.8 on 31 March 2018, lowest 45.6 on 31 March 2024" in said
    assert "England, latest 40.6" in said
    assert "The neighbours are Tameside, Doncaster" in said


def test_every_neighbour_is_named_and_the_middle_says_what_it_is():
    words = " ".join(" ".join(text.get_text().split()) for text in texts(FIGURES["trend"]()))
    assert all(name in words for name in NAMES[1:])
    assert "Middle of ten neighbours (median)" in words
    assert "half of them stand above it, half below" in words


def hidden_year():
    ours = [*OURS[:5], math.nan, *OURS[6:]]
    return rates(ours=ours)


def test_the_line_breaks_at_a_hidden_year_and_a_c_stands_at_the_foot():
    made = trend_of(hidden_year())
    assert pieces(made) == [[2013, 2014, 2015, 2016, 2017], [2019, 2020, 2021, 2022, 2023, 2024, 2025]]
    marks = [text for text in texts(made) if text.get_text() == "c"]
    assert [mark.get_position() for mark in marks] == [(2018.0, 0.02)]
    assert "Hidden figures, marked c, are not drawn." in made.alt
    assert "c: a figure that is not shown" in made.note


def test_a_hidden_value_is_nowhere_in_the_files_even_where_the_table_holds_it(tmp_path):
    table = rates(status=["published"] * 5 + ["suppressed"] + ["published"] * 7, count=[777.0] * 13)
    made = trend_of(table)
    drawn = [y for colour, (x, y) in vertices(made) if colour in (BLUE, "band") and abs(x - 2018) < 0.01]
    assert not any(np.isclose(y, [114.8, 103.32, 126.28]).any() for y in drawn)
    save(made, tmp_path / "trend", table)
    rows = pd.read_csv(tmp_path / "trend.csv", dtype=str, keep_default_na=False)
    hidden = rows[rows["status"] == "suppressed"].iloc[0]
    assert [hidden[name] for name in ("count", "value", "lower", "upper")] == [""] * 4
    for suffix in (".svg", ".txt", ".csv"):
        assert "114.8" not in (tmp_path / f"trend{suffix}").read_text()


def test_a_missing_year_without_a_row_breaks_the_line_too():
    table = rates()
    made = trend_of(table[~((table["area"] == US) & (table["date"] == "2018-03-31"))])
    assert len(pieces(made)) == 2
    assert "c" not in [text.get_text() for text in texts(made)]


def test_rates_on_different_population_estimates_never_share_a_line():
    bases = ["mid-2009 estimates, as used by DfE in 2010"] * 4 + [BASE] * 9
    made = trend_of(rates(denominator_vintage=bases))
    assert [piece[0] for piece in pieces(made)] == [2013, 2017]
    assert "Lines break before 2017, where rates move to other population estimates." in made.note


def test_a_missing_value_without_a_base_is_no_change_of_base():
    ours = [*OURS[:5], math.nan, *OURS[6:]]
    bases = [BASE] * 5 + [""] + [BASE] * 7
    made = trend_of(rates(ours=ours, denominator_vintage=bases))
    assert "Lines break" not in made.note


def test_percentages_from_two_releases_share_a_line():
    table = shares("re_referrals").assign(denominator_vintage=["dfe_children_in_need 2024"] * 20 + ["other"] * 13)
    made = plot_small_multiples(table, by="indicator", area=US, unit="percent", **WORDS)
    assert pieces(made) == [list(range(2013, 2024))]


def test_limits_are_drawn_as_a_band_and_named_in_the_note():
    made = trend_of(released(series(US, OURS)), comparators().iloc[:0])
    bands = {round(y, 2) for colour, (_, y) in vertices(made) if colour == "band"}
    assert {round(0.9 * 59.2, 2), round(1.1 * 59.2, 2)} <= bands
    assert "Shaded: 95% limits for Rotherham." in made.note


def test_the_comparison_ranks_all_neighbours_and_tells_the_models_apart():
    made = FIGURES["comparison"]()
    words = [text.get_text() for text in texts(made)]
    assert {"neighbour in both models", "2025 model only", "2021 model only"} <= set(words)
    assert "2025 model: middle of ten neighbours (median)" in made.note
    assert "2021 model: middle of ten neighbours (median)" in made.note
    assert "Rotherham has 52.6, number 11 of 12 from the highest." in made.alt
    assert "England 40.6" in made.alt


def test_a_hidden_area_keeps_its_row_with_a_c_and_no_marker():
    table = released(series(US, [50.0]), series("N1", [math.nan]), series("N2", [60.0]), series(ENGLAND, [40.0]))
    made = ranking(table)
    words = [text.get_text() for text in texts(made)]
    assert words.count("c") == 1
    assert "Tameside" in words
    assert len([w for w in words if w == "no figure"]) == 9
    assert "c: a figure that is not shown" in made.note


def test_panels_of_several_areas_ask_which_area_they_are_about():
    with pytest.raises(WrongUse, match="This table holds 3 areas"):
        plot_small_multiples(shares("re_referrals"), by="indicator", unit="percent", **WORDS)


def test_the_mean_of_twelve_months_needs_all_twelve():
    table = months(30)
    gap = release_table(pd.DataFrame(table).drop(index=14), "months", "public")
    made = plot_months(moving_mean(gap), **WORDS)
    mean = sorted(round(x, 2) for line in made.axes[0].lines if line.get_color() == BLUE for x in line.get_xdata())
    assert mean[:3] == [2013.0, 2013.08, 2013.17]
    assert not [x for x in mean if 2013.2 < x < 2014.2]


@pytest.mark.parametrize("draw", [
    lambda table: trend_of(table),
    lambda table: ranking(table),
    lambda table: plot_flows(table, **WORDS),
    lambda table: plot_months(table, **WORDS),
    lambda table: plot_small_multiples(table, by="group", unit="", **WORDS),
])  # fmt: skip
def test_an_empty_table_draws_a_placeholder_and_an_unreleased_one_is_refused(draw):
    empty = release_table(pd.DataFrame(series(US, OURS)).iloc[:0], "plans", "public")
    assert "No figures at hand for this date." in draw(empty).alt
    with pytest.raises(NotReleased, match="takes a table from release"):
        draw(series(US, OURS))


def test_series_can_be_told_apart_in_grey():
    def grey(look):
        return float(np.dot(to_rgb(look["color"]), (0.299, 0.587, 0.114)))

    for one, two in [*itertools.combinations((MAIN, MIDDLE, REGION, NATION), 2), (MAIN, SECOND)]:
        shape = [(look["linestyle"], look.get("marker")) for look in (one, two)]
        assert shape[0] != shape[1] or abs(grey(one) - grey(two)) > 0.2


def test_labels_stay_in_order_apart_and_within_bounds():
    at = spread([1.0, 1.0, 1.02, 3.0], [0.2] * 4, 0.0, 3.0, [1, 9, 1, 1])
    assert all(b - a >= 0.2 - 1e-9 for a, b in itertools.pairwise(at))
    assert abs(at[1] - 1.0) < 0.05
    assert at[3] == pytest.approx(2.9)


def test_a_figure_twice_is_the_same_picture():
    def png() -> bytes:
        into = io.BytesIO()
        FIGURES["trend"]().savefig(into, dpi=60, metadata={"Software": None})
        return into.getvalue()

    assert png() == png()


def test_leaders_are_hairlines_that_cannot_be_taken_for_data():
    leaders = [artist for artist in FIGURES["trend"]().artists if isinstance(artist, Line2D)]
    assert leaders
    assert all(line.get_linewidth() < 0.8 and line.get_linestyle() != "-" for line in leaders)


def test_the_middle_says_of_how_many_neighbours_it_is_when_some_have_no_figure():
    table = rates()
    made = trend_of(table[~((table["area"] == "N3") & (table["date"] == "2025-03-31"))])
    assert "Middle of nine of ten neighbours (median), latest" in made.alt


def test_tables_that_would_join_what_does_not_belong_together_are_refused():
    with pytest.raises(WrongUse, match="plot_flows draws two indicators; this table holds 3"):
        plot_flows(released(*[series(US, OURS, indicator=name) for name in ("a", "b", "c")]), **WORDS)
    for draw in (plot_flows, plot_months):
        with pytest.raises(WrongUse, match="This table holds 2 areas"):
            draw(released(series(US, OURS), series("N1", OURS)), **WORDS)


def test_events_of_a_year_are_said_of_the_year():
    table = flows().assign(span="year")
    assert "in the year to 31 March 2013" in plot_flows(table, **WORDS).alt
    assert " on 31 March" not in plot_flows(table, **WORDS).alt


def test_the_comparison_counts_only_areas_that_have_a_figure():
    table = released(series(US, [50.0]), series("N1", [math.nan]), series("N2", [60.0]), series(ENGLAND, [40.0]))
    said = ranking(table).alt
    assert said.startswith("Dot chart of 2 areas")
    assert "number 2 of 2" in said


def test_without_any_comparator_the_comparison_is_a_placeholder():
    assert ranking(rates(1), comparators().iloc[:0]).empty
    alone = released(series(US, [50.0]), series(ENGLAND, [math.nan]))
    assert ranking(alone).empty


def test_the_alternative_text_of_a_trend_alone_has_no_stray_stop():
    assert ". ." not in FIGURES["trend without comparators"]().alt
    assert not FIGURES["trend without comparators"]().alt.endswith(" .")


def test_neighbours_are_counted_of_all_that_the_model_names():
    table = rates()
    made = trend_of(table[~table["area"].isin(["N1", "N2", "N3", "N4", "N5"])])
    assert "five of its ten statistical neighbours" in made.note
    assert "Middle of five of ten neighbours (median)" in made.alt


def test_the_label_of_an_earlier_year_has_no_leader():
    hidden = shares("re_referrals", years=3)
    hidden.loc[(hidden["area"] == US) & (hidden["date"] == "2015-03-31"), "status"] = "suppressed"
    made = plot_small_multiples(hidden, by="indicator", area=US, unit="percent", **WORDS)
    plain = plot_small_multiples(shares("re_referrals", years=3), by="indicator", area=US, unit="percent", **WORDS)
    leaders = [len([a for a in figure.artists if isinstance(a, Line2D)]) for figure in (made, plain)]
    assert leaders == [2, 3]


def test_comparators_of_an_earlier_date_stand_in_the_ranking_with_their_year():
    table = rates(2)[lambda t: (t["area"] == US) | (t["date"] < "2014")]
    made = ranking(table)
    words = [text.get_text().strip() for text in texts(made)]
    assert "Rotherham" in words
    assert any(word.startswith("England (2013)") for word in words)
    assert "In brackets: figures for 31 March 2013, the latest published." in made.note


def test_a_ranking_of_several_rows_an_area_is_refused():
    with pytest.raises(WrongUse, match="A ranking needs one row an area"):
        plot_comparison(rates(2), comparators(), US, **WORDS)


# --- events -----------------------------------------------------------------------------------------------------------

COVID, FAMILIES = event("covid_19"), event("families_first")
DOOR = Event("door", "New front door", date(2016, 4, 1), "A new front door.", area=US)
ELSEWHERE = replace(DOOR, name="Inspection", area="E08000016")


def upright(figure):
    """Where upright lines stand."""
    lines = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 2]
    return [float(line.get_xdata()[0]) for line in lines if line.get_xdata()[0] == line.get_xdata()[1]]


def test_an_event_stands_between_the_points_before_and_under_it_and_is_named():
    made = trend_of(rates(), events=[COVID, DOOR, ELSEWHERE])
    assert upright(made) == [2016.5, 2020.5]
    assert {"COVID-19", "New front door"} <= {text.get_text() for text in texts(made)}
    assert "Dotted: New front door (from April 2016) and COVID-19 (from April 2020)." in made.note
    assert "Events marked: New front door (from April 2016) and COVID-19 (from April 2020)." in made.alt
    assert len(pieces(made)) == 1


def test_an_event_of_another_area_or_outside_the_years_drawn_is_not_named():
    made = trend_of(rates(), events=[ELSEWHERE, FAMILIES])
    assert upright(made) == []
    assert "Dotted" not in made.note + made.alt


def later(table):
    """The same years, moved three years on."""
    return release_table(pd.DataFrame(table).assign(date=[f"{int(d[:4]) + 3}{d[4:]}" for d in table["date"]]),
                         "plans", "public")  # fmt: skip


def test_points_before_and_after_a_break_of_definitions_are_never_joined():
    made = trend_of(later(rates()), events=[FAMILIES])
    assert pieces(made) == [list(range(2016, 2026)), [2026, 2027, 2028]]
    for line in made.axes[0].lines:
        assert not (len(line.get_xdata()) and min(line.get_xdata()) < 2025.5 < max(line.get_xdata()))
    assert "What is counted changed with Families First: points before and after are not joined." in made.note


def test_two_flows_break_too_and_a_year_that_straddles_the_break_belongs_to_before():
    summer = replace(FAMILIES, first_day=date(2025, 7, 1))
    made = plot_flows(later(flows()).assign(span="year"), **WORDS, events=[summer])
    assert pieces(made) == [list(range(2016, 2027)), [2027, 2028]]
    assert upright(made) == [2026.5]


def test_months_break_too_and_names_that_would_touch_stand_one_above_the_other():
    several = [DOOR, replace(DOOR, name="Another front door", first_day=date(2017, 1, 1)), COVID]
    broken = replace(FAMILIES, first_day=date(2019, 4, 1))
    made = plot_months(moving_mean(months(140).assign(span="month")), **WORDS, events=[*several, broken])
    assert [round(x, 2) for x in upright(made)] == [2016.04, 2016.79, 2019.04, 2020.04]
    thin = [line for line in made.axes[0].lines if len(line.get_xdata()) > 2]
    assert thin
    assert not [line for line in thin if min(line.get_xdata()) < 2019.04 < max(line.get_xdata())]
    assert looks.complaints(made) == []


def test_months_without_a_moving_mean_are_points_alone():
    made = plot_months(months(30), **WORDS)
    assert [piece for piece in pieces(made) if piece] == []
    assert "Mean" not in made.alt


def test_a_break_is_drawn_unasked_and_only_for_what_it_breaks():
    made = trend_of(later(rates()))
    assert "What is counted changed with Families First" in made.note
    care = plot_trend(
        later(rates()).assign(indicator="children_in_care"), comparators(), US, **WORDS, events=[FAMILIES]
    )
    assert "What is counted changed" not in care.note


def test_percentages_that_were_published_whole_stay_whole_in_a_panel():
    table = shares("re_referrals", years=3)
    whole = table.assign(value=[63.0, 62.0, 61.0] * (len(table) // 3))
    made = plot_small_multiples(whole, by="indicator", area=US, unit="percent", **WORDS)
    assert any("61%" in text.get_text() for text in texts(made))
    assert not any("61.0%" in text.get_text() for text in texts(made))
    assert "61%" in made.alt
