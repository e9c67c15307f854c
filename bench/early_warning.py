"""How often does an early warning call nothing, and how late does it call something? `python bench/early_warning.py`.

README: ten years of quarters in a place of 55,000 children, five groups of 88% to 1% of them and six flows of 1,200 to
45 children a quarter, Poisson (or in families), and every group at the same rate, or some not. It prints Markdown; a
few minutes on one processor. The procedures are written here for many decades at once; the one that early_warning has
is checked against early_warning itself on the way.
"""

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.early_warning import early_warning
from analysis.measures.unknowns import DEFAULT

CHILDREN, SHARES = 55_000, np.array([0.88, 0.06, 0.03, 0.02, 0.01])
FLOWS = np.array([1200.0, 800, 450, 160, 130, 45])
QUARTERS, CHANGED = 40, 16  # of which so many before a rate changes
SIZES, OFTEN = np.array([1, 2, 3, 4]), np.array([0.70, 0.20, 0.08, 0.02])  # children a family brings
DEFF = float((OFTEN * SIZES**2).sum() / (OFTEN * SIZES).sum())
BEST = ("BY", 0.05, "new")
PROCEDURES = {
    "p below 0.05, nothing adjusted": ("none", 0.05, "each"),
    "BH within the quarter": ("BH", 0.05, "each"),
    "BH over all quarters so far": ("BH", 0.05, "all"),
    "BY within the quarter": ("BY", 0.05, "each"),
    "LOND": ("LOND", 0.05, "each"),
    "BH at 0.01 among those not called already": ("BH", 0.01, "new"),
    "Holm at 0.01": ("Holm", 0.01, "each"),
    "BH among those not called already": ("BH", 0.05, "new"),
    "**BY among those not called already**": BEST,
}


def drawn(random: np.random.Generator, runs: int, ratio: np.ndarray, families: bool = False) -> np.ndarray:
    """Counts by run, flow, group and quarter."""
    mean = FLOWS[:, None, None] * SHARES[None, :, None] * ratio
    if not families:
        return random.poisson(mean, (runs, *mean.shape)).astype(float)
    each = mean / (OFTEN * SIZES).sum()
    came = [size * random.poisson(each * share, (runs, *mean.shape)) for size, share in zip(SIZES, OFTEN, strict=True)]
    return np.sum(came, axis=0).astype(float)


