"""Synthetic populations meet the published figures: exactly where the figures close, closely where they are shares."""

import csv
from datetime import date
from itertools import accumulate, pairwise
from pathlib import Path
from statistics import mean, variance

import pytest

from analysis.sources.synthesis.dice import Dice
from analysis.sources.synthesis.figures import Figures, areas, month_ends, table
from analysis.sources.synthesis.months import track
from analysis.sources.synthesis.population import populate
from analysis.sources.synthesis.rows import who
from analysis.sources.synthesis.truth import group_of
from analysis.vocabulary.ethnicity import five_of

RAW = Path(__file__).parents[2] / "data" / "raw" / "dfe"
DRAWN, YEARS = date(2025, 3, 31), range(2018, 2026)


def figures_of(area, scale=1.0):
    return Figures(area, Dice(0, area), scale)


def lives(authority, what):
    return [(item, child) for child in authority.children for case in child.cases for item in what(case)]


def plans(case):
    return case.plans


def stays(case):
    return [stay for stay in case.stays if not stay.short]


def in_need(case):
    return [] if case.nothing else [case]


def stock(items, day):
    return sum(item.start <= day and (item.end is None or item.end > day) for item, _ in items)


def between(items, year, name):
    days = [getattr(item, name) for item, _ in items]
    return sum(day is not None and date(year - 1, 3, 31) < day <= date(year, 3, 31) for day in days)


def assert_met(figures, measure, items, ends=True):
    for year in YEARS:
        before, wanted = figures.count(measure, year - 1), figures.count(measure, year)
        assert stock(items, date(year, 3, 31)) == wanted
        if ends:
            starts = figures.count(f"{measure}_started", year)
            assert between(items, year, "start") == max(starts, wanted - before)
            assert between(items, year, "end") == before + between(items, year, "start") - wanted


@pytest.fixture(scope="module")
def rotherham():
    return populate("E08000018", 1, 2018, DRAWN)


@pytest.mark.slow
def test_plans_meet_the_published_stock_starts_and_ends_of_every_year(rotherham):
    items = lives(rotherham, plans)
    assert_met(figures_of("E08000018"), "child_protection_plans", items)
    assert [stock(items, date(year, 3, 31)) for year in (2022, 2023)] == [475, 395]
    assert (between(items, 2023, "start"), between(items, 2023, "end")) == (504, 584)
    assert stock(items, date(2022, 7, 31)) == 505


@pytest.mark.slow
def test_july_2022_is_the_highest_month_since_more_had_plans_on_a_31_march(rotherham):
    items = lives(rotherham, plans)
    ends = [day for day in month_ends(2021, 2025) if day != date(2022, 7, 31)]
    assert max(stock(items, day) for day in ends) < 505


def a_year(seed):
    """The months of 2022/23 in Rotherham: 475 plans before, 505 in July, 395 after, and 504 that started."""
    stocks = {date(2022, 3, 31): 475, date(2022, 7, 31): 505, date(2023, 3, 31): 395}
    sizes = {"1": 0.45, "2": 0.28, "3": 0.17, "4": 0.1}
    return track(stocks, {2023: 504}, Dice(seed, "E08000018"), sizes, peak=505)


def test_months_differ_and_lead_to_every_stock_that_is_known():
    for seed in range(20):
        months = a_year(seed).months
        assert (len(months), sum(m.starts for m in months), sum(m.ends for m in months)) == (12, 504, 584)
        open_at = list(accumulate((m.starts - m.ends for m in months), initial=475))
        assert (open_at[4], open_at[12]) == (505, 395)
        assert max(open_at[:4] + open_at[5:]) < 505


def test_months_vary_about_as_much_as_families_that_come_by_chance():
    years = [[m.starts for m in a_year(seed).months] for seed in range(60)]
    spread = mean(variance(months) / mean(months) for months in years)
    # By chance alone it would be 1; families of these sizes make it 2.4; holidays and the peak change it a little.
    assert 1.5 < spread < 3.5
    assert mean(months[4] for months in years) < mean(months[6] for months in years)  # August, October


def test_a_year_of_few_never_goes_below_nobody():
    for seed in range(30):
        stocks = {date(2023, 3, 31): 1, date(2024, 3, 31): 0}
        months = track(stocks, {2024: 3}, Dice(seed, "any"), {"1": 1.0}).months
        assert min(accumulate((m.starts - m.ends for m in months), initial=1)) == 0
        assert sum(m.starts for m in months) == 3


