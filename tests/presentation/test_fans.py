"""Fans: the past with its limits, the ranges ahead, apart in grey, and the past alone where none is given."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb
from matplotlib.text import Text

import looks
from analysis.disclosure.released import NotReleased, release_table
from analysis.presentation.drawing import MAIN
from analysis.presentation.fans import RANGES, plot_forecast
from analysis.presentation.figures import BLUE, house
from analysis.presentation.saving import save
from analysis.presentation.tables import display_form, long_form
from analysis.vocabulary.errors import WrongUse

WORDS = {"headline": "Children on a plan: 38 to 73 in every 10,000 expected at 31 March 2026",
         "measure": "Children on a child protection plan at 31 March, for every 10,000 aged 0 to 17"}  # fmt: skip
OURS = [59.2, 69.1, 75.3, 65.3, 64.9, 114.8, 89.4, 78.8, 76.2, 84.3, 69.2, 45.6, 52.6]
BASE = "mid-year estimates, 2025"
KEYS = {"indicator": "child_protection_plans", "area": "E08000018", "span": "point", "denominator_vintage": BASE}


def past(values=tuple(OURS), **columns):
    """One area's rates by year, the last of them 31 March 2025."""
    made = pd.DataFrame({
        "date": [f"{2026 - len(values) + n}-03-31" for n in range(len(values))],
        "statistic": "rate", "count": [6 * value for value in values], "denominator": 60_000.0, "value": values,
        "lower": [0.9 * value for value in values], "upper": [1.1 * value for value in values], "confidence": 0.95,
        "area_name": "Rotherham", "status": ["suppressed" if math.isnan(value) else "published" for value in values],
        "citation": "DfE children in need, 2025 release", "public": True,
    } | KEYS)  # fmt: skip
    return release_table(made.assign(**columns), "plans", "public")


def ahead(points=1, **columns):
    """The next points at both ranges, as measures.forecasts.forecast gives them."""
    rows = [(f"{2025 + step}-03-31", step, level) for step in range(1, points + 1) for level in (0.8, 0.95)]
    made = pd.DataFrame(rows, columns=["date", "step", "confidence"]).assign(
        statistic="forecast", value=52.6, lower=[37.9, 31.0] * points, upper=[73.1, 89.2] * points, tests=70,
        base="rate per 10,000", n=13, method="no change", covered=[87.1, 98.6] * points, held=[61, 69] * points,
        areas=14, public=True, **KEYS,
    )  # fmt: skip
    return release_table(made.assign(**columns), "plans", "public")


def none(why, **columns):
    return ahead(method=f"no forecast: {why}", value=math.nan, lower=math.nan, upper=math.nan, **columns)


def months(count=40):
    days = pd.period_range("2021-01", periods=count, freq="M").end_time.strftime("%Y-%m-%d")
    values = [250.0 + 40 * (n % 7) for n in range(count)]
    made = pd.DataFrame({"date": days, "count": values, "area": "E08000018", "area_name": "Rotherham", "span": "month"})
    made = made.assign(indicator="referrals", status="published", citation="DfE children in need, 2025 release")
    return release_table(made.assign(public=True), "referrals", "public")


def next_months():
    dates = [f"2024-{month}" for month in ("05-31", "06-30", "07-31") for _ in range(2)]
    names = {"indicator": "referrals", "span": "month", "base": "number", "method": "damped trend"}
    return ahead(3, **names).assign(date=dates, value=280.0, lower=[210.4, 190] * 3, upper=[350.2, 390] * 3)


FIGURES = {
    "one year ahead": lambda: plot_forecast(past(), ahead(), **WORDS),
    "narrow and high": lambda: plot_forecast(
        past([60.0 + 4 * n for n in range(13)]), ahead(lower=[104.0, 101.0], upper=[112.0, 115.0], value=108.0), **WORDS
    ),
    "a hidden year": lambda: plot_forecast(past([*OURS[:5], math.nan, *OURS[6:]]), ahead(), **WORDS),
    "months": lambda: plot_forecast(months(), next_months(), **WORDS),
    "none given": lambda: plot_forecast(past(), none("a mean under 20 events"), **WORDS),
    "long name": lambda: plot_forecast(past(area_name="Bournemouth, Christchurch and Poole"), ahead(), **WORDS),
}


