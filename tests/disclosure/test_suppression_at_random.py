"""Random publications: nothing leaks, whatever the tables; and no more is hidden than must be, by brute force."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import brute_force_suppression as brute
from analysis.disclosure.cells import Cell, Sum
from analysis.disclosure.policy import Policy
from analysis.disclosure.suppression import suppress
from independent_attacker import narrow

COUNT = st.one_of(st.integers(0, 6), st.integers(0, 30))


def made_of(counts, sums, known, policy=None):
    return suppress(
        [Cell(name, count, known=name in known) for name, count in counts.items()],
        [Sum(total, tuple(parts), False) for total, parts in sums],
        policy,
    )


def not_blamed(made):
    return {(one.id, one.model) for one in made.baseline}


@st.composite
def publications(draw):
    """Groups by periods with every margin, some figures known already."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(2, 3))
    counts = {f"{i}.{j}": draw(COUNT) for i in range(rows) for j in range(columns)}
    sums = [(f"row {i}", [f"{i}.{j}" for j in range(columns)]) for i in range(rows)]
    sums += [(f"column {j}", [f"{i}.{j}" for i in range(rows)]) for j in range(columns)]
    counts |= {total: sum(counts[part] for part in parts) for total, parts in sums}
    counts["all"] = sum(counts[f"row {i}"] for i in range(rows))
    sums += [("all", [f"row {i}" for i in range(rows)]), ("all", [f"column {j}" for j in range(columns)])]
    known = draw(st.sets(st.sampled_from(sorted(counts)), max_size=3))
    return counts, sums, known


@given(publications())
@settings(max_examples=15, deadline=None, derandomize=True)
def test_an_attacker_who_shares_no_code_finds_nothing_that_others_do_not_give_away(publication):
    counts, sums, known = publication
    made = made_of(counts, sums, known)
    found = narrow(counts, sums, made.printed | made.known, made.hidden, made.withheld)
    assert found <= not_blamed(made)


@given(publications())
@settings(max_examples=15, deadline=None, derandomize=True)
def test_every_cell_is_decided_once_and_no_small_count_is_printed(publication):
    counts, sums, known = publication
    made = made_of(counts, sums, known)
    parts = [made.printed, made.primary, made.secondary, made.withheld, made.known]
    assert sorted(name for part in parts for name in part) == sorted(counts)
    assert not any(1 <= counts[name] <= 5 for name in made.printed)
    assert all(counts[name] for name in made.hidden)


@given(publications())
@settings(max_examples=10, deadline=None, derandomize=True)
def test_a_cell_that_is_blamed_on_others_is_narrow_when_only_their_figures_are_read(publication):
    counts, sums, known = publication
    made = made_of(counts, sums, known)
    others = set(counts) - known
    alone = narrow(counts, sums, known, others, unknown={name for name in others if not 1 <= counts[name] <= 5})
    assert not_blamed(made) <= alone


@given(publications())
@settings(max_examples=15, deadline=None, derandomize=True)
def test_nothing_leaks_from_rounded_figures_either(publication):
    counts, sums, known = publication
    made = made_of(counts, sums, known, Policy.preset("round_to_5"))
    read = made.printed | made.known
    assert narrow(counts, sums, read, made.hidden, made.withheld, rounded=made.printed) <= not_blamed(made)


@given(publications())
@settings(max_examples=10, deadline=None, derandomize=True)
def test_nothing_leaks_where_counts_below_ten_are_hidden(publication):
    counts, sums, known = publication
    made = made_of(counts, sums, known, Policy.preset("below_10"))
    assert narrow(counts, sums, made.printed | made.known, made.hidden, made.withheld, threshold=9) <= not_blamed(made)


