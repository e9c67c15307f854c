"""What there is to ask for, on little tables; and what is asked for wrongly."""

import pandas as pd
import pytest

from analysis.runs.at_hand import AtHand, check_asked
from analysis.runs.catalogue import COLUMNS, KINDS, list_kind
from analysis.runs.looking import catalogue, observations
from analysis.runs.plan import TableSpec
from analysis.runs.session import start
from analysis.vocabulary.baselines import Baseline
from analysis.vocabulary.errors import WrongUse

US, BARNSLEY, WIGAN, REGION, ENGLAND = "E08000018", "E08000016", "E08000010", "E12000003", "E92000001"
ROWS = [
    ("child_protection_plans", US, "2022-03-31", "point", "total", "dfe", 475.0, 84.3),
    ("child_protection_plans", US, "2023-03-31", "point", "total", "dfe", 395.0, 69.0),
    ("child_protection_plans", US, "2023-03-31", "point", "duration", "dfe", 100.0, None),
    ("child_protection_plans", BARNSLEY, "2024-03-31", "point", "total", "dfe", None, None),  # hidden
    ("children_in_care", US, "2023-03-31", "point", "total", "dfe", 542.0, 95.0),
    ("referrals", US, "2022-07-31", "month", "total", "dfe", 400.0, None),
    ("referrals", ENGLAND, "2023-03-31", "year", "total", "dfe", 640_000.0, 535.0),
    ("children_in_need", US, "2021-03-31", "point", "total", "board_papers", 1_500.0, None),  # its own print
]
NAMES = ["indicator", "area", "date", "span", "breakdown", "source", "count", "value"]
NEAR = [
    ("2021", US, 1, WIGAN, "Wigan"),
    ("2021", US, 2, BARNSLEY, "Barnsley"),
    ("2025", US, 1, BARNSLEY, "Barnsley"),
    ("2025", US, 2, "E09999999", "Elsewhere"),
]
PEOPLE = [
    (US, "2017-18", "pupils", "18+1", "school_census"),
    (US, "2021-22", "pupils", "18+1", "school_census"),
    (BARNSLEY, "2022-23", "pupils", "18+1", "school_census"),
    (US, "2021", "all ages", "5", "census_2021"),
]
BASELINES = [
    Baseline("school_census", "School census", "school_census", ("pupils",), "18+1", True, True, "2018-19"),
    Baseline("census_2021_all_ages", "2021 Census, all ages", "census_2021", ("all ages",), "18+1", False),
]
TABLES = {
    "plans": TableSpec(indicators=["child_protection_plans"], areas="comparators"),
    "way": TableSpec(indicators=["referrals", "section_47_enquiries", "child_protection_plans"], needs="returns"),
    "neighbours": TableSpec(kind="neighbours"),
}


def at_hand(area=US):
    data = {
        "selected": pd.DataFrame(ROWS, columns=NAMES),
        "neighbours": pd.DataFrame(NEAR, columns=["model", "area", "rank", "neighbour", "neighbour_name"]),
        "population": pd.DataFrame(PEOPLE, columns=["area", "year", "age_band", "classification", "base"]),
    }
    return AtHand(data, area, BASELINES, "school_census", TABLES)


def listed(kind, *columns, area=US):
    return [tuple(row) for row in list_kind(kind, at_hand(area))[list(columns)].to_numpy()]


def test_an_indicator_has_its_dates_its_areas_and_its_breakdowns():
    assert listed("indicators", "id", "unit", "span", "first", "last", "areas", "breakdowns") == [
        ("child_protection_plans", "per 10,000", "point", "2022-03-31", "2023-03-31", 1, "duration"),
        ("children_in_care", "per 10,000", "point", "2023-03-31", "2023-03-31", 1, ""),
        ("referrals", "number", "month", "2022-07-31", "2022-07-31", 1, ""),
        ("referrals", "per 10,000", "year", "2023-03-31", "2023-03-31", 1, ""),
    ]


def test_an_area_says_what_it_is_to_this_one_and_whether_it_has_figures():
    assert listed("areas", "id", "name", "what", "indicators") == [
        (US, "Rotherham", "this area", 3),
        (BARNSLEY, "Barnsley", "neighbour (2025, 2021)", 0),
        ("E09999999", "Elsewhere", "neighbour (2025)", 0),
        (WIGAN, "Wigan", "neighbour (2021)", 0),
        (REGION, "Yorkshire and The Humber", "its region", 0),
        (ENGLAND, "England", "England", 1),
    ]


