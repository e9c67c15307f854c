"""A whole internal run on returns: months and quarters in the pack, and nothing of a child anywhere."""

import io
import shutil
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

import little_census
from analysis.cli import main

ROOT = Path(__file__).parent.parent.parent
CANARY, NAME, BORN = "SYNCANARY7731", "Zebedee Quillfeather", "2015-09-17"
PUPIL = "X" + "3" * 12  # put together, so that this file does not look like a return


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of its own with the shipped data and two years of made-up census returns."""
    for name in ("analysis.toml", "notebooks", "data/raw"):
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("returns"))
        else:
            shutil.copy(source, target)
    for year in (2023, 2024):
        first = date(year - 1, 4, 1)
        children = [child(year, k, first + timedelta(days=3 * k)) for k in range(110)]
        folder = tmp_path / "data" / "raw" / "returns" / f"census {year}"
        folder.mkdir(parents=True)
        header = {"Year": str(year), "ReferenceDate": f"{year}-03-31"}
        little_census.write(folder, little_census.message(*children, **header))
    row = f"{CANARY},05/05/2022,S,C2,N1,U4,PR1,,"
    text = f"CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC\n{row}\n"
    (tmp_path / "data" / "raw" / "returns" / "episodes.csv").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def child(year, number, start):
    end = "" if number % 3 else str(start + timedelta(days=40)) if number < 90 else ""
    case = little_census.case(little_census.plan(str(start), end), referral=str(start), Worker=NAME)
    return little_census.child(
        number, case, LAchildID=f"{CANARY}{year}{number}", PersonBirthDate=BORN, Surname=NAME, UPN=PUPIL
    )


def everything(folder):
    """(name, bytes) of every file, those inside Word, Excel and PowerPoint files too."""
    for path in folder.rglob("*"):
        if path.is_file() and "data/raw/returns" not in path.as_posix():
            data = path.read_bytes()
            yield path.name, data
            if data.startswith(b"PK"):
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    yield from ((f"{path.name}/{part}", archive.read(part)) for part in archive.namelist())


@pytest.mark.slow
def test_an_internal_run_has_the_months_and_nothing_of_a_child(project, capfd):
    code = main(["run", "--audience", "internal", "--period", "2023-24 Q4", "--notebook", "07_months_and_quarters"])
    printed = "".join(capfd.readouterr())
    assert code == 0, printed
    (pack,) = (project / "reports" / "rotherham-internal").iterdir()
    months = (pack / "tables" / "plans_by_month.csv").read_text(encoding="utf-8")
    assert "2023-06-30" in months
    assert "Internal: not for publication" in (pack / "findings.md").read_text(encoding="utf-8")
    for said in (CANARY, NAME, PUPIL):
        assert said not in printed
        assert [name for name, data in everything(project) if said.encode() in data] == []
    assert [name for name, data in everything(pack) if BORN.encode() in data] == []


@pytest.mark.slow
def test_a_public_run_beside_returns_is_what_it_is_without_them(project):
    options = ["run", "--period", "2023-24 Q4", "--notebook", "02_children_in_care"]
    assert main(options) == 0
    (pack,) = (project / "reports" / "rotherham").iterdir()
    kept = {path.relative_to(pack).as_posix(): path.read_bytes() for path in pack.rglob("*") if path.is_file()}
    shutil.rmtree(project / "data" / "raw" / "returns")
    shutil.rmtree(project / "reports")
    shutil.rmtree(project / ".private")
    assert main(options) == 0
    assert {path.relative_to(pack).as_posix(): path.read_bytes() for path in pack.rglob("*") if path.is_file()} == kept


@pytest.mark.slow
def test_a_public_run_shows_returns_only_where_asked_and_hides_small_counts(project):
    settings = project / "analysis.toml"
    settings.write_text("publish_returns = true\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    options = ["run", "--period", "2023-24 Q4", "--notebook", "07_months_and_quarters"]
    assert main(options) == 0
    (pack,) = (project / "reports" / "rotherham").iterdir()
    release = pd.read_csv(pack / "release.csv", dtype=str, keep_default_na=False)
    assert {"c"} < set(release["count"])
    assert not release["count"].isin(["1", "2", "3", "4", "5"]).any()
    hidden = release[release["count"] == "c"]
    for name in ("plans_by_quarter", "plans_by_month"):
        table = pd.read_csv(pack / "tables" / f"{name}.csv", dtype=str, keep_default_na=False)
        both = table.merge(hidden, on=["indicator", "date", "span"], suffixes=("", "_said"))
        assert set(both["count"]) <= {"", "c"}
    assert "Counts of 1 to 5 children are not printed" in (pack / "findings.md").read_text(encoding="utf-8")
    assert main(options) == 0  # and a repeat changes nothing
