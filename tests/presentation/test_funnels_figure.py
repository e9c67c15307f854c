"""Funnels as drawn, said and printed: two panels on one scale, every authority a dot, hidden ones nowhere."""

import math

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

import looks
from analysis.disclosure.released import NotReleased, release_table
from analysis.presentation.figures import BLUE, house
from analysis.presentation.findings_funnel import describe_funnel, headline_funnel
from analysis.presentation.funnels import plot_funnel
from analysis.presentation.saving import save
from analysis.presentation.tables import display_form, long_form
from analysis.vocabulary.errors import WrongUse

US = "E08000018"
WORDS = {"headline": "Children on a plan: Rotherham is within the usual differences between authorities",
         "measure": "Children on a child protection plan at 31 March 2025, for every 10,000 aged 0 to 17"}  # fmt: skip
NAMES = {US: "Rotherham", "E08000017": "Doncaster", "E06000047": "County Durham", "E06000003": "Redcar and Cleveland"}
SIDES = {US: ("below 99.8%", "within"), "E08000017": ("within", "within"), "E06000047": ("above 95%", "within"),
         "E06000003": ("above 99.8%", "above 95%")}  # fmt: skip
RATES = {US: 40.1, "E08000017": 58.0, "E06000047": 62.2, "E06000003": 92.7}
CHILDREN = {US: 60_000, "E08000017": 68_000, "E06000047": 101_000, "E06000003": 27_000}
LEVELS = {"lower_95": 50.0, "upper_95": 62.0, "lower_998": 46.0, "upper_998": 66.0}
WIDE = {"adjusted_lower_95": 36.0, "adjusted_upper_95": 80.0, "adjusted_lower_998": 20.0, "adjusted_upper_998": 105.0}


def limits(**columns):
    """Four authorities, as measures.funnels.funnel_limits gives them."""
    made = pd.DataFrame({"area": list(NAMES), "area_name": list(NAMES.values())}).assign(
        indicator="child_protection_plans", date="2025-03-31", statistic="rate", value=list(RATES.values()),
        denominator=list(CHILDREN.values()), lower=30.0, upper=99.0, confidence=0.95, per=10_000, public=True,
        mean=56.0, overdispersion=14.7, funnel_method="exact Poisson", status="published",
        plain_side=[plain for plain, _ in SIDES.values()], adjusted_side=[wide for _, wide in SIDES.values()],
        citation="DfE children in need, 2025 release", denominator_vintage="mid-year estimates, 2025",
    )  # fmt: skip
    made["count"] = (made["value"] * made["denominator"] / 10_000).round()
    return release_table(made.assign(**LEVELS, **WIDE).assign(**columns), "plans", "public")


def curve(base="denominator", sizes=(24_000, 60_000, 106_000)):
    made = pd.DataFrame({base: sizes, "mean": 56.0}).assign(**LEVELS, **WIDE)
    return release_table(made.assign(public=True), "plans", "public")


def hidden():
    """Doncaster is withheld; the table still holds what it would have been."""
    return limits(status=["published", "suppressed", "published", "published"])


def unknown():
    without = limits()
    without.loc[1, ["value", "count"]] = math.nan
    without.loc[1, ["plain_side", "adjusted_side"]] = "no figure"
    return without


FIGURES = {
    "four": lambda: plot_funnel(limits(), US, curve=curve(), **WORDS),
    "one hidden": lambda: plot_funnel(hidden(), US, curve=curve(), **WORDS),
    "long name": lambda: plot_funnel(
        limits(area_name=["Bournemouth, Christchurch and Poole", "A", "B", "C"]), US, curve=curve(), **WORDS
    ),
}


@pytest.fixture(scope="module", params=FIGURES)
def figure(request):
    with house():
        made = FIGURES[request.param]()
        made.draw_without_rendering()
        yield made


def dots(panel):
    """The dots inside a panel: the key has some too."""
    lines = [line for line in panel.lines if line.get_marker() == "o" and line.get_transform() == panel.transData]
    return [tuple(point) for line in lines for point in line.get_xydata()]


