"""How often do the limits hold the truth? Run it from the root: `python bench/coverage.py`; it prints a Markdown table.

README: every interval of rates.py, ratios.py and standardisation.py is made from simulated counts of a known truth, at
each expected count; the share of the intervals that hold the truth should be 95%. Where two groups are compared the
other one expects OTHER times as many (so that both are small at the top of the table). Takes about a minute.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from analysis.measures.age_standardised import standardised_disparity
from analysis.measures.comparisons import change
from analysis.measures.disproportionality import representation
from analysis.measures.rates import crude_rate, proportion
from analysis.measures.ratios import rate_difference, rate_ratio, risk_ratio
from analysis.measures.standardisation import directly_standardised_rate, indirectly_standardised_ratio
from analysis.measures.strata import stratified_ratio
from analysis.measures.tipping import clustered_limits

EXPECTED = (1, 3, 5, 10, 20, 50, 200)
OTHER = 2
PAIRS = 3500  # pairs of years in one series: a date has a year of four digits
BANDS = pd.DataFrame(
    [("under 1", 0.06, 2.0, 0.05), ("1-4", 0.22, 1.3, 0.22), ("5-9", 0.28, 1.0, 0.29), ("10-17", 0.44, 0.7, 0.44)],
    columns=["age_band", "share", "risk", "standard"],
)  # a group younger than the standard, in which the youngest are at three times the risk of the oldest
Simulation = Callable[[np.random.Generator, float, int], pd.DataFrame]


def rates(random: np.random.Generator, expected: float, runs: int) -> pd.DataFrame:
    """Poisson counts of a rate of 50 in 10,000."""
    people = expected / 0.005
    made = crude_rate(pd.DataFrame({"count": random.poisson(expected, runs), "denominator": people}))
    return made.assign(truth=50.0)


def shares(of: float) -> Simulation:
    """Binomial counts of a share."""

    def simulate(random: np.random.Generator, expected: float, runs: int) -> pd.DataFrame:
        people = round(expected / of)
        counts = pd.DataFrame({"count": random.binomial(people, of, runs), "denominator": people})
        return proportion(counts).assign(truth=100 * expected / people)

    return simulate


def represented(of: float) -> Simulation:
    """Binomial counts of a share that is the baseline's one and a half times."""

    def simulate(random: np.random.Generator, expected: float, runs: int) -> pd.DataFrame:
        people = round(expected / of)
        counts = random.binomial(people, of, runs)
        cohort = pd.DataFrame({"group": "one", "count": counts, "denominator": people, "run": range(runs)})
        baseline = pd.DataFrame({"group": ["one"], "share": of / 1.5})
        return representation(cohort, baseline, by="run").assign(truth=1.5)

    return simulate


def stock(random: np.random.Generator, expected: float, runs: int, statistic: str = "change") -> pd.DataFrame:
    """A stock on two days, `expected` on each, half of the children counted on both; no change.

    One long series holds many pairs of years; only the change within a pair is of the same children.
    """
    made = []
    for at in range(0, runs, PAIRS):
        both, new, left = (random.poisson(expected / 2, min(PAIRS, runs - at)) for _ in range(3))
        counts, overlap = np.column_stack([both + left, both + new]).ravel(), np.repeat(both, 2)
        series = pd.DataFrame({"count": counts, "overlap": overlap, "denominator": 1000.0, "denominator_vintage": "a"})
        dates = [f"{year}-03-31" for year in range(2000, 2000 + len(series))]
        moved = change(series.assign(date=dates))
        made.append(moved[moved["statistic"] == statistic].iloc[1::2].dropna(subset=["value"]))
    return pd.concat(made).assign(truth=0.0)


def two_groups(measure: Callable[..., pd.DataFrame], truth: float, other: float = OTHER) -> Simulation:
    """Poisson counts of two groups, the second expecting `other` times as many events among as many people."""

    def simulate(random: np.random.Generator, expected: float, runs: int) -> pd.DataFrame:
        people = expected / 0.01
        table = pairs(random.poisson(expected, runs), random.poisson(other * expected, runs), people, people)
        return measured(measure, table).assign(truth=truth)

    return simulate


