"""The command line. Errors are one or two sentences; --debug shows where they came from."""

import argparse
import sys
from pathlib import Path
from typing import Any, NoReturn

from analysis.vocabulary.errors import WrongUse


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Wrong use: one sentence and exit code 2."""
        self.exit(2, f"{message[0].upper()}{message[1:]}. `{self.prog} --help` lists what is known.\n")


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    main = _Parser("analysis", description="Analysis for local safeguarding children partnerships.", allow_abbrev=False)
    main.add_argument("--debug", action="store_true", help="show the traceback of an error")
    commands = main.add_subparsers(dest="command", required=True, parser_class=_Parser, metavar="COMMAND")
    build = commands.add_parser(
        "build", help="raw data to processed tables, with a list of problems", allow_abbrev=False
    )
    run = commands.add_parser("run", help="the quarterly run: build, notebooks, pack", allow_abbrev=False)
    for command in (build, run):
        command.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback")
        command.add_argument("--vintage", choices=["latest", "first"], help="latest, or the earliest release at hand")
        command.add_argument("--as-at", default="", metavar="DATE", help="only what had been published by then")
        command.add_argument("--raw", type=Path, metavar="DIR", help="instead of data/raw")
        command.add_argument("--processed", type=Path, metavar="DIR", help="instead of data/processed")
    run.add_argument("--area", metavar="CODE", help="GSS code; the usual one is in analysis.toml")
    run.add_argument("--period", metavar="QUARTER", help='such as "2022-23 Q4"; else the latest')
    run.add_argument("--audience", choices=["public", "internal"])
    run.add_argument("--notebook", action="append", default=[], metavar="NAME", help="only this one (repeatable)")
    run.add_argument("-p", "--parameter", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"))
    run.add_argument("--force", action="store_true", help="run even if nothing changed")
    run.add_argument("--reports", type=Path, metavar="DIR", help="instead of reports")
    _add_check(commands)
    _add_refresh(commands)
    return main


def _add_check(commands: Any) -> None:  # noqa: ANN401 - argparse names no type for it
    check = commands.add_parser("check-report", help="audit every number in a draft", allow_abbrev=False)
    check.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback")
    check.add_argument("file", type=Path, metavar="FILE", help="a draft: .docx, .md or .txt")
    check.add_argument("--area", default="", metavar="CODE", help="GSS code; the usual one is in analysis.toml")
    check.add_argument("--period", default="", metavar="QUARTER", help='such as "2022-23 Q4"; else the latest')
    check.add_argument("--as-at", default="", metavar="DATE", help="hold it to what was out by then; else today")
    check.add_argument("--previous", type=Path, metavar="FILE", help="the draft of the year before")
    check.add_argument("--format", choices=["text", "json"], default="text")
    check.add_argument("--raw", type=Path, metavar="DIR", help="instead of data/raw")
    check.add_argument("--processed", type=Path, metavar="DIR", help="instead of data/processed")


def _add_refresh(commands: Any) -> None:  # noqa: ANN401
    refresh = commands.add_parser(
        "refresh-report", help="fill the slots of a Word draft again, in a new file", allow_abbrev=False
    )
    refresh.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback")
    refresh.add_argument("file", type=Path, metavar="FILE", help="a Word draft (.docx); it is never overwritten")
    refresh.add_argument("--area", default="", metavar="CODE", help="GSS code; the usual one is in analysis.toml")
    refresh.add_argument("--period", default="", metavar="QUARTER", help='such as "2022-23 Q4"; else the latest pack')
    refresh.add_argument("--reports", type=Path, metavar="DIR", help="where the packs are, instead of reports")
    refresh.add_argument("--out", type=Path, metavar="FILE", help="the new file; else NAME-refreshed.docx beside it")


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    asked = parser().parse_args(arguments)
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
    print(f"{len(built.observations):,} observations and {len(built.population):,} population figures, in")
    print(f"{project.processed.name}: observations.csv, population.csv, selected.csv (one row a figure), problems.csv")
    for row in built.problems[built.problems["severity"] != "notes"].itertuples():
        place = f" [{row.file}{f' line {row.row}' if row.row != '' else ''}]" if row.file else ""
        print(f"  {row.severity}: {row.message}{place}")
    counts = built.problems.groupby(["severity", "rule"]).size()
    for rule, number in counts.get("notes", counts.iloc[:0]).items():
        print(f"  notes: {number} x {rule}")
    return int((built.problems["severity"] == "blocks").any())


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


def _options(asked: argparse.Namespace) -> list[tuple[str, str]]:
    """The parameters that have options of their own, so that one given both ways is refused."""
    asked_for = {"area": asked.area, "vintage": asked.vintage, "audience": asked.audience, "period": asked.period}
    empty = [name for name, value in asked_for.items() if value == ""]
    if empty:
        raise WrongUse(f"--{empty[0]} is empty. Give a value, or leave the option out.")
    return [(name, value) for name, value in asked_for.items() if value]


def _inside(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


COMMANDS = {"build": _build, "run": _run, "check-report": _check_report, "refresh-report": _refresh_report}
