"""Synthetic returns there and back: `python bench/rounds.py [SEEDS]`; it prints Markdown.

Each round makes the returns of a small authority in every format, reads the folder as `analysis build` does, and holds
every count to the truth that the generator counted with plain loops, and every planted fault to the problems said.
"""

import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from analysis.sources.returns_folder import read_returns  # noqa: E402
from analysis.sources.synthetic import FORMATS, synthesise  # noqa: E402
from synthetic_rounds import DRAWN, GIVEN, ROTHERHAM, SMALL, differing  # noqa: E402

ALL = [*FORMATS, "ssda903_workbook", "ssda903_xml"]
MESSES = range(4)


def a_round(seed: int, mess: int, found: Counter) -> None:
    """One folder made and read; what agreed and what did not, added to `found` by format."""
    with tempfile.TemporaryDirectory() as name:
        made = synthesise(Path(name), [ROTHERHAM], seed, mess=mess, formats=ALL, **SMALL)
        returns = read_returns(Path(name) / "rotherham", replace(GIVEN, extracted_on=DRAWN))
    of = defaultdict(list)
    for reading in returns.readings:
        of[reading.name.split("/")[0]].append(reading)
    said = {(row["file"].split("/")[-1], row["sheet"], str(row["row"]), row["rule"]) for row in returns.problems}
    for one in ALL:
        truth = made.truth[ROTHERHAM, one]
        found[one, "counts"] += len(truth)
        found[one, "differ"] += len(differing(of[one], truth))
    for fault in made.ledger:
        # The census's own day of export is not asked for where the day is given.
        if fault["rule"] != "extract_date_ignored":
            place = (fault["file"], fault["sheet"], str(fault["row"]), fault["rule"])
            found["faults", "planted"] += 1
            found["faults", "not named"] += place not in said


def main(seeds: int) -> int:
    """All rounds; the exit code is 1 where anything differed."""
    found: Counter = Counter()
    for seed in range(100, 100 + seeds):
        for mess in MESSES:
            a_round(seed, mess, found)
    print(f"\n## Returns: {seeds} seeds x {len(MESSES)} degrees of mess x {len(ALL)} formats, there and back\n")
    print("| format | counts held to the truth | differ |\n|---|---|---|")
    for one in ALL:
        print(f"| {one} | {found[one, 'counts']:,} | {found[one, 'differ']} |")
    print(f"\n{found['faults', 'planted']:,} planted faults, {found['faults', 'not named']} of them not named.")
    return int(any(found[key] for key in found if key[1] in ("differ", "not named")))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
