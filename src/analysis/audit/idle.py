"""Numbers that make no claim: dates, ages, sections of an Act, telephone numbers, the length of a plan."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def idle_spans(sentence: str) -> list[tuple[int, int, str]]:
    """(start, end, why) of every stretch whose numbers make no claim."""
    return [(at.start(), at.end(), why) for why, pattern in _patterns() for at in pattern.finditer(sentence)]


@cache
def idle_words() -> dict[str, Any]:
    """The words of idle.toml."""
    return tomllib.loads(files("analysis.audit").joinpath("idle.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """(why, pattern) from idle.toml, with its parts put in."""
    read, found = idle_words(), []
    for why, patterns in read["idle"].items():
        for pattern in patterns:
            full = re.sub(r"\{([A-Z]+)\}", lambda name: read["parts"][name[1]], pattern)
            found.append((why, re.compile(full, 0 if why == "a postcode" else re.IGNORECASE)))
    return found
