"""Events: the dates named in advance at which a series may have changed, with their reasons, from events.toml."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from analysis.vocabulary.errors import WrongUse, nearest
from analysis.vocabulary.periods import parse_date


@dataclass(frozen=True)
class Event:
    """One event. `first_day` begins the first whole quarter under it; `area` is the council it is of, or empty."""

    id: str
    name: str
    first_day: date
    reason: str
    area: str = ""
    breaks_definitions: bool = False


@cache
def events() -> dict[str, Event]:
    """Every event by its id, in the order of events.toml."""
    text = files("analysis.vocabulary").joinpath("lookups/events.toml").read_text(encoding="utf-8")
    blocks = tomllib.loads(text)
    return {key: Event(id=key, first_day=parse_date(block.pop("from")), **block) for key, block in blocks.items()}


def event(id: str) -> Event:  # noqa: A002 - an event's id is called its id, as an indicator's is
    """The event with this id; an unknown one is refused with the nearest name."""
    if id not in events():
        raise WrongUse(f'Event "{id}" is not known.{nearest(id, list(events()))} All are in events.toml.')
    return events()[id]
