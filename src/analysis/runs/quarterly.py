"""The quarterly run: build, cut the declared tables, run the notebooks, publish the pack whole or not at all."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from analysis.reports.sign_off import facts as signed
from analysis.runs.gated import has_returns, memory_key, policy_of, publishes_returns
from analysis.runs.kept import finished, keep, restore, sweep
from analysis.runs.lock import check_writable, run_lock
from analysis.runs.manifest import code_hash, run_key, versions, write_manifest
from analysis.runs.own_build import own_record
from analysis.runs.parameters import Parameters, choose_period
from analysis.runs.people import Given, given_by_people
from analysis.runs.places import clean_stage, edited_since, kept_files, lost_files, pack_folder, view_of
from analysis.runs.plan import NotebookSpec, read_plan
from analysis.runs.publish import publish, refuse_foreign
from analysis.runs.recovery import recover
from analysis.runs.trees import published_run
from analysis.sources.stamp import build_key, read_build
from analysis.vocabulary.areas import area
from analysis.vocabulary.audiences import stamp_of
from analysis.vocabulary.errors import AnalysisError
from analysis.vocabulary.periods import Quarter
from analysis.vocabulary.project import Project

NEEDED_BYTES = 60_000_000
CELL_SECONDS, RUN_SECONDS = 300, 900


@dataclass(frozen=True)
class Request:
    """What was asked for."""

    parameters: Parameters
    as_at: str = ""
    notebooks: list[str] = field(default_factory=list)
    force: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a run ended: one row a notebook, where the pack is, and whether there was anything to do."""

    run_id: str
    target: Path
    rows: list[tuple[str, str, str]]
    notes: list[str]
    changed: bool = True
    failed: bool = False


class Blocked(AnalysisError):
    """The data has a problem that only a person can settle."""

    exit_code = 1


def run(project: Project, request: Request, say: Callable[[str], None]) -> Outcome:
    """Run the quarter. The published folder changes in one step, or not at all."""
    check_writable(project.reports, NEEDED_BYTES)
    policy_of(project)  # a policy that cannot be is refused before anything is read
    what = {"what": f"{area(request.parameters.area).name} {request.parameters.period}"}
    private = project.root / ".private"
    private.mkdir(mode=0o700, exist_ok=True)
    # Both locks: runs of this project share .private, runs of two checkouts can share a reports folder.
    with run_lock(private, what), run_lock(project.reports, what):
        project = view_of(project, request.parameters.vintage, request.as_at)
        record = _ready(project, request, say)
        quarter = _quarter(request.parameters, record, request.as_at)
        chosen = read_plan(project.notebooks).chosen(request.notebooks)
        parameters = request.parameters.model_copy(update={"period": str(quarter)})
        target = pack_folder(project.reports, parameters, request.as_at, part=bool(request.notebooks))
        given = given_by_people(project, parameters, target, date.today())
        work = _work_id(project, request, parameters, chosen, record)
        run_id = given.key(work)
        for done in recover(project.reports, keep=run_id):
            say(done)
        refuse_foreign(target)
        if not request.force and published_run(target) == run_id and not lost_files(target):
            notes = ["Nothing changed: this pack is the latest.", *given.warnings, *edited_since(target)]
            return Outcome(run_id, target, [], notes, changed=False)
        return _make(project, request, parameters, chosen, work, given, target, say)


def _ready(project: Project, request: Request, say: Callable[[str], None]) -> dict[str, Any]:
    """The record of a build that fits the raw data, the code and the request; built anew where it does not."""
    key = build_key(project.raw, code_hash(), request.as_at, request.parameters.vintage)
    record = read_build(project.processed)
    if record.get("key") != key:
        from analysis.sources import store

        say("Reading the data…")
        as_at = date.fromisoformat(request.as_at) if request.as_at else None
        store.write(store.build(project.raw, as_at, request.parameters.vintage), project.processed, key)
        record = read_build(project.processed)
    record["own"] = own_record(project) if publishes_returns(project, request.parameters.audience) else {}
    record["blocking"] += record["own"].get("blocking", 0)
    if record["blocking"]:
        raise Blocked(
            f"{record['blocking']} problem{'s' if record['blocking'] > 1 else ''} in the data must be settled first. "
            "`analysis build` lists them."
        )
    return record


