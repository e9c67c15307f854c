"""What must never enter git: children's records, notebook outputs, one machine's paths and registries.

Each `*_complaints` function takes a file and returns sentences, none when all is well. They never repeat a value.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import tomllib
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PUBLIC_REGISTRIES = {"pypi.org", "files.pythonhosted.org"}

# Code and prose describe the formats of returns, so only the other files are held against their shape.
CODE_AND_PROSE = {".md", ".py", ".toml"}
# A return names its columns in its first lines and a pupil in most rows, so the start of a large file is enough.
ENOUGH = 1_000_000

CHILD_COLUMNS = {"child", "childid", "childuniqueid", "lachildid", "uln", "upn"}
PERSONAL_COLUMNS = {
    "ageofchildyears", "dateofbirth", "decom", "dob", "ethnic", "ethnicity",
    "gender", "gendercurrent", "personbirthdate", "sex",
}  # fmt: skip
CHILD_TAG = re.compile(r"<(?:CINDetails|LAchildID)\b")
CHILD_CELL = re.compile(r">(?:Child Unique ID|ChildUniqueID|LAchildID)</", re.IGNORECASE)
ANNEX_A_SHEET = re.compile(r'name="[^"]*\blist[ _](?:[1-9]|1[01])\b[^"]*"', re.IGNORECASE)
# A unique pupil number, permanent or temporary. No local authority has the number 000: made-up ones may begin with it.
PUPIL_NUMBER = re.compile(r"(?<![\w.])(?:[A-Z](?!000)\d{11}[\dA-Z]|(?!000)\d{12}[\dA-Z])(?![\w.])")

MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:home|root|Users|work)/\w|\b[A-Za-z]:\\+Users\\+\w")
PACKAGE_INDEX = re.compile(r"(?:index-url|find-links|registry|UV_INDEX\w*|PIP_\w*INDEX\w*)\W+https?://([\w.-]+)")
PRIVATE_HOST = re.compile(r"https?://[\w.-]+\.(?:corp|internal|intra|lan|local)\b")


def tracked_files(root: Path) -> list[Path]:
    """Every file git tracks under `root` that is still there."""
    names = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z"], check=True, capture_output=True, text=True
    ).stdout
    return [root / name for name in names.split("\0") if name and (root / name).is_file()]


def texts(content: bytes) -> Iterator[tuple[str, str]]:
    """The (member name, text) pairs in a file's content: one for a plain file, one a member for a zip or workbook."""
    if content.startswith(b"\x1f\x8b"):
        content = gzip.GzipFile(fileobj=io.BytesIO(content)).read(ENOUGH)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                with archive.open(name) as member:
                    yield name, member.read(ENOUGH).decode("utf-8", "replace")
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "", content[:ENOUGH].decode("utf-16", "replace")
    elif b"\0" not in content[:ENOUGH]:
        yield "", content[:ENOUGH].decode("utf-8", "replace")


def declared_synthetic(path: Path) -> bool:
    """Whether `<file>.source.toml` beside the file says `synthetic = true`."""
    sidecar = path.with_name(path.name + ".source.toml")
    return sidecar.is_file() and tomllib.loads(sidecar.read_text(encoding="utf-8")).get("synthetic") is True


def names_a_child(line: str) -> bool:
    """Whether a line is the header of a table with one row a child: an identifier beside a personal characteristic."""
    cells = {re.sub(r"[^a-z0-9]", "", cell.lower()) for cell in re.split(r"[,;\t|]", line)}
    return bool(cells & CHILD_COLUMNS and cells & PERSONAL_COLUMNS)


def signs_of_a_return(content: bytes) -> list[str]:
    """What in this content looks like a child-level return, in words."""
    signs = set()
    for member, text in texts(content):
        if any(names_a_child(line) for line in text.splitlines()[:20]):
            signs.add("a header with a child identifier")
        if CHILD_TAG.search(text):
            signs.add("tags of the children in need census")
        if CHILD_CELL.search(text):
            signs.add("a cell that names a child identifier")
        if member in {"xl/workbook.xml", "content.xml"} and ANNEX_A_SHEET.search(text):
            signs.add("a sheet of Annex A")
    return sorted(signs)


def return_complaints(path: Path) -> list[str]:
    """Complaints about a file that holds children's records, or looks as if it did."""
    if declared_synthetic(path):
        return []
    content = path.read_bytes()
    signs = [] if path.suffix in CODE_AND_PROSE else signs_of_a_return(content)
    if any(PUPIL_NUMBER.search(text) for _, text in texts(content)):
        signs.append("a unique pupil number")
    advice = f"Move it to data/raw/returns; if it is made up, say `synthetic = true` in {path.name}.source.toml."
    return [f"{path} has {sign}. {advice}" for sign in signs]


def notebook_complaints(path: Path) -> list[str]:
    """Complaints about a notebook that was saved with outputs or execution counts."""
    if path.suffix != ".ipynb":
        return []
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    ran = [number for number, cell in enumerate(cells, 1) if cell.get("outputs") or cell.get("execution_count")]
    return [f"{path} keeps the outputs of cell {number}. Clear all outputs and save it again." for number in ran]


def place_complaints(path: Path) -> list[str]:
    """Complaints about a file that names one machine's folders, or a package registry that is not the public one."""
    complaints = []
    for _, text in texts(path.read_bytes()):
        if MACHINE_PATH.search(text):
            complaints.append(f"{path} names a folder of one machine. Write the path from the project's root.")
        if PRIVATE_HOST.search(text) or set(PACKAGE_INDEX.findall(text)) - PUBLIC_REGISTRIES:
            complaints.append(f"{path} names a private registry or host. Only the public registry belongs in git.")
    return complaints