def test_it_reads_well_in_print(figure):
    assert looks.complaints(figure) == []
    assert 15 <= len(figure.alt.split()) <= 150


def test_both_panels_hold_every_authority_on_one_scale():
    left, right = FIGURES["four"]().axes
    expected = {(CHILDREN[code], RATES[code]) for code in NAMES}
    assert set(dots(left)) == set(dots(right)) == expected
    assert left.get_ylim() == right.get_ylim()
    assert left.get_xlim() == right.get_xlim()


def test_the_area_alone_is_large_and_blue_and_named_in_the_key():
    made = FIGURES["four"]()
    for panel in made.axes:
        ours = [line for line in panel.lines if line.get_color() == BLUE and line.get_transform() == panel.transData]
        assert [tuple(line.get_xydata()[0]) for line in ours] == [(60_000, 40.1)]
    [name] = [text for text in made.findobj(Text) if text.get_text().startswith("Rotherham\N{NO-BREAK SPACE}40.1")]
    assert name.get_weight() == "bold"


def test_limits_of_chance_stand_on_the_left_and_the_wider_ones_on_the_right():
    for panel, held in zip(FIGURES["four"]().axes, (LEVELS, WIDE), strict=True):
        drawn = {
            float(line.get_ydata()[0]) for line in panel.lines if len(line.get_xdata()) == 3 and line.get_marker() == ""
        }
        assert drawn == set(held.values())
        assert 56.0 in {float(np.asarray(line.get_ydata())[0]) for line in panel.lines}


def test_the_note_says_what_a_funnel_is_how_many_there_are_and_how_far_they_differ():
    assert FIGURES["four"]().note == (
        "A funnel shows how far from the average an authority may stand; the smaller it is, the further chance alone "
        "can take it. Authorities differ by more than chance (overdispersion 14.7; chance alone gives 1), so the plain "
        "limits on the left call many an outlier. Outside the 99.8% limits: two of four on the left and none on the "
        "right, where the limits are widened by that much."
    )
    same = plot_funnel(limits(overdispersion=0.8), US, curve=curve(), **WORDS).note
    assert "The four authorities differ no more than chance would have them (overdispersion 0.8)" in same


def test_a_hidden_authority_is_no_dot_and_is_named_in_the_note(tmp_path):
    made = FIGURES["one hidden"]()
    assert all(y != 58.0 for panel in made.axes for _, y in dots(panel))
    assert "Without a figure, and not drawn: Doncaster." in made.note
    assert "c: a figure that is not shown" in made.note
    assert made.alt.startswith("Two funnel charts of 3 authorities.")
    save(made, tmp_path / "funnel", hidden())
    for suffix in (".txt", ".csv"):
        text = (tmp_path / f"funnel{suffix}").read_text()
        assert "58.0" not in text
        assert "394" not in text
    row = pd.read_csv(tmp_path / "funnel.csv", dtype=str, keep_default_na=False).iloc[1]
    assert [row[name] for name in ("count", "value", "lower", "upper", *LEVELS, *WIDE)] == [""] * 12


def test_without_a_figure_for_the_area_or_anybody_else_it_is_a_placeholder():
    assert plot_funnel(hidden(), "E08000017", curve=curve(), **WORDS).empty
    assert plot_funnel(limits().head(1), US, curve=curve(), **WORDS).empty
    assert plot_funnel(limits().head(0), US, curve=curve().head(0), **WORDS).empty


def test_two_dates_are_refused_and_so_is_a_table_that_was_not_released():
    two = pd.concat([limits(), limits(date="2024-03-31")])
    with pytest.raises(WrongUse, match="A funnel is of one date, one row an authority"):
        plot_funnel(two, US, curve=curve(), **WORDS)
    with pytest.raises(NotReleased, match="takes a table from release"):
        plot_funnel(pd.DataFrame(limits()), US, curve=curve(), **WORDS)
    with pytest.raises(NotReleased, match="takes a table from release"):
        plot_funnel(limits(), US, curve=pd.DataFrame(curve()), **WORDS)


# --- said -------------------------------------------------------------------------------------------------------------


