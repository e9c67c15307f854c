"""Words and arrows in a table's column of comments, against the values of their row: "declining" of 91.5% to 96.4%."""

import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.audit.chance import LARGE, counts_alike
from analysis.audit.claims import LOCAL, Claim
from analysis.audit.numbers import Number
from analysis.audit.reading import Draft, Passage
from analysis.audit.verdicts import Verdict
from analysis.vocabulary.indicators import indicators

HEAD = re.compile(
    r"\s*(?:comments?|commentary|trend|direction(?: of travel)?|dot|travel|movement|change|narrative|progress|arrow"
    r"|status|analysis|notes?"
    r"|remarks?|year on year|yoy|annual change|change (?:on|from|since) (?:last|previous) year|)\s*:?\s*",
    re.IGNORECASE,
)
OF_PERFORMANCE = re.compile(r"direction|dot\b|travel|status|progress|performance", re.IGNORECASE)
AGAINST_OTHERS = re.compile(
    r"target|england|national|region|neighbour|\bsn\b|benchmark|rank|quartile|change|diff|varia|gap|%\s*\+/-",
    re.IGNORECASE,
)
SIGNS = {
    "up": r"[▲△↑⬆⇑⇧🔼↗⬈]\ufe0f?", "down": r"[▼▽↓⬇⇓⇩🔽↘⬊]\ufe0f?", "flat": r"[→↔⇒⇔➡=◄►⬌]\ufe0f?|<->|-+>",
}  # fmt: skip
WORDS = {
    "up": r"up|rising|rise|risen|rose|increas(?:e|ed|ing)|growing|grew|upwards?|going up|higher|on the rise",
    "down": r"down|falling|fall|fallen|fell|decreas(?:e|ed|ing)|dropp(?:ed|ing)|drop|reduc(?:ed|ing|tion)"
    r"|downwards?|going down|lower",
    "either down": r"declin(?:e|ed|ing)",
    "better": r"improv(?:ed|ing|ement)|better|stronger",
    "worse": r"deteriorat(?:ed|ing)|deterioration|worse|worsen(?:ed|ing)|weaker",
    "flat": r"stable|static|no change|unchanged|steady|flat|the same|same|level|little change|no movement",
}
_MORE = (
    r"slightly|sharply|slight|sharp|modest|modestly|steadily|steady|still|significant(?:ly)?|continu(?:es|ing"
    r"|ed)(?: to)?|a|marked(?:ly)?|broadly|remains|has|is|further|clear"
)
_AFTER = (
    r"slightly|sharply|significantly|further|again|trend|performance|picture|position|numbers?|on (?:last"
    r"|the previous|the) year|year on year"
    r"|(?:from|since|than|against|compared (?:to|with)) (?:last|the previous|previous) year|well|now"
)
COMPILED = [
    *((name, re.compile(rf"\s*(?:{sign})(?:\s*(?:{sign}))*\s*")) for name, sign in SIGNS.items()),
    *(
        (name, re.compile(rf"\W*(?:(?:{_MORE}) )*(?:{words})(?:,? (?:{_AFTER}))*\W*", re.IGNORECASE))
        for name, words in WORDS.items()
    ),
]
SIDES = {"up": 1, "down": -1, "either down": -1}
TEN = Decimal(10)


def comment_cells(draft: Draft, claims: list[Claim]) -> Iterator[Verdict]:
    """Verdicts on the comments of tables that the dated values of their own row are the contrary of."""
    for cells in draft.tables().values():
        header = cells[min(cells)]
        for row in (line for at, line in cells.items() if at != min(cells)):
            for column, cell in row.items():
                head = header[column].text if column in header else ""
                if column != min(row) and HEAD.fullmatch(head) and column in header:
                    yield from _judged(cell, head, _values(row, header, claims))


def _values(row: dict[int, Passage], header: dict[int, Passage], claims: list[Claim]) -> list[Claim]:
    """The values of a row by their days: of its own area, of one kind, one in a cell; none where that is not so."""
    found = []
    for column, cell in row.items():
        head = header[column].text if column in header else ""
        mine = [one for one in claims if one.passage is cell]
        if not mine or AGAINST_OTHERS.search(head):
            continue
        if len(mine) > 1 or mine[0].areas != (LOCAL,) or not mine[0].days or mine[0].number.signed:
            return []
        found += mine
    days_ = [one.days[0].day for one in found]
    alike = len({one.measure for one in found}) == 1 and len(set(days_)) == len(days_) > 1
    return sorted(found, key=lambda one: one.days[0].day) if alike else []


def _judged(cell: Passage, head: str, values: list[Claim]) -> Iterator[Verdict]:
    name, pattern = next(((name, each) for name, each in COMPILED if each.fullmatch(cell.text)), ("", None))
    if not pattern or not values:
        return
    sign = not re.search(r"[A-Za-z]", cell.text)
    pairs = [(values[-2], values[-1]), (values[0], values[-1])]
    if all(_contrary(name, sign, head, one, other) for one, other in pairs):
        one, other = pairs[0]
        text = cell.text.strip()
        number = Number(0, len(text), text, "words", Decimal(0), words=True)
        why = f"Its row goes from {one.number.text} to {other.number.text}."
        claim = Claim("", cell, cell.text, number, one.indicators[:1], clear=True)
        yield Verdict(claim, "overstated", why, other.number.text)


def _contrary(name: str, sign: bool, head: str, one: Claim, other: Claim) -> bool:
    """Whether a comment is wrong by every reading: of the number, and where it may be of performance, of that too."""
    before, after = one.number.value, other.number.value
    went = (after > before) - (after < before)
    known = indicators().get(one.indicators[0]) if one.indicators else None
    good = {"higher": 1, "lower": -1}.get(known.direction, 0) if known else 0
    if name == "flat":
        return _far(one, other)
    if name in ("better", "worse"):
        return bool(good) and went * good * (1 if name == "better" else -1) < 0
    side = SIDES[name]
    if went * side >= 0:
        return False
    performance = name == "either down" or (sign and bool(OF_PERFORMANCE.search(head)))
    if sign and good < 0:
        return False  # an arrow for the better may point up while the number falls
    return (
        went * good * side < 0
        if performance and good
        else not performance or (name == "either down" and not _percent(one))
    )


def _percent(one: Claim) -> bool:
    return one.measure == "percent"


def _far(one: Claim, other: Claim) -> bool:
    """Whether two values are too far apart for "stable"."""
    before, after = one.number.value, other.number.value
    gap = abs(after - before)
    if not before or gap < LARGE * before:
        return False
    if _percent(one):
        return gap >= TEN
    return bool(one.number.decimals) or not counts_alike(int(before), int(after))
