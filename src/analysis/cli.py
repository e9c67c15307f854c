"""The command line. Errors are one or two sentences; --debug shows where they came from."""

import argparse
import sys
from pathlib import Path
from typing import Any

from analysis.cli_parser import parser
from analysis.vocabulary.errors import WrongUse


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    asked = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that cannot show a letter shows a mark
    try:
        return int(COMMANDS[asked.command](asked))
    except KeyboardInterrupt:
        print("Interrupted. The last pack stands as it was; run again to go on.", file=sys.stderr)
        return 130
    except Exception as error:
        if asked.debug:
            raise
        print(_sentence(error), file=sys.stderr)
        return int(getattr(error, "exit_code", 1))


def _sentence(error: Exception) -> str:
    """Our own errors speak for themselves. Another's message may hold a value, so only its kind is told."""
    if getattr(error, "safe_message", False):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        name = Path(str(error.filename)).name if error.filename else "a file"
        return f"{name}: {error.strerror}. What was there before stands as it was."
    return f"Something unexpected happened ({type(error).__name__}). Nothing was changed. --debug shows where."


def _build(asked: argparse.Namespace) -> int:
    from analysis.runs.lock import run_lock
    from analysis.runs.manifest import code_hash
    from analysis.runs.own_build import build_returns, said_of_returns
    from analysis.sources import store
    from analysis.sources.stamp import build_key
    from analysis.vocabulary.periods import parse_date
    from analysis.vocabulary.project import open_project

    project = open_project(raw=asked.raw, processed=asked.processed)
    vintage = asked.vintage or project.settings.vintage
    as_at = parse_date(asked.as_at) if asked.as_at else None
    (project.root / ".private").mkdir(mode=0o700, exist_ok=True)
    with run_lock(project.root / ".private", {"what": "build"}):
        built = store.build(project.raw, as_at, vintage)
        store.write(built, project.processed, build_key(project.raw, code_hash(), asked.as_at, vintage))
        own = build_returns(project)
    print(f"{len(built.observations):,} observations and {len(built.population):,} population figures, in")
    print(f"{project.processed.name}: observations.csv, population.csv, selected.csv (one row a figure), problems.csv")
    for row in built.problems[built.problems["severity"] != "notes"].itertuples():
        place = f" [{row.file}{f' line {row.row}' if row.row != '' else ''}]" if row.file else ""
        print(f"  {row.severity}: {row.message}{place}")
    counts = built.problems.groupby(["severity", "rule"]).size()
    for rule, number in counts.get("notes", counts.iloc[:0]).items():
        print(f"  notes: {number} x {rule}")
    if project.returns.is_dir():
        print(said_of_returns(own))
    return int((built.problems["severity"] == "blocks").any() or own.blocked)


def _run(asked: argparse.Namespace) -> int:
    from analysis.runs.parameters import check_parameters, from_text
    from analysis.runs.quarterly import Request, run, summary
    from analysis.vocabulary.periods import parse_date
    from analysis.vocabulary.project import open_project

    project = open_project(raw=asked.raw, processed=asked.processed, reports=asked.reports)
    given: dict[str, Any] = {"confidence": project.settings.confidence, "period": "latest"}
    given |= {name: getattr(project.settings, name) for name in ("area", "vintage", "audience")}
    given |= from_text([*_options(asked), *map(tuple, asked.parameter)])
    if asked.as_at:
        parse_date(asked.as_at)
    request = Request(check_parameters(given), asked.as_at, asked.notebook, asked.force)
    outcome = run(project, request, lambda text: print(text, flush=True))
    print(summary(outcome))
    if outcome.failed:
        return 3
    print(f"{_inside(outcome.target, project.root)}  (run {outcome.run_id})")
    return 0


