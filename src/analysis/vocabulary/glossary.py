"""The glossary: what the words in the reports mean, from glossary.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Term:
    """One term with its meaning; `short` is the acronym that stands for it, or empty."""

    id: str
    term: str
    meaning: str
    short: str = ""


@cache
def glossary() -> dict[str, Term]:
    """Every term by its id, in the order of the alphabet."""
    text = files("analysis.vocabulary").joinpath("lookups/glossary.toml").read_text(encoding="utf-8")
    found = {key: Term(id=key, **block) for key, block in tomllib.loads(text).items()}
    return dict(sorted(found.items(), key=lambda item: item[1].term.lower()))
