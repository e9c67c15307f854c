"""The words by which a number is told to be made of others, from relations.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def relation_words() -> dict[str, Any]:
    """The words of relations.toml."""
    return tomllib.loads(files("analysis.audit").joinpath("relations.toml").read_text(encoding="utf-8"))


@cache
def any_of(section: str, key: str) -> str:
    """One list of relations.toml as a pattern of whole words, the longest first."""
    listed = sorted(relation_words()[section][key], key=len, reverse=True)
    return rf"(?<![\w-])(?:{'|'.join(listed)})(?![\w-])"


@cache
def word_of(section: str, key: str) -> re.Pattern[str]:
    """The same, ready to be searched for."""
    return re.compile(any_of(section, key), re.IGNORECASE)


@cache
def listed(section: str, key: str) -> frozenset[str]:
    """One list of relations.toml as plain words."""
    return frozenset(relation_words()[section][key])
