"""From readings to numbers: each return answers for its own days, and says nothing where it has no column."""

from datetime import date

import pandas as pd
import pytest

import little_annex_a
import little_census
from analysis.sources import annex_a, cin_census, ssda903
from analysis.sources.returns.shape import Coverage, Given, Reading, episodes
from analysis.sources.returns.spans import periods
from analysis.sources.returns_counts import chosen, counts, definitions
from analysis.vocabulary.indicators import indicators

GIVEN = Given(today=date(2026, 1, 1))
DRAWN = date(2023, 3, 31)


def reading(*rows, first=date(2022, 4, 1), last=DRAWN, drawn=DRAWN, name="one", source="returns_mapped", **more):
    columns = ["kind", "child", "start", "end"]
    table = {name_: [row[k] for row in rows] for k, name_ in enumerate(columns)} | more
    table["start"], table["end"] = pd.to_datetime(table["start"]), pd.to_datetime(table["end"])
    kinds = sorted({row[0] for row in rows})
    covers = [Coverage(kind, first, last) for kind in kinds]
    return Reading(source, name, covers, episodes(table), [], [], drawn)


def value(found, indicator, day, span="point", breakdown="total", group=""):
    where = {"indicator": indicator, "date": day, "span": span, "breakdown": breakdown, "group": group}
    rows = found[(found[list(where)] == pd.Series(where)).all(axis=1)]
    assert len(rows) <= 1
    return None if rows.empty else int(rows["count"].iloc[0])


PLANS = reading(("cp_plan", "a", "2022-05-01", "2022-07-31"), ("cp_plan", "b", "2022-06-15", None))


@pytest.mark.parametrize(
    ("indicator", "day", "span", "expected"),
    [
        ("child_protection_plans", "2022-05-31", "point", 1),
        ("child_protection_plans", "2022-06-30", "point", 2),
        ("child_protection_plans", "2022-07-31", "point", 1),
        ("child_protection_plans_started", "2022-06-30", "month", 1),
        ("child_protection_plans_started", "2022-06-30", "quarter", 2),
        ("child_protection_plans_ended", "2022-09-30", "quarter", 1),
        ("child_protection_plans_started", "2023-03-31", "year", 2),
        ("child_protection_plans", "2022-03-31", "point", None),  # the day before what the return covers
    ],
)
def test_stock_stands_at_month_ends_and_flows_in_whole_periods(indicator, day, span, expected):
    assert value(counts([PLANS]), indicator, day, span) == expected


def test_a_day_that_is_no_month_s_end_is_counted_when_asked_for():
    found = counts([PLANS], also_on=[date(2022, 7, 10)])
    assert value(found, "child_protection_plans", "2022-07-10") == 2


def test_a_number_for_which_the_return_has_no_column_is_left_out_and_is_not_0():
    assert value(counts([PLANS]), "child_protection_plans_repeat", "2023-03-31", "year") is None
    known = reading(("cp_plan", "a", "2022-05-01", None), ("cp_plan", "b", "2022-05-01", None), previous_plans=[0, 2])
    assert value(counts([known]), "child_protection_plans_repeat", "2023-03-31", "year") == 1


def test_a_group_of_which_nothing_is_said_is_no_breakdown_but_ethnicity_always_is():
    found = counts([PLANS])
    assert "category_of_abuse_latest" not in set(found["breakdown"])
    assert value(found, "child_protection_plans", "2022-06-30", "point", "ethnic_group", "Unknown") == 2


def test_children_come_into_care_once_a_period_and_plans_start_each_time():
    rows = [("care", "a", "2022-05-01", "2022-05-20"), ("care", "a", "2022-06-01", None)]
    found = counts([reading(*rows)])
    assert value(found, "children_in_care_started", "2023-03-31", "year") == 1
    assert value(found, "children_in_care_started", "2022-06-30", "month") == 1
    plans = counts([reading(*[("cp_plan", *row[1:]) for row in rows])])
    assert value(plans, "child_protection_plans_started", "2023-03-31", "year") == 2
    assert value(plans, "children_starting_child_protection_plans", "2023-03-31", "year") == 1


def test_of_two_extracts_for_one_day_the_one_drawn_last_answers():
    early = reading(
        ("cp_plan", "a", "2022-05-01", None), name="early", drawn=date(2022, 12, 31), last=date(2022, 12, 31)
    )
    late = reading(("cp_plan", "a", "2022-05-01", None), ("cp_plan", "b", "2022-05-02", None), name="late")
    found = chosen(counts([late, early]))
    assert value(found, "child_protection_plans", "2022-06-30") == 2
    assert set(found["reading"]) == {"late"}


def test_returns_of_two_years_each_answer_for_their_own():
    """A child who left unseen by the second year's return is not carried into it."""
    one = reading(("care", "a", "2021-05-01", None), first=date(2021, 4, 1), last=date(2022, 3, 31), name="2022")
    two = reading(("care", "b", "2022-05-01", None), name="2023")
    found = chosen(counts([one, two]))
    assert value(found, "children_in_care", "2022-03-31") == 1
    assert value(found, "children_in_care", "2023-03-31") == 1


