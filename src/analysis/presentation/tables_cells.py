"""Every row of a table as printed cells: once, half up, with what each was divided by; hidden cells say nothing."""

from collections.abc import Iterator
from typing import Any

from analysis.presentation.numbers import has_figure, rounded
from analysis.presentation.tables_beside import FILE_ONLY, beside, named
from analysis.presentation.tables_charts import CHART, Plain, chart_cells
from analysis.vocabulary.indicators import indicators
from analysis.vocabulary.tidy import SUPPRESSED

Cell = tuple[str, str, str, str, str, str, str]
CELLS = ["measure", "kind", "value", "of", "pop", "pop_release", "per"]
TEXTS = ["message", "closeness", "at_hand", "publication", "published", "licence"]
HIDDEN, MISSING = "c", "x"
POPULATION_SHARE = "share of the population"
PLACES = {"count": 0, "rate": 1, "percent": 1, "ratio": 2, "rank": 0, "children": 1, "number": 0, "score": 2}
RATIOS = {"representation index": "ratio", "ratio to England": "ratio", "share": "percent"}
RATIOS |= {"relative rate": "ratio", "rate ratio": "ratio", "risk ratio": "ratio", "ratio to all others": "ratio"}
RATIOS |= {"disparity ratio": "ratio", "rate": "rate", "change": "percent", "rank": "rank"}
# What stands beside a ratio: column -> measure, kind, decimals. None of it is printed for a hidden count.
BESIDE_RATIO = {
    "count_lower": ("count, at least", "count", 0),
    "count_upper": ("count, at most", "count", 0),
    "expected": ("expected", "expected", 1),
    "excess": ("more than expected", "excess", 1),
    "p_adjusted": ("adjusted p", "p", 4),
    "value_lowest": ("at the least that is possible", "ratio", 2),
    "value_highest": ("at the most that is possible", "ratio", 2),
    "tipping_share": ("population share at which the verdict tips", "percent", 1),
    "tipping_undercount": ("times the people at which the verdict tips", "ratio", 1),
    "to_parity": ("change in children to an equal rate", "change", 0),
    "to_unflag": ("change in children to no flag", "change", 0),
    "detectable_above": ("smallest higher ratio that could be told from 1", "ratio", 2),
    "detectable_below": ("largest lower ratio that could be told from 1", "ratio", 2),
    "unknown_share": ("of unknown group, at most", "percent", 1),
    "design_effect": ("design effect", "ratio", 1),
}
SHOWN = ("expected", "excess", "p_adjusted", "tipping_share", "flag", "verdict", "flips")  # in a notebook's table
SAID_BESIDE = ("flag", "verdict", "withheld", "why", "ruled_out", "method")
MARKS = {"comparable": "like for like", "primary": "population of the public sentence", "plausible": "credible"}
MARKS |= {"flips": "another verdict than on that population", "possible": "possible by published figures"}
MARKS |= {"persistent": "flagged three years running"}
_NAMED = {name: measure for name, (measure, *_) in BESIDE_RATIO.items()} | {n: n for n in SAID_BESIDE} | MARKS
IN_FILE_ONLY = frozenset(measure for name, measure in _NAMED.items() if name not in SHOWN) | FILE_ONLY  # for the file
RATIOS |= dict.fromkeys(["standardised rate ratio", "crude rate ratio", "Mantel-Haenszel rate ratio"], "ratio")
RATIOS |= {"ratio to the reference's rates": "ratio", "directly standardised rate": "rate"}
RATIOS |= {"relative rate": "ratio", "gap in stock": "children", "children counted": "count"}
RATIOS |= {"part of the gap": "children", "children expected": "children"}  # worked out, so to one place: no counts
RATIOS |= {"trend": "percent", "step": "percent", "change of slope": "percent", "change point": "percent"}
RATIOS |= {"change in count": "number", "change in rate": "rate", "balance": "number"}
RATIOS |= {"interval score": "score", "ratio to expected": "ratio"}
BENEATH: dict[str, tuple[str, ...]] = {"percent": ("share", "published value"), "rate": ("rate",)}
# what a publisher divided a rate by is not known
BENEATH |= dict.fromkeys(["ratio", "rank", "children", "count", "number", "score"], ())


