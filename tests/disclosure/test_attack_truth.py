"""Whatever is hidden, the truth stays among what the attacker holds possible, and true numbers never contradict."""

import random
from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.attack_findings import findings, ranges
from analysis.disclosure.attack_statements import (
    byar,
    difference,
    exact_poisson,
    interval,
    limit,
    mean,
    percent_of_cell,
    percent_of_known,
    poisson_limit,
    rate_of_known,
    wilson,
)
from analysis.disclosure.attack_system import MODELS, Cell, Sum, System
from analysis.measures.rates import poisson_limits, wilson_limits

FEW = settings(max_examples=30, deadline=None)


@FEW
@given(st.integers(0, 12), st.integers(1, 12), st.integers(0, 1))
def test_a_percentage_of_a_hidden_number_leaves_what_trying_every_pair_leaves(count, base, decimals):
    count = min(count, base)
    printed = f"{100 * count / base:.{decimals}f}"
    low, high = interval(printed)
    cells = (Cell("part", None), Cell("rest", None), Cell("all", None))
    tied = (Sum("all", ("part", "rest")), Sum("known", ("all", "other")))
    system = System(
        (*cells, Cell("known", 12), Cell("other", None)), tied, percent_of_cell("part", "all", printed), 5, 5
    )
    tried = [
        (part, rest)
        for part, rest in product(range(13), repeat=2)
        if part + rest <= 12 and low * (part + rest) <= 100 * part <= high * (part + rest)
    ]
    found = ranges(system, "plain")
    assert found["part"].possible == {part for part, _ in tried}
    assert found["all"].possible == {part + rest for part, rest in tried}


@FEW
@given(st.integers(0, 40), st.integers(40, 60_000), st.sampled_from([0.9, 0.95, 0.998]))
def test_the_truth_is_among_what_a_printed_derivation_leaves(count, base, confidence):
    lower, upper = (f"{100 * wilson(count, base, end, confidence):.1f}" for end in (False, True))
    rate = [f"{byar(count, end, confidence) / base * 10_000:.1f}" for end in (False, True)]
    said = [
        percent_of_known("a", base, f"{100 * count / base:.1f}"),
        rate_of_known("a", base, f"{10_000 * count / base:.1f}"),
        limit("a", lambda k: 100 * wilson(k, base, False, confidence), lower, most=base),
        limit("a", lambda k: 100 * wilson(k, base, True, confidence), upper, most=base),
        limit("a", lambda k: byar(k, False, confidence) / base * 10_000, rate[0]),
        limit("a", lambda k: byar(k, True, confidence) / base * 10_000, rate[1]),
        difference("a", "b", f"{count - 7}"),
        mean(["a", "b"], f"{(count + 7) / 2:.1f}"),
    ]
    found = ranges(System((Cell("a", None), Cell("b", 7)), statements=tuple(said)), "plain")
    assert found["a"].lowest <= count <= found["a"].highest


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.998])
def test_limits_are_those_that_packs_print(confidence):
    counts = pd.Series([0, 1, 4, 9, 10, 57, 400])
    lower, upper = poisson_limits(counts, confidence)
    assert np.allclose(lower, [poisson_limit(k, False, confidence) for k in counts])
    assert np.allclose(upper, [poisson_limit(k, True, confidence) for k in counts])
    lower, upper = wilson_limits(counts, pd.Series([500] * 7), confidence)
    assert np.allclose(lower, [wilson(k, 500, False, confidence) for k in counts])
    assert np.allclose(upper, [wilson(k, 500, True, confidence) for k in counts])


def test_limits_are_those_of_published_examples():
    assert (round(exact_poisson(5, False), 4), round(exact_poisson(5, True), 4)) == (1.6235, 11.6683)  # Garwood
    assert [round(wilson(81, 263, end), 4) for end in (False, True)] == [0.2553, 0.3662]  # Newcombe 1998


def test_a_printed_number_stands_for_half_a_unit_on_either_side():
    assert interval("5.5") == (Fraction("5.45"), Fraction("5.55"))
    assert interval("1,234") == (Fraction("1233.5"), Fraction("1234.5"))
    assert interval("−3%") == (Fraction("-3.5"), Fraction("-2.5"))


def publication(seed, told):
    """Groups of groups by quarters of a year with every total; counts of 1 to 5 and as many more hidden. With truth."""
    draw = random.Random(seed)
    groups = {"A": ["a1", "a2", "a3"], "B": ["b1", "b2"], "C": ["c1", "c2", "c3", "c4"]}
    parts = [one for several in groups.values() for one in several]
    count = {(p, q): draw.choice([0, 1, 2, 3, 4, 6, 9, 14, 30]) for p in parts for q in range(4)}
    sums = []

    def total(key, of):
        count[key] = sum(count[one] for one in of)
        sums.append(Sum(key, tuple(of)))

    for q in range(4):
        for group, several in groups.items():
            total((group, q), [(one, q) for one in several])
        total(("all", q), [(group, q) for group in groups])
    for line in (*parts, *groups, "all"):
        total((line, "year"), [(line, q) for q in range(4)])
    sums += [Sum((g, "year"), tuple((one, "year") for one in several)) for g, several in groups.items()]
    sums.append(Sum(("all", "year"), tuple((group, "year") for group in groups)))
    small = {key for key, value in count.items() if 1 <= value <= 5}
    more = set(draw.sample([key for key, value in count.items() if value > 5], min(len(small), 12)))
    cells = tuple(
        Cell(
            key, None if key in small | more else value, primary=key in small if told and key in small | more else None
        )
        for key, value in count.items()
    )
    return System(cells, tuple(sums)), count


def holds_true(seed, told):
    system, count = publication(seed, told)
    for model in MODELS:
        for key, found in ranges(system, model).items():
            assert found.lowest <= count[key]
            assert found.highest is None or count[key] <= found.highest
            assert found.possible is None or count[key] in found.possible
    assert not {one.kind for one in findings(system)} & {"contradiction", "unsettled"}


def test_the_truth_of_a_publication_is_never_ruled_out():
    holds_true(seed=1, told=True)
    holds_true(seed=2, told=False)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 40))
def test_the_truth_of_many_publications_is_never_ruled_out(seed):
    holds_true(seed, told=seed % 2 == 0)
