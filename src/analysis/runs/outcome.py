"""How a notebook ended: judged from what was raised, what ran and the end mark, never from papermill's own status."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from analysis.runs.errors import WrongUse

Status = Literal["finished", "failed", "timeout", "died", "incomplete", "interrupted"]


@dataclass(frozen=True)
class NotebookRun:
    """How a notebook ended. `cell` counts code cells from 1 and is where it stopped; `reason` holds no value."""

    name: str
    status: Status
    seconds: float
    cell: int | None = None
    reason: str = ""


@dataclass
class Attempt:
    """What one start of a notebook has come to so far; written by the thread that runs papermill."""

    total: int
    cell: int = 0
    numbers: dict[int, int] = field(default_factory=dict)
    error: BaseException | None = None


def judge(attempt: Attempt, output: Path, sentinel: Path, run_id: str, said: Mapping[str, str]) -> tuple[Status, str]:
    """Status and reason, from everything but papermill's own status."""
    if attempt.error is not None:
        return _judge_error(attempt, attempt.error, said)
    try:
        ran = _unrun_cells(output) == 0
    except Exception:  # noqa: BLE001 - whatever is wrong with the file, the notebook has not finished
        return "incomplete", "The executed notebook cannot be read."
    if not ran:
        return "incomplete", f"The notebook stopped without an error {where(attempt)}; not every cell ran."
    if not _names_run(sentinel, run_id):
        return "incomplete", "Every cell ran, but the notebook's end mark for this run is missing."
    return "finished", ""


def _judge_error(attempt: Attempt, error: BaseException, said: Mapping[str, str]) -> tuple[Status, str]:
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    if isinstance(error, PapermillExecutionError):
        attempt.cell = attempt.numbers.get(error.cell_index, attempt.cell)
        named = re.fullmatch(r"[A-Za-z_]\w{0,79}", str(error.ename)) and error.ename != "CellExecutionError"
        kind = error.ename if named else "an error"
        message = f": {said['message']}" if said.get("type") == kind else "."
        return "failed", f"Cell {attempt.cell} stopped with {kind}{message}"
    if isinstance(error, CellTimeoutError):
        return "timeout", f"The time for one cell was up {where(attempt)}."
    if isinstance(error, DeadKernelError) or (isinstance(error, RuntimeError) and "kernel" in str(error).lower()):
        likely = "likely out of memory" if attempt.cell else "its private log may say why"
        return "died", f"The kernel stopped {where(attempt)}; {likely}."
    return "failed", f"The notebook could not be run {where(attempt)} ({type(error).__name__})."


def where(attempt: Attempt) -> str:
    """The place a notebook has come to, in words."""
    return f"while running cell {attempt.cell}" if attempt.cell else "before the first cell"


def _names_run(sentinel: Path, run_id: str) -> bool:
    try:
        text = "" if sentinel.is_symlink() else sentinel.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return re.search(rf"(?<![\w-]){re.escape(run_id)}(?![\w-])", text) is not None


def code_cells(notebook: Path) -> int:
    """The number of code cells; raises `WrongUse` when the file is not a notebook."""
    import nbformat

    try:
        cells = nbformat.read(notebook, as_version=4).cells  # type: ignore[no-untyped-call]
    except Exception:  # noqa: BLE001 - any damage means the same to the reader
        raise WrongUse(f"{notebook.name} is not a notebook that can be read. Restore it and run again.") from None
    return sum(cell.cell_type == "code" for cell in cells)


def _unrun_cells(output: Path) -> int:
    import nbformat

    cells = nbformat.read(output, as_version=4).cells  # type: ignore[no-untyped-call]
    return sum(
        cell.cell_type == "code" and bool(cell.source.strip()) and cell.execution_count is None for cell in cells
    )
