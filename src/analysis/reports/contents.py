"""What a pack holds, in the order of its notebooks: what Word, slides, workbook and pages are made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Item:
    """One published thing: a finding (its text), a figure (its words and files) or a table (its file).

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
    template: Path | None = None  # the partnership's own Word file, where it has one

    def items(self, kind: str = "") -> Iterator[Item]:
        """Every item of a kind, or all of them, in the order of the notebooks."""
        for section in self.sections:
            yield from (item for item in section.items if not kind or item.kind == kind)

    def find(self, kind: str, key: str) -> Item | None:
        """One item by its key; None where the pack does not have it."""
        return next((item for item in self.items(kind) if item.key == key), None)

    @property
    def internal(self) -> bool:
        """Whether every page has to say that it is not for publication."""
        return self.audience == "internal"
