"""How fast returns are read and counted, and in how much memory: `python bench/returns.py`; it prints Markdown.

Ratios are of one run on one machine; the data are random and of nobody. polars is set beside it where it is installed.
"""

import csv
import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.sources import annex_a, ssda903
from analysis.sources.episodes import stock
from analysis.sources.returns.shape import Given
from analysis.sources.synthetic import synthesise

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests")]
ROWS, GROUPS = 5_000_000, 18
DAYS = [day.date() for day in pd.date_range("2019-04-30", periods=60, freq="ME")]


def random_episodes(rows: int, seed: int = 1) -> pd.DataFrame:
    """Start, end (three in ten open), group and child; two rows a child, so that some overlap."""
    draw = np.random.default_rng(seed)
    start = np.datetime64("2015-01-01") + draw.integers(0, 3285, rows).astype("timedelta64[D]")
    end = start + draw.integers(20, 900, rows).astype("timedelta64[D]")
    end[draw.random(rows) < 0.3] = np.datetime64("NaT")
    group = pd.Categorical.from_codes(draw.integers(0, GROUPS, rows), [f"g{k:02}" for k in range(GROUPS)])
    dates = {"start": start.astype("datetime64[s]"), "end": end.astype("datetime64[s]")}
    return pd.DataFrame(dates | {"group": group, "child": pd.Categorical(draw.integers(0, rows // 2, rows))})


def loop(rows: pd.DataFrame, days: list[dt.date]) -> int:
    """The way that comes to mind: for each day a mask and a value_counts."""
    total = 0
    for day in days:
        at = pd.Timestamp(day)
        total += int(rows.loc[(rows["start"] <= at) & ~(rows["end"] <= at), "group"].value_counts().sum())
    return total


def with_polars(rows: pd.DataFrame, days: list[dt.date]) -> Callable[[], int]:
    """The same loop in polars, its table made beforehand."""
    import polars as pl

    table = pl.from_pandas(rows[["start", "end"]].assign(group=rows["group"].cat.codes))

    def run() -> int:
        total = 0
        for day in days:
            at = dt.datetime(day.year, day.month, day.day)
            there = (pl.col("start") <= at) & (pl.col("end").is_null() | (pl.col("end") > at))
            total += int(table.lazy().filter(there).group_by("group").len().collect()["len"].sum())
        return total

    return run


def timed(work: Callable[[], object], times: int = 3) -> float:
    """The best of a few runs, in seconds of the processor."""
    best = float("inf")
    for _ in range(times):
        before = time.process_time()
        work()
        best = min(best, time.process_time() - before)
    return best


def counting() -> None:
    """Stock of five million rows at sixty dates by group, beside the loops."""
    rows = random_episodes(ROWS)
    assert int(stock(rows, DAYS, ["group"], "rows")["count"].sum()) == loop(rows, DAYS)  # noqa: S101
    ours = timed(lambda: stock(rows, DAYS, ["group"], "rows"))
    print("\n## Returns: stock of 5 million rows at 60 dates by 18 groups\n")
    print("| | CPU s | rows/s | ratio |\n|---|---|---|---|")
    others = {"stock, rows": ours, "stock, each child once": timed(lambda: stock(rows, DAYS, ["group"]), 1)}
    others["a loop in pandas"] = timed(lambda: loop(rows, DAYS), 1)
    try:
        others["a loop in polars"] = timed(with_polars(rows, DAYS), 1)
    except ImportError:
        print("| a loop in polars | not installed | | |")
    for name, seconds in others.items():
        print(f"| {name} | {seconds:.2f} | {ROWS / seconds:,.0f} | {seconds / ours:.1f} |")


def write_903(path: Path, rows: int) -> Path:
    """A table of episodes of one year, of children who do not exist."""
    draw = np.random.default_rng(2).integers(0, 300, rows)
    days = [(dt.date(2022, 4, 1) + dt.timedelta(days=k)).strftime("%d/%m/%Y") for k in range(300)]
    columns = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(columns.split(","))
        out.writerows([f"SYN{k:08}", days[d], "S", "C2", "N1", "U4", "PR1", *[""] * 6] for k, d in enumerate(draw))
    return path


def write_annex_a(folder: Path, children: int) -> Path:
    """A workbook with every counted list, each child in all of them."""
    import little_annex_a as little

    when = dt.date(2023, 1, 10)
    lists = {
        3: [[*little.who(k), when, "a) 1A", "b) No"] for k in range(children)],
        4: [[*little.who(k), when, when] for k in range(children)],
        5: [[*little.who(k), when, "b) No", when, "a) Yes"] for k in range(children)],
        6: [[*little.who(k), when, "a) N1", None, ""] for k in range(children)],
        7: [little.plan(k) for k in range(children)],
        8: [little.care(k) for k in range(children)],
    }
    return little.book(folder, lists)


def reading() -> None:
    """Each reading in a process of its own, so that its memory is its own."""
    print("\n## Returns: reading\n\n| | CPU s | peak MB |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "903").mkdir()
        made = {"Annex A of 500 children": write_annex_a(folder, 500)}
        made["903 of a million episodes"] = write_903(folder / "903" / "episodes.csv", 1_000_000)
        for what, path in made.items():
            done = subprocess.run([sys.executable, __file__, str(path)], capture_output=True, text=True, check=True)
            print(f"| {what} | {done.stdout.strip()} |")


def read_one(path: Path) -> None:
    """Read a file and print seconds and megabytes."""
    reader = annex_a if path.suffix == ".xlsx" else ssda903
    given = Given(extracted_on=dt.date(2023, 3, 31))
    before = time.process_time()
    reader.read([path], given)
    seconds = time.process_time() - before
    print(f"{seconds:.2f} | {peak_megabytes():,.0f}")


def making() -> None:
    """One whole authority from 2018-19 on, in every format that is made unasked."""
    with tempfile.TemporaryDirectory() as name:
        seconds = timed(lambda: synthesise(Path(name), ["E08000018"], 1, first_year=2019), 1)
    print(f"\n## Returns: making Rotherham's synthetic ones\n\n| | CPU s |\n|---|---|\n| six years | {seconds:.1f} |")


def peak_megabytes() -> float:
    """The most memory that this process held: of its own, where the system says so, not of the one that began it."""
    status = Path("/proc/self/status")
    if status.is_file():
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        read_one(Path(sys.argv[1]))
    else:
        counting()
        reading()
        making()