@pytest.fixture(scope="module", params=FIGURES)
def figure(request):
    with house():
        made = FIGURES[request.param]()
        made.draw_without_rendering()
        yield made


def words(figure):
    return [" ".join(text.get_text().split()) for text in figure.findobj(Text)]


def bands(figure, colour):
    return [
        np.vstack([path.vertices for path in patch.get_paths()])
        for patch in figure.axes[0].collections
        if isinstance(patch, PolyCollection) and np.allclose(patch.get_facecolor()[0][:3], to_rgb(colour))
    ]


def test_it_reads_well_in_print(figure):
    assert looks.complaints(figure) == []


def test_the_alternative_text_is_short_enough_to_listen_to(figure):
    assert 15 <= len(figure.alt.split()) <= 150


def test_the_fan_opens_from_the_last_known_point_to_both_ranges():
    made = FIGURES["one year ahead"]()
    for level, ends in ((0.8, (37.9, 73.1)), (0.95, (31.0, 89.2))):
        [band] = bands(made, RANGES[level])
        assert {round(y, 1) for x, y in band if x == 2026.0} == set(ends)
        assert {round(y, 1) for x, y in band if x == 2025.0} == {52.6}
    assert {"80% range: 38 to 73", "95% range: 31 to 89", "Rotherham 52.6 (2025)"} <= set(words(made))


def test_the_last_known_point_is_joined_to_the_forecast_by_a_dashed_line_only():
    made = FIGURES["one year ahead"]()
    [centre] = [line for line in made.axes[0].lines if list(line.get_xdata()) == [2025.0, 2026.0] and
                list(line.get_ydata()) == [52.6, 52.6]]  # fmt: skip
    assert centre.get_linestyle() == "--"
    assert not [line for line in made.axes[0].lines if line.get_color() == BLUE and max(line.get_xdata()) > 2025]


def test_the_note_tells_the_limits_of_the_past_from_the_ranges_of_what_is_to_come():
    assert FIGURES["one year ahead"]().note == (
        "Blue band: 95% limits of what was counted in Rotherham, how far chance alone may have moved it. "
        "Fan: where the next figure can be expected, 8 times in 10 (dark, 80%) and 19 times in 20 (light, 95%). "
        "Method ‘No change’: the next year like the last. "
        "Of 70 forecasts tried on earlier years in 14 areas, the 80% range held 61."
    )


def test_two_ranges_the_paper_and_the_line_are_apart_in_grey():
    def grey(colour):
        return float(np.dot(to_rgb(colour), (0.299, 0.587, 0.114)))

    shades = [1.0, grey(RANGES[0.95]), grey(RANGES[0.8]), grey(MAIN["color"])]
    assert all(one - two > 0.1 for one, two in itertools.pairwise(shades))


def test_where_none_is_given_the_past_stands_alone_and_the_note_says_why():
    made = FIGURES["none given"]()
    assert not any(bands(made, colour) for colour in RANGES.values())
    assert "No forecast is given: the numbers are too small to forecast (under 20 on average)." in made.note
    assert "Fan" not in made.note
    assert max(max(line.get_xdata()) for line in made.axes[0].lines) == 2025.0
    assert "No forecast is given" in made.alt
    assert made.empty  # shown while exploring, never published


def test_the_alternative_text_gives_the_past_and_both_ranges():
    said = FIGURES["one year ahead"]().alt
    assert "from 59.2 on 31 March 2013 to 52.6 on 31 March 2025" in said
    assert "Forecast, on 31 March 2026: 95% range 31 to 89; 80% range 38 to 73." in said