def test_repeat_referrals_are_counted_only_with_a_year_before_them():
    rows = [
        ("referral", "a", "2021-06-01", None),
        ("referral", "a", "2022-05-31", None),
        ("referral", "b", "2022-06-01", None),
    ]
    short, long = reading(*rows), reading(*rows, first=date(2021, 4, 1))
    assert value(counts([short]), "re_referrals", "2023-03-31", "year") is None
    assert value(counts([long]), "re_referrals", "2023-03-31", "year") == 1
    assert value(counts([long]), "re_referrals", "2022-03-31", "year") is None


def test_a_child_is_unaccompanied_up_to_the_day_on_which_that_ceased():
    until = pd.to_datetime(["2022-12-31", "2023-06-01", None, None])
    rows = [("care", name, "2022-05-01", None) for name in "abcd"]
    found = counts([reading(*rows, unaccompanied=[True, True, True, False], unaccompanied_until=until)])
    assert value(found, "children_in_care_unaccompanied", "2022-11-30") == 3
    assert value(found, "children_in_care_unaccompanied", "2022-12-31") == 2


@pytest.mark.parametrize(("held", "days"), [("2022-06-24", 1), ("2022-06-27", 0)])
def test_a_conference_is_in_time_on_the_fifteenth_working_day(held, days):
    """From 1 June 2022, over the two holidays of the Platinum Jubilee: 24 June is the fifteenth working day."""
    found = counts([reading(("conference", "a", held, None), since=pd.to_datetime(["2022-06-01"]))])
    assert value(found, "initial_conferences_within_15_days", "2022-06-30", "month") == days


def test_an_assessment_counts_in_the_month_in_which_it_was_completed():
    """7 July is the forty-fifth working day after 3 May: 20 in May, 20 in June without the two holidays, 5 in July."""
    ends = {"a": "2022-07-07", "b": "2022-07-08", "c": None}
    rows = [("assessment", name, "2022-05-03", end) for name, end in ends.items()]
    found = counts([reading(*rows)])
    assert value(found, "assessments_completed", "2022-07-31", "month") == 2
    assert value(found, "assessments_within_45_days", "2022-07-31", "month") == 1


def test_a_child_with_two_open_referrals_is_one_child_in_need():
    found = counts([reading(("cin", "a", "2022-05-03", None), ("cin", "a", "2022-09-01", None))])
    assert value(found, "children_in_need", "2023-03-31") == 1
    assert value(found, "children_in_need_started", "2023-03-31", "year") == 2


def test_an_age_is_the_one_on_the_day_of_the_event():
    found = counts([reading(("cp_plan", "a", "2022-05-01", None), born=pd.to_datetime(["2017-05-02"]))])
    flow = ("child_protection_plans_started", "2022-05-31", "month", "age_band")
    assert value(found, *flow, "1-4") == 1
    assert value(found, "child_protection_plans", "2022-05-31", "point", "age_band", "5-9") == 1


def test_annex_a_gives_no_number_of_unaccompanied_children(tmp_path):
    """Its column says who was so within twelve months, and not who is."""
    path = little_annex_a.book(tmp_path, {8: [little_annex_a.care(alone="a) Yes")]})
    found = counts(annex_a.read([path], Given(extracted_on=DRAWN, today=date(2026, 1, 1))))
    assert value(found, "children_in_care", "2023-03-31") == 1
    assert value(found, "children_in_care_unaccompanied", "2023-03-31") is None


def test_every_definition_counts_an_indicator_of_the_vocabulary():
    assert set(definitions()) <= set(indicators())


def test_a_quarter_half_inside_is_no_period():
    assert [p.span for p in periods(date(2022, 5, 1), date(2022, 6, 30))] == ["month", "month"]


def test_the_three_formats_give_the_numbers_of_their_own_files(tmp_path):
    child = little_census.child(1, little_census.case(little_census.plan("2023-05-20")))
    little_annex_a.book(tmp_path, {8: [little_annex_a.care()]}, name="a.xlsx")
    path = little_census.write(tmp_path, little_census.message(child))
    readings = cin_census.read([path], GIVEN) + annex_a.read([tmp_path / "a.xlsx"], Given(extracted_on=DRAWN))
    (tmp_path / "episodes.csv").write_text(
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC\nSYN1,05/05/2022,S,C2,N1,U4,PR1,,\n", encoding="utf-8"
    )
    readings += ssda903.read([tmp_path / "episodes.csv"], GIVEN)
    found = chosen(counts(readings))
    assert value(found, "child_protection_plans", "2024-03-31") == 1
    care = found[(found["indicator"] == "children_in_care") & (found["breakdown"] == "total")]
    assert set(care["source"]) == {"returns_annex_a", "returns_ssda903"}