def tested(counts: np.ndarray, window: int, deff: float) -> tuple[np.ndarray, np.ndarray]:
    """p and, where the rule's size, excess and minima are met, the side; by run, flow, group and quarter."""
    sums = np.full(counts.shape, np.nan)
    total = np.concatenate([np.zeros((*counts.shape[:-1], 1)), counts.cumsum(-1)], -1)
    sums[..., window - 1 :] = total[..., window:] - total[..., :-window]
    others, share = sums.sum(2, keepdims=True) - sums, SHARES[None, None, :, None]
    expected = others * share / (1 - share)
    tails = stats.binom.cdf(sums, sums + others, share), stats.binom.sf(sums - 1, sums + others, share)
    p = np.minimum(1, 2 * np.minimum(*tails))
    p = np.where(
        sums > 0, 2 * stats.norm.sf(stats.norm.isf(p / 2) / deff**0.5), np.minimum(1, 2 * (p / 2) ** (1 / deff))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        value, excess = sums / expected, sums - expected
    size = (value >= DEFAULT.ratio_over) | (value <= DEFAULT.ratio_under)
    enough = (np.maximum(sums, expected) >= DEFAULT.minimum_count) & (others >= DEFAULT.minimum_count)
    return p, np.where(size & enough & (np.abs(excess) >= DEFAULT.excess), np.sign(excess), 0).astype(int)


def rejected(p: np.ndarray, how: str, alpha: float) -> np.ndarray:
    """Which of each run's p (a row a run, missing ones last) the procedure rejects."""
    there = (~np.isnan(p)).sum(1, keepdims=True)
    order, rank = np.argsort(p, 1), np.arange(1, p.shape[1] + 1)
    ranked = np.take_along_axis(p, order, 1)
    harmonic = np.cumsum(1 / rank)[np.maximum(there, 1) - 1] if how == "BY" else 1
    if how == "none":
        return p < alpha
    if how == "Holm":
        kept = np.logical_and.accumulate(ranked < alpha / np.maximum(there - rank + 1, 1), 1)
    else:
        kept = np.logical_or.accumulate((ranked < alpha * rank / (np.maximum(there, 1) * harmonic))[:, ::-1], 1)[
            :, ::-1
        ]
    made = np.zeros(p.shape, bool)
    np.put_along_axis(made, order, kept, 1)
    return made


def lond(p: np.ndarray, alpha: float) -> np.ndarray:
    """Javanmard and Montanari's LOND, by run, quarter and test.

    The i-th test is held to alpha × 6/(π i)² × (discoveries so far + 1).
    """
    found, made = np.zeros(len(p)), np.zeros(p.shape, bool)
    for number, (quarter, test) in enumerate(np.argwhere(~np.isnan(p[0])), 1):
        made[:, quarter, test] = p[:, quarter, test] < alpha * 6 / (np.pi * number) ** 2 * (found + 1)
        found += made[:, quarter, test]
    return made


def calls(
    counts: np.ndarray, windows: tuple[int, ...], procedure: tuple[str, float, str], deff: float = 1
) -> np.ndarray:
    """The side on which each group of each flow stands called: run, quarter, flow × group."""
    how, alpha, among = procedure
    runs, series = len(counts), counts.shape[1] * counts.shape[2]
    both = [tested(counts, window, deff) for window in windows]
    p, side = (np.stack([part[i] for part in both], 1).reshape(runs, len(windows), series, -1) for i in (0, 1))
    flat = np.moveaxis(p, -1, 1).reshape(runs, QUARTERS, -1)
    online = lond(flat, alpha) if how == "LOND" else None
    standing, made = np.zeros((runs, series), int), np.zeros((runs, QUARTERS, series), int)
    for t in range(min(windows) - 1, QUARTERS):
        before = standing[:, None]
        asked = np.where(before == 0, p[..., t], np.nan) if among == "new" else p[..., t]
        family = flat[:, : t + 1].reshape(runs, -1) if among == "all" else asked.reshape(runs, -1)
        found = online[:, t] if online is not None else rejected(family, how, alpha)[:, -asked[0].size :]
        passed = np.where(found.reshape(asked.shape), side[..., t], 0)
        if among == "new":
            passed = np.where(
                before == 0, passed, np.where((p[..., t] < DEFAULT.alpha) & (side[..., t] == before), before, 0)
            )
        first = np.argmax(passed != 0, 1)[:, None]
        standing = np.take_along_axis(passed, first, 1)[:, 0]
        made[:, t] = standing
    return made


def rates(flows: int, ratios: dict[int, float], start: int = 0) -> np.ndarray:
    """Ratios of 1, but for the groups named in the first so many flows, from a quarter on."""
    made = np.ones((len(FLOWS), len(SHARES), QUARTERS))
    for group, ratio in ratios.items():
        made[:flows, group, start:] = ratio
    return made


def false_calls(made: np.ndarray, flows: int) -> tuple[float, float, float]:
    """Percent of decades with any call in flows of equal rates, such groups a decade, and percent of all called."""
    ever = (made != 0).any(1)
    false = ever[:, flows * len(SHARES) :].sum(1)
    return 100 * (false > 0).mean(), false.mean(), 100 * (false / np.maximum(ever.sum(1), 1)).mean()


def procedures_table(runs: int) -> str:
    """False calls of each procedure: nobody differs; two groups differ in three flows throughout."""
    lines = ["| procedure | any false call, nobody differs | any, some differ | false of all called | delay |",
             "|---|--:|--:|--:|--:|"]  # fmt: skip
    none, some = (drawn(np.random.default_rng(seed), runs, ratio) for seed, ratio in
                  ((1, rates(0, {})), (2, rates(3, {1: 2, 3: 1.5}))))  # fmt: skip
    later = drawn(np.random.default_rng(3), runs, one_changed(4, 2, 2))
    for name, procedure in PROCEDURES.items():
        one, two = (calls(counts, (4, 12), procedure) for counts in (none, some))
        third = delay(calls(later, (4, 12), procedure), 4, 2)
        lines.append(f"| {name} | {false_calls(one, 0)[0]:.0f}% | {false_calls(two, 3)[0]:.0f}% | "
                     f"{false_calls(two, 3)[2]:.1f}% | {third} |")  # fmt: skip
    return "\n".join(lines)


def one_changed(flow: int, group: int, ratio: float) -> np.ndarray:
    """Ratios of 1, but for one group in one flow, from the seventeenth quarter on."""
    made = rates(0, {})
    made[flow, group, CHANGED:] = ratio
    return made


def delay(made: np.ndarray, flow: int, group: int) -> str:
    """Quarters until half of the decades have called it, and percent that have within four and twelve."""
    on = made[:, CHANGED:, flow * len(SHARES) + group] > 0
    first = np.where(on.any(1), on.argmax(1) + 1, 1000)
    middle = np.sort(first)[len(first) // 2]
    said, four, twelve = middle if middle < 1000 else "over 24", (first <= 4).mean(), (first <= 12).mean()
    return f"{said} ({100 * four:.0f}%, {100 * twelve:.0f}%)"


def windows_table(runs: int, windows: tuple[tuple[int, ...], ...] = ((1,), (4,), (12,), (4, 12))) -> str:
    """False calls, and the delay in plans started (130 a quarter) at twice the rate, by the windows looked at."""
    lines = ["| windows | any false call | 6% at 2 | 3% at 2 | 1% at 2 | 1% at 3 |", "|---|--:|--:|--:|--:|--:|"]
    null = drawn(np.random.default_rng(4), runs, rates(0, {}))
    for window in windows:
        cells = [f"{false_calls(calls(null, window, BEST), 0)[0]:.0f}%"]
        for group, ratio in ((1, 2), (2, 2), (4, 2), (4, 3)):
            counts = drawn(np.random.default_rng([5, group, ratio]), runs // 2, one_changed(4, group, ratio))
            cells.append(delay(calls(counts, window, BEST), 4, group))
        lines.append(f"| {' and '.join(map(str, window))} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def delays_table(runs: int) -> str:
    """Quarters until a group whose rate has changed is called, by its size and the size of the flow."""
    lines = ["| flow a quarter | group | 1.5 times | 2 times | 3 times |", "|--:|--:|--:|--:|--:|"]
    for flow in (1, 4, 5):
        for group, share in enumerate(SHARES):
            cells = []
            for ratio in (1.5, 2.0, 3.0):
                counts = drawn(
                    np.random.default_rng([6, flow, group, int(2 * ratio)]), runs, one_changed(flow, group, ratio)
                )
                cells.append(delay(calls(counts, (4, 12), BEST), flow, group))
            lines.append(f"| {FLOWS[flow]:.0f} | {share:.0%} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def families_table(runs: int) -> str:
    """False calls where children come in families, by the design effect that is reckoned with."""
    lines = ["| children come | design effect given | any false call | such groups a decade |", "|---|--:|--:|--:|"]
    for families, deff in ((False, 1.0), (True, 1.0), (True, 1.4), (True, DEFF)):
        counts = drawn(np.random.default_rng(7), runs, rates(0, {}), families)
        any_, mean, _ = false_calls(calls(counts, (4, 12), BEST, deff), 0)
        lines.append(f"| {'in families' if families else 'alone'} | {deff:.1f} | {any_:.0f}% | {mean:.2f} |")
    return "\n".join(lines)


def agreement(runs: int) -> str:
    """Whether early_warning calls what the procedure here calls, in so many decades."""
    counts = drawn(np.random.default_rng(8), runs, rates(2, {1: 1.5, 4: 2}, CHANGED))
    made = calls(counts, (4, 12), BEST)
    same = [bool((_by_early_warning(count) == one).all()) for count, one in zip(counts, made, strict=True)]
    return f"early_warning calls the same in {sum(same)} of {runs} decades."


def _by_early_warning(counts: np.ndarray) -> np.ndarray:
    """The side on which early_warning has each group called: quarter, flow × group."""
    dates, keys = pd.date_range("2015-03-31", periods=QUARTERS, freq="QE"), ["indicator", "group", "date"]
    index = pd.MultiIndex.from_product([range(len(FLOWS)), list("abcde"), dates], names=keys)
    table = pd.DataFrame({"count": counts.ravel()}, index=index).reset_index()
    people = table["group"].map(dict(zip("abcde", CHILDREN * SHARES, strict=True)))
    called = early_warning(table.assign(denominator=people))
    side = called["verdict"].map({"over-represented": 1, "under-represented": -1}).fillna(0)
    sides = side.groupby([called[name] for name in ("date", "indicator", "group")]).sum()
    return np.sign(sides.to_numpy()).reshape(QUARTERS, -1).astype(int)


if __name__ == "__main__":
    print(agreement(10), end="\n\n", flush=True)
    for table, runs in (
        (procedures_table, 1_000),
        (windows_table, 1_000),
        (delays_table, 300),
        (families_table, 1_000),
    ):
        print(table(runs), end="\n\n", flush=True)
