"""The words of a table to read: headers with their units, dimensions and what they hold, dates."""

import re
from collections import Counter
from datetime import date

from analysis.presentation.tables import PLAIN
from analysis.vocabulary.indicators import indicators

Row = dict[str, str]
Key = tuple[str, str]  # measure and kind
SIDES = {"lower": "lower limit", "upper": "upper limit"}
NOT_APPLICABLE = "[z]"
UNITS = {"rate": " (per {per})", "percent": " (%)"}
SPANS = {"point": "on the day"} | {span: f"{span} to the date" for span in ("month", "quarter", "year")}
NAMES = {"span": "Over", "area": "Area code", "neighbour": "Neighbour code", "row": "Row in file"}
NAMES |= {"baseline": "Population, short name"}
ACRONYMS = {"dfe": "DfE", "ons": "ONS"}


def header(key: Key, keys: list[Key], cells: list[Row]) -> str:
    """A measure with its unit. A limit has the unit of what it limits, where that has one only."""
    measure, kind = key
    mains = [k for m, k in keys if m == measure and k not in SIDES]
    pers = {cell["per"] for cell in cells if cell["kind"] == "rate" and cell["per"]} or {"10000"}
    of = (mains[0] if len(mains) == 1 else "") if kind in SIDES else kind
    unit = "" if "percentage points" in measure else UNITS.get(of, "")
    side = f", {SIDES[kind]}" if kind in SIDES and mains else ""
    return capital(measure) + side + unit.format(per=" or ".join(f"{int(per):,}" for per in sorted(pers)))


def dimension(name: str) -> str:
    """The header of a column that says what a row is."""
    return NAMES.get(name) or PLAIN.get(name) or capital(name)


def said(name: str, text: str) -> str:
    """What a dimension says: an indicator by its name, a date left as it is, nothing as not applicable."""
    plain = text.removeprefix("entry: ")
    if name in ("indicator", "stage", "part", "previous") and plain in indicators():
        return indicators()[plain].name
    if name in ("breakdown", "base", "rule", "source"):
        text = source_words(text)
    return SPANS.get(text, text) if name == "span" else text.strip() or NOT_APPLICABLE


def source_words(text: str) -> str:
    """The short name of a source, such as dfe_children_in_need, as words: DfE children in need."""
    plain = re.sub(r"(?<=[a-z])_(?=[a-z0-9])", " ", text)
    return re.sub(r"^(dfe|ons)\b", lambda found: ACRONYMS[found[0]], plain)


def capital(text: str) -> str:
    """A measure as the start of a header."""
    plain = text.replace("_", " ").strip() or "Unnamed"
    return plain[0].upper() + plain[1:]


def unique(headers: list[str]) -> list[str]:
    """Headers told apart by a number where two would be alike but for capitals, which no Excel table may have."""
    seen: Counter[str] = Counter()
    made = []
    for header in headers:
        seen[header.lower()] += 1
        made.append(f"{header} ({seen[header.lower()]})" if seen[header.lower()] > 1 else header)
    return made


def as_date(text: str) -> date | None:
    """The day that a text such as 2025-03-31 names."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
