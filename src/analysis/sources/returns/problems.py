"""The list that goes to the data owner: file, sheet, row, column and rule of each problem, never a value."""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

MOST = 10_000  # rows listed a rule, file and column; the rest are counted


@cache
def rules() -> dict[str, dict[str, Any]]:
    """Every rule with its severity, its sentence, and whether it sets a row aside."""
    return tomllib.loads(files("analysis.sources.returns").joinpath("rules.toml").read_text(encoding="utf-8"))


def printable(name: str) -> str:
    """A name from a file as one line that does nothing to a terminal: control characters are shown as marks."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in name
    )


class Problems:
    """Collects the problems of one return, in one pass, so that all can be sent on together."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._rows: list[dict] = []
        self._met: Counter[tuple[str, str, str, str]] = Counter()

    def add(self, rule: str, file: str, sheet: str = "", row: object = "", column: str = "", more: str = "") -> None:
        """One problem. `more` may name what was expected, a code list or an encoding; never a value of a row."""
        known = rules()[rule]
        self._met[rule, file, sheet, column] += 1
        if self._met[rule, file, sheet, column] > MOST:
            return
        said = f"{known['said']} {more}".strip()
        place = {
            "source": self.source,
            "file": file,
            "sheet": printable(sheet),
            "row": row,
            "column": printable(column),
        }
        self._rows.append({"severity": known["severity"], **place, "rule": rule, "message": printable(said)})

    def add_rows(self, rule: str, file: str, sheet: str, rows: Iterable[int], column: str = "", more: str = "") -> None:
        """The same problem in several rows. Those beyond MOST are only counted, so that a million cost little."""
        listed = list(rows)
        for row in listed[:MOST]:
            self.add(rule, file, sheet, int(row), column, more)
        if listed[MOST:]:
            self._met[rule, file, sheet, column] += len(listed) - MOST

    @property
    def rows(self) -> list[dict]:
        """The problems as rows of `problems`, in the order found; where a rule met too many, how many more."""
        cut = {key: n - MOST for key, n in self._met.items() if n > MOST}
        return [*self._rows, *(self._cut(*key, n) for key, n in cut.items())]

    def _cut(self, rule: str, file: str, sheet: str, column: str, number: int) -> dict:
        place = {"source": self.source, "file": file, "sheet": sheet, "row": "", "column": column}
        said = f"{number} more rows of the rule {rule}."
        return {"severity": rules()[rule]["severity"], **place, "rule": rule, "message": said}
