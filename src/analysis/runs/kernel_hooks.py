"""Runs inside the kernel, from a file, before the first cell. Works on the kernel's own parts; changes no analysis."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from IPython.core.getipython import get_ipython


def tell(result: object) -> None:
    """After a cell that failed with an error whose class says `safe_message = True`: write its sentence to a file."""
    error = getattr(result, "error_in_exec", None)
    place = os.environ.get("ANALYSIS_SAFE_MESSAGE")
    if place and error is not None and getattr(type(error), "safe_message", False) is True:
        said = {"type": type(error).__name__, "message": " ".join(str(error).split())[:1000]}
        Path(place).write_text(json.dumps(said), encoding="utf-8")


def move_pipe(folder: Path) -> None:
    """What forked children print reaches ipykernel through a port of the machine: use a private socket instead."""
    import zmq
    from ipykernel.kernelapp import IPKernelApp
    from zmq.eventloop.zmqstream import ZMQStream

    thread = IPKernelApp.instance().iopub_thread
    address = f"ipc://{folder / 'pipe'}"

    def move() -> None:
        thread._pipe_in.close()
        pipe = thread.socket.context.socket(zmq.PULL)
        pipe.linger = 0
        pipe.bind(address)
        thread._pipe_in = ZMQStream(pipe, thread.io_loop)
        thread._pipe_in.on_recv(thread._handle_pipe_msg)

    def connect() -> tuple[Any, Any]:
        context: zmq.Context[Any] = zmq.Context()
        pipe = context.socket(zmq.PUSH)
        pipe.linger = 3000
        pipe.connect(address)
        return context, pipe

    thread._setup_pipe_out = connect
    thread.schedule(move)


def leave_at_once() -> None:
    """When a kernel shuts down, ipykernel may wait ten seconds for a thread that has ended: wait a moment instead."""
    from ipykernel.kernelapp import IPKernelApp

    kernel = IPKernelApp.instance().kernel
    shut_down = kernel.do_shutdown

    def do_shutdown(restart: bool) -> Any:  # noqa: ANN401 - a dict or something to await, as the kernel likes
        for stream in (sys.stdout, sys.stderr):
            stream.flush_timeout = 0.2  # type: ignore[union-attr]
        return shut_down(restart)

    kernel.do_shutdown = do_shutdown


shell = get_ipython()
if shell is not None:
    shell.events.register("post_run_cell", tell)
    with suppress(ImportError, AttributeError):
        leave_at_once()
    if os.name == "posix":
        with suppress(ImportError, AttributeError, KeyError):
            move_pipe(Path(os.environ["ANALYSIS_SAFE_MESSAGE"]).parent)