def steps(risk: float) -> Simulation:
    """Binomial counts at one step of a pathway: `risk` in the group and half as much in one twice its size."""

    def simulate(random: np.random.Generator, expected: float, runs: int) -> pd.DataFrame:
        people = round(expected / risk)
        table = pairs(
            random.binomial(people, risk, runs), random.binomial(2 * people, risk / 2, runs), people, 2 * people
        )
        return measured(risk_ratio, table).assign(truth=2.0)

    return simulate


def pairs(one: np.ndarray, two: np.ndarray, people: float, others: float) -> pd.DataFrame:
    """Two rows a run: the group and its reference."""
    rows = [
        pd.DataFrame({"run": range(len(one)), "group": name, "count": counts, "denominator": size})
        for name, counts, size in (("one", one, people), ("two", two, others))
    ]
    return pd.concat(rows, ignore_index=True)


def measured(measure: Callable[..., pd.DataFrame], table: pd.DataFrame) -> pd.DataFrame:
    """The group's row of each run; nobody in either group says nothing, and so holds any truth."""
    made = measure(table, "two", by="run").query("group == 'one'")
    nobody = (made["count"] == 0) & (made["reference_count"] == 0)
    return made.assign(lower=made["lower"].mask(nobody, -np.inf), upper=made["upper"].mask(nobody, np.inf))


def ages(random: np.random.Generator, expected: float, runs: int) -> pd.DataFrame:
    """A row a run and age band: Poisson counts, `expected` of them in all."""
    weight = BANDS["share"] * BANDS["risk"]
    counts = random.poisson(expected * (weight / weight.sum()).to_numpy(), (runs, len(BANDS)))
    table = pd.concat([BANDS.assign(denominator=BANDS["share"] * expected * 100)] * runs, ignore_index=True)
    return table.assign(count=counts.ravel(), run=np.repeat(np.arange(runs), len(BANDS)))


def direct(random: np.random.Generator, expected: float, runs: int) -> pd.DataFrame:
    """Directly standardised rates; runs under ten events give none and are left out."""
    weight, standard = (BANDS["share"] * BANDS["risk"]).sum(), BANDS[["age_band", "standard"]]
    table = ages(random, expected, runs)
    made = directly_standardised_rate(table, standard.rename(columns={"standard": "population"}), by="run")
    risk = BANDS["risk"] / weight / 100
    return made.assign(truth=10_000 * (risk * BANDS["standard"]).sum() / BANDS["standard"].sum())


def indirect(random: np.random.Generator, expected: float, runs: int) -> pd.DataFrame:
    """Indirectly standardised ratios, where the group's risk is 1.5 times the standard's at every age."""
    weight = (BANDS["share"] * BANDS["risk"]).sum()
    rates_ = BANDS.assign(count=BANDS["risk"] / weight / 100 / 1.5, denominator=1.0)[
        ["age_band", "count", "denominator"]
    ]
    return indirectly_standardised_ratio(ages(random, expected, runs), rates_, by="run").assign(truth=1.5)


def banded(random: np.random.Generator, expected: float, ratio: float) -> pd.DataFrame:
    """Two groups by age: the first expects `expected` events, has other ages than the second and `ratio` its risk."""
    own, other = (BANDS["share"] * BANDS["risk"]).sum(), (BANDS["standard"] * BANDS["risk"]).sum()
    people = BANDS["share"] * expected / own / ratio * 100, BANDS["standard"] * OTHER * expected / other * 100
    risks = ratio * BANDS["risk"] / 100, BANDS["risk"] / 100
    return pd.concat(
        [
            pd.DataFrame(
                {"group": name, "age_band": BANDS["age_band"], "count": random.poisson(n * r), "population": n}
            )
            for name, n, r in zip(("one", "two"), people, risks, strict=True)
        ],
        ignore_index=True,
    )


def at_like_ages(random: np.random.Generator, expected: float, runs: int) -> pd.DataFrame:
    """Ratios of directly standardised rates, where the group has one and a half times the risk at every age."""
    standard = BANDS.rename(columns={"standard": "population"})[["age_band", "population"]]
    made = []
    for _ in range(runs):
        table = banded(random, expected, 1.5)
        found = standardised_disparity(table.drop(columns="population"), table, standard, "two")
        made.append(found[(found["statistic"] == "standardised rate ratio") & (found["group"] == "one")])
    return pd.concat(made).assign(truth=1.5)


