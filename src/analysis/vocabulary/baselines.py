"""Baselines and the meanings of published labels: definitions are data in baselines.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Baseline:
    """A population with which a group's share is compared. `by_year`: one baseline for each year from `first_year`."""

    id: str
    label: str
    base: str
    age_bands: tuple[str, ...]
    classification: str
    children: bool
    by_year: bool = False
    first_year: str = ""


@dataclass(frozen=True)
class Meaning:
    """One set of groups that a published label can stand for, and on what condition.

    `beside` names the indicator of the population share that a report prints next to it.
    """

    label: str
    set: str
    condition: str
    beside: str = ""


@cache
def _definitions() -> dict:
    text = files("analysis.vocabulary").joinpath("lookups/baselines.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def baselines() -> list[Baseline]:
    """Every baseline, in the order of baselines.toml."""
    return [Baseline(**block | {"age_bands": tuple(block["age_bands"])}) for block in _definitions()["baselines"]]


@cache
def meanings() -> list[Meaning]:
    """Every meaning of every published label."""
    return [
        Meaning(block["label"], meant["set"], meant["if"], block.get("beside", ""))
        for block in _definitions()["labels"]
        for meant in block["means"]
    ]
