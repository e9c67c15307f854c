"""Tables read down: shares beside their counts, shares of one whole that come to too much, one row given twice."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.claims import Claim
from analysis.audit.evidence import rounded
from analysis.audit.reading import Draft
from analysis.audit.rows import APART, CHANGE, TOTAL, head_of, rows_of
from analysis.audit.totals import PART_OF
from analysis.audit.verdicts import Verdict

HUNDRED = Decimal(100)
FEWEST = 3  # rows of which most must fit, before the rest is held to the same
ONE_OF = ("ethnic_group", "sex", "age_group", "category", "latest_category", "placement", "legal_status", "duration")
TOO_MUCH = (Decimal(101), Decimal(125))  # percent that shares of one whole may come to by mistake
# Rows that many tables have several of, under headings of their own.
COMMON = re.compile(
    r"^\W*(?:totals?|all|other|others|of which.*|number|no\.?|count|%|per ?cent|rate.*|target|england|boys?|girls?|male"
    r"|female|yes|no|unknown|not known|average|national|neighbours?|region\w*|average.*|stat\w* neigh.*)\W*$",
    re.IGNORECASE,
)
SPREAD = (Decimal("0.5"), Decimal(2))
Part = tuple[Decimal, Decimal]


def column_checks(draft: Draft, claims: list[Claim]) -> Iterator[Verdict]:
    """Cells that the other cells of their column, or the same row given before, contradict."""
    tables = draft.tables()
    for rows in rows_of(claims):
        yield from _shares(rows)
        yield from _too_much(rows)
        cells = tables[rows[0][0].passage.table]
        if not any(len([one for one in line.values() if one.text.strip()]) == 1 for line in cells.values()):
            yield from _given_twice(rows)  # a row of one cell is a heading


def _shares(rows: list[list[Claim]]) -> Iterator[Verdict]:
    """Shares beside one count, of the total of its column, or beside two, one of the other, where most rows fit."""
    kept = [found for row in rows if (found := _counts_and_share(row))]
    for wanted in (1, 2):
        mine = [(counts, share) for counts, share in kept if len(counts) == wanted]
        for parts in _ways([counts for counts, _ in mine]) if len(mine) >= FEWEST else ():
            fair = [_fits(share, *part) for (_, share), part in zip(mine, parts, strict=True)]
            if sum(fair) * 3 < len(fair) * 2:
                continue
            for (_, share), (part, whole), good in zip(mine, parts, fair, strict=True):
                if not good and whole:
                    shown = f"{rounded(part * HUNDRED / whole, share.number.decimals)}%"
                    why = f"{part:,f} of {whole:,f} is {shown}, not {share.number.text}."
                    yield Verdict(share, "arithmetic", why, shown, "the row of the table", shown)
            break


def _counts_and_share(row: list[Claim]) -> tuple[list[Claim], Claim] | None:
    shares = [one for one in row if one.kind == "percent" and not CHANGE.search(head_of(one)) and not one.number.hedge]
    counts = [one for one in row if one.kind == "count" and not one.number.decimals and not one.number.hedge]
    plain = len(shares) == 1 and len(counts) in (1, 2) and len(row) == len(counts) + 1
    words = re.compile(APART.pattern.removesuffix("|%"), re.IGNORECASE)
    return (counts, shares[0]) if plain and not any(words.search(head_of(one)) for one in counts) else None


def _ways(rows: list[list[Claim]]) -> Iterator[list[Part]]:
    """(part, whole) of each row, in every way that its share may be meant."""
    values = [[one.number.value for one in counts] for counts in rows]
    if len(rows[0]) == 2:
        yield [(one, two) for one, two in values]
        yield [(two, one) for one, two in values]
        return
    is_total = [counts[0].context.get("total") == "yes" for counts in rows]
    totals = [one for (one,), total in zip(values, is_total, strict=True) if total]
    parts = [one for (one,), total in zip(values, is_total, strict=True) if not total]
    for whole in (*totals[:1], sum(parts, Decimal(0))):
        yield [(one, whole) for (one,) in values]


def _fits(share: Claim, part: Decimal, whole: Decimal) -> bool:
    digit = Decimal(1).scaleb(-share.number.decimals)
    return bool(whole) and abs(part * HUNDRED / whole - share.number.value) <= digit


def _given_twice(rows: list[list[Claim]]) -> Iterator[Verdict]:
    """A row that stands twice with another number; not where rows of a name stand under several headings."""
    labels = [row[0].context.get("row", "").strip().lower() for row in rows]
    twice = [label for label, times in Counter(labels).items() if times > 1]
    if len(twice) != 1 or labels.count(twice[0]) != 2 or len(twice[0]) < 3 or COMMON.match(twice[0]):
        return
    first, last = (i for i, label in enumerate(labels) if label == twice[0])
    between = labels[first + 1 : last]
    if any(TOTAL.match(one) or PART_OF.match(one) for one in (*between, twice[0])):
        return
    for one in rows[last]:
        for other in rows[first]:
            same = one.passage.column == other.passage.column and one.kind == other.kind
            if not same or one.number.value == other.number.value or not other.number.value:
                continue
            if SPREAD[0] <= one.number.value / other.number.value <= SPREAD[1]:
                why = f"{other.passage.where} gives {other.number.text} for the same row."
                yield Verdict(one, "inconsistent", why, other.number.text, other.passage.where)
                break


def _too_much(rows: list[list[Claim]]) -> Iterator[Verdict]:
    """Shares of a column, each of another group of one breakdown, that come to more than the whole."""
    columns: dict[int, list[Claim]] = {}
    for row in rows:
        for one in row:
            if one.kind == "percent" and one.context.get("total") != "yes" and not one.number.hedge:
                columns.setdefault(one.passage.column, []).append(one)
    for shares in columns.values():
        groups = [one.groups[0] for one in shares if len(one.groups) == 1]
        total = sum((one.number.value for one in shares), Decimal(0))
        apart = len(set(groups)) == len(shares) >= FEWEST and len({one.partition(":")[0] for one in groups}) == 1
        if apart and groups[0].startswith(ONE_OF) and TOO_MUCH[0] < total - len(shares) / HUNDRED <= TOO_MUCH[1]:
            for one in shares:
                why = f"The shares of this column come to {total:,f}%."
                yield Verdict(one, "arithmetic", why, "", "the column of the table")