def test_an_area_stands_beside_both_pairs_of_limits():
    said = describe_funnel(limits(), US)
    assert said == (
        "At 31 March 2025, the rate of children on a child protection plan in Rotherham was 40.1 in every 10,000 "
        "(likely "
        "between 30.0 and 99.0). The average of the four authorities at hand is 56.0. Beside it, Rotherham was within "
        "the 95% limits that allow for how much authorities differ."
    )
    assert said.more == (
        "Going by chance alone, Rotherham is below the 99.8% limits. Outside the 99.8% limits lie two of four by "
        "chance "
        "alone, and none of four when authorities are allowed to differ. They do differ, for many reasons, so to lie "
        "outside the first says little."
    )


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ("E08000017", "Going by chance alone, Doncaster is within the 95% limits."),
        ("E06000047", "Going by chance alone, County Durham is above the 95% limits."),
        ("E06000003", "Redcar and Cleveland was above the 95% limits that allow for how much"),
    ],
)
def test_each_side_has_its_words(area, said):
    found = describe_funnel(limits(), area)
    assert said in f"{found} {found.more}"


def test_where_authorities_differ_by_chance_alone_the_sentence_says_so():
    said = describe_funnel(limits(overdispersion=0.9), US)
    assert said.more.endswith("differ here no more than chance would have them, so the limits need no widening.")


def test_a_share_is_said_of_what_it_is_a_share_of():
    shares = limits(indicator="re_referrals", statistic="share")
    said = describe_funnel(shares, US)
    assert "the share of referrals to children’s social care that came within 12 months of an earlier one in " in said
    assert "was 40.1% (likely between 30.0% and 99.0%). The average of the four authorities at hand is 56.0%." in said


def test_the_headline_goes_by_the_wider_limits():
    assert headline_funnel(limits(), US) == WORDS["headline"]
    assert headline_funnel(limits(), "E06000003") == (
        "Children on a plan: Redcar and Cleveland is at the upper edge of the usual differences between authorities"
    )


def test_an_area_without_a_figure_is_not_set_beside_the_others():
    for table in (unknown(), hidden()):
        assert describe_funnel(table, "E08000017") == (
            "No figure is at hand for Doncaster, so it is not set beside the others."
        )
        assert headline_funnel(table, "E08000017") == "No figures are at hand for this date"


# --- printed ----------------------------------------------------------------------------------------------------------


def test_control_limits_are_printed_apart_from_the_limits_of_the_rate():
    rows = long_form(limits())
    cells = [tuple(row) for row in rows.loc[rows["area"] == US, ["measure", "kind", "value"]].to_numpy()]
    assert cells[1:5] == [
        ("rate", "rate", "40.1"), ("rate", "lower", "30.0"), ("rate", "upper", "99.0"),
        ("average of all authorities", "rate", "56.0"),
    ]  # fmt: skip
    assert ("funnel of chance alone, 95%", "lower_limit", "50.0") in cells
    assert ("funnel allowing for real differences, 99.8%", "upper_limit", "105.0") in cells
    assert ("overdispersion", "ratio", "14.7") in cells
    assert cells[-2:] == [
        ("beside the limits of chance alone", "text", "below 99.8%"),
        ("beside the limits that allow for real differences", "text", "within"),
    ]
    assert not rows.duplicated(["area", "measure", "kind"]).any()


def test_nothing_of_a_hidden_authority_is_printed_but_a_c():
    rows = long_form(hidden())
    ours = rows[rows["area"] == "E08000017"]
    assert ours[["measure", "value"]].to_numpy().tolist() == [["count", "c"], ["rate", "c"]]
    shown = display_form(hidden())
    assert "within" not in shown.iloc[1].tolist()


def test_the_table_to_read_has_the_sides_and_leaves_the_limits_to_the_file():
    shown = display_form(limits())
    assert list(shown.columns)[-2:] == [
        "Beside the limits of chance alone", "Beside the limits that allow for real differences",
    ]  # fmt: skip
    assert not [name for name in shown.columns if name.startswith("Funnel")]