def _quarter(parameters: Parameters, record: dict[str, Any], as_at: str) -> Quarter:
    said = [each.get("covered", {}).get(parameters.area, []) for each in (record, record["own"])]
    covered = sorted({Quarter.parse(text) for quarters in said for text in quarters})
    return choose_period(parameters.period, covered, area(parameters.area).name, as_at)


def _work_id(
    project: Project, request: Request, parameters: Parameters, chosen: list[NotebookSpec], record: dict[str, Any]
) -> str:
    """The id of what the notebooks do. A signature or a question makes another run of the same work."""
    parts = {"build": record["key"], "parameters": parameters.model_dump(), "versions": versions()}
    parts |= {"as_at": request.as_at, "settings": project.settings.model_dump(), "own": record["own"].get("key", "")}
    parts |= {"memory": memory_key(project, parameters)}
    without = not has_returns(project, parameters.audience)
    run = [notebook.name for notebook in chosen if not (notebook.needs and without)]
    return run_key(parts, project.notebooks, run)


def _make(
    project: Project,
    request: Request,
    parameters: Parameters,
    chosen: list[NotebookSpec],
    work: str,
    given: Given,
    target: Path,
    say: Callable[[str], None],
) -> Outcome:
    from analysis.reports.word import check_template
    from analysis.runs.gather import known_keys
    from analysis.runs.notebooks import prepare, run_notebooks
    from analysis.runs.pack import assemble

    if given.template is not None:
        check_template(given.template, known_keys(project.notebooks))
    run_id, private = given.key(work), project.root / ".private" / "runs" / work
    sweep(private, target)
    if request.force and finished(private):
        shutil.rmtree(private)
    restore(private, target)
    prepare(project, parameters, private, work)
    rows, failed = run_notebooks(project, parameters, chosen, private, work, say, (CELL_SECONDS, RUN_SECONDS))
    if failed:
        notes = [
            "Nothing was published: the last pack stands as it was. What finished is kept, and a repeat takes it up."
        ]
        return Outcome(run_id, target, rows, notes, failed=True)
    staging = clean_stage(target, run_id)
    contents, notes = assemble(project, parameters, chosen, private, staging, request.as_at, given)
    write_manifest(staging, _facts(project, request, parameters, run_id, rows) | given.facts() | signed(contents))
    result = publish(staging, target, run_id)
    keep(private, target)
    return Outcome(run_id, target, rows, [*notes, *result.notes, *kept_files(result)])


def _facts(
    project: Project, request: Request, parameters: Parameters, run_id: str, rows: list[tuple[str, str, str]]
) -> dict[str, Any]:
    """What the manifest says of a run: the same for the same run, whether or not it took up finished notebooks."""
    return {
        "run": run_id,
        "parameters": parameters.model_dump(),
        "as_at": request.as_at,
        "code": code_hash(),
        "inputs": _inputs(project),
        "notebooks": {name: "skipped" if status == "skipped" else "finished" for name, status, _ in rows},
        "release": stamp_of(parameters.audience) or "public sources only",
    }


def _inputs(project: Project) -> dict[str, str]:
    from analysis.sources.provenance import raw_files

    return {file.name: file.sha256 for file in raw_files(project.raw)}


def summary(outcome: Outcome) -> str:
    """The table at the end of a run."""
    width = max([len(name) for name, *_ in outcome.rows], default=0)
    lines = [f"  {name:<{width}}  {status:<9} {reason}".rstrip() for name, status, reason in outcome.rows]
    return "\n".join([*lines, *outcome.notes])
