"""What the published cells leave to be said: denominators, the interval of a hidden count, numbers added from bands."""

from analysis.vocabulary.indicators import Indicator, indicators
from analysis.vocabulary.tidy import SUPPRESSED

Row = dict[str, object]
MID_YEAR = "mid_year_estimate"


def complete(observations: list[Row], population: list[Row], populations_of: dict[tuple, str]) -> list[Row]:
    """Observations with sums of bands added, denominators attached and hidden counts bounded.

    `populations_of` gives, for (source, vintage), the population release that its rates rest on.
    """
    rows = _merge(observations, _sums(observations))
    _attach_populations(rows, population, populations_of)
    _attach_whole(rows)
    _bound_hidden(rows)
    return rows


def _headline(row: Row) -> tuple:
    return (row["indicator"], row["area"], row["date"], row["span"])


def _sums(rows: list[Row]) -> list[Row]:
    """Rows that an indicator's `sum_of` defines, where every part is a published number."""
    made: list[Row] = []
    for indicator in (i for i in indicators().values() if i.sum_of):
        parts: dict[tuple, dict[object, Row]] = {}
        for row in rows:
            if row["indicator"] == indicator.sum_of["indicator"] and row["breakdown"] == indicator.sum_of["breakdown"]:
                key = (row["area"], row["date"], row["source"], row["vintage"])
                parts.setdefault(key, {})[row["group"]] = row
        made += [total for found in parts.values() if (total := _sum(indicator, found))]
    return made


def _sum(indicator: Indicator, found: dict[object, Row]) -> Row | None:
    wanted = [found.get(group) for group in indicator.sum_of["groups"]]
    if any(row is None or row["count"] is None for row in wanted):
        return None
    rows = [row for row in wanted if row]
    total = {name: sum(float(str(row[name])) for row in rows) for name in ("count", "count_lower", "count_upper")}
    fixed = {"indicator": indicator.id, "breakdown": "total", "group": "", "status": "derived"}
    reason = f"sum of {' and '.join(indicator.sum_of['groups'])} {indicator.sum_of['breakdown'].replace('_', ' ')}"
    return rows[0] | total | fixed | {"reason": reason}


def _merge(rows: list[Row], sums: list[Row]) -> list[Row]:
    """The sums beside the rows; where the same release printed the percentage, the number joins that row."""
    there = {(*_headline(row), row["source"], row["vintage"]): row for row in rows if row["breakdown"] == "total"}
    made = []
    for row in sums:
        printed = there.get((*_headline(row), row["source"], row["vintage"]))
        if printed is None:
            made.append(row)
        elif printed["count"] is None:
            printed |= {name: row[name] for name in ("count", "count_lower", "count_upper", "status", "reason")}
    return [*rows, *made]


def _attach_populations(rows: list[Row], population: list[Row], populations_of: dict[tuple, str]) -> None:
    """Children aged 0 to 17 in the June before, in the release that the row's own rates rest on."""
    everybody = {"base": MID_YEAR, "age_band": "0-17", "sex": "all", "group": "All"}
    estimates = [p for p in population if all(p[name] == wanted for name, wanted in everybody.items())]
    children = {(p["area"], p["year"], p["vintage"]): p["population"] for p in estimates}
    for row in rows:
        if row["denominator"] or row["breakdown"] != "total" or not indicators()[str(row["indicator"])].per:
            continue
        if row["span"] not in ("point", "year"):
            continue
        vintage = populations_of.get((row["source"], row["vintage"]), "none")
        found = children.get((row["area"], mid_year_of(str(row["date"])), vintage))
        if found:
            row["denominator"], row["denominator_vintage"] = found, vintage


def mid_year_of(day: str) -> str:
    """The mid-year estimate a date divides by: financial year ending March Y uses June of Y - 1."""
    year, month = int(day[:4]), int(day[5:7])
    return str(year - 1 if month <= 3 else year)


def _attach_whole(rows: list[Row]) -> None:
    """The number that a percentage is of: from the same release, else from the best other source."""
    wholes: dict[tuple, list[Row]] = {}
    for row in rows:
        own_span = row["span"] == indicators()[str(row["indicator"])].span  # not one month of a year's referrals
        if row["breakdown"] == "total" and row["count"] is not None and own_span:
            wholes.setdefault(_headline(row)[:3], []).append(row)
    for row in rows:
        whole = indicators()[str(row["indicator"])].percent_of
        if not whole or row["breakdown"] != "total" or row["denominator"]:
            continue
        found = wholes.get((whole, row["area"], row["date"]), [])
        same = [w for w in found if (w["source"], w["vintage"]) == (row["source"], row["vintage"])]
        best = same or sorted(found, key=lambda w: (w["source"] == "board_papers", w["source"], -int(_year(w))))
        if best:
            row["denominator"] = best[0]["count"]
            row["denominator_vintage"] = f"{best[0]['source']} {best[0]['vintage']}"


def _year(row: Row) -> str:
    return "".join(c for c in str(row["vintage"])[:4] if c.isdigit()) or "0"


def _bound_hidden(rows: list[Row]) -> None:
    """A hidden count lies between 0 and what its total leaves: never 0, never assumed to be 1 to 5."""
    totals: dict[tuple, float] = {}
    known: dict[tuple, float] = {}
    for row in rows:
        release = (*_headline(row), row["source"], row["vintage"])
        if row["count_upper"] is None:
            continue
        if row["breakdown"] == "total":
            totals[release] = float(str(row["count_upper"]))
            totals[_headline(row)] = max(totals.get(_headline(row), 0.0), totals[release])
        else:
            part = (*release, row["breakdown"])
            known[part] = known.get(part, 0.0) + float(str(row["count_lower"]))
    for row in rows:
        if row["status"] == SUPPRESSED and row["breakdown"] != "total":
            release = (*_headline(row), row["source"], row["vintage"])
            total = totals.get(release, totals.get(_headline(row)))
            left = (total or 0.0) - known.get((*release, row["breakdown"]), 0.0)
            row["count_upper"] = left if left > 0 else None  # parts that leave nothing contradict the total