def _check_report(asked: argparse.Namespace) -> int:
    from analysis.audit.render import as_json, as_text
    from analysis.runs.check_report import check_report, write_comments
    from analysis.vocabulary.project import open_project

    project = open_project(raw=asked.raw, processed=asked.processed)
    made = check_report(project, asked.file, asked.area, asked.period, asked.as_at, asked.previous)
    print(as_json(made) if asked.format == "json" else as_text(made))
    copy = write_comments(made, asked.file)
    if copy:
        print(f"\nThe draft with these as comments: {copy.name}, beside it.", file=sys.stderr)
    return int(bool(made.findings))


def _refresh_report(asked: argparse.Namespace) -> int:
    from analysis.runs.refresh_report import refresh_report
    from analysis.vocabulary.project import open_project

    project = open_project(reports=asked.reports)
    print(refresh_report(project, asked.file, asked.area, asked.period, asked.out).text)
    return 0


def _check_returns(asked: argparse.Namespace) -> int:
    from analysis.runs.check_returns import check_asked
    from analysis.runs.check_returns_text import as_json, as_text
    from analysis.vocabulary.project import open_project

    made = check_asked(open_project(), asked.path, (asked.on, asked.year_ending, asked.extracted_on), asked.area)
    print(as_json(made) if asked.format == "json" else as_text(made))
    return int(made.findings)


def _synthesise(asked: argparse.Namespace) -> int:
    from analysis.sources.synthetic import FORMATS, synthesise
    from analysis.vocabulary.areas import area
    from analysis.vocabulary.project import open_project

    if asked.folder.exists() and any(asked.folder.iterdir()):
        raise WrongUse(f"{asked.folder.name} is not empty. Name a new folder: returns are never mixed with others.")
    codes = [area(code).code for code in asked.area] or [open_project().settings.area]
    made = synthesise(asked.folder, codes, asked.seed, asked.mess, asked.formats or FORMATS)
    said = f"their truth, {len(made.ledger)} planted faults"
    print(f"Synthetic returns of {len(codes)} area{'s' * (len(codes) > 1)} in {asked.folder.name}: {said}.")
    return 0


def _attack(asked: argparse.Namespace) -> int:
    from analysis.runs.attacking import attack_folder

    limits = asked.threshold, asked.width
    return attack_folder(asked.folder, asked.earlier, asked.known, limits, asked.format, print)


def _demo(asked: argparse.Namespace) -> int:
    from analysis.runs.demo import demo
    from analysis.runs.quarterly import summary
    from analysis.vocabulary.project import open_project

    project = open_project(processed=asked.processed, reports=asked.reports)
    outcome = demo(project, asked.seed, asked.notebook, lambda text: print(text, flush=True))
    print(summary(outcome))
    print(f"{_inside(outcome.target, project.root)}  (run {outcome.run_id}): synthetic data throughout")
    return 3 if outcome.failed else 0


def _suggest_mapping(asked: argparse.Namespace) -> int:
    from analysis.sources.mapped import suggest

    print(suggest(asked.file))
    return 0


def _purge(asked: argparse.Namespace) -> int:
    from datetime import datetime

    from analysis.runs.purge import purge
    from analysis.vocabulary.project import open_project

    gone = purge(open_project(processed=asked.processed), asked.everything, datetime.now())
    print("\n".join([*gone, f"{len(gone)} deleted. The returns themselves were not touched."]))
    return 0


def _options(asked: argparse.Namespace) -> list[tuple[str, str]]:
    """The parameters that have options of their own, so that one given both ways is refused."""
    asked_for = {"area": asked.area, "vintage": asked.vintage, "audience": asked.audience, "period": asked.period}
    empty = [name for name, value in asked_for.items() if value == ""]
    if empty:
        raise WrongUse(f"--{empty[0]} is empty. Give a value, or leave the option out.")
    return [(name, value) for name, value in asked_for.items() if value]


def _inside(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


COMMANDS = {
    "attack": _attack,
    "build": _build,
    "run": _run,
    "suggest-mapping": _suggest_mapping,
    "synthesise": _synthesise,
    "check-report": _check_report,
    "check-returns": _check_returns,
    "demo": _demo,
    "purge": _purge,
    "refresh-report": _refresh_report,
}
