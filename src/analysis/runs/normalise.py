"""Making the notebook that may be published out of the one that was executed."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.runs.errors import RunError, WrongUse

_TAGS_OF_PAPERMILL = {"injected-parameters", "papermill-error-cell-tag"}
_PICTURES = ("image/png", "image/jpeg", "application/pdf")
_HOMES = re.compile(r"(?<![\w.])(/home/|/Users/|[A-Za-z]:\\+Users\\+)\w")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,16}")


def normalise(notebook_path: Path, out: Path, drop_outputs: bool = False) -> list[str]:
    """Write the publishable form of an executed notebook to `out`, the same bytes for the same content.

    Without papermill's metadata and injected cell, times, error streams and ids by chance. Returns one sentence for
    each cell whose error stream was removed. Refuses a notebook with an error, or with a path of this machine.
    """
    import nbformat

    if out.exists() and out.samefile(notebook_path):
        raise WrongUse("The publishable notebook must not overwrite the executed one. Give another path.")
    executed = nbformat.read(notebook_path, as_version=4)  # type: ignore[no-untyped-call]
    notes: list[str] = []
    cells: list[dict[str, Any]] = []
    count = 0
    for cell in executed.cells:
        if _TAGS_OF_PAPERMILL & set(cell.metadata.get("tags", [])):
            continue
        count += cell.cell_type == "code"
        cells.append(_plain_cell(cell, len(cells) + 1, count, drop_outputs, notes))
    _refuse_paths(cells)
    text = json.dumps(_document(cells), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    out.write_text(text, encoding="utf-8", newline="\n")
    return notes


def _document(cells: list[dict[str, Any]]) -> dict[str, Any]:
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _plain_cell(cell: dict[str, Any], place: int, count: int, drop_outputs: bool, notes: list[str]) -> dict[str, Any]:
    tags = sorted(cell["metadata"].get("tags", []))
    plain = {
        "cell_type": cell["cell_type"],
        "id": f"cell-{place:03d}",
        "metadata": {"tags": tags} if tags else {},
        "source": cell["source"],
    }
    if cell.get("attachments"):
        plain["attachments"] = cell["attachments"]
    if cell["cell_type"] == "code":
        outputs = _plain_outputs(cell["outputs"], count, notes)
        plain["outputs"] = [] if drop_outputs else outputs
        plain["execution_count"] = None if drop_outputs else count
    return plain


def _plain_outputs(outputs: list[dict[str, Any]], count: int, notes: list[str]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    lost = ""
    for output in outputs:
        if output["output_type"] == "error":
            raise RunError(f"Cell {count} holds an error, so this notebook cannot be published. Mend it and run again.")
        if output["output_type"] == "stream" and output["name"] == "stderr":
            lost += output["text"]
        elif output["output_type"] == "stream" and kept and kept[-1]["output_type"] == "stream":
            kept[-1]["text"] += _ADDRESS.sub(" at 0x", output["text"])
        else:
            kept.append(_plain_output(output, count))
    if lost:
        kinds = sorted(set(re.findall(r"\b[A-Z]\w*Warning\b", lost)))
        notes.append(
            f"Cell {count} wrote {len(lost.splitlines())} lines to the error stream"
            f"{' (' + ', '.join(kinds) + ')' if kinds else ''}; they are not published."
        )
    return kept


def _plain_output(output: dict[str, Any], count: int) -> dict[str, Any]:
    plain = dict(output)
    if output["output_type"] == "stream":
        return plain | {"text": _ADDRESS.sub(" at 0x", output["text"])}
    if output["output_type"] == "execute_result":
        plain["execution_count"] = count
    data = dict(plain["data"])
    if "text/plain" in data:
        data["text/plain"] = _ADDRESS.sub(" at 0x", data["text/plain"])
    return plain | {"data": data}


def _refuse_paths(cells: list[dict[str, Any]]) -> None:
    count = 0
    places = _places()
    for cell in cells:
        count += cell["cell_type"] == "code"
        for text in _texts(cell):
            if _HOMES.search(text) or any(place.search(text) for place in places):
                where = f"Cell {count}" if cell["cell_type"] == "code" else f"The text after cell {count}"
                raise RunError(f"{where} shows a path of this machine. Print file names only, then run again.")


def _places() -> list[re.Pattern[str]]:
    """The folders whose paths must not show: where we are and who we are, as given and resolved."""
    own = {Path.cwd(), Path.home(), Path.cwd().resolve(), Path.home().resolve()}
    texts = {str(path).rstrip("/\\") for path in own if len(path.parts) > 1}
    texts |= {os.environ.get("PWD", "").rstrip("/")} - {""}
    texts |= {text.replace("\\", "\\\\") for text in texts}
    return [re.compile(rf"(?<![\w.]){re.escape(text)}(?![\w-])") for text in sorted(texts)]


def _texts(value: object, kind: str = "") -> Iterator[str]:
    """Every string inside, but for pictures, whose letters mean nothing."""
    if isinstance(value, str):
        yield from () if kind.startswith(_PICTURES) else (value,)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, kind)
