"""Running one notebook through papermill, and telling truly how it ended."""

import keyword
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from analysis.runs.errors import RunError, WrongUse
from analysis.runs.kernels import Kernel, manager_class
from analysis.runs.normalise import normalise
from analysis.runs.outcome import Attempt, NotebookRun, Status, code_cells, judge, where

__all__ = ["NotebookRun", "Status", "execute", "normalise"]

_STARTS = 3
_GRACE = 15.0


def execute(
    notebook: Path,
    output: Path,
    parameters: Mapping[str, Any],
    *,
    cwd: Path,
    environment: Mapping[str, str],
    sentinel: Path,
    run_id: str,
    cell_timeout: int,
    run_timeout: int,
    log: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> NotebookRun:
    """Run `notebook` with `parameters` and write the executed, still private, notebook to `output`.

    It is finished only when nothing was raised, every code cell ran, and `sentinel`, which the notebook's last cell
    writes, names `run_id`. Timeouts are in seconds. What the kernel process itself prints goes to `log` or nowhere.
    """
    _check(notebook, output, parameters, cell_timeout, run_timeout)
    _clear(sentinel)
    total = code_cells(notebook)
    began = time.monotonic()
    for start in range(1, _STARTS + 1):
        attempt = Attempt(total)
        left = run_timeout - (time.monotonic() - began)
        with Kernel(cwd.resolve(), environment, log) as kernel:
            call = _papermill_call(notebook, output, parameters, kernel, cell_timeout, _hook(attempt, progress))
            ended = _watch(attempt, call, kernel, left)
            status, reason = ended or judge(attempt, output, sentinel, run_id, kernel.said())
        if status != "died" or attempt.cell or start == _STARTS:
            break
    stopped = None if status == "finished" else attempt.cell or None
    return NotebookRun(notebook.stem, status, round(time.monotonic() - began, 3), stopped, reason)


def _papermill_call(
    notebook: Path,
    output: Path,
    parameters: Mapping[str, Any],
    kernel: Kernel,
    cell_timeout: int,
    hook: Callable[..., None],
) -> Callable[[], None]:
    import papermill

    def call() -> None:
        papermill.execute_notebook(
            _literal(notebook),
            _literal(output),
            dict(parameters),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            log_output=False,
            autosave_cell_every=0,
            execution_timeout=cell_timeout,
            iopub_timeout=60,
            record_timing=False,
            kernel_manager_class=manager_class(kernel),
            on_cell_start=hook,
        )

    return call


def _watch(attempt: Attempt, call: Callable[[], None], kernel: Kernel, seconds: float) -> tuple[Status, str] | None:
    """Run papermill in a thread, so that no hang of it or of the kernel can outlast the run's time."""

    def work() -> None:
        try:
            call()
        except BaseException as error:  # noqa: BLE001 - judged afterwards, never printed
            attempt.error = error

    worker = threading.Thread(target=work, daemon=True, name="papermill")
    ended: tuple[Status, str] | None = None
    try:
        with _stop_signals():
            worker.start()
            worker.join(max(seconds, 0.1))
            if worker.is_alive():
                ended = "timeout", f"The run's time was up {where(attempt)}."
    except KeyboardInterrupt:
        ended = "interrupted", f"The run was interrupted {where(attempt)}."
    if ended:
        kernel.kill()
        worker.join(_GRACE)
    return ended


@contextmanager
def _stop_signals() -> Iterator[None]:
    """Let SIGTERM stop a run as Ctrl-C does, unless the caller has said otherwise."""
    mine = threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if mine:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        if mine:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _hook(attempt: Attempt, progress: Callable[[int, int], None] | None) -> Callable[..., None]:
    def on_cell_start(cell: dict[str, Any], cell_index: int) -> None:
        if cell["cell_type"] != "code":
            return
        if "injected-parameters" not in cell["metadata"].get("tags", []):
            attempt.cell += 1
        attempt.numbers[cell_index] = max(attempt.cell, 1)
        if progress:
            with suppress(Exception):
                progress(attempt.cell, attempt.total)

    return on_cell_start


def _check(notebook: Path, output: Path, parameters: Mapping[str, Any], cell_timeout: int, run_timeout: int) -> None:
    if not notebook.is_file():
        raise WrongUse(f"The notebook {notebook} is not there.")
    same = output.resolve() == notebook.resolve() or (output.exists() and output.samefile(notebook))
    if same or output.is_symlink():
        raise WrongUse(f"{output.name} would overwrite the notebook itself or follow a link. Give another output.")
    for name in parameters:
        if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name):
            raise WrongUse("A parameter's name must be a plain Python name, like area or period, and one is not.")
    if cell_timeout <= 0 or run_timeout <= 0:
        raise WrongUse("The limits for a cell and for the run must be above zero seconds.")


def _clear(sentinel: Path) -> None:
    try:
        sentinel.unlink(missing_ok=True)
        sentinel.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f"The end mark {sentinel.name} could not be cleared: {error.strerror}.") from None


def _literal(path: Path) -> str:
    """An absolute path that papermill, which fills in braces, leaves as it is."""
    return str(path.resolve()).replace("{", "{{").replace("}", "}}")
