"""JupyterLab on a copy of the project, started as `make lab` starts it, and its pages driven as a person would."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import nbformat

COMMAND = re.compile(r"^\t@\$\(RUN\) (jupyterlab .+)$", re.MULTILINE)
PROMPTS = "[...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')].map(each => each.textContent)"
BEGUN = f"{PROMPTS}.some(text => /\\[(\\*|\\d+)\\]/.test(text))"
ENDED = f"{PROMPTS}.every(text => !text.includes('*'))"  # a cell that fails takes the mark off those after it
NOT_RUN = f"{PROMPTS}.filter(text => !/\\[\\d+\\]/.test(text)).length"
# In the browser; the longer ones run from their own folder without it.
TRIED = ["start", "00_data_quality", "01_child_protection", "03_population"]
SECONDS = 240  # at most for one notebook, on a machine that is busy with other tests


def copied(root, folder):
    """The project without its history, environment and results: what a fresh clone has, as far as notebooks need it."""
    for name in ("notebooks", "lab", "data/raw"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("scratch", ".ipynb_checkpoints"))
    shutil.copy(root / "analysis.toml", folder)
    return folder


def figures(path):
    """How many figures a notebook shows when it is run."""
    cells = nbformat.read(path, 4).cells
    return sum(cell.source.count("outputs.figure(") for cell in cells if cell.cell_type == "code")


def command(root):
    """What `make lab` runs, as a list, from the Makefile."""
    return [sys.executable, "-m", *COMMAND.search((root / "Makefile").read_text(encoding="utf-8"))[1].split()]


class Lab:
    """A running server: its address, its folder, and what its interface says."""

    def __init__(self, folder, port):
        self.folder, self.port, self.token = folder, port, secrets.token_hex(16)

    def address(self, path=""):
        """An address of the server, with its token."""
        return f"http://127.0.0.1:{self.port}/{path}{'&' if '?' in path else '?'}token={self.token}"

    def ask(self, path, method="GET", sent=None):
        """What the server's interface answers."""
        body = None if sent is None else json.dumps(sent).encode()
        with urlopen(Request(self.address(f"api/{path}"), body, method=method), timeout=30) as answer:
            return json.loads(answer.read() or "null")

    def is_ready(self):
        """Whether a kernel is connected to a page and idle. The page itself says so too early."""
        try:
            kernels = self.ask("kernels")
        except HTTPError:  # while a kernel starts on a busy machine, the list of kernels can fail
            return False
        return any(one["connections"] >= 1 and one["execution_state"] == "idle" for one in kernels)

    def stop_kernels(self):
        """End what the last notebook started."""
        for session in self.ask("sessions"):
            self.ask(f"sessions/{session['id']}", "DELETE")


@contextmanager
def served(root, folder):
    """JupyterLab on a free port with a token, its own settings and logs beside `folder`; stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        lab = Lab(folder, free.getsockname()[1])
    own = folder.with_name("jupyter")
    places = {f"JUPYTER_{name}_DIR": str(own / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    places |= {f"JUPYTERLAB_{name}_DIR": str(own / name) for name in ("SETTINGS", "WORKSPACES")}
    plain = {name: value for name, value in os.environ.items() if name not in ("ANALYSIS_RUN", "JUPYTER_TOKEN")}
    options = ["--no-browser", "--allow-root", f"--port={lab.port}", "--ServerApp.port_retries=0"]
    options += [f"--IdentityProvider.token={lab.token}"]
    own.mkdir()
    with (own / "log").open("w") as log:
        ours = plain | places | {"IPYTHONDIR": str(own / "ipython")}
        server = subprocess.Popen([*command(root), *options], cwd=folder, env=ours, stdout=log, stderr=log)
        try:
            wait(lambda: answers(lab, server), 90, f"JupyterLab did not start:\n{(own / 'log').read_text()[-2000:]}")
            yield lab
            lab.stop_kernels()
        finally:
            server.terminate()
            server.wait(30)


def answers(lab, server):
    """Whether the server answers; one that has ended never will."""
    assert server.poll() is None, "JupyterLab ended before it answered."
    try:
        return lab.ask("status")
    except OSError:
        return False


def wait(condition, seconds, reason):
    """Ask again and again until it is so."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, reason
        time.sleep(0.1)


def open_notebook(page, lab, path):
    """Open a page that shows a notebook, and wait until its kernel is there."""
    lab.stop_kernels()
    page.goto(lab.address(path))
    page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell", timeout=60_000)
    wait(lab.is_ready, 60, "The kernel did not start.")


def run_all(page):
    """Run, Run All Cells, until no cell waits any more. A click that nothing follows is repeated."""
    from playwright.sync_api import TimeoutError as NothingFollowed

    for _ in range(5):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        try:
            page.wait_for_function(BEGUN, timeout=8_000)
            break
        except NothingFollowed:
            continue
    page.wait_for_function(ENDED, timeout=SECONDS * 1000)


def shown(page, kind):
    """The text of every output of a kind: stdout, or stderr, which a failing cell's error is too."""
    return page.locator(f'[data-mime-type="application/vnd.jupyter.{kind}"]').all_inner_texts()


def not_run(page):
    """How many cells have no number: those after one that failed."""
    return page.evaluate(NOT_RUN)
