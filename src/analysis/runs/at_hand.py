"""What there is to ask for, seen from one area, and what a notebook asks held against it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.runs.plan import AREAS, TableSpec
from analysis.runs.tables import REPORT
from analysis.vocabulary.baselines import Baseline
from analysis.vocabulary.errors import WrongUse, nearest
from analysis.vocabulary.indicators import indicator


@dataclass(frozen=True)
class AtHand:
    """What a catalogue is of: the processed tables by name, seen from one area, with its settings."""

    data: dict[str, pd.DataFrame]
    area: str  # its code
    baselines: list[Baseline]
    primary: str  # the baseline of the public sentence
    tables: dict[str, TableSpec]

    def figures(self) -> pd.DataFrame:
        """The rows that hold a figure which observations() would give: not what the partnership printed itself."""
        rows = self.data["selected"]
        return rows[(rows["source"] != REPORT) & (rows["count"].notna() | rows["value"].notna())]


def check_asked(indicators: tuple[str, ...], breakdown: str, areas: str, span: str, at_hand: AtHand) -> None:
    """Refuse what observations() cannot give, with the nearest that it can."""
    if not indicators:
        raise WrongUse('Name an indicator, such as "children_in_care". catalogue("indicators") lists them.')
    figures = at_hand.figures()
    for name in indicators:
        mine = figures[figures["indicator"] == indicator(name).id]
        if mine.empty:
            raise WrongUse(f'There are no figures of "{name}" at hand. catalogue("indicators") lists what there is.')
        _one_of(breakdown, sorted(set(mine["breakdown"])), f'The breakdown of "{name}"')
    _one_of(areas, AREAS, "areas")
    _one_of(span, ["", *sorted(set(figures["span"]))], "span")


def _one_of(given: str, known: Sequence[str], what: str) -> None:
    if given not in known:
        names = ", ".join(f'"{name}"' for name in known)
        raise WrongUse(f'{what} is "{given}".{nearest(given, list(known))} Expected one of: {names}.')
