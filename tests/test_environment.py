"""The environment is one thing said in four files, and what git tracks holds no child, no output and no machine."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from guard import PUBLIC_REGISTRIES, notebook_complaints, place_complaints, return_complaints, tracked_files

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
REQUIREMENTS = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def as_pair(requirement):
    """A requirement of pyproject.toml as uv.lock writes it: its name and its bounds."""
    parsed = Requirement(requirement)
    return canonicalize_name(parsed.name), parsed.specifier


def locked_pairs(entries):
    return {(entry["name"], SpecifierSet(entry.get("specifier", ""))) for entry in entries}


def own_entry():
    return next(package for package in LOCK["package"] if package["name"] == PROJECT["project"]["name"])


def locked_for_the_runtime_and_lab():
    """The (name, version) pairs reached in uv.lock from the project and its `lab` extra."""
    packages = {}
    for package in LOCK["package"]:
        packages.setdefault(package["name"], []).append(package)
    own = own_entry()
    waiting = own["dependencies"] + own["optional-dependencies"]["lab"]
    reached, looked_at = set(), set()
    while waiting:
        wanted = waiting.pop()
        for package in packages[wanted["name"]]:
            here = (package["name"], package["version"], tuple(wanted.get("extra", ())))
            if here in looked_at or package["version"] != wanted.get("version", package["version"]):
                continue
            looked_at.add(here)
            reached.add(here[:2])
            waiting += package.get("dependencies", [])
            for extra in wanted.get("extra", []):
                waiting += package["optional-dependencies"][extra]
    return reached


def test_uv_lock_was_made_from_this_pyproject():
    metadata = own_entry()["metadata"]
    wanted = {as_pair(line) for line in PROJECT["project"]["dependencies"]}
    for extra in PROJECT["project"]["optional-dependencies"].values():
        wanted |= {as_pair(line) for line in extra}
    assert locked_pairs(metadata["requires-dist"]) == wanted, "run `make lock`"
    assert set(metadata["provides-extras"]) == set(PROJECT["project"]["optional-dependencies"]), "run `make lock`"
    development = {as_pair(line) for line in PROJECT["dependency-groups"]["dev"]}
    assert locked_pairs(metadata["requires-dev"]["dev"]) == development, "run `make lock`"
    assert LOCK["requires-python"] == PROJECT["project"]["requires-python"], "run `make lock`"


def test_requirements_lock_pins_what_uv_lock_pins():
    pins = set(re.findall(r"^([\w.-]+)==([^\s;]+)", REQUIREMENTS, flags=re.MULTILINE))
    assert pins == locked_for_the_runtime_and_lab(), "run `make lock`"


def test_every_pin_has_the_hashes_of_uv_lock():
    known = set(re.findall(r"sha256:[0-9a-f]{64}", (ROOT / "uv.lock").read_text(encoding="utf-8")))
    entries = re.split(r"^(?=\w)", REQUIREMENTS, flags=re.MULTILINE)[1:]
    for entry in entries:
        hashes = set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", entry))
        assert hashes, f"{entry.split()[0]} has no hash: run `make lock`"
        assert hashes <= known, f"{entry.split()[0]} has a hash that uv.lock does not know: run `make lock`"


def test_the_locks_name_only_the_public_registry():
    for name in ("uv.lock", "requirements.lock"):
        hosts = set(re.findall(r"https?://([\w.-]+)", (ROOT / name).read_text(encoding="utf-8")))
        assert hosts <= PUBLIC_REGISTRIES, name


def test_environment_yml_leaves_every_package_to_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["channels"] == ["conda-forge", "nodefaults"]
    assert environment["dependencies"][1:] == ["pip", {"pip": ["-r requirements.lock"]}]
    assert environment["name"] == PROJECT["project"]["name"]


def test_environment_yml_takes_the_oldest_python_that_pyproject_allows():
    python = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"][0]
    assert PROJECT["project"]["requires-python"] == python.replace("python=", ">=")


@pytest.mark.parametrize(
    "path",
    [
        "data/raw/returns/episodes.csv",
        "data/processed/observations.csv",
        "reports/rotherham/2022-23-Q4/index.html",
        "reports/rotherham-internal/2022-23-Q4/index.html",
        ".private/secret",
        ".tools/bin/uv",
        ".venv/pyvenv.cfg",
        "notebooks/scratch/mine.ipynb",
        "notebooks/.ipynb_checkpoints/mine.ipynb",
        "src/analysis/__pycache__/cli.pyc",
    ],
)
def test_git_ignores(path, empty_repository):
    assert ignored(empty_repository, path)


@pytest.mark.parametrize(
    "path", ["reports/templates/annual_report.docx", "data/processed/README.md", "data/raw/dfe/a.csv"]
)
def test_git_keeps(path, empty_repository):
    assert not ignored(empty_repository, path)


@pytest.fixture
def empty_repository(tmp_path):
    """A new repository with our .gitignore and nobody's own settings."""
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_bytes((ROOT / ".gitignore").read_bytes())
    return tmp_path


