"""Putting the pack together from what the notebooks made: figures, tables, notebooks and findings.md."""

import json
import shutil
from pathlib import Path

from analysis.reports.pack import make_reports
from analysis.runs.gather import gather, which_view
from analysis.runs.parameters import Parameters
from analysis.runs.plan import NotebookSpec
from analysis.sources import store
from analysis.vocabulary.areas import area
from analysis.vocabulary.errors import AnalysisError
from analysis.vocabulary.project import Project

UNPUBLISHED = ("findings", "slides")  # what the reports are made from beside the files of a pack


def assemble(
    project: Project, parameters: Parameters, chosen: list[NotebookSpec], private: Path, staging: Path, as_at: str = ""
) -> list[str]:
    """Fill the staging folder; two notebooks that publish under one name are refused. Returns notes for the reader."""
    for notebook in chosen:
        made = private / "out" / notebook.name / "outputs"
        for path in sorted(made.rglob("*")):
            place = staging / path.relative_to(made)
            if not path.is_file() or place.relative_to(staging).parts[0] in UNPUBLISHED:
                continue
            if place.exists():
                raise AnalysisError(
                    f'Two notebooks publish "{path.stem}"; the second is {notebook.name}. Give each its own name.'
                )
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    notes = _missing_comparators(private)
    make_reports(gather(project, parameters, chosen, private, staging, notes, as_at), staging)
    (staging / "findings.md").write_text(
        _findings(project, parameters, chosen, private, notes, as_at), encoding="utf-8"
    )
    return notes


def _findings(
    project: Project, parameters: Parameters, chosen: list[NotebookSpec], private: Path, notes: list[str], as_at: str
) -> str:
    place = area(parameters.area)
    said = which_view(parameters, as_at)
    lines = [f"# Findings: {place.name}, {parameters.period}{f', {said}' if said else ''}", ""]
    if parameters.audience == "internal":
        lines += ["**Internal: not for publication.**", ""]
    if place.code == area(project.settings.area).code and project.settings.partnership:
        lines += [project.settings.partnership, ""]
    for notebook in chosen:
        listed = private / "out" / notebook.name / "outputs" / "findings" / f"{notebook.name}.json"
        if listed.is_file():
            found = json.loads(listed.read_text(encoding="utf-8"))
            lines += [f"## {notebook.question}", "", *(f"- {one['text']} `{one['key']}`" for one in found), ""]
    return "\n".join([*lines, *(f"*{note}*" for note in notes)]).rstrip() + "\n"


def _missing_comparators(private: Path) -> list[str]:
    """A note for each set of comparators of which some are not among the data at hand."""
    path = private / "released" / "comparators.csv"
    if not path.is_file():
        return []
    table = store.read_table(private / "released", "comparators")
    notes = []
    for name, rows in table.groupby("set", sort=False):
        absent = rows[rows["at_hand"].astype(str) != "True"]["area_name"]
        if len(absent):
            notes.append(f"{name}: {len(absent)} of {len(rows)} are not in the data: {', '.join(absent)}.")
    return notes
