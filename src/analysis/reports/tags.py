"""The slots of a report: {{figure:KEY}}, {{table:KEY}}, {{number:KEY:MEASURE}} and {{text:KEY}}, and their tags."""

import re
from dataclasses import dataclass

from analysis.reports.contents import MORE, Contents
from analysis.reports.laid_out import number_of
from analysis.vocabulary.errors import WrongUse, nearest

# What a report says about the pack itself.
TEXTS = ("area", "date", "partnership", "period", "stamp", "status", "data_notes", "limits")
BLOCKS = ("data_notes", "limits")  # of several paragraphs
TABLES = ("challenge_log", "definitions", "glossary")
MARKER = re.compile(r"\{\{([^{}]*)\}\}")
KINDS = "{{figure:KEY}}, {{table:KEY}}, {{number:KEY:MEASURE}} or {{text:KEY}}"
_TAG = re.compile(r"(figure|table|number|text):([a-z0-9_]+)(?::(.+))?")
_OWN = {"number": "table", "text": "finding"}  # what a slot is filled from, where it is called otherwise
LONGEST = 64  # characters that Word takes in a tag


@dataclass(frozen=True)
class Slot:
    """One place in a report; `rest` is the measure of a number, with what it is chosen by."""

    kind: str
    key: str
    rest: str = ""

    @property
    def tag(self) -> str:
        """What its content control is called: "figure:care_rate_trend"."""
        return ":".join(part for part in (self.kind, self.key, self.rest) if part)

    @property
    def block(self) -> bool:
        """Whether it takes whole paragraphs, not a place inside one."""
        return self.kind in ("figure", "table") or (self.kind == "text" and self.key in BLOCKS)

    @property
    def item_kind(self) -> str:
        """The kind of item that fills it: a number comes from a table, a text is a finding."""
        return _OWN.get(self.kind, self.kind)

    @property
    def reserved(self) -> bool:
        """Whether it is a word or a table of the pack itself, such as its area or its glossary."""
        return self.key in {"text": TEXTS, "table": TABLES}.get(self.kind, ())


def read_tag(text: str) -> Slot | None:
    """The slot that a tag names, or None for what is no tag of ours."""
    found = _TAG.fullmatch(text.strip())
    if not found or bool(found[3]) != (found[1] == "number"):
        return None
    return Slot(found[1], found[2], (found[3] or "").strip())


def check_slot(text: str, contents: Contents) -> Slot:
    """The slot that a marker or tag names; one that this project does not know is refused with the nearest name.

    A number is looked up at once, so that one which cannot be told is refused before anything is written.
    """
    slot = read_tag(text)
    if slot is None:
        raise WrongUse(f'"{{{{{text}}}}}" is no marker. Write {KINDS}.')
    names = known(slot, contents)
    if slot.key not in names:
        what = {"finding": "finding or word of the pack"}.get(slot.item_kind, slot.item_kind)
        raise WrongUse(f'"{{{{{text}}}}}" names no {what}.{nearest(slot.key, names)}')
    if len(slot.tag) > LONGEST:
        raise WrongUse(f'"{{{{{text}}}}}" is longer than the {LONGEST} characters that Word takes in a tag.')
    item = contents.find("table", slot.key) if slot.kind == "number" else None
    if item:
        number_of(item, contents.area, slot.rest)
    return slot


def known(slot: Slot, contents: Contents) -> list[str]:
    """Every key that a slot of this kind may name: what the pack has, what its notebooks can publish, its own words."""
    names = {item.key for item in contents.items(slot.item_kind)}
    names |= {key for kind, key in contents.known if kind == slot.item_kind}
    names |= {f"{key}{MORE}" for key in names} if slot.item_kind == "finding" else set()
    return sorted(names | set({"text": TEXTS, "table": TABLES}.get(slot.kind, ())))
