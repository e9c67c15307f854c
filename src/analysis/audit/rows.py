"""Tables read across: totals of rows, and columns of change."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.verdicts import Verdict

TOTAL = re.compile(
    r"^\W*(?:grand |overall )?totals?\b(?!.*(?:%|per cent|rate))"
    r"|^\W*(?:all|sum|altogether|full year|year|ytd|year to date)\W*$",
    re.IGNORECASE,
)
CHANGE = re.compile(
    r"\b(?:change|difference|diff|variance|movement|variation|increase|decrease|rise|fall|swing)\b|\+\s*/\s*[-−–]|±|Δ",
    re.IGNORECASE,
)
SHARE = re.compile(r"%|\bper ?cent\b|\bshare\b|\bproportion\b|\bpercentage\b", re.IGNORECASE)
DIRECTION = re.compile(r"\bdirection\b|\btrend\b|\btravel\b|\bpace\b|\bclimate\b", re.IGNORECASE)
BY_SEX = re.compile(r"^\W*(?:boys?|girls?|males?|females?)\b", re.IGNORECASE)
UNBORN = Decimal("1.1")  # times boys and girls that all may be: some are not born yet
# What stands in no sum: a target, a comparator, the year before.
APART = re.compile(
    r"\b(?:target|plan|planned|budget|average|mean|england|national|region\w*|neighbours?|rank|rag|rate|previous"
    r"|last year|capacity|population|ratio|per)\b|%",
    re.IGNORECASE,
)
NEAR = (Decimal("0.67"), Decimal("1.5"))
HUNDRED = Decimal(100)
Row = list[Claim]


def row_checks(claims: list[Claim]) -> Iterator[Verdict]:
    """Cells that the other cells of their row contradict."""
    for rows in rows_of(claims):
        for row in rows:
            yield from _row_total(row)
        yield from _changes(rows)


def rows_of(claims: list[Claim]) -> Iterator[list[Row]]:
    """The claims of each table, row by row."""
    tables: dict[int, dict[int, Row]] = {}
    for claim in claims:
        if claim.passage.table and claim.passage.column > 1:  # the first says what a row is of: "5-9"
            tables.setdefault(claim.passage.table, {}).setdefault(claim.passage.row, []).append(claim)
    yield from (list(rows.values()) for rows in tables.values())


def head_of(claim: Claim) -> str:
    """What stands over the column of a cell."""
    return claim.context.get("column", "")


def _row_total(row: Row) -> Iterator[Verdict]:
    """A total at the end of a row, of the counts or the money left of it."""
    for at, claim in enumerate(row):
        if not TOTAL.search(head_of(claim)) or claim.kind not in ("count", "money") or claim.number.hedge:
            continue
        last = max((i + 1 for i, one in enumerate(row[:at]) if TOTAL.search(head_of(one))), default=0)
        parts = row[last:at]
        columns = [one.passage.column for one in parts]
        if len(parts) < 2 or len(set(columns)) < len(columns) or any(_no_part(one, claim) for one in parts):
            continue
        total = sum((one.number.value for one in parts), Decimal(0))
        said = claim.number.value
        if all(BY_SEX.match(head_of(one)) for one in parts) and total < said <= total * UNBORN:
            continue
        if total != said and said and NEAR[0] <= total / said <= NEAR[1] and not _one_of(said, parts):
            shown = f"{total:,f}"
            why = f"The row adds up to {shown}, not {claim.number.text}."
            yield Verdict(claim, "arithmetic", why, shown, "the row of the table", shown)


def _no_part(one: Claim, total: Claim) -> bool:
    apart = APART.search(head_of(one)) or CHANGE.search(head_of(one))
    return one.kind != total.kind or bool(apart or one.number.decimals or one.number.hedge)


def _one_of(said: Decimal, parts: Row) -> bool:
    """Whether the "year" is one of its quarters, as it is of what is counted on a day."""
    return any(one.number.value == said for one in parts)


def _changes(rows: list[Row]) -> Iterator[Verdict]:
    """A column of change against the two values it is between: the two columns before it, where there are just two."""
    judged = []
    for row in rows:
        for at, change in enumerate(row):
            if not CHANGE.search(head_of(change)) or change.number.hedge or _apart(change):
                continue
            ends = [one for one in row[:at] if not CHANGE.search(head_of(one)) and not _apart(one)]
            pairs = [pair for pair in pairwise(ends) if pair[0].kind == pair[1].kind]
            if len(ends) == 2 and pairs and not any(one.number.hedge for one in ends):
                judged.append((change, pairs[0], _is_change(change, *pairs[0])))
    if not judged or (len(judged) > 2 and sum(fair for _, _, fair in judged) * 2 < len(judged)):
        return  # a column of which most rows do not fit is of something else
    for change, (one, two), fair in judged:
        if not fair and change.kind in ("count", "money", "percent", "points"):
            step = two.number.value - one.number.value
            relative = rounded(abs(step) * HUNDRED / (one.number.value or HUNDRED), 1)
            shown = f"{relative}%" if _in_percent(change, one) else f"{step:+,f}"
            why = f"From {one.number.text} to {two.number.text} is {shown}, not {change.number.text}."
            yield Verdict(change, "arithmetic", why, shown, "the row of the table", shown)


def _apart(claim: Claim) -> bool:
    head = head_of(claim)
    return bool(APART.search(head.replace("%", "")) or DIRECTION.search(head))


def _in_percent(change: Claim, one: Claim) -> bool:
    return change.kind == "percent" and one.kind != "percent" and bool(one.number.value)


def _is_change(change: Claim, one: Claim, two: Claim) -> bool:
    """Whether a number is the step between two, or it in percent of either, whichever column is the later."""
    said, first, last = abs(change.number.value), one.number.value, two.number.value
    step, digit = abs(last - first), Decimal(1).scaleb(-change.number.decimals)
    rough = [each for each in (one, two) if each.kind != "count" or each.number.decimals]
    blur = sum((Decimal(1).scaleb(-each.number.decimals) / 2 for each in rough), Decimal(0))
    bare = change.kind == "count" and bool(SHARE.search(head_of(change)))
    if abs(said - step) <= blur and not (change.kind == "percent" and one.kind == "count"):
        return True
    if change.kind == "count" and not bare:
        return False
    if change.kind == "money" or (one.kind == "percent" and change.kind == "points"):
        return abs(said - step) <= blur + digit / 2
    return any(
        base and abs(said - step * HUNDRED / base) <= digit + blur * HUNDRED / base for base in (first, last)
    ) or (one.kind == "percent" and abs(said - step) <= digit)
