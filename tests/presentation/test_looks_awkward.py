"""Awkward tables, drawn: areas with long names, every ethnic group, one point, huge and tiny numbers, many rows."""

import pandas as pd
import pytest

import looks
from analysis.disclosure.released import release_table
from analysis.presentation.dots import plot_composition, plot_representation
from analysis.presentation.dots_children import plot_excess
from analysis.presentation.lines import plot_flows, plot_trend
from analysis.presentation.months import plot_months
from analysis.presentation.panels import plot_small_multiples
from analysis.presentation.pathways import plot_care_routes, plot_pathway
from analysis.presentation.ranking import plot_comparison
from analysis.presentation.waterfalls import plot_waterfall
from little_pathways import AREA_STEPS, GROUPS, gap, results, routes

US, ENGLAND = "E08000018", "E92000001"
LONG = ["Bournemouth, Christchurch and Poole", "Kingston upon Hull, City of", "Bath and North East Somerset"]
LONG += ["Blackburn with Darwen", "Kensington and Chelsea", "Hammersmith and Fulham", "Redcar and Cleveland"]
LONG += ["North East Lincolnshire", "Windsor and Maidenhead", "Cheshire West and Chester", "Telford and Wrekin"]
LONG += ["Brighton and Hove", "Barking and Dagenham", "Central Bedfordshire", "East Riding of Yorkshire"]
PLACES = {US: "Rotherham", **{f"N{n:02}": name for n, name in enumerate(LONG)}, ENGLAND: "England"}
DETAILED = ["Bangladeshi", "Chinese", "Indian", "Pakistani", "Other Asian", "African", "Caribbean", "Other Black"]
DETAILED += ["White and Asian", "White and Black African", "White and Black Caribbean", "Other Mixed", "White British"]
DETAILED += ["White Irish", "Gypsy or Irish Traveller", "Roma", "Other White", "Arab", "Any other ethnic group"]
WORDS = {"headline": "A headline of more than one line, as they come where an area has a long name and much to be said",
         "measure": "Children on a child protection plan at 31 March, for every 10,000 aged 0 to 17"}  # fmt: skip
CITED = {"citation": "DfE children in need, 2025 release", "public": True}


def released(made, **columns):
    return release_table(pd.DataFrame(made).assign(**CITED, **columns), "awkward", "public")


def rates(years, scale=1.0):
    """Sixteen areas and England, all of them close to each other at the end."""
    rows = [(code, name, f"{2025 - years + n}-03-31", scale * (50 + at % 5 + n % 3))
            for at, (code, name) in enumerate(PLACES.items()) for n in range(1, years + 1)]  # fmt: skip
    made = pd.DataFrame(rows, columns=["area", "area_name", "date", "value"])
    about = {"indicator": "child_protection_plans", "statistic": "rate", "confidence": 0.95, "status": "published"}
    return released(made, lower=0.9 * made["value"], upper=1.1 * made["value"], **about)


def comparators():
    made = pd.DataFrame({"set": "neighbours 2025", "area": list(PLACES)})
    made["area_name"] = made["area"].map(PLACES)
    return made.assign(set=made["set"].mask(made["area"] == ENGLAND, "England")).iloc[1:]


def months(count, size):
    days = pd.period_range("2015-01", periods=count, freq="M").end_time.strftime("%Y-%m-%d")
    made = pd.DataFrame({"date": days, "count": [size + n % 9 for n in range(count)]})
    return released(made, area=US, area_name="Rotherham", indicator="referrals", span="month", status="published")


def two_flows(years, size):
    rows = [(name, f"{2025 - years + n}-03-31", size + n) for name in ("re_referrals", "referrals")
            for n in range(1, years + 1)]  # fmt: skip
    made = pd.DataFrame(rows, columns=["indicator", "date", "count"])
    return released(made, area=US, area_name=LONG[0], span="year", status="published")


def panels(groups, unit="percent"):
    rows = [(group, f"{2012 + n}-03-31", 3.0 + at + n) for at, group in enumerate(groups) for n in range(13)]
    made = pd.DataFrame(rows, columns=["group", "date", "value"])
    about = {"indicator": "child_protection_plans", "statistic": "share", "status": "published", "unit": unit}
    return released(made, area=US, area_name="Rotherham", lower=2.0, upper=20.0, confidence=0.95, **about)


def groups_in_two_censuses():
    rows = [(group, year, share) for n, group in enumerate(DETAILED)
            for year, share in (("2011", 0.0002 * n * n), ("2021", 0.0003 * n * n + 0.00049))]  # fmt: skip
    return released(pd.DataFrame(rows, columns=["group", "year", "share"]))


def ratios(cohorts, rows):
    """Blocks of baselines whose ratios run from one in a hundred to 113."""
    spread = [(f"Cohort {c} with a label that is set out in full", f"2021 Census, ages {n} to 17", n % 2 == 0,
               0.00049, 113 / (3 ** n), 75 / (3 ** n), 168 / (3 ** n), "above", "all ages: older people are in it")
              for c in range(cohorts) for n in range(rows)]  # fmt: skip
    columns = ["cohort_label", "baseline_label", "comparable", "share", "value", "lower", "upper", "verdict", "why"]
    return released(pd.DataFrame(spread, columns=columns))


def children():
    made = pd.DataFrame({"group": DETAILED, "count": [10_000.0 + n for n in range(len(DETAILED))]})
    return released(made, expected=9000.4, excess=made["count"] - 9000.4, reference="White")


def fall():
    made = gap().assign(total=lambda t: t["part"].isin(["expected", "count"]))
    step = made["value"].where(~made["total"], 0)
    return made.assign(start=241.4 + step.cumsum() - step, end=241.4 + step.cumsum())


DRAWN = {
    "a trend of sixteen areas": lambda: plot_trend(rates(13), comparators(), US, **WORDS),
    "a trend of one year": lambda: plot_trend(rates(1), comparators(), US, **WORDS),
    "a trend in hundreds of thousands": lambda: plot_trend(rates(13, 9000.0), comparators(), US, **WORDS),
    "a ranking of sixteen areas": lambda: plot_comparison(rates(1), comparators(), US, **WORDS),
    "a month": lambda: plot_months(months(1, 12), **WORDS),
    "months of millions": lambda: plot_months(months(140, 7_654_321), **WORDS),
    "two equal flows": lambda: plot_flows(two_flows(12, 123_456), **WORDS),
    "flows of one year": lambda: plot_flows(two_flows(1, 3), **WORDS),
    "nine panels": lambda: plot_small_multiples(panels(DETAILED[:9]), by="group", unit="percent", **WORDS),
    "one panel": lambda: plot_small_multiples(panels(DETAILED[:1]), by="group", unit="percent", **WORDS),
    "nineteen ethnic groups": lambda: plot_composition(groups_in_two_censuses(), **WORDS),
    "ratios of 113": lambda: plot_representation(ratios(1, 4), **WORDS),
    "thirty rows of ratios": lambda: plot_representation(ratios(6, 5), **WORDS),
    "ten thousand children": lambda: plot_excess(children(), **WORDS),
    "steps of groups": lambda: plot_pathway(released(results(*GROUPS)), **WORDS),
    "steps of an area": lambda: plot_pathway(released(results(*AREA_STEPS, reference="England")), **WORDS),
    "a gap": lambda: plot_waterfall(released(fall()), **WORDS),
    "routes": lambda: plot_care_routes(released(routes(), block="By legal status"), area=US, **WORDS),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_an_awkward_table_reads_well_in_print(name):
    made = DRAWN[name]()
    assert not made.empty
    assert looks.complaints(made) == []
