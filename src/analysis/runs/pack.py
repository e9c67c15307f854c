"""Putting the pack together from what the notebooks made: figures, tables, notebooks and findings.md."""

import json
import shutil
from pathlib import Path

from analysis.reports.challenges import faults
from analysis.reports.contents import MORE, Contents, annex
from analysis.reports.pack import make_reports
from analysis.reports.sign_off import standing
from analysis.runs.gated import RELEASED, policy_of
from analysis.runs.gather import gather, which_view
from analysis.runs.parameters import Parameters
from analysis.runs.people import Given
from analysis.runs.plan import NotebookSpec
from analysis.runs.signing import NAME as SIGN_OFF
from analysis.sources import store
from analysis.vocabulary.areas import area
from analysis.vocabulary.audiences import stamp_of
from analysis.vocabulary.errors import AnalysisError
from analysis.vocabulary.project import Project

DETAIL, HEADING = "More detail", 2  # the annex of findings.md, and the lines it has before its first entry
UNPUBLISHED = ("findings", "slides")  # what the reports are made from beside the files of a pack


def assemble(
    project: Project,
    parameters: Parameters,
    chosen: list[NotebookSpec],
    private: Path,
    staging: Path,
    as_at: str,
    given: Given,
) -> tuple[Contents, list[str]]:
    """Fill the staging folder; two notebooks that publish under one name are refused.

    Returns what the pack holds, and notes for who runs it.
    """
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
    if (private / RELEASED).is_file():
        shutil.copyfile(private / RELEASED, staging / RELEASED)
        notes += policy_of(project).sentences()
    contents = gather(project, parameters, chosen, private, staging, notes, as_at, given)
    make_reports(contents, staging)
    (staging / "findings.md").write_text(
        _findings(project, parameters, chosen, private, notes, as_at), encoding="utf-8"
    )
    return contents, [*notes, *given.warnings, *faults(contents), signing_note(contents)]


def signing_note(contents: Contents) -> str:
    """How far the pack is signed, at the end of a run: what was signed of other figures, and the seal to sign now."""
    if contents.sign_off.status != "draft":
        return standing(contents)
    return f"{standing(contents)} To sign it, write this seal into {SIGN_OFF} beside the pack: {contents.seal}"


def _findings(
    project: Project, parameters: Parameters, chosen: list[NotebookSpec], private: Path, notes: list[str], as_at: str
) -> str:
    place = area(parameters.area)
    said = which_view(parameters, as_at)
    lines = [f"# Findings: {place.name}, {parameters.period}{f', {said}' if said else ''}", ""]
    if stamp_of(parameters.audience):
        lines += [f"**{stamp_of(parameters.audience)}.**", ""]
    if place.code == area(project.settings.area).code and project.settings.partnership:
        lines += [project.settings.partnership, ""]
    more = [f"## {DETAIL}", ""]
    for notebook in chosen:
        listed = private / "out" / notebook.name / "outputs" / "findings" / f"{notebook.name}.json"
        if listed.is_file():
            found = json.loads(listed.read_text(encoding="utf-8"))
            lines += [f"## {notebook.question}", "", *(f"- {one['text']} `{one['key']}`" for one in found), ""]
            more += [f"- {annex(one['text'], one['more'])} `{one['key']}{MORE}`" for one in found if one.get("more")]
    lines += [*more, ""] if len(more) > HEADING else []
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
