"""The kernel of one notebook: our own interpreter, private sockets, and nothing left running afterwards."""

import json
import logging
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis.runs.errors import RunError

_LONGEST_SOCKET_FOLDER = 80  # a Unix socket's path has about 104 characters at most
_TOKEN = "ANALYSIS_KERNEL"  # noqa: S105 - a mark, not a secret
_FIXED = {
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
_PERSONAL = ("PYTHONSTARTUP", "IPYTHONDIR", "PYTHONINSPECT", "PYTHONBREAKPOINT")


class Kernel:
    """One kernel's private folder, environment and processes. Use it as a context manager: at the end all are gone."""

    def __init__(self, cwd: Path, environment: Mapping[str, str], log: Path | None) -> None:
        self.folder = _private_folder()
        self.cwd = cwd
        self._mark = secrets.token_hex(8)
        self._pids: list[int] = []
        self._output = _open_log(log)
        self.environment = _environment(environment, self.folder) | {_TOKEN: self._mark}

    def __enter__(self) -> "Kernel":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        if self._output >= 0:
            os.close(self._output)
        shutil.rmtree(self.folder, ignore_errors=True)

    def started(self, pid: int | None) -> None:
        """Remember a process that was started as a kernel; it leads a process group of its own."""
        if pid:
            self._pids.append(pid)

    @property
    def streams(self) -> int:
        """Where the kernel process itself may write: the private log, or nowhere."""
        return self._output if self._output >= 0 else subprocess.DEVNULL

    def said(self) -> dict[str, str]:
        """Type and message of the last error whose class declared its message safe; empty when there is none."""
        try:
            found = json.loads((self.folder / "said.json").read_text(encoding="utf-8"))
            return {"type": str(found["type"]), "message": str(found["message"])}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def kill(self) -> None:
        """Kill the kernel, its process group, and (on Linux) whatever else carries its mark, until none is left."""
        for pid in self._pids:
            _kill_group(pid)
        for _ in range(40):
            marked = _marked(f"{_TOKEN}={self._mark}".encode())
            if not marked:
                return
            for pid in marked:
                with suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)


def manager_class(kernel: Kernel) -> type:
    """A jupyter kernel manager that starts `kernel` with this interpreter, whatever kernels the machine knows."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    log = logging.getLogger("papermill")
    log.setLevel(logging.CRITICAL + 1)  # its messages may quote cells and values
    spec = KernelSpec(
        argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", *_kernel_options()],
        display_name="Python 3",
        language="python",
    )

    class OwnKernelManager(AsyncKernelManager):
        def __init__(self, **options: Any) -> None:
            options |= {"kernel_name": "python3", "connection_file": str(kernel.folder / "kernel.json"), "log": log}
            if os.name == "posix":
                options |= {"transport": "ipc", "ip": str(kernel.folder / "k")}
            super().__init__(**options)
            self.shutdown_wait_time = 3.0

        @property
        def kernel_spec(self) -> KernelSpec:
            return spec

        async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
            options |= {"env": dict(kernel.environment), "cwd": str(kernel.cwd)}
            options |= {"stdout": kernel.streams, "stderr": kernel.streams}
            await super().start_kernel(**options)
            kernel.started(getattr(self.provisioner, "pid", None))

    return OwnKernelManager


def _kernel_options() -> list[str]:
    hooks = str(Path(__file__).with_name("kernel_hooks.py"))
    return [
        "--HistoryManager.enabled=False",
        f"--IPKernelApp.exec_lines=__import__('runpy').run_path({hooks!r}) and None",
    ]


def _environment(given: Mapping[str, str], folder: Path) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if name not in _PERSONAL}
    ours = {"IPYTHONDIR": str(folder / "ipython"), "ANALYSIS_SAFE_MESSAGE": str(folder / "said.json")}
    return plain | _FIXED | dict(given) | ours


def _private_folder() -> Path:
    """A new folder of mode 0700 whose path is short enough for sockets."""
    for place in (tempfile.gettempdir(), os.environ.get("XDG_RUNTIME_DIR", ""), "/tmp", "/var/tmp"):  # noqa: S108
        usable = place and Path(place).is_dir() and os.access(place, os.W_OK)
        if usable and (os.name != "posix" or len(os.fsencode(place)) < _LONGEST_SOCKET_FOLDER):
            return Path(tempfile.mkdtemp(prefix="nb-", dir=place)).resolve()
    raise RunError(
        "A notebook's kernel needs a temporary folder with a short path (under 80 characters) that can be written to, "
        "and there is none. Set TMPDIR to one and run again."
    )


def _open_log(log: Path | None) -> int:
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if log else -1


def _kill_group(pid: int) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(pid)], capture_output=True, check=False)  # noqa: S607
        return
    with suppress(OSError):
        os.killpg(pid, signal.SIGKILL)


def _marked(mark: bytes) -> list[int]:
    """The living processes whose environment holds `mark` (Linux; elsewhere the process group has to do)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*") if sys.platform.startswith("linux") else []:
        with suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    return found