def test_england_has_no_region_and_the_others_are_others():
    assert listed("areas", "id", "what", area=ENGLAND) == [(ENGLAND, "this area"), (US, "another local authority")]


def test_a_period_says_whether_a_pack_can_be_made():
    assert listed("periods", "id", "indicators", "pack") == [
        ("2021-22 Q4", 1, ""),
        ("2022-23 Q2", 1, ""),
        ("2022-23 Q4", 2, "yes"),
    ]
    assert listed("periods", "id", area=WIGAN) == []


def test_a_baseline_has_the_years_of_this_area_and_the_one_of_the_public_sentence_is_marked():
    assert listed("baselines", "id", "base", "classification", "first", "last", "used") == [
        ("school_census", "school_census", "18+1", "2021-22", "2021-22", "in the public sentence"),
        ("census_2021_all_ages", "census_2021", "18+1", "", "", ""),
    ]


def test_a_table_is_named_by_what_it_holds():
    assert listed("tables", "id", "name", "needs") == [
        ("plans", "Children on a child protection plan", ""),
        ("way", "Referrals to children’s social care and 2 more", "returns"),
        ("neighbours", "neighbours", ""),
    ]


def test_all_of_it_is_one_table_with_what_to_write():
    everything = list_kind("", at_hand())
    assert list(everything.columns) == COLUMNS
    assert len(everything) == sum(len(list_kind(kind, at_hand())) for kind in KINDS)
    assert everything["kind"].drop_duplicates().to_list() == ["indicator", "area", "period", "baseline", "table"]
    asks = everything["ask"].to_list()
    assert asks[2:4] == ['observations("referrals", span="month")', 'observations("referrals")']
    assert 'start("my_question", period="2022-23 Q4")' in asks
    assert asks[-1] == 'release("neighbours")'
    assert not everything.isna().any().any()


def test_a_kind_that_is_none_is_refused_with_the_nearest():
    with pytest.raises(WrongUse, match=r'no catalogue of "baseline"\. Did you mean "baselines"\? It has: indicators, '):
        list_kind("baseline", at_hand())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), 'Name an indicator, such as "children_in_care".'),
        (("children_in_cre",), 'Did you mean "children_in_care"?'),
        (("children_in_care", {"areas": "comparator"}), 'areas is "comparator". Did you mean "comparators"?'),
        (("referrals", {"span": "months"}), 'span is "months". Did you mean "month"?'),
        (
            ("child_protection_plans", {"breakdown": "durations"}),
            '"duration"? Expected one of: "duration", ',
        ),
    ],
)
def test_what_cannot_be_given_is_refused_with_what_can(asked, said):
    names, options = [name for name in asked if isinstance(name, str)], [o for o in asked if isinstance(o, dict)]
    given = {"breakdown": "total", "areas": "area", "span": ""} | (options[0] if options else {})
    with pytest.raises(WrongUse) as refused:
        check_asked(tuple(names), given["breakdown"], given["areas"], given["span"], at_hand())
    assert said in str(refused.value)


@pytest.fixture
def in_the_project(root, monkeypatch):
    monkeypatch.chdir(root / "notebooks")
    monkeypatch.delenv("ANALYSIS_RUN", raising=False)
    monkeypatch.setattr("analysis.runs.session._session", None)


@pytest.mark.usefixtures("in_the_project")
def test_the_shipped_catalogue_needs_no_start_and_every_ask_of_it_is_answered():
    everything = catalogue()
    assert set(everything["kind"]) == {"indicator", "area", "period", "baseline", "table"}
    start("x")
    names = {"observations": observations, "start": start}
    asks = everything.loc[everything["kind"] == "indicator", "ask"]
    assert [ask for ask in asks if eval(ask, names).empty] == []  # what the catalogue says to write
    assert [ask for ask in everything.loc[everything["kind"] == "area", "ask"] if ask and not eval(ask, names)] == []


@pytest.mark.usefixtures("in_the_project")
def test_a_catalogue_is_seen_from_the_area_that_was_started():
    start("x", area=ENGLAND)
    assert catalogue("areas").loc[0, "name"] == "England"


@pytest.mark.usefixtures("in_the_project")
def test_observations_are_a_preview_of_the_area_asked_for():
    start("x", period="2022-23 Q4")
    seen = observations("child_protection_plans", areas="comparators")
    assert seen.preview
    assert seen["area"].nunique() == 16
    assert seen["date"].max() == "2023-03-31"
