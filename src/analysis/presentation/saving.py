"""A figure as files: picture for print, picture for the web, plotted data, words. The same bytes on every run."""

import base64
import io
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.disclosure.released import require_released
from analysis.presentation.figures import HouseFigure, house
from analysis.presentation.numbers import has_figure, rounded
from analysis.presentation.wording import word
from analysis.vocabulary.tidy import SUPPRESSED

PRINT_DPI, SCREEN_DPI = 300, 110
KEYS = ["set", "indicator", "area", "area_name", "date", "year", "span", "breakdown", "group", "baseline", "statistic"]
KEYS += ["stage", "basis", "previous", "part", "block"]
WHOLES = ["count", "denominator", "population", "people", "of", "areas"]
VALUES = ["share", "value", "lower", "upper", "lower_95", "upper_95", "lower_998", "upper_998"]
VALUES += ["adjusted_lower_95", "adjusted_upper_95", "adjusted_lower_998", "adjusted_upper_998", "overdispersion"]
LINES = ["moving_mean", "mean", "lower_limit", "upper_limit", "target"]  # worked out: to one decimal at least
WORDS = ["rebase_reason", "base", "unit", "denominator_vintage", "verdict", "plain_side", "adjusted_side", "status"]
WORDS += ["citation"]
FORECAST = "forecast"  # rows that stand once for each of two ranges


@dataclass(frozen=True)
class Picture:
    """A picture for a notebook, with its alternative text."""

    png: bytes
    alt: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[dict, dict]:  # noqa: ARG002
        coded = base64.b64encode(self.png).decode("ascii")
        return {"image/png": coded, "text/plain": self.alt}, {"image/png": {"alt": self.alt}}


def shown(drawing: HouseFigure) -> Picture:
    """The figure for display in a notebook."""
    return Picture(_png(drawing, SCREEN_DPI), drawing.alt)


def save(drawing: HouseFigure, path: Path, table: pd.DataFrame) -> None:
    """Write the figure beside `path`, which has no suffix: .png for print, .svg, .csv of what is plotted, .txt."""
    released = require_released(table, f'Figure "{drawing.headline}"')
    _file(path, ".png").write_bytes(_png(drawing, PRINT_DPI))
    _file(path, ".svg").write_bytes(_svg(drawing, path.name))
    _file(path, ".csv").write_bytes(plotted(released, drawing.places).to_csv(index=False, lineterminator="\n").encode())
    words = [drawing.headline, drawing.measure, drawing.alt, drawing.note, f"Source: {drawing.source}"]
    _file(path, ".txt").write_bytes(("\n\n".join(word for word in words if word) + "\n").encode())


def save_slide(drawing: HouseFigure, path: Path) -> None:
    """Write the picture of a figure as slides show it; it is not published by itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_png(drawing, PRINT_DPI))


def plotted(table: pd.DataFrame, places: int = 1) -> pd.DataFrame:
    """The columns a figure draws, as text, at the precision it shows; nothing in a hidden or missing cell."""
    ranges = ["confidence", "method"] if "statistic" in table and table["statistic"].eq(FORECAST).any() else []
    made = {name: table[name].astype(str) for name in [*KEYS, *ranges] if name in table}
    hidden = table["status"].eq(SUPPRESSED) if "status" in table else pd.Series(False, index=table.index)
    withheld = table["withheld"].ne("") if "upper_limit" in table else hidden
    for name in [*WHOLES, *VALUES, *LINES]:
        if name in table:
            digits = 0 if name in WHOLES else max(places, 1) if name in LINES else places
            cells = table[name].where(~hidden & ~(withheld if name in LINES else hidden))
            made[name] = cells.map(lambda cell, digits=digits: _printed(cell, digits)).astype(str)
    if "upper_limit" in table:
        marks = {
            "rule": table["rule"],
            "variation": table["variation"].map(lambda kind: word("charts_variation", kind)),
        }
        made |= {name: cells.astype(str).mask(hidden | withheld, "") for name, cells in marks.items()}
    made |= {name: table[name].astype(str) for name in WORDS if name in table}
    return pd.DataFrame(made)


def _printed(cell: Any, places: int) -> str:  # noqa: ANN401 - whatever a cell holds
    return str(rounded(cell, places)) if has_figure(cell) else ""


def _file(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _png(drawing: HouseFigure, dpi: int) -> bytes:
    into = io.BytesIO()
    with house():
        drawing.savefig(into, format="png", dpi=dpi, metadata={"Software": None, "Description": drawing.alt})
    return into.getvalue()


def _svg(drawing: HouseFigure, name: str) -> bytes:
    """The figure as SVG with a role, a title and a description, which screen readers read out."""
    into = io.BytesIO()
    with house():
        drawing.savefig(into, format="svg", metadata={"Date": None, "Creator": None})
    text = into.getvalue().decode("utf-8")
    start = text.index("<svg")
    end = text.index(">", start)
    role = f' role="img" aria-labelledby="{name}-title {name}-desc">\n'
    role += f' <title id="{name}-title">{escape(drawing.headline)}</title>\n'
    role += f' <desc id="{name}-desc">{escape(drawing.alt)}</desc>'
    return (text[:end] + role + text[end + 1 :]).encode("utf-8")