def in_strata(random: np.random.Generator, expected: float, runs: int) -> pd.DataFrame:
    """Ratios pooled over the ages as strata, where the group has one and a half times the risk in every one."""
    made = []
    for _ in range(runs):
        table = banded(random, expected, 1.5).rename(columns={"population": "denominator"})
        found = stratified_ratio(table, "two", "age_band")
        made.append(found[found["statistic"] == "Mantel-Haenszel rate ratio"])
    return pd.concat(made).assign(truth=1.5)


def families(random: np.random.Generator, expected: float, runs: int) -> pd.DataFrame:
    """Counts of children who come in families of one, two or three: limits from the families."""
    made = []
    for _ in range(runs):
        sizes = np.repeat([1, 2, 3], random.poisson(expected / 3 / np.array([1, 2, 3])))
        events = pd.DataFrame({"group": "one", "cluster": np.repeat(np.arange(len(sizes)), sizes)})
        if len(events):
            found = clustered_limits(events, repeats=400)
            made.append(found[(found["group"] == "one") & (found["method"] == "non-independent variance")])
    return pd.concat(made).assign(truth=float(expected))


ONE_BY_ONE = 600  # runs of the measures below, which take one table at a time
SLOW: dict[str, Simulation] = {
    "standardised_disparity 1.5, four ages: log, delta method": at_like_ages,
    "stratified_ratio 1.5, four strata: exact below ten events, Greenland and Robins": in_strata,
    "clustered_limits, families of one to three: non-independent variance": families,
}
SIMULATIONS: dict[str, Simulation] = {
    "crude_rate: exact below ten events, Byar": rates,
    "proportion of 20%: Wilson": shares(0.2),
    "proportion of 2%: Wilson": shares(0.02),
    "representation of 20%: exact below ten counted, Wilson": represented(0.2),
    "representation of 2%: exact below ten counted, Wilson": represented(0.02),
    "change of a stock, half of it counted twice: log ratio": stock,
    "change in count of the same: MOVER of exact and Byar": partial(stock, statistic="change in count"),
    "rate_ratio 0.5: exact below ten events, log-Wald": two_groups(rate_ratio, 1 / OTHER),
    "rate_ratio 0.05, a large reference: the same": two_groups(rate_ratio, 0.05, 20),
    "rate_difference: MOVER of exact and Byar": two_groups(rate_difference, 100 * (1 - OTHER)),
    "rate_difference, a large reference: the same": two_groups(rate_difference, 100 * (1 - 20), 20),
    "risk_ratio 2, 40% and 20%: Koopman": steps(0.4),
    "risk_ratio 2, 10% and 5%: Koopman": steps(0.1),
    "directly_standardised_rate: Dobson, Byar": direct,
    "indirectly_standardised_ratio: exact below ten events, Byar": indirect,
}


def coverage(name: str, expected: float, runs: int, seed: int = 20230331) -> float:
    """Percent of the intervals given that hold the truth; missing where under a tenth of the runs give one."""
    random = np.random.default_rng([seed, round(expected), len(name)])
    if name in SLOW:
        made = SLOW[name](random, expected, min(runs, ONE_BY_ONE))
        runs = min(runs, ONE_BY_ONE)
    else:
        made = SIMULATIONS[name](random, expected, runs)
    given = made[made["lower"].notna() & made["upper"].notna()]
    if len(given) < runs / 10:
        return float("nan")
    slack = 1e-9 * given["truth"].abs()
    holds = (given["lower"] <= given["truth"] + slack) & (given["upper"] >= given["truth"] - slack)
    return 100 * float(holds.mean())


def grid(runs: int) -> pd.DataFrame:
    """Coverage of every interval at every expected count, in percent: a row an interval, a column a count."""
    return pd.DataFrame(
        {count: {name: coverage(name, count, runs) for name in [*SIMULATIONS, *SLOW]} for count in EXPECTED}
    )


def markdown(table: pd.DataFrame) -> str:
    """The table as Markdown; a dash where no interval is given."""
    lines = [
        "| interval, nominal 95% | " + " | ".join(map(str, table.columns)) + " |",
        "|---|" + "--:|" * len(table.columns),
    ]
    for name, row in table.iterrows():
        cells = ["–" if np.isnan(value) else f"{value:.1f}" for value in row]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(markdown(grid(runs=20_000)))