def ignored(repository, path):
    command = ["git", "-c", "core.excludesFile=", "-C", repository, "check-ignore", "--quiet", path]
    return subprocess.run(command, check=False).returncode == 0


@pytest.fixture(scope="module")
def tracked():
    if not (ROOT / ".git").exists():
        pytest.skip("this folder is not a clone: git tracks nothing here")
    return tracked_files(ROOT)


def test_no_tracked_notebook_keeps_what_it_showed(tracked):
    assert [line for path in tracked for line in notebook_complaints(path)] == []


def test_no_tracked_file_looks_like_a_return(tracked):
    assert [line for path in tracked for line in return_complaints(path)] == []


def test_no_tracked_file_names_a_machine_or_a_private_registry(tracked):
    assert [line for path in tracked for line in place_complaints(path)] == []


# The guard itself. What it looks for is put together here, so that this file passes it.

PUPIL = "X" + "3" * 12


@pytest.mark.parametrize(
    ("content", "sign"),
    [
        (",".join(["CHILD", "SEX", "DOB", "ETHNIC", "UPN"]) + "\n1,1,01/01/2010,WBRI,\n", "header"),
        (",".join(["CHILD", "DECOM", "RNE", "LS"]) + "\n", "header"),
        ("List 7: plans\n\n" + "\t".join(["Child Unique ID", "Gender", "Ethnicity"]) + "\n", "header"),
        ("<Children><Child><" + "LAchildID>1</" + "LAchildID></Child></Children>", "tags"),
        ("<Child><" + "CINDetails></" + "CINDetails></Child>", "tags"),
        (f"pupil,plan\n{PUPIL},1\n", "pupil number"),
        ("pupil,plan\n" + "3" * 12 + "A,1\n", "pupil number"),
        ("pupil,plan\nX" + "3" * 11 + "B,1\n", "pupil number"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_return_is_recognised(content, sign, encoding, tmp_path):
    path = tmp_path / "extract.csv"
    path.write_bytes(content.encode(encoding))
    assert any(sign in complaint for complaint in return_complaints(path))
    assert PUPIL not in " ".join(return_complaints(path))


@pytest.mark.parametrize("sheet", ["List 7", "list_10", "List 8 - CLA"])
def test_an_annex_a_workbook_is_recognised_by_its_sheets(sheet, tmp_path):
    path = tmp_path / "workbook.xlsx"
    with zipfile.ZipFile(path, "w") as workbook:
        workbook.writestr("xl/workbook.xml", f'<workbook><sheets><sheet name="{sheet}"/></sheets></workbook>')
    assert "Annex A" in return_complaints(path)[0]


@pytest.mark.parametrize(
    "content",
    [
        "time_period,la_name,characteristic,number\n202223,Rotherham,Female,300\n",
        "table,position,column\nHeader,1,CHILD\nHeader,2,SEX\n",
        "hash\n" + "a" + "3" * 20 + "\n0." + "3" * 13 + "\n",
        "pupil\nX" + "0" * 12 + "\n",
    ],
)
def test_a_public_table_is_not_taken_for_a_return(content, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(content, encoding="utf-8")
    assert return_complaints(path) == []


def test_a_pupil_number_is_found_in_code_too(tmp_path):
    path = tmp_path / "cell.py"
    path.write_text(f'child = "{PUPIL}"\n', encoding="utf-8")
    assert len(return_complaints(path)) == 1


def test_a_made_up_return_is_let_through_when_its_sidecar_says_so(tmp_path):
    path = tmp_path / "header.csv"
    path.write_text("CHILD;" + "SEX;DOB\n", encoding="utf-8")
    sidecar = tmp_path / "header.csv.source.toml"
    sidecar.write_text('publisher = "us"\n', encoding="utf-8")
    assert return_complaints(path) != []
    sidecar.write_text("synthetic = true\n", encoding="utf-8")
    assert return_complaints(path) == []


@pytest.mark.parametrize(
    ("cell", "complaints"),
    [
        ({"cell_type": "code", "outputs": [], "execution_count": None}, 0),
        ({"cell_type": "markdown"}, 0),
        ({"cell_type": "code", "outputs": [{"output_type": "stream"}], "execution_count": None}, 1),
        ({"cell_type": "code", "outputs": [], "execution_count": 3}, 1),
    ],
)
def test_a_notebook_that_was_run_is_recognised(cell, complaints, tmp_path):
    path = tmp_path / "notebook.ipynb"
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert len(notebook_complaints(path)) == complaints


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        ("/" + "home/someone/data.csv", 1),
        ("'/" + "work/main'", 1),
        ("C:" + r"\Users\someone", 1),
        ("--extra-index-url https:" + "//packages.example.org/simple", 1),
        ("see https://wiki.council." + "internal/page", 1),
        ("https://www.example.org/home/data.csv and src/work/x", 0),
        ('registry = "https://pypi.org/simple"', 0),
    ],
)
def test_a_machine_or_a_private_registry_is_recognised(text, complaints, tmp_path):
    path = tmp_path / "settings.txt"
    path.write_text(text, encoding="utf-8")
    assert len(place_complaints(path)) == complaints
