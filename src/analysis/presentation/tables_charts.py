"""A point of a control chart as printed cells. Its limits are not called lower and upper: those are of estimates."""

from collections.abc import Iterator
from typing import Any

from analysis.presentation.chart_words import COUNT, kind_of, per_of, places_of
from analysis.presentation.numbers import has_figure, rounded
from analysis.presentation.wording import word

CHART = "control chart"
Plain = tuple[str, str, str, str, str, str]
HIDDEN, MISSING = "c", "x"
LINES = {"mean": "mean", "lower_limit": "control limit", "upper_limit": "control limit", "target": "target"}


def chart_cells(row: dict[Any, Any], hidden: bool) -> Iterator[Plain]:
    """The value in its unit, mean and limits to one decimal, the rule met and what it means.

    A hidden or missing point has none but its c or x. Where the verdict is withheld, it has its value and that word.
    """
    known = has_figure(row["value"]) and not hidden
    kind = kind_of(row)
    if kind != COUNT and not ("count" in row and not known):
        value = str(rounded(row["value"], places_of(row))) if known else HIDDEN if hidden else MISSING
        yield ("value", kind if kind in ("rate", "percent") else "value", value, *_beneath(row, kind))
    if not known:
        return
    if row["withheld"]:
        yield ("variation", "text", "withheld", "", "", "")
        return
    for name, what in LINES.items():
        if has_figure(row.get(name)):
            yield (name, what, str(rounded(row[name], 1)), "", "", "")
    texts = {"rule": row["rule"], "variation": word("charts_variation", str(row["variation"]))}
    texts["assurance"] = row["assurance"].replace("none", "")
    texts |= {"trial limits": "yes" if row["trial"] else "", "new limits because of": row["rebase_reason"]}
    yield from ((name, "text", text, "", "", "") for name, text in texts.items() if text)


def _beneath(row: dict[Any, Any], kind: str) -> tuple[str, str, str]:
    """What a rate or percentage was divided by: of, pop, per."""
    if kind not in ("rate", "percent") or not has_figure(row.get("denominator")):
        return "", "", ""
    whole = str(rounded(row["denominator"], 0))
    return (whole, "", "") if kind == "percent" else ("", whole, per_of(row).replace(",", ""))