@pytest.mark.slow
def test_care_and_children_in_need_meet_the_published_stock(rotherham):
    figures = figures_of("E08000018")
    assert_met(figures, "children_in_care", lives(rotherham, stays))
    assert_met(figures, "children_in_need", lives(rotherham, in_need), ends=False)
    referrals = lives(rotherham, lambda case: [case])
    assert [between(referrals, year, "start") for year in YEARS] == [figures.count("referrals", y) for y in YEARS]


@pytest.mark.slow
def test_repeat_plans_are_as_many_as_published(rotherham):
    items = lives(rotherham, lambda case: [plan for plan in case.plans if plan.previous])
    wanted = [table()["E08000018", "child_protection_plans_repeat", "total", ""][year] for year in YEARS]
    assert [str(between(items, year, "start")) for year in YEARS] == wanted


@pytest.mark.slow
def test_an_earlier_plan_of_the_child_is_counted_as_one(rotherham):
    for child in rotherham.children:
        held = sorted((plan for case in child.cases for plan in case.plans), key=lambda plan: plan.start)
        first = held[0].previous if held else 0
        assert [plan.previous for plan in held] == [first + k for k in range(len(held))]


@pytest.mark.slow
def test_categories_come_within_ten_points_and_ethnicity_within_five(rotherham):
    figures = figures_of("E08000018")
    open_plans = [plan for plan, _ in lives(rotherham, plans) if not plan.end]
    neglect = sum(plan.initial == "NEG" for plan in open_plans) / len(open_plans)
    shares = figures.shares("child_protection_plans", "category_of_abuse_initial")
    assert neglect == pytest.approx(shares["neglect"] / sum(shares.values()), abs=0.1)
    in_care = [child for stay, child in lives(rotherham, stays) if not stay.end]
    white = sum(five_of()[group_of(who(child, DRAWN))] == "White" for child in in_care) / len(in_care)
    assert white == pytest.approx(389 / 476, abs=0.05)


@pytest.mark.slow
def test_no_child_has_two_cases_plans_or_stays_at_once(rotherham):
    for child in rotherham.children:
        for what in (in_need, plans, stays):
            held = sorted((item for case in child.cases for item in what(case)), key=lambda item: item.start)
            assert all(one.end and one.end < other.start for one, other in pairwise(held))


@pytest.mark.slow
def test_nobody_is_in_care_before_birth_or_grown_up(rotherham):
    for stay, child in lives(rotherham, stays):
        assert stay.start >= child.born
        assert (stay.end or DRAWN) <= date(child.born.year + 18, child.born.month, min(child.born.day, 28))


@pytest.mark.slow
@pytest.mark.parametrize("area", areas()[::3])
def test_an_authority_meets_its_own_figures(area):
    made = populate(area, 2, 2018, DRAWN)
    assert_met(figures_of(area), "child_protection_plans", lives(made, plans))
    assert_met(figures_of(area), "children_in_care", lives(made, stays))


def test_a_smaller_authority_meets_the_figures_at_its_scale():
    made = populate("E08000018", 6, 2018, DRAWN, scale=0.04)
    figures = figures_of("E08000018", 0.04)
    for measure, what in (("child_protection_plans", plans), ("children_in_care", stays)):
        assert_met(figures, measure, lives(made, what))
    assert stock(lives(made, plans), date(2022, 7, 31)) == 20


def test_an_authority_without_figures_is_like_one_with_them():
    made = populate("E06000999", 5, 2024, DRAWN, scale=0.05)
    assert 100 < len(made.children) < 3000
    assert stock(lives(made, plans), DRAWN) > 0


def test_the_figures_are_those_that_were_published():
    """The table beside the code is drawn from the files of the Department for Education in data/raw/dfe."""
    published = set()
    for path in sorted(RAW.glob("child*.csv")):
        with path.open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                key = (row["area"], row["indicator"], row.get("breakdown") or "total", row.get("group") or "")
                if row["measure"] == "count":
                    published |= {(*key, name[:4], said) for name, said in row.items() if name.endswith("-03-31")}
    ours = {(*key, str(year), said) for key, row in table().items() for year, said in row.items()}
    assert ours - published == set()
