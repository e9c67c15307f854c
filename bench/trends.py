"""How often is a change called that is not there? Run it from the root: `python bench/trends.py`; it prints Markdown.

README: quarterly series of Poisson counts around 400, times log-normal noise of 8% that resembles the quarter before
(AR(1)), without any change, and the same with one. Takes a few minutes on two processors. Methods.md of the project's
design gives, for trend, 4% without autocorrelation and 8.5%, 7.6% and 7.0% (20, 40, 60 quarters) at 0.4.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pandas as pd

from analysis.measures.change_points import change_points
from analysis.measures.timeline import Timeline
from analysis.measures.trends import TREND_VERDICTS, interrupted, judged, verdict

MEAN, NOISE, SIZE = 400, 0.08, 57_000
LENGTHS = (20, 40, 60)
ALIKE = (0.0, 0.4, 0.8)
CALLED = {"rise", "fall", "step up", "step down", "turn up", "turn down"}


def noise(random: np.random.Generator, length: int, alike: float) -> np.ndarray:
    """AR(1) noise whose own spread is NOISE whatever the autocorrelation."""
    fresh = random.normal(0, NOISE * np.sqrt(1 - alike**2), length)
    made = np.empty(length)
    made[0] = random.normal(0, NOISE)
    for at in range(1, length):
        made[at] = alike * made[at - 1] + fresh[at]
    return made


def series(random: np.random.Generator, length: int, alike: float, shape: np.ndarray | float = 0.0) -> pd.DataFrame:
    """Quarters from June 2005, with `shape` added to the log of the rate."""
    mean = MEAN * np.exp(noise(random, length, alike) + shape)
    dates = pd.date_range("2005-06-30", periods=length, freq="QE")
    return pd.DataFrame({"date": dates, "count": random.poisson(mean), "denominator": SIZE})


def trend_verdict(made: pd.DataFrame) -> list[str]:
    """The verdict on the trend, as trend() gives it, without making a table of it."""
    count, length = made["count"].to_numpy(float), len(made)
    points = Timeline(made["date"], np.arange(length), count, np.full(length, float(SIZE)), 4, "rate")
    return [verdict(judged(points), 1, 0.95, TREND_VERDICTS)]


def interrupted_verdicts(made: pd.DataFrame) -> list[str]:
    """The verdicts on a step and a turn in the middle."""
    middle = made["date"].iloc[len(made) // 2 - 1] + pd.Timedelta(days=1)
    return interrupted(made, middle, "the middle, named in advance", periods_per_year=4)["verdict"].tolist()


def found_points(made: pd.DataFrame) -> list[str]:
    """Rise, when the search finds any change point."""
    return ["rise" if len(change_points(made, periods_per_year=4)) else "no change point"]


QUESTIONS: dict[str, Callable[[pd.DataFrame], list[str]]] = {
    "trend": trend_verdict,
    "interrupted": interrupted_verdicts,
    "change_points": found_points,
}


def verdicts(question: str, length: int, alike: float, runs: int, growth: float = 0.0, seed: int = 20230331) -> list:
    """What each of the runs says, a list of verdicts each, of series that grow by a share a year."""
    random = np.random.default_rng([seed, length, round(100 * alike), round(1000 * growth), len(question)])
    shape = np.log1p(growth) * np.arange(length) / 4
    return [QUESTIONS[question](series(random, length, alike, shape)) for _ in range(runs)]


def shares(said: list) -> pd.DataFrame:
    """For each verdict given: percent called of all series, and of those not withheld, and percent withheld."""
    rows = []
    for answers in zip(*said, strict=True):
        called = sum(answer in CALLED for answer in answers)
        withheld = sum(answer.startswith("too ") for answer in answers)
        judged = len(answers) - withheld
        rows.append(
            (100 * called / len(answers), 100 * called / judged if judged else np.nan, 100 * withheld / len(answers))
        )
    return pd.DataFrame(rows, columns=["of all", "of those judged", "withheld"])


def _cell(asked: tuple[str, int, float, int, float]) -> pd.DataFrame:
    question, length, alike, runs, growth = asked
    return shares(verdicts(question, length, alike, runs, growth))


def grid(asked: list[tuple[str, int, float, int, float]]) -> list[pd.DataFrame]:
    """Every cell, on two processors."""
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(_cell, asked))


def trend_table(runs: int) -> str:
    """Type I error of trend, and how often a change of 5% a year is called, as Markdown."""
    places = [(alike, length) for alike in ALIKE for length in LENGTHS]
    none = grid([("trend", length, alike, runs if alike < 0.8 else runs // 5, 0.0) for alike, length in places])
    grown = grid([("trend", length, alike, runs // 10, 0.05) for alike, length in places])
    lines = [
        "| resemblance | quarters | called, of all | called, of those judged | withheld | 5% a year is called |",
        "|--:|--:|--:|--:|--:|--:|",
    ]
    for (alike, length), one, two in zip(places, none, grown, strict=True):
        cells = [*one.iloc[0], two.iloc[0]["of all"]]
        lines.append(f"| {alike} | {length} | " + " | ".join(f"{value:.1f}" for value in cells) + " |")
    return "\n".join(lines)


def other_table(runs: int) -> str:
    """Type I error of a step and a turn at a date named in advance, and how often the search finds something."""
    places = [(alike, length) for alike in ALIKE[:2] for length in LENGTHS]
    dated = grid([("interrupted", length, alike, runs, 0.0) for alike, length in places])
    searched = grid([("change_points", length, alike, runs, 0.0) for alike, length in places])
    lines = [
        "| resemblance | quarters | step | turn | withheld | a change point is found |",
        "|--:|--:|--:|--:|--:|--:|",
    ]
    for (alike, length), one, two in zip(places, dated, searched, strict=True):
        cells = [*one["of all"], one["withheld"].iloc[0], two["of all"].iloc[0]]
        lines.append(f"| {alike} | {length} | " + " | ".join(f"{value:.1f}" for value in cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(trend_table(runs=10_000))
    print()
    print(other_table(runs=1_000))
