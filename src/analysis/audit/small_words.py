"""The words by which a count of a few children is told from other small numbers, from small_counts.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def small_words() -> dict[str, Any]:
    """The words of small_counts.toml."""
    return tomllib.loads(files("analysis.audit").joinpath("small_counts.toml").read_text(encoding="utf-8"))


@cache
def pattern(section: str, key: str) -> re.Pattern[str]:
    """One list of small_counts.toml as a pattern of whole words."""
    listed = small_words()[section][key]
    joined = "|".join(sorted(listed, key=len, reverse=True)) if isinstance(listed, list) else listed
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)
