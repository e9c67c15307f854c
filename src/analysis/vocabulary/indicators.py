"""Indicators: what each counts, on which base, and what to beware of. Definitions are data in indicators.toml."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from analysis.vocabulary.errors import WrongUse, nearest


@dataclass(frozen=True)
class Indicator:
    """One indicator. `per` makes a rate on children aged 0 to 17; `percent_of` names the indicator it is a share of."""

    id: str
    name: str
    phrase: str
    span: str
    counts: str
    definition: str
    caveat: str
    per: int | None = None
    percent_of: str | None = None
    percent_base: str | None = None
    direction: str = "neutral"
    sum_of: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def unit(self) -> str:
        """The unit of its published value: a rate, a percentage, or none."""
        if self.per:
            return f"per {self.per:,} aged 0-17"
        return "percent" if self.percent_of or self.percent_base else ""


@cache
def indicators() -> dict[str, Indicator]:
    """Every indicator by its id, in the order of indicators.toml."""
    text = files("analysis.vocabulary").joinpath("lookups/indicators.toml").read_text(encoding="utf-8")
    return {key: Indicator(id=key, **block) for key, block in tomllib.loads(text).items()}


def indicator(id: str) -> Indicator:  # noqa: A002 - an indicator's id is called its id everywhere
    """The indicator with this id; an unknown one is refused with the nearest name."""
    if id not in indicators():
        raise WrongUse(f'Indicator "{id}" is not known.{nearest(id, list(indicators()))} All are in indicators.toml.')
    return indicators()[id]