def text_of(cell: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """A cell as plain text; a missing one is empty."""
    if not has_figure(cell):
        return ""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def printed_cells(row: dict[Any, Any]) -> Iterator[Cell]:
    """Every cell of one row, with the release of what it was divided by."""
    release = text_of(row.get("denominator_vintage"))
    for measure, kind, value, of, pop, per in _plain_cells(row):
        whose = text_of(row.get("citation_baseline")) if measure == POPULATION_SHARE else release
        yield (measure, kind, value, of, pop, whose if of or pop else "", per)


def _plain_cells(row: dict[Any, Any]) -> Iterator[Plain]:
    """Every cell of one row: measure, kind, value, of, pop, per."""
    hidden = row.get("status") == SUPPRESSED
    if "count" in row and (hidden or has_figure(row["count"]) or "people" not in row):
        yield ("count", "count", _printed(row["count"], "count", hidden), "", "", "")
    for name in ("population", "people"):
        if name in row:
            yield (name, "count", _printed(row[name], "count", hidden), "", "", "")
    if "people_before" in row:
        yield from _two_counts(row)
    if "share" in row and "of" in row:
        whole = _printed(row["of"], "count", False)
        yield (POPULATION_SHARE, "percent", _share(row["share"]), whole, "", "")
    yield from _open(row)
    yield from _beside(row, hidden)
    if row.get("statistic") == CHART:
        yield from chart_cells(row, hidden)
    elif "value" in row:
        yield from _value(row, hidden)
        yield from _firmness(row, hidden)
        yield from beside(row, kind_of(row), hidden)
    if not any(name in row for name in ("count", "population", "people", "value")):
        yield from ((name, "text", text_of(row[name]), "", "", "") for name in TEXTS if name in row)


def _open(row: dict[Any, Any]) -> Iterator[Plain]:
    """The least and the most that a share can be: what published counts leave open, no more than they give away."""
    for end, measure in (("lowest", "share, at least"), ("highest", "share, at most")):
        if end in row and has_figure(row[end]):
            yield (measure, "percent", _printed(row[end], "percent", False), *_beneath(row, "percent"))


def _two_counts(row: dict[Any, Any]) -> Iterator[Plain]:
    """The people of two censuses and how many more there are in the later one."""
    for name, measure in (("people_before", f"people in {row['first']}"), ("people_after", f"people in {row['last']}")):
        yield (measure, "count", _printed(row[name], "count", False), "", "", "")
    yield ("change in people", "count", _printed(row["change"], "count", False), "", "", "")


def _beside(row: dict[Any, Any], hidden: bool) -> Iterator[Plain]:
    """The printed values that a ratio to England sets side by side."""
    if "england" in row:
        kind = kind_of({name: cell for name, cell in row.items() if name != "statistic"} | {"statistic": "level"})
        for name, measure in (("ours", "the area"), ("england", "England"), ("neighbours", "neighbours, middle value")):
            if name in row:
                beneath = _beneath(row, kind) if name == "ours" else ("", "", "")
                yield (measure, kind, _printed(row[name], kind, hidden and name == "ours"), *beneath)


def _value(row: dict[Any, Any], hidden: bool) -> Iterator[Plain]:
    """The value of a row with its limits, where it has any. A hidden or missing value has none."""
    kind, measure = kind_of(row), named(row)
    if "statistic" not in row and not has_figure(row["value"]):
        return
    of, pop, per = _beneath(row, kind) if measure in BENEATH[kind] else ("", "", "")
    yield (measure, kind, _printed(row["value"], kind, hidden), of, pop, per)
    for end in ("lower", "upper"):
        if end in row and has_figure(row[end]) and has_figure(row["value"]) and not hidden:
            yield (measure, end, _printed(row[end], kind, False), of, pop, per)


def _firmness(row: dict[Any, Any], hidden: bool) -> Iterator[Plain]:
    """What a ratio is read with: expected, excess, tipping values, verdict; nothing at all for a hidden count."""
    if hidden or kind_of(row) != "ratio" or "verdict" not in row:
        return
    for name, (measure, kind, places) in BESIDE_RATIO.items():
        if has_figure(row.get(name)) and not (name in BOUNDS and _exact(row)):
            scale = 100 if kind == "percent" else 1
            yield (measure, kind, str(rounded(scale * float(row[name]), places)), "", "", "")
    for name in SAID_BESIDE:
        if text_of(row.get(name)):
            yield (name, "text", text_of(row[name]), "", "", "")
    for name, measure in MARKS.items():
        if name in row and has_figure(row[name]):
            yield (measure, "text", "yes" if row[name] else "no", "", "", "")


BOUNDS = ("count_lower", "count_upper")


def _exact(row: dict[Any, Any]) -> bool:
    """Whether a count is known: its bounds would only repeat it."""
    return has_figure(row.get("count")) or "count" not in row


def _beneath(row: dict[Any, Any], kind: str) -> tuple[str, str, str]:
    """What the area's own rate or percentage was divided by: of, pop, per."""
    whole = _printed(row["denominator"], "count", False) if has_figure(row.get("denominator")) else ""
    if kind == "percent" or not whole:
        return whole, "", ""
    return "", whole, text_of(row["per"] if has_figure(row.get("per")) else _per(row))


def kind_of(row: dict[Any, Any]) -> str:
    """Whether a value is a rate, a percentage, a ratio or a rank: by its statistic, unit or indicator."""
    statistic = str(row.get("statistic", ""))
    if statistic == "forecast" and row.get("base") == "number":
        return "number"
    if statistic in RATIOS:
        return RATIOS[statistic]
    known = indicators().get(str(row.get("indicator", "")))
    if known is not None and statistic:
        return "rate" if known.per else "percent"
    return "percent" if "percent" in str(row.get("unit", "")) else "rate"


def _per(row: dict[Any, Any]) -> int | str:
    known = indicators().get(str(row.get("indicator", "")))
    return known.per if known is not None and known.per else ""


def _share(share: Any) -> str:  # noqa: ANN401
    """A proportion in percent: one decimal from 1%, two from 0.1%, three below, which fewer would round away."""
    if not has_figure(share):
        return MISSING
    return str(rounded(100 * float(share), 1 if share >= 0.01 or share == 0 else 2 if share >= 0.001 else 3))


def _printed(cell: Any, kind: str, hidden: bool) -> str:  # noqa: ANN401
    if hidden:
        return HIDDEN
    return str(rounded(cell, PLACES[kind])) if has_figure(cell) else MISSING