def test_a_hidden_year_breaks_the_line_and_is_nowhere_in_the_files(tmp_path):
    status = ["published"] * 5 + ["suppressed"] + ["published"] * 7
    series, made = past(status=status), plot_forecast(past(status=status), ahead(), **WORDS)
    assert "c" in words(made)
    assert "c: a figure that is not shown" in made.note
    held = [y for line in made.axes[0].lines for y in line.get_ydata()]
    assert not np.isclose(held, 114.8).any()
    both = pd.concat([series, ahead()])
    save(made, tmp_path / "fan", both)
    for suffix in (".svg", ".txt", ".csv"):
        assert "114.8" not in (tmp_path / f"fan{suffix}").read_text()
    assert "114.8" not in long_form(both).to_csv() + display_form(both).to_csv()


def test_the_data_file_tells_the_two_ranges_apart(tmp_path):
    save(FIGURES["one year ahead"](), tmp_path / "fan", pd.concat([past(), ahead()]))
    rows = pd.read_csv(tmp_path / "fan.csv", dtype=str, keep_default_na=False)
    fan = rows[rows["statistic"] == "forecast"]
    assert fan[["confidence", "lower", "upper"]].to_numpy().tolist() == [
        ["0.8", "37.9", "73.1"],
        ["0.95", "31.0", "89.2"],
    ]


def test_numbers_by_month_are_whole_and_only_the_last_36_are_drawn():
    made = FIGURES["months"]()
    assert "80% range: 210 to 350" in words(made)
    assert len(next(line for line in made.axes[0].lines if line.get_color() == BLUE).get_xdata()) == 36
    assert "the last of three points ahead: 95% range 190 to 390" in made.alt
    assert "Blue band" not in made.note  # counts have no limits here


def test_an_empty_table_draws_a_placeholder_and_what_was_not_released_is_refused():
    empty = plot_forecast(past().head(0), ahead().head(0), **WORDS)
    assert empty.empty
    assert "No figures at hand for this date." in empty.alt
    with pytest.raises(NotReleased, match="takes a table from release"):
        plot_forecast(pd.DataFrame(past()), ahead(), **WORDS)
    with pytest.raises(NotReleased, match="takes a table from release"):
        plot_forecast(past(), pd.DataFrame(ahead()), **WORDS)


def test_two_areas_are_refused():
    with pytest.raises(WrongUse, match="This table holds 2 areas"):
        plot_forecast(past(area=["E08000018"] * 12 + ["E08000017"]), ahead(), **WORDS)


def test_in_long_form_the_ranges_are_named_apart_from_the_limits_of_what_was_counted():
    made = long_form(ahead())
    cells = [tuple(row) for row in made[["measure", "kind", "value"]].to_numpy()]
    assert ("forecast, 80% range", "lower", "37.9") in cells
    assert ("forecast, 95% range", "upper", "89.2") in cells
    assert ("forecast, 80% range: of these inside the range", "number", "61") in cells
    assert not made.duplicated(["date", "measure", "kind"]).any()
    counted = long_form(past()[["indicator", "area", "date", "statistic", "value", "lower", "upper"]])
    assert set(counted["measure"]) == {"rate"}


def test_a_forecast_of_a_number_is_no_rate_and_one_that_is_not_given_is_x_with_its_reason():
    made = long_form(next_months())
    assert set(made.loc[made["measure"] == "forecast, 80% range", "kind"]) == {"number", "lower", "upper"}
    refused = long_form(none("a count of zero"))
    cells = [tuple(row) for row in refused[["measure", "value"]].to_numpy()]
    assert ("forecast, 80% range", "x") in cells
    assert ("forecast, 80% range: method", "no forecast: a count of zero") in cells
    assert not set(refused["kind"]) & {"lower", "upper"}


def test_the_form_to_read_has_from_and_to_and_the_method():
    shown = display_form(ahead())
    assert list(shown.columns) == ["Date", "Forecast, range", "Middle per 10,000", "From", "To", "Method"]
    assert shown.iloc[0].tolist() == ["31 March 2026", "80%", "52.6", "37.9", "73.1", "no change"]
