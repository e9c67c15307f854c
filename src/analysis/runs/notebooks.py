"""Running the notebooks of one pack: their released tables beforehand, each one's outputs in a folder of its own."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.disclosure.released import NotReleased, release_table
from analysis.runs.execute import execute, normalise
from analysis.runs.gated import as_decided, gate, has_returns, publishes_returns, write_release
from analysis.runs.manifest import checksums
from analysis.runs.own_baselines import check_own_baselines
from analysis.runs.own_build import own_table
from analysis.runs.own_rows import OWN_COUNTS
from analysis.runs.parameters import Parameters
from analysis.runs.plan import NotebookSpec, read_plan
from analysis.runs.session import headline_set
from analysis.runs.tables import Cut, make_table
from analysis.sources import store
from analysis.vocabulary.periods import Quarter
from analysis.vocabulary.project import Project

ONLY_INTERNAL = "it needs returns, which public packs show only with publish_returns = true in analysis.toml"


def prepare(project: Project, parameters: Parameters, private: Path, run_id: str) -> None:
    """Decide once, before any notebook starts, what each declared table may show, and write those tables."""
    folder = private / "released"
    folder.mkdir(parents=True, exist_ok=True)
    private.chmod(0o700)
    data = {name: store.read_table(project.processed, name) for name in store.TABLES}
    data[OWN_COUNTS] = own_table(project.processed)
    check_own_baselines(project, data["population"])
    cut = Cut(parameters.area, Quarter.parse(parameters.period), parameters.vintage, parameters.audience)
    made = _tables(project, parameters, data, cut, private)
    for key, rows in made.items():
        try:
            table = release_table(rows, key, parameters.audience)
        except NotReleased:
            continue  # the notebook that asks for it is told; the others go on
        (folder / f"{key}.csv").write_bytes(store.to_csv(table))
    context = parameters.model_dump() | {"run_id": run_id, "neighbours": headline_set(project, data["neighbours"])}
    (private / "run.json").write_text(json.dumps(context, sort_keys=True), encoding="utf-8")


def _tables(
    project: Project, parameters: Parameters, data: dict[str, pd.DataFrame], cut: Cut, private: Path
) -> dict[str, pd.DataFrame]:
    """Every declared table by key. In a public pack that shows returns, their counts have been through the gate."""
    gated = parameters.audience == "public" and has_returns(project, "public")
    cut = replace(cut, audience="internal") if gated else cut
    plan = read_plan(project.notebooks).tables
    made = {key: make_table(spec, data, cut) for key, spec in plan.items()}
    if not gated:
        return made
    ours = [key for key, spec in plan.items() if spec.kind == "observations"]
    decision = gate(project, parameters, [made[key] for key in ours])
    write_release(decision, private)
    return made | {key: as_decided(made[key], decision) for key in ours}


def run_notebooks(
    project: Project,
    parameters: Parameters,
    chosen: list[NotebookSpec],
    private: Path,
    run_id: str,
    say: Callable[[str], None],
    limits: tuple[int, int],
) -> tuple[list[tuple[str, str, str]], bool]:
    """One row a notebook (name, how it ended, why), and whether any failed. Finished ones of this run are kept."""
    rows, failed = [], False
    for number, notebook in enumerate(chosen, 1):
        if notebook.needs and not has_returns(project, parameters.audience):
            why = (
                "it needs returns, and there are none"
                if publishes_returns(project, parameters.audience)
                else ONLY_INTERNAL
            )
            rows.append((notebook.name, "skipped", why))
            continue
        place = private / "out" / notebook.name
        if _kept(place):
            rows.append((notebook.name, "kept", "finished before"))
            continue
        say(f"[{number}/{len(chosen)}] {notebook.name}: {notebook.question}")
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        ended = execute(
            project.notebooks / f"{notebook.name}.ipynb",
            place / "executed.ipynb",
            parameters.model_dump(),
            cwd=project.root,
            environment=_environment(private, place),
            sentinel=place / "finished",
            run_id=run_id,
            cell_timeout=limits[0],
            run_timeout=limits[1],
        )
        if ended.status == "finished":
            _keep(place)
        failed = failed or ended.status != "finished"
        rows.append((notebook.name, ended.status, ended.reason if ended.status != "finished" else ""))
        if ended.status == "interrupted":
            raise KeyboardInterrupt
    return rows, failed


def _environment(private: Path, place: Path) -> dict[str, str]:
    cache = private.parent.parent / "matplotlib"
    cache.mkdir(parents=True, exist_ok=True)
    return {
        "ANALYSIS_RUN": str(private),
        "ANALYSIS_OUTPUTS": str(place / "outputs"),
        "ANALYSIS_SENTINEL": str(place / "finished"),
        "MPLCONFIGDIR": str(cache),
    }


def _keep(place: Path) -> None:
    """Make the notebook that may be shown, then note what was made, so that a repeat can trust it."""
    shown = place / "outputs" / "notebooks" / f"{place.name}.ipynb"
    shown.parent.mkdir(parents=True)
    normalise(place / "executed.ipynb", shown)
    (place / "kept.json").write_text(json.dumps(checksums(place / "outputs")), encoding="utf-8")


def _kept(place: Path) -> bool:
    noted = place / "kept.json"
    if not noted.is_file():
        return False
    try:
        return bool(json.loads(noted.read_text(encoding="utf-8")) == checksums(place / "outputs"))
    except ValueError:
        return False
