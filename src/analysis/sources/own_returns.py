"""The council's own returns as observations: true counts, never public, in tables of their own.

They stand apart from the published figures on disk, so that nothing which may be published is ever read from the same
file as a count that has not been through disclosure control.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.sources.restated import VINTAGE, between_extracts
from analysis.sources.returns.shape import Given, Reading
from analysis.sources.returns_counts import TOTAL, chosen, counts
from analysis.sources.returns_folder import Returns, read_returns
from analysis.sources.selection import SELECTED_KEY
from analysis.vocabulary import tidy
from analysis.vocabulary.tidy import COUNTED

# Of several sources that answer for one figure: the census and the 903 are checked by the Department, the dataset is
# complete, and a workbook drawn for an inspection comes last.
CITED = {
    "returns_cin_census": "Children in need census, own return",
    "returns_ssda903": "Children looked after (SSDA903), own return",
    "returns_safeguarding_dataset": "Standard Safeguarding Dataset, own extract",
    "returns_mapped": "Own report",
    "returns_annex_a": "Annex A, own workbook",
}
ORDER = list(CITED)


@dataclass(frozen=True)
class Own:
    """What the returns give: `own` in the shape of observations, its problems, what was restated, and the readings."""

    own: pd.DataFrame
    problems: pd.DataFrame
    restated: pd.DataFrame
    readings: list[Reading]

    @property
    def blocked(self) -> bool:
        """Whether a return could not be read."""
        return bool((self.problems["severity"] == "blocks").any())


def build_own(place: Path, given: Given, public: bool = False) -> Own:
    """Every return in a folder, read and counted; empty tables where there is none.

    `public` is for returns that hold no child: the synthetic ones of the demonstration.
    """
    returns = read_returns(place, given) if place.exists() else Returns([], [], [])
    every = counts(returns.readings)
    found = chosen(every)
    problems = [*returns.problems, *_sources_apart(found)]
    table = pd.DataFrame(problems, columns=tidy.PROBLEMS)
    return Own(_observations(found, given, public), table, between_extracts(every, found), returns.readings)


def _observations(found: pd.DataFrame, given: Given, public: bool) -> pd.DataFrame:
    """One row a figure and source, exact: what disclosure control says of it comes later."""
    made = found.assign(
        area=given.area,
        vintage=VINTAGE + found["extracted_on"].astype(str),
        count_lower=found["count"],
        count_upper=found["count"],
        denominator=float("nan"),
        denominator_vintage="",
        value=float("nan"),
        unit="",
        status=COUNTED,
        reason="",
        public=public,
    )
    made = made.astype(dict.fromkeys(("count", "count_lower", "count_upper"), "float64"))
    return made[tidy.OBSERVATIONS].sort_values(tidy.OBSERVATION_KEY, kind="stable", ignore_index=True)


def one_source(own: pd.DataFrame) -> pd.DataFrame:
    """One row a figure: of several sources the first in ORDER that has the figure, all of its groups from that one."""
    figure = [name for name in SELECTED_KEY if name != "group"]
    rank = own["source"].map({name: place for place, name in enumerate(ORDER)}).fillna(len(ORDER))
    best = rank.groupby([own[name] for name in figure], sort=False).transform("min")
    return own[rank == best].reset_index(drop=True)


def _sources_apart(found: pd.DataFrame) -> list[dict]:
    """Totals that two sources of the council give differently. How far apart is not said: it may be one child."""
    said = found[found["breakdown"] == TOTAL]
    apart = said.groupby(["indicator", "date", "span"], sort=False).agg(
        values=("count", "nunique"), sources=("source", lambda s: " and ".join(sorted(set(s))))
    )
    met = apart[apart["values"] > 1].reset_index()
    return [
        tidy.problem("warns", "returns_disagree", _apart(row.indicator, row.sources, days), row.sources)
        for row, days in _by_indicator(met)
    ]


def _by_indicator(met: pd.DataFrame) -> list[tuple]:
    groups = met.groupby(["indicator", "sources"], sort=False)
    return [(next(rows.itertuples()), sorted(set(rows["date"]))) for _, rows in groups]


def _apart(indicator: str, sources: str, days: list[str]) -> str:
    many = f"{len(days)} dates from {days[0]} to {days[-1]}" if len(days) > 1 else days[0]
    return f"{sources} count {indicator} differently on {many}. Settle which of them is right."
