"""Totals of tables against their rows."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.claims import Claim
from analysis.audit.reading import Draft, Passage
from analysis.audit.verdicts import Verdict

FEWEST = 2  # rows that make a total
NONE = Decimal(0)
WHOLE = Decimal(100)
NEAR = (Decimal("0.67"), Decimal("1.5"))  # times what was said that the true sum may be
NEARER = (Decimal("0.9"), Decimal("1.1"))  # the same for "all courses", above which only some may be listed
ALL = re.compile(r"^\W*all\b", re.IGNORECASE)
PART_OF = re.compile(r"^\W*(?:of which|of whom|including|incl\b|of these)", re.IGNORECASE)


def total_checks(draft: Draft, claims: list[Claim]) -> Iterator[Verdict]:
    """A total that is not the sum of its rows; where a row stands twice, whether the total is right without it."""
    tables = draft.tables()
    for claim in claims:
        if claim.context.get("total") != "yes" or claim.kind in ("rate", "ratio", "rank"):
            continue
        rows = rows_above(claims, claim)
        if len(rows) < FEWEST or any(row.kind != claim.kind for row in rows):
            continue
        total = sum((row.number.value for row in rows), NONE)
        if abs(total - claim.number.value) > _slack(claim, len(rows)) and _meant(claim, total, rows):
            yield _wrong(claim, total, _doubled(tables[claim.passage.table], rows))


def rows_above(claims: list[Claim], total: Claim) -> list[Claim]:
    """The claims of the rows above a total, in its column, since the last total."""
    column = [one for one in column_of(claims, total) if one.passage.row < total.passage.row]
    last = max((one.passage.row for one in column if one.context.get("total") == "yes"), default=0)
    return [one for one in column if one.passage.row > last]


def column_of(claims: list[Claim], claim: Claim) -> list[Claim]:
    """The claims in the column of a table that a claim stands in; none outside a table."""
    place = (claim.passage.table, claim.passage.column)
    return [one for one in claims if claim.passage.table and (one.passage.table, one.passage.column) == place]


def _meant(claim: Claim, total: Decimal, rows: list[Claim]) -> bool:
    """Whether a "total" is meant to be a sum: not the last quarter's number, nor the percentage of all teams together.

    A part of a row above it ("of which …") is in no sum, so a column with one is left alone.
    """
    said = claim.number.value
    if not said or any(PART_OF.match(row.context.get("row", "")) for row in rows):
        return False
    if claim.kind == "percent":
        return abs(said - WHOLE) <= 1 and NEAR[0] <= total / said <= NEAR[1]
    least, most = NEARER if ALL.match(claim.context.get("row", "")) else NEAR
    return least <= total / said <= most


def _slack(claim: Claim, rows: int) -> Decimal:
    """How far rounded percentages may be from their sum; counts and money must add up."""
    return Decimal(rows) / 2 * Decimal(1).scaleb(-claim.number.decimals) if claim.kind == "percent" else NONE


def _wrong(claim: Claim, total: Decimal, doubled: list[Claim]) -> Verdict:
    said = f"{total:,f}"
    why = f"The rows above add up to {said}, not {claim.number.text}."
    if doubled and total - sum((row.number.value for row in doubled), NONE) == claim.number.value:
        row = doubled[0].passage.row
        why += f" It is right only if row {row}, which stands twice, counts once; then one of the two should go."
    return Verdict(claim, "arithmetic", why, said, "the rows of the table", said)


def _doubled(cells: dict[int, dict[int, Passage]], rows: list[Claim]) -> list[Claim]:
    """Rows that say the same as one before them, cell by cell."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for row in rows:
        texts = tuple(cell.text.strip().lower() for cell in cells[row.passage.row].values())
        seen[texts] += 1
        found += [row] if seen[texts] > 1 and len(texts) > 1 else []
    return found
