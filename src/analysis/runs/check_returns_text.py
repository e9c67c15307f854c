"""A check of returns as people read it, and as JSON."""

import json
from collections import Counter
from collections.abc import Iterator

from analysis.runs.check_returns import Check, totals
from analysis.sources.returns.problems import rules
from analysis.sources.returns.shape import Coverage, FileUse, Reading
from analysis.vocabulary.indicators import indicators
from analysis.vocabulary.periods import in_words, parse_date

KINDS = {
    "returns_annex_a": "Annex A",
    "returns_ssda903": "children looked after (SSDA903)",
    "returns_cin_census": "children in need census",
    "returns_safeguarding_dataset": "Standard Safeguarding Dataset",
    "returns_mapped": "a local report, mapped",
}
SPANS = {"point": "on", "year": "in the year to", "quarter": "in the quarter to", "month": "in the month to"}
ORDER = ["blocks", "warns", "notes"]
EACH = ("return_refused", "module_absent")  # rules of which each problem says something of its own


def as_json(check: Check) -> str:
    """`files`, `counts` and `problems`, as interfaces settle them."""
    files = [_file(reading, use) for reading in check.returns.readings for use in reading.files]
    nothing = dict.fromkeys(("sheet", "kind", "table", "reading", "first", "last", "extracted_on"), "")
    none_read = nothing | {"rows_read": 0, "rows_used": 0, "set_aside": {}}
    files += [{"file": name} | none_read for name in _unread(check)]
    counted = check.counts.rename(columns={"indicator": "measure", "group": "category"})
    columns = ["measure", "date", "span", "breakdown", "category", "count", "source", "reading"]
    made = {"files": files, "counts": counted[columns].to_dict("records"), "problems": check.problems}
    return json.dumps(made, indent=1, ensure_ascii=False, default=int)


def _unread(check: Check) -> list[str]:
    return list(dict.fromkeys(check.returns.unread))


def _file(reading: Reading, use: FileUse) -> dict[str, object]:
    first, last = _span(reading.covers)
    return {
        "file": use.file,
        "sheet": use.sheet,
        "kind": reading.source.removeprefix("returns_"),
        "table": use.what,
        "reading": reading.name,
        "first": first,
        "last": last,
        "extracted_on": str(reading.extracted_on or ""),
        "rows_read": use.rows_read,
        "rows_used": use.rows_used,
        "set_aside": use.set_aside,
    }


def _span(covers: list[Coverage]) -> tuple[str, str]:
    if not covers:
        return "", ""
    return str(min(c.first for c in covers)), str(max(c.last for c in covers))


def as_text(check: Check) -> str:
    """What was read, what is wrong by rule, and the headline numbers."""
    lines = [line for reading in check.returns.readings for line in _reading(reading)]
    lines += [f"{name}: not read." for name in _unread(check)]
    lines += ["", *_problems(check), "", *_numbers(check)]
    return "\n".join(lines or ["There is nothing in the folder."])


def _reading(reading: Reading) -> Iterator[str]:
    first, last = _span(reading.covers)
    days = f"{in_words(parse_date(first))} to {in_words(parse_date(last))}" if first else "no days that are known"
    yield f"{reading.name}: {KINDS[reading.source]}, complete for {days}."
    for use in reading.files:
        aside = "; ".join(f"{number:,} {rule}" for rule, number in use.set_aside.items())
        where = f"{use.file}, {use.sheet}" if use.sheet else use.file
        set_aside = f", set aside: {aside}" if aside else ""
        yield f"  {where} ({use.what}): {use.rows_read:,} rows, {use.rows_used:,} used{set_aside}"


def _problems(check: Check) -> Iterator[str]:
    if not check.problems:
        yield "No problem was met."
        return
    yield f"Problems ({len(check.problems):,}; every row with --format json):"
    met: dict[tuple[str, str], list[dict]] = {}
    for row in check.problems:
        met.setdefault((row["severity"], row["rule"]), []).append(row)
    for (severity, rule), rows in sorted(met.items(), key=lambda m: (ORDER.index(m[0][0]), m[0][1])):
        files = Counter(row["file"] for row in rows)
        messages = {row["message"] for row in rows}
        what = messages.pop() if len(messages) == 1 else rules().get(rule, {}).get("said", "each for its own reason.")
        said = f"{severity}: {rule}: {what}"
        yield f"  {said}" if severity != "notes" or len(files) == 1 else f"  {said} In {len(files)} files."
        if len(rows) > 1 and rule in EACH:
            yield from (f"    {_each(row, what)}" for row in rows)
        elif rule in EACH:
            continue
        elif severity != "notes" or len(files) == 1:
            yield from (f"    {file or 'all files'}: {number:,} x" for file, number in files.items())


def _each(row: dict, rule: str) -> str:
    """What a problem says beyond its rule: its own sentence, or where it is."""
    own = row["message"].removeprefix(rule).strip()
    return own if own.startswith(row["file"]) else f"{row['file']}: {own or row['sheet']}"


def _numbers(check: Check) -> Iterator[str]:
    found = totals(check)
    if not len(found):
        yield "No number can be counted."
        return
    yield "True counts, for those who look after the data. Not for publication."
    place = {name: number for number, name in enumerate(indicators())}
    order = found.assign(place=found["indicator"].map(place)).sort_values(["date", "source", "place"], kind="stable")
    for row in order.itertuples():
        said = indicators()[str(row.indicator)].name.removesuffix(" in the year")
        when = f"{SPANS[str(row.span)]} {in_words(parse_date(str(row.date)))}"
        yield f"  {said} {when}: {int(row.count):,} ({KINDS[str(row.source)]})"
