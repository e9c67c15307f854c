"""What a run rests on: its key before it starts, its manifest when it is done. No clock, no path, no user."""

import hashlib
import json
import platform
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

PACKAGES = [
    *("pandas", "numpy", "scipy", "statsmodels", "seaborn", "matplotlib", "afcharts"),
    *("papermill", "nbclient", "ipykernel"),
    *("python-docx", "python-pptx"),
]


def versions() -> dict[str, str]:
    """Versions of Python and of every package that can move a number or a pixel."""
    return {"python": ".".join(platform.python_version_tuple()[:2])} | {name: version(name) for name in PACKAGES}


CODE = (".py", ".toml", ".csv", ".mplstyle", ".html", ".css")  # a changed file of these makes another run


def code_hash() -> str:
    """One hash over the project's own code and lookups, wherever it is installed."""
    root = Path(str(files("analysis")))
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix in CODE:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def run_key(parts: dict[str, Any], folder: Path, names: list[str]) -> str:
    """The run's id: a hash of its inputs, parameters, notebooks, code and versions. A repeat has the same."""
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode())
    for path in [folder / "quarterly.toml", *(folder / f"{name}.ipynb" for name in names)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def checksums(folder: Path) -> dict[str, str]:
    """Path inside the folder -> SHA-256, sorted; hidden files are not the pack's."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def write_manifest(staging: Path, facts: dict[str, Any]) -> None:
    """manifest.json: parameters, inputs, versions, code and every output with its checksum."""
    manifest = {**facts, "versions": versions(), "outputs": checksums(staging)}
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (staging / "manifest.json").write_text(text, encoding="utf-8")
