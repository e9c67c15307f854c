"""The one door out: figures and tables leave through here only if they were released; findings as sentences of ours.

>>> outputs.table("plans_by_year", rates)
"""

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.disclosure.released import NotReleased, require_released
from analysis.presentation.citations import NONE, citation
from analysis.presentation.figures import HouseFigure, stamp
from analysis.presentation.redrawing import for_slide
from analysis.presentation.saving import save, save_slide, shown
from analysis.presentation.wording import Finding
from analysis.vocabulary.errors import WrongUse

NAME = re.compile(r"[a-z][a-z0-9_]{2,60}")
PREVIEW = "Preview: cannot be exported"  # of a table that quarterly.toml does not declare


@dataclass
class Door:
    """Where a run's outputs go. Without a folder (in JupyterLab) they are displayed and written nowhere."""

    notebook: str = ""
    run_id: str = ""
    folder: Path | None = None
    stamp: str = ""  # printed on every figure of a pack that is not for the public
    slides: frozenset[str] = frozenset()  # the figures that are drawn for slides too
    findings: list[dict[str, str]] = field(default_factory=list)
    items: list[dict[str, str]] = field(default_factory=list)  # all that was published, in the order of the notebook


_door = Door()


def open_door(door: Door) -> None:
    """Direct the outputs of this notebook; called by `start`."""
    global _door
    _door = door


def figure(key: str, drawing: HouseFigure, table: pd.DataFrame) -> object:
    """Publish a figure with the table it draws: PNG, SVG, plotted data and alt text; shown in the notebook too.

    >>> outputs.figure("plans_trend", plot_trend(rates, comparators, run.area.code), rates)
    """
    released = require_released(table, f'Figure "{key}"')
    if not drawing.source:
        raise NotReleased(f'Figure "{key}" names no source, so it cannot be published. Draw it from a released table.')
    if _door.stamp or released.preview:
        stamp(drawing, _door.stamp or PREVIEW)
    if _door.folder and not drawing.empty:
        _refuse_preview(released, key)
        save(drawing, _place("figures", key), released)
        slide = for_slide(drawing) if key in _door.slides else None
        if slide:
            save_slide(slide, _door.folder / "slides" / f"{key}.png")
        words = {name: getattr(drawing, name) for name in ("headline", "measure", "alt", "note", "source")}
        words["crop"] = " ".join(f"{share:g}" for share in drawing.crop)
        _door.items.append({"kind": "figure", "key": key, **words, "indicators": _indicators(released)})
    return shown(drawing)


def table(key: str, table: pd.DataFrame) -> pd.DataFrame:
    """Publish a table in long form, one cell a row; shown in the notebook too.

    >>> outputs.table("plans_by_year", rates)
    """
    from analysis.presentation.tables import display_form, long_form

    released = require_released(table, f'Table "{key}"')
    if _door.folder and len(released):
        _refuse_preview(released, key)
        path = _place("tables", key).with_suffix(".csv")
        path.write_bytes(long_form(released).to_csv(index=False, lineterminator="\n").encode("utf-8"))
        _door.items.append(
            {"kind": "table", "key": key, "source": _source(released), "indicators": _indicators(released)}
        )
    return display_form(released)


def finding(key: str, sentence: str) -> str:
    """Publish a finding under a key, so that a report can ask for it by name; an empty one is left out.

    The sentences are made by describe_* from released tables. Their numbers are not checked again here. What a finding
    keeps for the annex (its `more`) is published as KEY_more.

    >>> outputs.finding("plans_rate", describe_rate(rates, run.area.code))
    """
    _check_name(key)
    if not sentence:
        return Finding("Nothing to say: no figures are at hand.")
    if any(found["key"] == key for found in _door.findings):
        raise WrongUse(f'Finding "{key}" was already said in this notebook. Give each finding its own name.')
    more = getattr(sentence, "more", "")
    found = {"key": key, "text": str(sentence)} | ({"more": more} if more else {})
    _door.findings.append(found)
    _door.items.append({"kind": "finding", **found})
    return Finding(sentence, more)


def finish() -> str:
    """The last cell: write the findings, then the mark that this notebook came to its end."""
    if _door.folder is None:
        return Finding("Explored: nothing was written.")
    place = _door.folder / "findings" / f"{_door.notebook}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    for found, path in ((_door.findings, place), (_door.items, place.with_suffix(".items.json"))):
        path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    Path(os.environ["ANALYSIS_SENTINEL"]).write_text(_door.run_id, encoding="utf-8")
    return f"{len(_door.findings)} findings."


def _indicators(released: pd.DataFrame) -> str:
    """The ids of the indicators in a table, in its order, for the passport of what is drawn or listed."""
    return " ".join(dict.fromkeys(released["indicator"].astype(str))) if "indicator" in released else ""


def _source(released: pd.DataFrame) -> str:
    """Where a table's numbers come from, in one line; nothing where it cites nothing."""
    said = citation(released)
    return "" if said == NONE else said


def _place(kind: str, key: str) -> Path:
    _check_name(key)
    assert _door.folder  # noqa: S101 - the callers have looked
    place = _door.folder / kind / key
    if any(place.parent.glob(f"{key}.*")):
        raise WrongUse(f'{kind.capitalize()[:-1]} "{key}" was already published in this run. Give it its own name.')
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _check_name(key: str) -> None:
    if not NAME.fullmatch(key):
        raise WrongUse(f'"{key}" cannot name an output. Use small letters, digits and underscores: "care_by_year".')


def _refuse_preview(released: pd.DataFrame, key: str) -> None:
    if getattr(released, "preview", False):
        raise NotReleased(f'"{key}" rests on a table that quarterly.toml does not declare. Declare it to publish it.')
