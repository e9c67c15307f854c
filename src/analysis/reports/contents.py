"""What a pack holds, in the order of its notebooks: what Word, slides, workbook and pages are made from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.vocabulary.audiences import stamp_of

MORE = "_more"  # what the annex of a finding is called by: plans_comparison_more


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its full stop."""
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“])", text.strip()) if part]


def annex(text: str, more: str) -> str:
    """The annex of a finding where it stands apart: led by the finding's first sentence, which has date and base."""
    return f"{sentences(text)[0]} {more}" if more else ""


@dataclass(frozen=True)
class Item:
    """One published thing: a finding (its text, and `more`), a figure (its words and files) or a table (its file).

    `folder` is the pack; a figure has figures/KEY.png, .svg, .csv and .txt, a table has tables/KEY.csv.
    `indicators` are the ids that its table holds, for the passport; `crop` the shares of the height of a picture that
    headline and measure take at its top, note and source at its foot, to be left out where they stand beside it;
    `slide` its picture in the larger letters of a slide, where it was drawn for one.
    """

    kind: str  # "finding", "figure" or "table"
    key: str
    folder: Path
    text: str = ""
    headline: str = ""
    measure: str = ""
    alt: str = ""
    note: str = ""
    source: str = ""
    indicators: tuple[str, ...] = ()
    more: str = ""
    crop: tuple[float, float] = (0.0, 0.0)
    slide: Path | None = None

    def file(self, suffix: str) -> Path:
        """The file of a figure or a table, such as figures/care_rate_trend.png."""
        return self.folder / f"{self.kind}s" / f"{self.key}{suffix}"


@dataclass(frozen=True)
class Section:
    """What one notebook published, under its title and the question that it answers."""

    notebook: str
    title: str
    question: str
    limits: str  # its "What this does not show", as Markdown
    items: tuple[Item, ...]

    def of(self, kind: str) -> list[Item]:
        """Its findings, figures or tables, in order."""
        return [item for item in self.items if item.kind == kind]


@dataclass(frozen=True)
class SignOff:
    """How far people have come with a pack: its status, and who signed which figures when.

    `seal` is the seal of the figures that were signed. `was` is a status that was given to other figures than the
    pack's: it is a draft again.
    """

    status: str = "draft"  # draft, checked or approved
    by: str = ""
    on: str = ""  # an ISO day
    seal: str = ""
    was: str = ""


NOT_SIGNED = SignOff()


@dataclass(frozen=True)
class Challenge:
    """A question that members asked, as it stands in the log: its row there, and the query that answers it."""

    row: int
    question: str
    asked: str  # an ISO day, or nothing
    query: str


@dataclass(frozen=True)
class Contents:
    """A whole pack, before it is published: nothing in it that was not released for its audience."""

    area: str  # GSS code
    area_name: str
    partnership: str
    period: str  # "2024-25 Q4"
    period_words: str  # "31 March 2025"
    audience: str
    which: str  # what kind of view it is: "" for the latest figures, else in words
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    known: frozenset[tuple[str, str]] = frozenset()  # (kind, key) that the notebooks can publish, figures or none
    elsewhere: frozenset[tuple[str, str]] = frozenset()  # those of notebooks that this pack was asked to leave out
    template: Path | None = None  # the partnership's own Word file, where it has one
    seal: str = ""  # of the figures: what a person signs
    sign_off: SignOff = NOT_SIGNED
    challenges: tuple[Challenge, ...] = ()

    def items(self, kind: str = "") -> Iterator[Item]:
        """Every item of a kind, or all of them, in the order of the notebooks."""
        for section in self.sections:
            yield from (item for item in section.items if not kind or item.kind == kind)

    def find(self, kind: str, key: str) -> Item | None:
        """One item by its key; None where the pack does not have it. KEY_more is the annex of the finding KEY."""
        found = next((item for item in self.items(kind) if item.key == key), None)
        if found is None and kind == "finding" and key.endswith(MORE):
            main = self.find(kind, key.removesuffix(MORE))
            return replace(main, key=key, text=annex(main.text, main.more), more="") if main else None
        return found

    @property
    def stamp(self) -> str:
        """What every page has to say: that it is not for publication, or of nobody; nothing for the public."""
        return stamp_of(self.audience)
