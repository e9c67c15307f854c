"""Claims: every number of a draft with what it is said to be of – whom, where, when – as far as the words tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from analysis.audit.days import Day, days
from analysis.audit.mentions import headings
from analysis.audit.numbers import Number, numbers
from analysis.audit.reading import Draft, Passage
from analysis.audit.sentences import sentences

LOCAL = "local"
BEGINS = re.compile(r"\b(?:since|from|after|to|until)\s+(?:the )?$", re.IGNORECASE)
RUN_IN = 4  # words of what heads the rest of its paragraph
HEADING = 10  # words of a line that is no sentence but heads what follows
CONTENTS = ("contents", "table of contents", "contents page")


@dataclass(frozen=True)
class Claim:
    """A number that says something, and the readings that its words allow, the likeliest first.

    `dated` is whether the words give a date; `clear` whether every word near the number is understood, so that a
    disagreement with the data may be held against it.
    """

    id: str
    passage: Passage
    sentence: str
    number: Number
    indicators: tuple[str, ...] = ()
    areas: tuple[str, ...] = (LOCAL,)
    days: tuple[Day, ...] = ()
    groups: tuple[str, ...] = ()
    label: str = ""
    topic: str = ""
    role: str = "level"  # or "change", "before" (the first of "from … to …"), "rest" or "gap"
    measure: str = ""  # count, rate or percent: what its words make it
    beside: tuple[Day, ...] = ()  # the days of what it is set beside, where it has none of its own
    dated: bool = False
    clear: bool = False
    sure: bool = False  # clear, were it not for words that may be harmless
    strange: tuple[str, ...] = ()
    context: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """count, percent, points, rate, ratio, fraction, rank or money."""
        return self.number.kind


def claims_of(draft: Draft, closing: date, area: str = "") -> list[Claim]:
    """Every claim of a draft, in order. What is said of the draft's own `area` (a code) is said of "local"."""
    return [
        replace(claim, id=f"c{number}", areas=tuple(LOCAL if place == area else place for place in claim.areas))
        for number, claim in enumerate(_claims_of(draft, closing, area), 1)
    ]


def _claims_of(draft: Draft, closing: date, home: str) -> Iterator[Claim]:
    """Sentence by sentence, and table by table: the words just above a table say what is in it."""
    from analysis.audit.narrowing import heading_of
    from analysis.audit.other_columns import without_others
    from analysis.audit.readings import Context
    from analysis.audit.sentence_claims import sentence_claims
    from analysis.audit.table_layout import laid_out
    from analysis.audit.tables import table_claims

    tables, done, contents = draft.tables(), set[int](), False
    before, where, lead, last = Context(home=home), "", "", ""
    for passage in draft.passages:
        if passage.kind == "heading" or _heads(passage):
            contents = (contents and passage.kind != "heading") or passage.text.strip().lower() in CONTENTS
            found = days(passage.text, closing)
            when = tuple(one for one in found if len(found) == 1 and _is_position(one, passage.text, closing))
            before = Context(
                heading=heading_of(passage.text), when=when, title=passage.text, home=home, told=passage.text
            )
        if contents or passage.kind == "contents":
            continue
        if passage.table:
            if passage.table not in done:
                done.add(passage.table)
                made = list(table_claims(laid_out(tables[passage.table]), before.said, closing))
                yield from (without_others(replace(one, context={**one.context, "lead": last})) for one in made)
            continue
        lead = lead if passage.kind == "list" else passage.text
        before = before if passage.where == where else replace(before, claims=())
        where, earlier, outer = passage.where, "", before
        for _, text in sentences(passage.text):
            made = sentence_claims(passage, text, closing, before)
            made = [replace(one, context={**one.context, "before": earlier, "lead": lead}) for one in made]
            earlier = last = text
            yield from made
            said = headings(text)
            if passage.kind == "list" and not any(one.kind == "indicator" for one in said):
                said = (*said, *(one for one in before.said if one.kind == "indicator"))  # a list is about one thing
            named = tuple(one for one in days(text, closing) if one.said)
            before = replace(
                before, claims=tuple(made) or before.claims, said=said, days=named, told=f"{before.told} {text}"
            )
            if not made and len(text.split()) <= RUN_IN and text[-1:] in ".:":  # "Conferences. 611 were held"
                before = replace(before, heading=heading_of(text), title=text)
        before = replace(before, heading=outer.heading, title=outer.title)


def _is_position(one: Day, text: str, closing: date) -> bool:
    """Whether a heading's day is that of the figures under it, and not of the paper, or of where a story begins."""
    return one.day <= closing and not BEGINS.search(text[: one.start])


def _heads(passage: Passage) -> bool:
    """Whether a paragraph only names what stands below it: a few words, no sentence, no number that claims."""
    text = passage.text.strip()
    few = passage.kind in ("paragraph", "list") and not passage.table and len(text.split()) <= HEADING
    if passage.kind == "list" or text[-1:] in ".?!;,":
        few = few and bool(re.fullmatch(r"[A-Z][a-z-]+(?: [a-z-]+)?[.:]", text))  # "2. Plans."
    return few and not any(not one.idle for one in numbers(text))
