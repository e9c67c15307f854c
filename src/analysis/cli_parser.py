"""The commands of the command line and their options."""

import argparse
from pathlib import Path
from typing import Any, NoReturn


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
    _add_returns(commands)
    draft = commands.add_parser("suggest-mapping", help="a draft mapping for a local report", allow_abbrev=False)
    draft.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback")
    draft.add_argument("file", type=Path, metavar="FILE", help="a report: .csv or .xlsx; save the draft as its .toml")
    _add_synthetic(commands)
    _add_attack(commands)
    purge = commands.add_parser("purge", help="delete what is kept of the returns", allow_abbrev=False)
    purge.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback")
    purge.add_argument("--all", action="store_true", dest="everything", help="all of it, whatever its age")
    purge.add_argument("--processed", type=Path, metavar="DIR", help="instead of data/processed")
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


def _add_returns(commands: Any) -> None:  # noqa: ANN401
    check = commands.add_parser("check-returns", help="what returns hold, and what is wrong", allow_abbrev=False)
    check.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback")
    check.add_argument("path", metavar="PATH", help="a return, or a folder of returns")
    check.add_argument("--on", metavar="DATE", help="count on this day; else on the last of each return")
    check.add_argument("--year-ending", metavar="DATE", help="the 31 March of a return that does not say")
    check.add_argument("--extracted-on", metavar="DATE", help="the day on which the returns were drawn")
    check.add_argument("--area", default="", metavar="CODE", help="GSS code; refuses the returns of any other")
    check.add_argument("--format", choices=["text", "json"], default="text")


def _add_attack(commands: Any) -> None:  # noqa: ANN401
    attack = commands.add_parser("attack", help="try to recover what a pack hides", allow_abbrev=False)
    attack.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback")
    attack.add_argument("folder", type=Path, metavar="FOLDER", help="a published pack, such as reports/AREA/QUARTER")
    attack.add_argument("--earlier", type=Path, action="append", default=[], metavar="DIR", help="a pack already out")
    attack.add_argument("--known", type=Path, action="append", default=[], metavar="DIR", help="tables of others")
    attack.add_argument("--threshold", type=int, default=5, metavar="N", help="counts of 1 to N are hidden")
    attack.add_argument("--width", type=int, default=5, metavar="N", help="whole numbers that must stay possible")
    attack.add_argument("--format", choices=["text", "json"], default="text")


def _add_synthetic(commands: Any) -> None:  # noqa: ANN401
    make = commands.add_parser("synthesise", help="returns of children who do not exist", allow_abbrev=False)
    make.add_argument("folder", type=Path, metavar="FOLDER", help="a new folder")
    make.add_argument("--area", action="append", default=[], metavar="CODE", help="GSS code (repeatable)")
    make.add_argument("--mess", type=int, default=0, choices=range(4), help="how many faults are planted: 0 to 3")
    make.add_argument("--format", action="append", default=[], dest="formats", metavar="NAME", help="only this one")
    demo = commands.add_parser("demo", help="the whole project on synthetic returns", allow_abbrev=False)
    demo.add_argument("--processed", type=Path, metavar="DIR", help="instead of data/processed")
    demo.add_argument("--reports", type=Path, metavar="DIR", help="instead of reports")
    demo.add_argument("--notebook", action="append", default=[], metavar="NAME", help="only this one (repeatable)")
    for command in (make, demo):
        command.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback")
        command.add_argument("--seed", type=int, default=1, help="another seed, other children")
