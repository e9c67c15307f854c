"""Cells that hold a code of a list, or already the word that the code stands for."""

import pandas as pd

from analysis.sources.returns.categories import meaning
from analysis.sources.returns.convert import Read, codes


def worded(cells: pd.Series, of: str, blank: str = "") -> Read:
    """The cells as words of a code list; `bad` are those that are neither a code nor a word of it."""
    known = meaning(of)
    return codes(cells, {word: word for word in known.values()} | known, blank)
