"""Accessible pages of a pack: an index, one page a section and the glossary; each file needs nothing but itself."""

import base64
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analysis.presentation.citations import LICENCE
from analysis.reports.challenges import ABOUT, Answer, answers
from analysis.reports.contents import Contents, Item, Section
from analysis.reports.page_grids import Grid, long_grid, plotted_grid
from analysis.reports.page_words import Linker, paragraphs
from analysis.reports.passports import passport
from analysis.reports.sign_off import sealed, standing
from analysis.reports.table_titles import table_title
from analysis.vocabulary.glossary import glossary

PICTURES = {".svg": "image/svg+xml", ".png": "image/png"}  # the first that there is: SVG stays sharp and weighs less
FILES = {
    "annual_report.docx": "the draft of the annual report in Word",
    "slides.pptx": "slides for the scrutiny committee",
    "tables.xlsx": "every table in one workbook",
}
SIZE = re.compile(rb'width="([\d.]+)pt" height="[\d.]+pt" viewBox="0 0 ([\d.]+) ([\d.]+)"')
BESIDE = ("What it shows", "How to read it", "Source")  # of a passport: these stand with the figure already
RANGES = ("range", "rate", "ratio", "median")  # the terms that a reader needs for every page


@dataclass(frozen=True)
class Block:
    """What stands on a page for one item: its text or its picture, its passport, its table and links to its files."""

    item: Item
    title: str = ""
    text: str = ""
    more: str = ""
    picture: str = ""
    note: str = ""
    passport: tuple[tuple[str, Markup], ...] = ()
    grid: Grid | None = None
    files: tuple[str, ...] = ()


def make_pages(contents: Contents, folder: Path) -> None:
    """Write folder/site: index.html, a page for each section and glossary.html. The same contents, the same bytes."""
    site = folder / "site"
    site.mkdir(parents=True, exist_ok=True)
    shared = {"pack": contents, "licence": LICENCE, "rests_on": rests_on(contents)}
    shared |= {"standing": standing(contents), "sealed": sealed(contents)}
    _write(site / "index.html", "index.html", shared | _index(contents, folder))
    if contents.challenges:
        asked = shared | {"page": "challenge_log", "answers": _answers(contents), "about": ABOUT}
        _write(site / "challenge_log.html", "challenge_log.html", asked)
    for section in contents.sections:
        _write(site / f"{section.notebook}.html", "section.html", shared | _section(section, folder))
    _write(site / "glossary.html", "glossary.html", shared | {"terms": list(glossary().values()), "page": "glossary"})


def rests_on(contents: Contents) -> list[str]:
    """The publications behind the figures of a pack, each once, without their releases."""
    parts = [part for item in contents.items() for part in item.source.split("; ") if part]
    return sorted({part.split(", ")[0] for part in parts})


def _index(contents: Contents, folder: Path) -> dict[str, object]:
    linker = Linker()
    answers = [(section, linker.link(_answer(section))) for section in contents.sections]
    files = [(name, said) for name, said in FILES.items() if (folder / name).is_file()]
    return {"page": "index", "answers": answers, "files": files, "ranges": [glossary()[name] for name in RANGES]}


def _answer(section: Section) -> str:
    """The findings that answer a section's question, else its first; without one, the headline of its first figure."""
    found = {item.key: item.text for item in section.of("finding")}
    chosen = [found[key] for key in answering().get(section.notebook, []) if key in found]
    said = [" ".join(chosen)] if chosen else [*found.values(), *(item.headline for item in section.of("figure"))]
    return said[0] if said else ""


@cache
def answering() -> dict[str, list[str]]:
    """Notebook -> the findings that answer its question on the first page, from pages.toml."""
    text = files("analysis.reports").joinpath("pages.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["answers"])


def _answers(contents: Contents) -> list[tuple[Answer, Markup, str]]:
    """Each logged question with its answer, its terms linked to the glossary, and the address of what it comes from."""
    linker = Linker()
    places = {
        f"{item.kind.capitalize()} {item.key}": f"{section.notebook}.html#{item.kind}-{item.key}"
        for section in contents.sections
        for item in section.items
    }
    return [(one, linker.link(one.said), places.get(one.source, "")) for one in answers(contents)]


def _section(section: Section, folder: Path) -> dict[str, object]:
    linker = Linker()
    notebook = f"notebooks/{section.notebook}.ipynb"
    return {
        "page": section.notebook,
        "section": section,
        "blocks": [_block(item, linker) for item in section.items],
        "limits": [linker.link(text) for text in paragraphs(section.limits)],
        "made_by": notebook if (folder / notebook).is_file() else "",
    }


def _block(item: Item, linker: Linker) -> Block:
    if item.kind == "finding":
        return Block(item, text=linker.link(item.text), more=linker.link(item.more))
    lines = [line for line in passport(item) if line[0] not in BESIDE]
    about = tuple((label, linker.link(text)) for label, text in lines)
    files = tuple(f"{item.kind}s/{item.key}{end}" for end in (".csv", ".png", ".svg") if item.file(end).is_file())
    if item.kind == "table":
        grid = long_grid(item.file(".csv")) if item.file(".csv").is_file() else None
        return Block(item, item.headline or table_title(item.key), passport=about, grid=grid, files=files)
    grid = plotted_grid(item.file(".csv")) if item.file(".csv").is_file() else None
    title, note = item.headline or item.key, linker.link(item.note)
    return Block(item, title, picture=picture(item), note=note, passport=about, grid=grid, files=files)


def picture(item: Item) -> str:
    """What a figure draws as a data URI, so that a page is one file; empty where its picture is not at hand.

    The page has headline, measure, note and source as text, so an SVG is shown without them.
    """
    for suffix, kind in PICTURES.items():
        if item.file(suffix).is_file():
            data = item.file(suffix).read_bytes()
            data = _cropped(data, *item.crop) if suffix == ".svg" else data
            return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
    return ""


def _cropped(svg: bytes, top: float, bottom: float) -> bytes:
    """An SVG with a window on what lies between two shares of its height; one without a size stays whole."""

    def window(found: re.Match[bytes]) -> bytes:
        wide, high = float(found[2]), float(found[3])
        seen = f"{wide:g} {high * (1 - top - bottom):g}"
        pair = 'width="{}pt" height="{}pt"'.format(*seen.split(" "))
        return f'{pair} viewBox="0 {high * top:g} {seen}"'.encode()

    return SIZE.sub(window, svg, count=1) if top or bottom else svg


@cache
def _templates() -> Environment:
    """The templates of this package. Everything that they print is escaped, but for what is Markup already."""
    loader = PackageLoader("analysis.reports", "templates/pages")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _write(path: Path, template: str, about: dict[str, object]) -> None:
    text = _templates().get_template(template).render(about)
    path.write_text(text.rstrip() + "\n", encoding="utf-8", newline="\n")
