"""One figure, several values: sources, releases and the partnership's own report set beside each other."""

from collections import defaultdict

from analysis.sources.wording import Row, key_of, place_of, printed, problem_in, what
from analysis.vocabulary.baselines import meanings
from analysis.vocabulary.indicators import indicators


def disagreements(observations: list[Row]) -> list[Row]:
    """Every figure that is printed with more than one value, as rows of `problems`."""
    return [
        *_sources_disagree(observations),
        *_report_disagrees(observations),
        *_releases_disagree(observations),
        *_withdrawn(observations),
        *_label_ruled_out(observations),
        *_rate_does_not_follow(observations),
    ]


def _by_key(rows: list[Row]) -> dict[tuple, list[Row]]:
    found: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        found[key_of(row)].append(row)
    return found


def _latest(rows: list[Row]) -> list[Row]:
    """The latest release of each source; every place of a report counts as a source of its own."""
    latest: dict[object, Row] = {}
    for row in sorted(rows, key=lambda r: str(r["vintage"])):
        latest[(row["source"], row["vintage"]) if row["source"] == "board_papers" else row["source"]] = row
    return list(latest.values())


def _sources_disagree(observations: list[Row]) -> list[Row]:
    """Two sources give one number two values (398, 396 and 395 plans)."""
    found = []
    for rows in _by_key([r for r in observations if r["count"] is not None and r["status"] != "derived"]).values():
        apart = _latest(rows)
        values = sorted({float(str(row["count"])) for row in apart}, reverse=True)
        if len(values) > 1 and len({(r["source"], r["vintage"]) for r in apart}) > 1:
            said = "; ".join(
                f"{printed(v)} ({', '.join(sorted({place_of(r) for r in apart if r['count'] == v}))})" for v in values
            )
            far = values[0] > 1.1 * values[-1] + 10
            end = "They are far apart: do they count the same?" if far else "Say which is used."
            local = any(row["source"] == "board_papers" for row in apart)
            severity = "warns" if local or far else "notes"
            found.append(
                problem_in(severity, "sources_disagree", f"{what(rows[0])}: sources give {said}. {end}", *apart)
            )
    return found


def _report_disagrees(observations: list[Row]) -> list[Row]:
    """A rate or percentage in the partnership's own report that no published release of that date has."""
    found = []
    for rows in _by_key([r for r in observations if r["value"] is not None or _rate(r) is not None]).values():
        theirs = [r for r in rows if r["source"] == "board_papers" and r["value"] is not None]
        others = [(r, _rate(r)) for r in rows if r["source"] != "board_papers"]
        for row in theirs:
            if others and all(value != row["value"] for _, value in others):
                said = "; ".join(sorted({f"{printed(value)} ({place_of(r)})" for r, value in others}))
                message = (
                    f"{what(row)}: the report prints {printed(row['value'])} ({place_of(row)}); published are {said}."
                )
                found.append(problem_in("warns", "report_disagrees", message, row, *(r for r, _ in others)))
    return found


def _releases_disagree(observations: list[Row]) -> list[Row]:
    """One source revised a number, or a rate moved because the population under it did (82.7, now 84.3)."""
    found = []
    for rows in _by_key([r for r in observations if r["source"] != "board_papers"]).values():
        for source in sorted({str(r["source"]) for r in rows}):
            mine = sorted((r for r in rows if r["source"] == source), key=lambda r: str(r["vintage"]))
            for name, rule in (("count", "count_revised"), ("value", "rate_revised")):
                values = [(r, r[name]) for r in mine if r[name] is not None]
                if name == "value" and len(values) < len(mine):
                    values = [(r, _rate(r)) for r in mine if _rate(r) is not None]
                if len({v for _, v in values}) > 1:
                    found.append(_revision(values, rule))
    return found


def _rate(row: Row) -> float | None:
    """The printed rate, or, where the release at hand gives none, what its count and population come to."""
    if row["value"] is not None:
        return float(str(row["value"]))
    per = indicators()[str(row["indicator"])].per
    if row["count"] is None or not row["denominator"] or not per or row["status"] == "derived":
        return None
    return round(per * float(str(row["count"])) / float(str(row["denominator"])), 1)


