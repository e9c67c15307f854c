"""The words of coded cells: tables of codes as data, and the two fields that are more than a code list."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from analysis.sources.returns.convert import Read, after_letter, by_value, text
from analysis.vocabulary.ethnicity import decode

_FLAGS = re.compile(r"[yn]{4}")
_BETWEEN = re.compile(r"\s*(?:[,;/&:\[\]]|\band\b)\s*|\s+")
SINGLE = ("neglect", "physical", "sexual", "emotional")  # in the order of the four flags


@cache
def meaning(of: str) -> dict[str, str]:
    """A code list: code -> the word that observations use."""
    text_ = files("analysis.sources.returns").joinpath("codes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text_)[of]


def category_of_abuse(cells: pd.Series) -> Read:
    """Neglect, physical, sexual, emotional or multiple. A list of two is multiple; so are two of four flags (YNNY)."""
    found = by_value(cells, _category)
    bad = np.array([v is None for v in found], dtype=bool)
    found[bad] = "unknown"
    return Read(pd.Series(found, index=cells.index, dtype="category"), cells.index[bad])


def _category(value: object) -> str | None:
    said = after_letter(text(value)).lower()
    known = {key.lower(): word for key, word in meaning("category_of_abuse").items()}
    if said == "":
        return "unknown"
    if said in known:
        return known[said]
    if _FLAGS.fullmatch(said):
        marked = [word for word, flag in zip(SINGLE, said, strict=True) if flag == "y"]
        return None if not marked else marked[0] if len(marked) == 1 else "multiple"
    if said.startswith("multiple"):
        return "multiple"
    named = {known.get(part) for part in _BETWEEN.split(said)} & set(SINGLE)
    return None if not named else "multiple" if len(named) > 1 else named.pop()


def ethnic_groups(cells: pd.Series) -> Read:
    """The group of the vocabulary; blank is Unclassified, and so are the cells on no list, which are `bad`."""
    found = by_value(cells, lambda value: decode(text(value)) if text(value) else "Unclassified")
    bad = np.array([v is None for v in found], dtype=bool)
    found[bad] = "Unclassified"
    return Read(pd.Series(found, index=cells.index, dtype="category"), cells.index[bad])
