"""How much is hidden, in what time? Run it from the root: `python bench/suppression.py`; it prints Markdown.

Publications of 17 periods (months, quarters, year) by groups (categories, five groups, total), Poisson counts whose
means spread over two orders of magnitude; and ten thousand cells in many components. Takes a few minutes on two
processors; seconds are of processor time.
"""

import time

import numpy as np

from analysis.disclosure.cells import Cell, Sum
from analysis.disclosure.policy import Policy
from analysis.disclosure.suppression import suppress

Publication = tuple[list[Cell], list[Sum]]


def nested(random: np.random.Generator, groups: int, mean: float, area: str = "A") -> Publication:
    """Twelve months, four quarters and a year by `groups` categories in five groups and a total."""
    leaves = [f"g{at:02}" for at in range(groups)]
    fives = {f"f{at}": leaves[at::5] for at in range(5)}
    means = mean * np.exp(random.normal(-0.72, 1.2, groups))
    quarters = {f"q{at}": [f"m{month:02}" for month in range(3 * at, 3 * at + 3)] for at in range(4)}
    counts = {(f"m{at:02}", leaf): int(random.poisson(means[k])) for at in range(12) for k, leaf in enumerate(leaves)}
    ties: list[tuple[tuple[str, str], list[tuple[str, str]], bool]] = []
    for month in [month for months in quarters.values() for month in months]:
        ties += [((month, five), [(month, leaf) for leaf in inside], True) for five, inside in fives.items()]
        ties.append(((month, "all"), [(month, five) for five in fives], True))
    for group in [*leaves, *fives, "all"]:
        ties += [
            ((quarter, group), [(month, group) for month in months], False) for quarter, months in quarters.items()
        ]
        ties.append((("year", group), [(quarter, group) for quarter in quarters], False))
    for total, parts, _ in ties:
        counts[total] = sum(counts[part] for part in parts)
    for period in [*quarters, "year"]:
        ties += [((period, five), [(period, leaf) for leaf in inside], True) for five, inside in fives.items()]
        ties.append(((period, "all"), [(period, five) for five in fives], True))

    def named(key: tuple[str, str]) -> str:
        return f"{area}/{key[0]}/{key[1]}"

    return (
        [Cell(named(key), count) for key, count in counts.items()],
        [Sum(named(total), tuple(named(part) for part in parts), kinds) for total, parts, kinds in ties],
    )


def crossed(random: np.random.Generator, area: str) -> Publication:
    """Four areas by six categories with margins: 35 cells."""
    drawn = random.poisson(random.gamma(1, 12, (4, 6)))
    counts = {f"{area}/{i}/{j}": int(drawn[i, j]) for i in range(4) for j in range(6)}
    sums = [Sum(f"{area}/{i}", tuple(f"{area}/{i}/{j}" for j in range(6))) for i in range(4)]
    sums += [Sum(f"{area}//{j}", tuple(f"{area}/{i}/{j}" for i in range(4)), False) for j in range(6)]
    counts |= {one.total: sum(counts[part] for part in one.parts) for one in sums}
    counts[area] = int(drawn.sum())
    sums += [Sum(area, tuple(one.total for one in sums[:4]), False), Sum(area, tuple(one.total for one in sums[4:]))]
    return [Cell(name, count) for name, count in counts.items()], sums


def together(made: list[Publication]) -> Publication:
    """Several publications as one, in as many components."""
    return [cell for cells, _ in made for cell in cells], [one for _, sums in made for one in sums]


def main() -> None:
    """Print the table."""
    random = np.random.default_rng(1)
    shapes = {
        f"17 × {groups + 6}, mean {mean:g}": nested(random, groups, mean)
        for groups in (18, 44)
        for mean in (3, 6, 20, 60)
    }
    shapes["25 components of 408"] = together(
        [nested(random, 18, (3, 6, 20, 60)[at % 4], f"A{at:02}") for at in range(25)]
    )
    shapes["286 components of 35"] = together([crossed(random, f"B{at:03}") for at in range(286)])
    print("| publication | cells | primary | secondary | withheld | findings | count mass printed | seconds |")
    print("|---|---|---|---|---|---|---|---|")
    for name, (cells, sums) in shapes.items():
        began = time.process_time()
        made = suppress(cells, sums, Policy(seconds=600))
        took = time.process_time() - began
        shown = sum(cell.value for cell in cells if cell.id in made.printed) / sum(cell.value for cell in cells)
        print(
            f"| {name} | {len(cells)} | {len(made.primary)} | {len(made.secondary)} | {len(made.withheld)} "
            f"| {len(made.baseline)} | {shown:.1%} | {took:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
