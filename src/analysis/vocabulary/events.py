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
    """One event. `first_day` begins the first whole quarter under it; `area` is the council it is of, or empty.

    `indicators` are those whose definition it breaks: what is counted from that day on is not what was counted before.
    """

    id: str
    name: str
    first_day: date
    reason: str
    area: str = ""
    indicators: tuple[str, ...] = ()

    @property
    def breaks_definitions(self) -> bool:
        """Whether it changes what any indicator counts."""
        return bool(self.indicators)


@cache
def events() -> dict[str, Event]:
    """Every event by its id, in the order of events.toml."""
    text = files("analysis.vocabulary").joinpath("lookups/events.toml").read_text(encoding="utf-8")
    blocks = tomllib.loads(text)
    made = {}
    for key, block in blocks.items():
        first_day, broken = parse_date(block.pop("from")), tuple(block.pop("indicators", ()))
        made[key] = Event(id=key, first_day=first_day, indicators=broken, **block)
    return made


def breaks(indicator: str, area: str = "") -> list[Event]:
    """The events that changed what an indicator counts, in this area or everywhere, in order of date."""
    found = [e for e in events().values() if indicator in e.indicators and e.area in ("", area)]
    return sorted(found, key=lambda e: e.first_day)


def broken_between(indicator: str, area: str, before: date, now: date) -> list[Event]:
    """The events that changed what an indicator counts after one date and until another, in order of date."""
    return [e for e in breaks(indicator, area) if before < e.first_day <= now]


def events_of(area: str = "") -> list[Event]:
    """The events of everywhere and of this area, in order of date."""
    return sorted((e for e in events().values() if e.area in ("", area)), key=lambda e: e.first_day)


def event(id: str) -> Event:  # noqa: A002 - an event's id is called its id, as an indicator's is
    """The event with this id; an unknown one is refused with the nearest name."""
    if id not in events():
        raise WrongUse(f'Event "{id}" is not known.{nearest(id, list(events()))} All are in events.toml.')
    return events()[id]
