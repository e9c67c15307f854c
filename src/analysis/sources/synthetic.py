"""Synthetic returns: a population that meets an authority's published figures, as every return a council makes of it.

No child in them exists. The truth that is written with them is counted from the lives themselves, so that a reader of
returns can be held to it.
"""

import csv
import gc
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from analysis.sources.synthesis import formats, truth
from analysis.sources.synthesis.mess import LEDGER
from analysis.sources.synthesis.people import Authority
from analysis.sources.synthesis.planting import planted
from analysis.sources.synthesis.population import populate
from analysis.sources.synthesis.truth import Truth
from analysis.vocabulary.areas import areas as known_areas
from analysis.vocabulary.errors import WrongUse

FORMATS = ("annex_a", "ssda903", "cin_census", "safeguarding_dataset", "mapped")
TRUTH = "truth"  # the folder beside those of the areas, in which there is no return


@dataclass(frozen=True)
class Synthetic:
    """What was written: the truth by (area, format), and a row for each planted fault (LEDGER, and its area)."""

    folder: Path
    truth: dict[tuple[str, str], Truth] = field(default_factory=dict)
    ledger: list[dict[str, object]] = field(default_factory=list)


def synthesise(
    folder: Path,
    areas: Sequence[str],
    seed: int,
    mess: int = 0,
    formats: Sequence[str] = FORMATS,
    first_year: int = 2018,
    extracted_on: date = date(2025, 3, 31),
    scale: float = 1.0,
) -> Synthetic:
    """Write the returns of each area to folder/<area>/, their truth and the ledger of faults to folder/truth/<area>/.

    Years are named by the 31 March they end on, from `first_year` to the last that is over on `extracted_on`; the
    Annex A is drawn on that day, and so is a census return of the year under way. `mess` is 0 (clean) to 3: how many
    of the faults that real returns have are planted. `scale` makes an authority so many times its size. The same
    arguments give the same bytes.
    """
    if mess not in range(4):
        raise WrongUse(f"mess is {mess}. Give 0 for clean returns, up to 3.")
    made = Synthetic(folder)
    with _uncollected():
        for area in areas:
            _area(made, populate(area, seed, first_year, extracted_on, scale), seed, mess, formats)
    return made


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: lives have none, and going through them again takes a third of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def slug(area: str) -> str:
    """The folder of an area."""
    return known_areas()[area].slug if area in known_areas() else area.lower()


def _area(made: Synthetic, authority: Authority, seed: int, mess: int, wanted: Sequence[str]) -> None:
    home = made.folder / slug(authority.area)
    counted: list[tuple[str, Truth]] = []
    faults: list[dict[str, object]] = []
    for name in wanted:
        total: Truth = Truth()
        for written in formats.returns(authority, name):
            ledger = planted(written, seed, mess, authority.area)
            formats.write(written, home / name, authority.area)
            total.update(truth.count(written))
            faults += ledger.rows()
        counted.append((name, total))
    made.truth.update({(authority.area, name): found for name, found in counted})
    made.ledger.extend({"area": authority.area, **fault} for fault in faults)
    _write(made.folder / TRUTH / home.name, counted, faults)


def _write(folder: Path, counted: list[tuple[str, Truth]], faults: list[dict[str, object]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "truth.csv").write_text(truth.written(counted), encoding="utf-8", newline="\n")
    file = io.StringIO()
    writer = csv.DictWriter(file, LEDGER, lineterminator="\n")
    writer.writeheader()
    writer.writerows(faults)
    (folder / "ledger.csv").write_text(file.getvalue(), encoding="utf-8", newline="\n")