def _revision(values: list[tuple[Row, object]], rule: str) -> Row:
    said = ", ".join(f"{printed(value)} in the {row['vintage']} release" for row, value in values)
    row = values[-1][0]
    counts = {r["count"] for r, _ in values}
    steady = len(counts) == 1 and None not in counts and indicators()[str(row["indicator"])].per
    same = " The number did not change: the population under the rate did." if steady else ""
    why = f"{same} Never set one beside the other in a line." if rule == "rate_revised" else " The latest is used."
    return problem_in("notes", rule, f"{what(row)}: {said}.{why}", row)


def _withdrawn(observations: list[Row]) -> list[Row]:
    """A number that its publisher has taken back: printed in one release, missing in a later one."""
    found = []
    for rows in _by_key([r for r in observations if r["source"] != "board_papers"]).values():
        for source in sorted({str(r["source"]) for r in rows}):
            mine = sorted((r for r in rows if r["source"] == source), key=lambda r: str(r["vintage"]))
            before = [r for r in mine if r["count"] is not None]
            if before and mine[-1]["status"] == "missing":
                message = (
                    f"{what(mine[-1])}: {printed(before[-1]['count'])} in the {before[-1]['vintage']} release was "
                )
                message += f"withdrawn ({mine[-1]['reason']}) in the {mine[-1]['vintage']} release. It is not used."
                found.append(problem_in("notes", "withdrawn", message, mine[-1]))
    return found


def _rate_does_not_follow(observations: list[Row]) -> list[Row]:
    """A printed rate or percentage that its own number and denominator do not give."""
    found = []
    for row in observations:
        if row["value"] is None or row["count"] is None or not row["denominator"] or row["status"] == "derived":
            continue
        whole = indicators()[str(row["indicator"])].per or 100
        lower, upper = (whole * float(str(row[n])) / float(str(row["denominator"])) for n in _LIMITS)
        places = len(repr(row["value"]).partition(".")[2].rstrip("0"))
        shown, half = float(str(row["value"])), 0.5 * 10.0**-places + 1e-9
        slack = half + (0.0 if row["status"] == "published" else 0.005 * shown)
        if not lower - slack <= shown <= upper + slack:
            gives = printed(round((lower + upper) / 2, places + 1))
            message = f"{what(row)}: {printed(row['value'])} is printed; {printed(row['count'])} of "
            message += f"{printed(row['denominator'])} ({row['denominator_vintage']}) gives {gives}."
            found.append(problem_in("notes", "rate_does_not_follow", message, row))
    return found


_LIMITS = ("count_lower", "count_upper")


def _label_ruled_out(observations: list[Row]) -> list[Row]:
    """A printed share under a label that official counts do not allow (30% "non-White": at most 18.6% can be)."""
    found = []
    narrow = {m.label for m in meanings() if m.set == "not White"}
    for row in observations:
        most = (
            _most_not_white(row, observations) if row["source"] == "board_papers" and row["group"] in narrow else None
        )
        if most is not None and row["count_lower"] is not None and _number(row["count_lower"]) > most[0]:
            share = printed(round(100 * most[0] / most[1], 1))
            message = f"{what(row)}: {printed(row['value'])}% is printed, but by published figures at most {share}% of "
            message += (
                f"{printed(most[1])} are not White. The label must include White minorities, or the figure is wrong."
            )
            found.append(problem_in("warns", "label_ruled_out", message, row))
    return found


def _most_not_white(row: Row, observations: list[Row]) -> tuple[float, float] | None:
    """The most children who can be not White, and the whole: what White and Unknown leave, in the latest release."""
    same = [r for r in observations if r["source"] != "board_papers" and key_of(r)[:4] == key_of(row)[:4]]
    parts = [r for r in same if r["breakdown"] == "ethnic_group"]
    totals = [r for r in same if r["breakdown"] == "total" and r["count"] is not None]
    if not parts or not totals:
        return None
    newest = max(str(r["vintage"]) for r in parts)
    outside = [r for r in parts if str(r["vintage"]) == newest and r["group"] in ("White", "Unknown")]
    whole = _number(max(totals, key=lambda r: str(r["vintage"]))["count"])
    return whole - sum(_number(r["count_lower"] or 0) for r in outside), whole


def _number(value: object) -> float:
    return float(str(value))