def random_table(random):
    """Six counts with margins, groups within groups, overlapping groups or a year to date: (counts, base, totals …)."""
    base = [f"b{i}" for i in range(6)]
    drawn = random.poisson(random.gamma(1, random.choice([4, 8, 20]), 6))
    counts = {name: int(count) for name, count in zip(base, np.where(random.random(6) < 0.12, 0, drawn), strict=True)}
    kind, more = random.integers(4), []
    if kind == 0:
        totals = {"r0": base[:3], "r1": base[3:], "c0": base[0::3], "c1": base[1::3], "c2": base[2::3]}
        totals["all"], more = ["r0", "r1"], [("all", ["c0", "c1", "c2"])]
    elif kind == 1:
        totals = {"p": base[:3], "q": base[3:5], "all": ["p", "q", "b5"]}
    elif kind == 2:
        totals = {"all": base, "x": base[:2], "y": base[2:], "z": [str(one) for one in random.choice(base, 3, False)]}
        more = [("all", ["x", "y"])]
    else:
        totals = {"q1": base[:2], "q2": base[2:4], "q3": base[4:], "to_date": ["q1", "q2"], "all": ["to_date", "q3"]}
    for total, parts in totals.items():
        counts[total] = sum(counts[part] for part in parts)
    known = {total for total in totals if random.random() < 0.15}
    return counts, base, totals, [*totals.items(), *more], known


def ratios(wanted):
    """(hidden cells, cost) over their optima by brute force, for tables that can be made safe; each answer checked."""
    found, seed = [], 0
    while len(found) < wanted:
        counts, base, totals, sums, known = random_table(np.random.default_rng(seed))
        seed += 1
        prices = [(1 + math.log1p(count)) * (2 if name in totals else 1) for name, count in counts.items()]
        try:
            best = brute.optimum(counts, base, totals, known, (), prices)
        except brute.TooMany:
            continue
        if best is None or best[0] == 0:
            continue
        hidden = made_of(counts, sums, known).hidden
        assert brute.is_safe(counts, base, totals, known, (), hidden)
        cost = sum(price for price, name in zip(prices, counts, strict=True) if name in hidden)
        found.append((len(hidden) / best[0], cost / best[1]))
    return np.array(found)


def test_small_tables_hide_what_brute_force_finds_cheapest():
    assert ratios(4).max(axis=0) == pytest.approx([1.0, 1.0], abs=0.5)


@pytest.mark.slow
def test_two_hundred_small_tables_hide_at_most_half_as_much_again_as_they_must():
    found = ratios(200)
    assert found[:, 1].max() < 1.0001  # the cost, which is what is minimised
    assert found[:, 0].max() <= 1.5
    assert found[:, 0].mean() < 1.05


@pytest.mark.slow
def test_the_heuristic_alone_stays_within_half_as_much_again(monkeypatch):
    monkeypatch.setattr("analysis.disclosure.deciding.SMALL", 0)
    assert ratios(100).max() <= 1.5


def quarters_by_groups(random):
    """Two to four quarters and their year by groups, two of them joined in one, some figures known: (counts …)."""
    quarters, groups = int(random.integers(2, 5)), int(random.integers(3, 6))
    drawn = random.poisson(random.gamma(0.8, random.choice([4, 10, 25]), (quarters, groups)))
    counts = {f"{q} {g}": int(drawn[q, g]) for q in range(quarters) for g in range(groups)}
    sums = []
    for q in range(quarters):
        sums.append((f"{q} joined", [f"{q} 0", f"{q} 1"]))
        sums.append((f"{q} all", [f"{q} joined", *(f"{q} {g}" for g in range(2, groups))]))
    by_year = [*range(groups), "joined", "all"]
    sums += [(f"year {g}", [f"{q} {g}" for q in range(quarters)]) for g in by_year]
    for total, parts in sums:
        counts[total] = sum(counts[part] for part in parts)
    sums.append(("year joined", ["year 0", "year 1"]))
    sums.append(("year all", ["year joined", *(f"year {g}" for g in range(2, groups))]))
    return counts, sums, {name for name in counts if random.random() < (0.5 if "all" in name else 0.06)}


@pytest.mark.slow
@pytest.mark.parametrize("small", [0, 60])
def test_nothing_leaks_from_quarters_by_groups_within_groups_beside_published_totals(small, monkeypatch):
    monkeypatch.setattr("analysis.disclosure.deciding.SMALL", small)
    for seed in range(25):
        counts, sums, known = quarters_by_groups(np.random.default_rng(seed))
        made = made_of(counts, sums, known)
        found = narrow(counts, sums, made.printed | made.known, made.hidden, made.withheld)
        assert found <= not_blamed(made), seed
