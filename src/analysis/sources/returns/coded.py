"""A table that grows a row at a time in little memory: what a stream of elements is put into."""

from array import array

import pandas as pd

PLACES = ["line", "number", "child", "case", "plan"]


class CodedTable:
    """Rows as numbers and codes. `fields` are the columns of text; those of PLACES are numbers."""

    def __init__(self, fields: list[str]) -> None:
        self.places = {name: array("q") for name in PLACES}
        self.codes = {name: array("i") for name in fields}
        self.seen: dict[str, dict[str, int]] = {name: {"": 0} for name in fields}

    def add(self, places: dict[str, int], said: dict[str, str]) -> None:
        """One row; a column that `said` does not name is blank."""
        for name, held in self.places.items():
            held.append(places[name])
        for name, codes in self.codes.items():
            known = self.seen[name]
            codes.append(known.setdefault(said.get(name, "").strip(), len(known)))

    def frame(self) -> pd.DataFrame:
        """The rows so far, text as categories."""
        made: dict[str, object] = {name: pd.Series(held, dtype="int64") for name, held in self.places.items()}
        for name, codes in self.codes.items():
            values = pd.Index(list(self.seen[name]), dtype=object)
            made[name] = pd.Categorical.from_codes(codes, categories=values, validate=False)
        return pd.DataFrame(made)
