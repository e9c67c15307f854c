"""One share by age in two censuses: the picture, its words, and what is said where a census is not at hand."""

import pandas as pd
import pytest

import looks
from analysis.disclosure.released import release_table
from analysis.presentation.findings_ages import describe_ages, headline_ages
from analysis.presentation.steps import plot_ages
from analysis.presentation.tables import display_form, long_form

AREA = "E08000018"


def shares(*wanted):
    rows = [("2011", "0-4", 0.128, "band"), ("2011", "10-14", 0.091, "band"), ("2011", "15", 0.088, "within"),
            ("2011", "15-17", 0.095, "band"), ("2011", "10-17", 0.0927, "like for like"),
            ("2011", "all ages", 0.064, "all ages"), ("2021", "10-11", 0.154, "band"), ("2021", "12-14", 0.155, "band"),
            ("2021", "15-17", 0.141, "band"), ("2021", "10-17", 0.1498, "like for like"),
            ("2021", "all ages", 0.09, "all ages")]  # fmt: skip
    made = pd.DataFrame(rows, columns=["year", "age_band", "share", "part"])
    made = made.assign(group="not White", of=1000, people=(1000 * made["share"]).round(), citation="ONS 2011 Census")
    kept = made[[row in wanted for row in zip(made["year"], made["part"], strict=True)]] if wanted else made
    return release_table(kept.reset_index(drop=True), "people", "internal")


ONLY_2011 = [("2011", "band"), ("2011", "like for like"), ("2011", "all ages"), ("2021", "all ages")]
NO_AGES = [("2011", "all ages"), ("2021", "all ages")]
MINORITIES = "ethnic minorities, excluding White minorities,"


def test_like_ages_of_both_censuses_are_said_with_the_verb_that_the_printed_shares_allow():
    said = f"Among 10 to 17 year olds in Rotherham, {MINORITIES} were 15.0% in 2021. They were 9.3% in 2011: a rise."
    assert describe_ages(shares(), AREA) == said
    assert headline_ages(shares()) == (
        "Ethnic minorities, excluding White minorities, among 10 to 17 year olds: 9.3% in 2011, 15.0% in 2021"
    )


@pytest.mark.parametrize(("now", "verb"), [(0.08, "a fall"), (0.0944, "a rise"), (0.09273, "no clear change")])
def test_the_verb_follows_the_printed_shares(now, verb):
    table = shares()
    table.loc[(table["year"] == "2021") & (table["part"] == "like for like"), "share"] = now
    assert describe_ages(table, AREA).endswith(f": {verb}.")


def test_without_like_ages_all_ages_are_said_and_that_ages_are_not_at_hand():
    ages = "Ethnic groups by age are not at hand for Rotherham in both censuses."
    said = f"{ages} Among residents of all ages in Rotherham, "
    assert (
        describe_ages(shares(*ONLY_2011), AREA)
        == f"{said}{MINORITIES} were 9.0% in 2021. They were 6.4% in 2011: a rise."
    )


def test_with_one_census_its_share_is_said_and_no_change():
    said = describe_ages(shares(("2011", "like for like"), ("2011", "all ages")), AREA)
    one = f"Among 10 to 17 year olds in Rotherham, {MINORITIES} were 9.3% in 2011"
    assert said == f"{one}. No share from the other census is at hand."
    assert describe_ages(shares(("1991", "band")), AREA) == "No figures are at hand for this date."


def draw(table):
    measure = "Share of the residents of Rotherham of each age, in two censuses"
    return plot_ages(table, headline=headline_ages(table), measure=measure, area="Rotherham")


def closer():
    """Doncaster's steps, 10.6% and 9.8%, and all ages that hardly moved."""
    table = shares()
    later = table["year"] == "2021"
    for band, share in {"10-11": 0.106, "12-14": 0.098, "15-17": 0.1, "all ages": 0.0645}.items():
        table.loc[later & (table["age_band"] == band), "share"] = share
    return table


TABLES = [shares(), shares(*ONLY_2011), closer()]


@pytest.mark.parametrize("table", TABLES, ids=["both", "2011 by age only", "close to each other"])
def test_it_reads_well_in_print(table):
    assert looks.complaints(draw(table)) == []


def test_bands_within_a_wider_one_are_not_drawn_and_the_two_censuses_differ_without_colour():
    figure = draw(shares())
    printed = [text.get_text() for text in figure.axes[0].texts]
    assert "8.8%" not in printed
    assert {"2011 Census", "Census 2021", "12.8%", "14.1%"} <= set(printed)
    lines = {(line.get_linestyle(), line.get_linewidth()) for line in figure.axes[0].lines}
    assert {("--", 2.2), ("-", 4.5)} <= lines


def test_the_note_says_what_is_not_at_hand_and_the_alternative_text_has_every_share():
    assert "Ethnic groups by age in Census 2021 are not at hand for Rotherham." in draw(shares(*ONLY_2011)).note
    assert "not at hand" not in draw(shares()).note
    assert "10 to 17 9.3%; all ages 6.4%" in draw(shares()).alt


def test_with_no_ages_at_all_there_is_a_calm_placeholder():
    assert draw(shares(*NO_AGES)).empty
    assert draw(shares(("1991", "band"))).empty


def test_the_table_of_people_prints_both_censuses_and_the_change_and_says_why_there_is_none():
    rows = [("Pakistani", 7609, 10001, 2392, 31.44, ""), ("Roma", None, 699, None, None, "a new box in 2021")]
    made = pd.DataFrame(rows, columns=["group", "people_before", "people_after", "change", "value", "note"])
    made = release_table(made.assign(statistic="change", first="2011", last="2021"), "people", "internal")
    cells = long_form(made)
    assert cells.loc[cells["group"] == "Pakistani", "value"].tolist() == ["7609", "10001", "2392", "31.4"]
    assert cells.loc[cells["group"] == "Roma", "value"].tolist() == ["x", "699", "x", "x"]
    shown = display_form(made)
    assert shown.columns.tolist() == [
        "Group",
        "Note",
        "People in 2011",
        "People in 2021",
        "Change in people",
        "Change (%)",
    ]
