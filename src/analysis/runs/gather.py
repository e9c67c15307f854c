"""From what the notebooks left in a run's folder to the contents of the pack."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.reports.contents import Contents, Item, Section
from analysis.reports.sign_off import seal_of, settled
from analysis.runs.parameters import Parameters
from analysis.runs.people import NOTHING_GIVEN, Given
from analysis.runs.plan import NotebookSpec, read_plan
from analysis.vocabulary.areas import area
from analysis.vocabulary.periods import Quarter, in_words, parse_date
from analysis.vocabulary.project import Project

LIMITS = "What this does not show"
PUBLISHED = re.compile(r'outputs\.(figure|table|finding)\(\s*"([a-z0-9_]+)"')


def gather(
    project: Project,
    parameters: Parameters,
    chosen: list[NotebookSpec],
    private: Path,
    staging: Path,
    notes: list[str],
    as_at: str = "",
    given: Given = NOTHING_GIVEN,
) -> Contents:
    """The contents of a pack whose figures and tables are in `staging`, as the notebooks in `private` left them.

    What a person signed stands only if it has the seal of these figures.
    """
    place = area(parameters.area)
    own = place.code == area(project.settings.area).code
    sections = [_section(project, notebook, private, staging) for notebook in chosen]
    contents = Contents(
        area=place.code,
        area_name=place.name,
        partnership=project.settings.partnership if own else "",
        period=parameters.period,
        period_words=in_words(Quarter.parse(parameters.period).end),
        audience=parameters.audience,
        which=which_view(parameters, as_at),
        sections=tuple(section for section in sections if section.items),
        notes=(*_part_note(project, chosen, sections), *notes),
        known=known_keys(project.notebooks),
        elsewhere=known_keys(project.notebooks, but=[notebook.name for notebook in chosen]),
        template=given.template,
        challenges=given.challenges,
    )
    seal = seal_of(contents)
    return replace(contents, seal=seal, sign_off=settled(given.sign_off, seal))


def _part_note(project: Project, chosen: list[NotebookSpec], sections: list[Section]) -> list[str]:
    """That a pack is a part, and of what, where it was asked for some of the notebooks only."""
    whole = {one.name for one in read_plan(project.notebooks).notebooks}
    if whole <= {one.name for one in chosen}:
        return []
    titles = ", ".join(section.title for section in sections)
    return [f"This is a part of the pack: {titles}. The rest was not asked for."]


def known_keys(notebooks: Path, but: Sequence[str] = ()) -> frozenset[tuple[str, str]]:
    """(kind, key) of all that the notebooks of the run, `but` some, can publish, with figures or none."""
    names = [one.name for one in read_plan(notebooks).notebooks if one.name not in but]
    texts = [_source(notebooks / f"{name}.ipynb") for name in names if (notebooks / f"{name}.ipynb").is_file()]
    return frozenset((kind, key) for text in texts for kind, key in PUBLISHED.findall(text))


def which_view(parameters: Parameters, as_at: str = "") -> str:
    """In words which figures a pack has, where they are not the latest."""
    said = "" if parameters.vintage == "latest" else "each figure in the earliest release at hand"
    dated = f"as published by {in_words(parse_date(as_at))}" if as_at else ""
    return ", ".join(part for part in (said, dated) if part)


def _section(project: Project, notebook: NotebookSpec, private: Path, staging: Path) -> Section:
    path = private / "out" / notebook.name / "outputs" / "findings" / f"{notebook.name}.items.json"
    found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    title, limits = _words(project.notebooks / f"{notebook.name}.ipynb")
    slides = path.parents[1] / "slides"
    items = tuple(_item(row, staging, slides) for row in found)
    return Section(notebook.name, title or notebook.name, notebook.question, limits, items)


def _item(row: dict[str, Any], staging: Path, slides: Path) -> Item:
    indicators = tuple(row.pop("indicators", "").split())
    crop = [float(share) for share in row.pop("crop", "0 0").split()]
    slide = slides / f"{row['key']}.png"
    slide_of = slide if row["kind"] == "figure" and slide.is_file() else None
    return Item(folder=staging, indicators=indicators, crop=(crop[0], crop[1]), slide=slide_of, **row)


def _words(path: Path) -> tuple[str, str]:
    """The title of a notebook and its section on what it does not show; nothing where it is not at hand."""
    if not path.is_file():
        return "", ""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    title = texts[0].splitlines()[0].lstrip("# ").strip() if texts else ""
    limits = next((text for text in texts if LIMITS in text.splitlines()[0]), "")
    return title, re.sub(r"^#+ .*\n+", "", limits).strip()


def _source(path: Path) -> str:
    """The code of a notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
