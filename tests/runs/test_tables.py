"""The declared tables: what they hold for an area and a period, and on which population."""

import pandas as pd
import pytest

from analysis.disclosure.released import NotReleased, release_table
from analysis.measures.baselines import baseline_shares
from analysis.presentation import outputs
from analysis.presentation.figures import new_figure
from analysis.runs.parameters import choose_period
from analysis.runs.plan import TableSpec
from analysis.runs.tables import Cut, comparator_sets, make_table
from analysis.sources import store
from analysis.vocabulary.baselines import Baseline
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.periods import Quarter

US, BARNSLEY, REGION, ENGLAND = "E08000018", "E08000016", "E12000003", "E92000001"
PLANS = ["child_protection_plans"]


@pytest.fixture(scope="module")
def data(shipped):
    return {name: getattr(shipped, name) for name in store.TABLES}


def cut(area=US, period="2022-23 Q4", vintage="latest"):
    return Cut(area, Quarter.parse(period), vintage)


def test_every_latest_rate_rests_on_the_newest_estimates(data):
    table = make_table(TableSpec(indicators=PLANS), data, cut())
    assert set(table["denominator_vintage"]) == {"mid-year estimates, 2025"}
    row = table[table["date"] == "2022-03-31"].iloc[0]
    assert (row["count"], row["denominator"]) == (475, 56_349)


def test_a_first_rate_keeps_the_population_it_was_published_with(data, shipped):
    first = data | {"selected": store.select(shipped.observations, shipped.releases, "first")}
    table = make_table(TableSpec(indicators=PLANS), first, cut(vintage="first"))
    row = table[table["date"] == "2022-03-31"].iloc[0]
    assert (row["count"], row["denominator"], row["value"]) == (475, 57_453, 82.7)


def test_months_are_not_divided_by_a_year_s_population(data):
    table = make_table(TableSpec(indicators=["referrals"], span="month"), data, cut())
    assert table["denominator"].isna().all()


def test_a_region_is_compared_with_england_and_england_with_nobody(data):
    assert list(comparator_sets(REGION, data["neighbours"])) == ["England"]
    assert comparator_sets(ENGLAND, data["neighbours"]) == {}
    names = list(comparator_sets(US, data["neighbours"]))
    assert names == ["neighbours 2021", "neighbours 2025", "Yorkshire and The Humber", "England"]


def test_a_population_counted_after_the_period_is_not_in_its_tables(data):
    spec = TableSpec(kind="population", bases=["school_census", "census_2021"])
    years = set(make_table(spec, data, cut(period="2019-20 Q4"))["year"])
    assert years == {"2015-16", "2016-17", "2017-18", "2018-19", "2019-20"}
    assert "2021" in set(make_table(spec, data, cut(period="2020-21 Q4"))["year"])


def test_the_row_that_is_used_is_marked_among_its_sources(data):
    table = make_table(TableSpec(kind="sources", indicators=PLANS, dates="period"), data, cut())
    used = table[table["used"]]
    assert used[["source", "vintage", "count"]].to_numpy().tolist() == [["dfe_children_in_need", "2025", 395.0]]
    assert {398.0, 396.0} <= set(table["count"])


def test_the_report_s_old_comparator_is_among_its_own_area_s_problems_only(data):
    ours = make_table(TableSpec(kind="problems"), data, cut())["message"]
    assert ours.str.contains("England, at 31 March 2023: the report prints 42.1", regex=False).any()
    theirs = make_table(TableSpec(kind="problems"), data, cut(BARNSLEY))["message"]
    assert not theirs.str.contains("the report prints").any()


def test_a_source_that_the_data_does_not_have_is_refused(data):
    with pytest.raises(WrongUse, match='asks for the source "dfe_tipo"'):
        make_table(TableSpec(kind="sources", indicators=PLANS, sources=["dfe_tipo"]), data, cut())


def test_a_label_that_official_counts_rule_out_is_a_problem(data):
    said = " ".join(data["problems"]["message"])
    assert "30% is printed, but by published figures at most 18.6% of 542 are not White" in said


def test_a_day_before_anything_was_published_is_told_as_such():
    with pytest.raises(WrongUse, match="Nothing at hand for Rotherham had been published by 2001-01-01"):
        choose_period("latest", [], "Rotherham", "2001-01-01")


def test_a_preview_is_shown_and_never_published(tmp_path):
    table = pd.DataFrame({"count": [7.0], "citation": ["A source"], "public": [True]})
    preview = release_table(table, "preview", "public", preview=True)
    outputs.open_door(outputs.Door("a_notebook", "run", tmp_path))
    try:
        figure, _ = new_figure("A title", "A measure", table=preview)
        with pytest.raises(NotReleased, match="does not declare"):
            outputs.figure("a_figure", figure, preview)
        with pytest.raises(NotReleased, match="does not declare"):
            outputs.table("a_table", preview)
    finally:
        outputs.open_door(outputs.Door())
    assert list(tmp_path.iterdir()) == []


def test_a_table_is_listed_with_where_its_numbers_come_from(tmp_path):
    door = outputs.Door("a_notebook", "run", tmp_path)
    outputs.open_door(door)
    try:
        for key, cited in (("cites", "DfE children in need, 2025 release"), ("cites_nothing", "")):
            table = pd.DataFrame({"group": ["All"], "count": [7.0], "citation": [cited], "public": [True]})
            outputs.table(key, release_table(table, key, "public"))
    finally:
        outputs.open_door(outputs.Door())
    assert [item["source"] for item in door.items] == ["DfE children in need, 2025 release", ""]


def own_people(raw, **sidecar):
    """A population of the council's own, in the layout of every other."""
    lines = ["area,group,2025", "E08000018,White British,800", "E08000018,Pakistani,150", "E08000018,Mixed,50"]
    keys = {"source": "own_pupils", "cite": "Our school census", "age_band": "pupils", "classification": "18+1"}
    raw.people(*lines[1:], header=lines[0], name="own.csv", **keys | {"base": "own_pupils_2025"} | sidecar)
    built = raw.build()
    return {name: getattr(built, name) for name in store.TABLES}


def test_a_population_of_the_council_s_own_is_a_table_like_the_others_where_its_bases_are_asked_for(raw):
    data = own_people(raw)
    now = cut(period="2024-25 Q4")
    table = make_table(TableSpec(kind="population", bases=["school_census", "own_"]), data, now)
    assert table["population"].tolist() == [50, 150, 800]
    assert make_table(TableSpec(kind="population", bases=["school_census"]), data, now).empty
    own = Baseline("own_pupils_2025", "Our schools", "own_pupils_2025", ("pupils",), "18+1", True)
    shares = baseline_shares(table, [own]).set_index("group")["share"]
    assert shares["not White British"] == 0.2
    assert set(release_table(table, "people", "public")["citation"]) == {"Our school census, 2023 release"}


def test_a_population_that_is_not_public_cannot_stand_in_a_public_pack(raw):
    table = make_table(TableSpec(kind="population"), own_people(raw, public=False), cut(period="2024-25 Q4"))
    with pytest.raises(NotReleased, match="figures of the council's own"):
        release_table(table, "people", "public")
    assert len(release_table(table, "people", "internal")) == 3
