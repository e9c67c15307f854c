"""One run at a time, and the checks before a run touches anything."""

import json
import os
import shutil
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.runs.errors import NeedsPerson, RunInProgress


@contextmanager
def run_lock(reports: Path, details: Mapping[str, Any]) -> Iterator[None]:
    """Hold the lock of a reports folder, or raise `RunInProgress` at once when another run holds it.

    The lock belongs to the operating system and ends with the process, however that ends; `.lock.json` only tells
    the second run whom it met, and means nothing without the lock. Put the run id and what is run into `details`.
    """
    from filelock import FileLock, Timeout

    record = reports / ".lock.json"
    try:
        reports.mkdir(parents=True, exist_ok=True)
        lock = FileLock(reports / ".lock", timeout=0, mode=0o600)
        lock.acquire()
    except Timeout:
        raise RunInProgress(_who_holds(record)) from None
    except OSError as error:
        raise NeedsPerson(_not_writable(reports, error)) from None
    try:
        try:
            _write_record(record, details)
        except OSError as error:
            raise NeedsPerson(_not_writable(reports, error)) from None
        yield
    finally:
        with suppress(OSError):
            record.unlink()
        lock.release()


def check_writable(reports: Path, need_bytes: int) -> None:
    """Raise one sentence when `reports` cannot be written to, or has less than `need_bytes` free."""
    probe = reports / f".write-probe-{os.getpid()}"
    try:
        reports.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(reports).free
        with probe.open("wb") as file:
            file.write(b"probe")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise NeedsPerson(_not_writable(reports, error)) from None
    finally:
        with suppress(OSError):
            probe.unlink()
    if free < need_bytes:
        raise NeedsPerson(
            f"This run needs about {_megabytes(need_bytes)} MB free where {reports} is, and {_megabytes(free)} MB are. "
            "Make room and run again."
        )


def _write_record(record: Path, details: Mapping[str, Any]) -> None:
    content = {
        **details,
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    fresh = record.with_name(f".lock.json.{os.getpid()}")
    fresh.write_text(json.dumps(content, sort_keys=True, default=str) + "\n", encoding="utf-8")
    fresh.replace(record)


def _who_holds(record: Path) -> str:
    """Name the other run; its record may come a moment after its lock, so look for half a second."""
    for _ in range(10):
        found = _read_record(record)
        if found is not None:
            return (
                f"Another run is in progress: process {found['pid']} on {found['host']}, started {found['started']}. "
                "Wait until it ends, then run again."
            )
        time.sleep(0.05)
    return "Another run is in progress and has only just started. Wait until it ends, then run again."


def _read_record(record: Path) -> dict[str, Any] | None:
    """The record, unless it is missing, torn or left behind by a process of this machine that has ended."""
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
        pid, host, _ = int(found["pid"]), found["host"], found["started"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if host == socket.gethostname() and os.name == "posix" and not _is_alive(pid):
        return None
    return dict(found)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _not_writable(reports: Path, error: OSError) -> str:
    return (
        f"The folder {reports} must be one this run may write to; the system said: {error.strerror or error}. "
        "Check its permissions and the disk, then run again."
    )


def _megabytes(size: int) -> int:
    return max(1, round(size / 1_000_000)) if size else 0
