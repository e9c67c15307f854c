"""Every figure of the real notebooks, run cell by cell in this process, without a run's folder."""

import json

from analysis.presentation import outputs


def real_figures(root, monkeypatch, **parameters):
    """Key -> the figure, in the order of the notebooks; the placeholders of an early period are left out."""
    found = {}

    def catch(key, drawing, _):
        if not drawing.empty:
            found[key] = drawing
        return ""

    monkeypatch.setattr(outputs, "figure", catch)
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        _run(path, parameters)
    outputs.open_door(outputs.Door())
    return found


def _run(path, parameters):
    names = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
            names |= parameters if "parameters" in cell["metadata"].get("tags", []) else {}
