"""A notebook is finished only when it truly is, and nothing of what it saw gets out."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import analysis.runs.execute as executing
from analysis.runs import kernels
from analysis.runs.errors import RunError, WrongUse
from analysis.runs.execute import execute, normalise

SOURCE = Path(executing.__file__).parents[2]
CANARY = "Zebedee-4711-CANARY"
END = "import os, pathlib; pathlib.Path(os.environ['END_MARK']).write_text(os.environ['RUN'])"


class Runner:
    """Writes a notebook of the given cells and runs it."""

    def __init__(self, folder):
        self.folder = folder
        self.notebook, self.output = folder / "plans.ipynb", folder / "out" / "plans.ipynb"
        self.sentinel = folder / "out" / "end"
        self.output.parent.mkdir()

    def write(self, *cells, metadata=None):
        made = [cell if isinstance(cell, dict) else new_code_cell(cell) for cell in cells]
        nbformat.write(new_notebook(cells=made, metadata=metadata or {}), self.notebook)

    def __call__(self, *cells, parameters=None, metadata=None, mark=END, **options):
        if cells:
            self.write(*cells, *([mark] if mark else []), metadata=metadata)
        settings = {"cwd": self.folder, "cell_timeout": 60, "run_timeout": 120, **options}
        environment = {"END_MARK": str(self.sentinel), "RUN": "run1"} | settings.pop("environment", {})
        return execute(
            self.notebook,
            self.output,
            parameters or {},
            environment=environment,
            sentinel=self.sentinel,
            run_id="run1",
            **settings,
        )

    def printed(self, cell=0):
        """What a code cell of the executed notebook printed."""
        cells = [one for one in nbformat.read(self.output, 4).cells if one.cell_type == "code"]
        return "".join(output.get("text", "") for output in cells[cell].outputs).strip()


@pytest.fixture
def run(tmp_path):
    runner = Runner(tmp_path)
    yield runner
    assert not _kernels(runner), "a process of the kernel was left behind"


def _kernels(runner):
    """Every living process that carries the marks of one of this test's kernels."""
    mine = f"END_MARK={runner.sentinel}".encode()
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0]
            environment = (entry / "environ").read_bytes()
            if b"ANALYSIS_KERNEL=" in environment and mine in environment and state != "Z":
                found.add(int(entry.name))
        except OSError:
            continue
    return found


def ended(result):
    return result.status, result.cell, result.reason


def test_a_notebook_that_ran_to_its_end_mark_is_finished(run):
    seen = []
    parameters = new_code_cell("area = 'E1'", metadata={"tags": ["parameters"]})
    result = run(
        parameters, "print(area)", new_markdown_cell("text"), "", parameters={"area": "E08000018"},
        progress=lambda cell, total: seen.append((cell, total)),
    )  # fmt: skip
    assert (result.name, *ended(result)) == ("plans", "finished", None, "")
    assert 0 < result.seconds < 60
    assert run.printed(2) == "E08000018"
    assert seen == [(1, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_an_exception_fails_the_notebook_and_only_its_type_is_told(run, capfd, caplog):
    result = run("x = 1", f"raise ValueError('{CANARY}')", "y = 1")
    assert ended(result) == ("failed", 2, "Cell 2 stopped with ValueError.")
    shown = capfd.readouterr()
    assert CANARY not in repr(result) + shown.out + shown.err + caplog.text
    assert shown.err == ""


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (f"import sys; print('{CANARY}', file=sys.stderr); {{}}['{CANARY}']", "Cell 1 stopped with KeyError."),
        (f"raise type('{CANARY}', (Exception,), {{}})()", "Cell 1 stopped with an error."),
        (f"raise ExceptionGroup('{CANARY}', [ValueError('{CANARY}')])", "Cell 1 stopped with an error."),
        (f"import os; os.write(2, b'{CANARY}'); raise SystemExit('{CANARY}')", "Cell 1 stopped with SystemExit."),
        (f"def f(:  # {CANARY}", "Cell 1 stopped with SyntaxError."),
        ("import sys; sys.exit(3)", "Cell 1 stopped with SystemExit."),
        ("input('name?')", "Cell 1 stopped with StdinNotImplementedError."),
    ],
)
def test_no_value_gets_out_of_a_failing_cell(run, capfd, cell, reason):
    result = run(cell)
    assert ended(result) == ("failed", 1, reason)
    shown = capfd.readouterr()
    assert CANARY not in repr(result) + shown.out + shown.err


def test_the_message_of_an_error_that_declares_it_safe_is_told(run):
    own = "class Ours(Exception):\n    safe_message = True\n"
    assert run(own + "raise Ours('Expected a quarter.\\nGive one.')").reason == (
        "Cell 1 stopped with Ours: Expected a quarter. Give one."
    )
    assert run(f"class Ours(Exception):\n    pass\nraise Ours('{CANARY}')").reason == "Cell 1 stopped with Ours."
    both = own + f"try:\n    raise Ours('safe')\nexcept Ours:\n    raise KeyError('{CANARY}')"
    assert run(both).reason == "Cell 1 stopped with KeyError."


def test_a_killed_kernel_is_told_with_its_cell_and_is_no_success(run):
    result = run("x = 1", "import os; os.kill(os.getpid(), 9)", "y = 1")
    reason = "The kernel stopped while running cell 2; likely out of memory."
    assert ended(result) == ("died", 2, reason)


def test_a_kernel_that_leaves_in_the_last_cell_after_the_mark_has_not_finished(run):
    assert run(END + "; os._exit(0)", mark="").status == "died"


@pytest.mark.slow
def test_memory_that_runs_out_inside_a_cell_fails_it(run):
    limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))"
    assert ended(run(limit, "x = bytearray(8 * 2**30)")) == ("failed", 2, "Cell 2 stopped with MemoryError.")


def test_an_early_exit_without_an_error_is_incomplete(run):
    result = run("x = 1", "import sys; sys.exit(0)", "y = 1")
    reason = "The notebook stopped without an error while running cell 2; not every cell ran."
    assert ended(result) == ("incomplete", 2, reason)


@pytest.mark.parametrize("stop", ["exit()", "quit()", "raise SystemExit", "raise SystemExit(0)"])
def test_no_way_of_leaving_early_looks_finished(run, stop):
    assert run("x = 1", stop, "import time; time.sleep(0.5)").status in {"incomplete", "died"}


@pytest.mark.slow
def test_a_missing_a_foreign_and_an_old_end_mark_are_all_incomplete(run):
    reason = "Every cell ran, but the notebook's end mark for this run is missing."
    run.sentinel.write_text("run1")
    assert ended(run("x = 1", mark="")) == ("incomplete", 1, reason)
    for other in ("run2", "run11", "xrun1", "run1-b", ""):
        assert run("x = 1", environment={"RUN": other}).status == "incomplete"
    assert run("x = 1", environment={"RUN": '{"run": "run1"}'}).status == "finished"


def test_a_cell_that_papermill_skips_is_not_taken_as_run(run):
    assert run(new_code_cell("x = 1", metadata={"tags": ["skip-execution"]})).status == "incomplete"


def test_an_error_that_a_tag_allows_still_fails_the_notebook(run):
    allowed = new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]})
    assert ended(run("x = 1", allowed, "y = 1")) == ("failed", 2, "Cell 2 stopped with ZeroDivisionError.")


@pytest.mark.slow
def test_an_endless_cell_is_stopped_at_the_limit_for_one_cell(run):
    result = run("x = 1", "while True: pass", cell_timeout=3)
    assert ended(result) == ("timeout", 2, "The time for one cell was up while running cell 2.")
    assert result.seconds < 30


@pytest.mark.slow
def test_a_cell_that_refuses_to_be_interrupted_is_stopped_too(run):
    stubborn = "import signal, time\nfor s in (2, 15): signal.signal(s, signal.SIG_IGN)\n"
    stubborn += "while True:\n    try: time.sleep(1)\n    except BaseException: pass"
    assert run(stubborn, cell_timeout=2).status == "timeout"


@pytest.mark.slow
def test_the_limit_for_the_run_holds_over_all_cells(run):
    result = run(*["import time; time.sleep(1.5)"] * 10, run_timeout=6)
    assert result.status == "timeout"
    assert result.reason.startswith("The run's time was up while running cell ")
    assert result.seconds < 12


@pytest.mark.slow
def test_a_kernel_that_hangs_after_its_last_cell_is_ended_by_the_runs_limit(run):
    hang = "import threading, os, signal; threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGSTOP)).start()"
    frozen = (
        hang + "\nget_ipython().kernel.shell.events.register('post_run_cell', lambda *_: __import__('time').sleep(3))"
    )
    result = run(END + "\n" + frozen, mark="", run_timeout=10)
    assert result.status in {"timeout", "died"}
    assert result.seconds < 30


@pytest.mark.slow
def test_ctrl_c_and_a_schedulers_stop_interrupt_the_run_and_leave_no_kernel(run):
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what it puts in the background without it
    for stop in (signal.SIGINT, signal.SIGTERM):
        timer = threading.Timer(4, os.kill, (os.getpid(), stop))
        timer.start()
        result = run("x = 1", "import time; time.sleep(60)", "y = 1")
        assert ended(result) == ("interrupted", 2, "The run was interrupted while running cell 2.")
        assert result.seconds < 30
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.mark.slow
def test_no_process_that_a_notebook_started_is_left(run):
    group = "import subprocess; a = subprocess.Popen(['sleep', '300'])"
    session = "b = subprocess.Popen(['sleep', '300'], start_new_session=True)"
    daemon = "c = subprocess.Popen(['sh', '-c', 'setsid sleep 300 & setsid sleep 300 &'])"
    assert run(group, session, daemon).status == "finished"
    assert run(group, session, daemon, "1 / 0").status == "failed"
    assert run(group, session, daemon, "import os; os.kill(os.getpid(), 9)").status == "died"


def test_the_kernel_listens_on_no_port_and_its_sockets_are_private(run):
    look = """
import os, glob, stat
inodes = {os.readlink(f) for f in glob.glob('/proc/self/fd/*') if os.path.exists(f) or os.path.islink(f)}
lines = [l.split() for n in ('tcp', 'tcp6') for l in open('/proc/self/net/' + n).readlines()[1:]]
listening = [l for l in lines if l[3] == '0A' and f'socket:[{l[9]}]' in inodes]
folder = os.path.dirname(get_ipython().config['IPKernelApp'].get('connection_file', '') or
                         __import__('ipykernel').get_connection_file())
print(len(listening), oct(stat.S_IMODE(os.stat(folder).st_mode) & 0o777), any('k-' in f for f in os.listdir(folder)))
"""
    assert run(look).status == "finished"
    assert run.printed() == "0 0o700 True"


@pytest.mark.slow
def test_a_kernel_leaves_by_itself_and_what_it_owed_the_disk_is_done(run):
    seconds = []
    for number in range(6):
        left = run.folder / f"left{number}"
        owed = f"import atexit, pathlib; _ = atexit.register(pathlib.Path('{left}').write_text, 'x')"
        seconds.append(run(owed).seconds)
        assert left.exists()
    assert sorted(seconds)[3] < 10


def test_what_a_forked_child_prints_still_reaches_the_notebook(run):
    fork = "import os\nif os.fork() == 0:\n    print('from the child', flush=True)\n    os._exit(0)\nos.wait()"
    assert run(fork, "import time; time.sleep(0.3)").status == "finished"
    assert "from the child" in run.output.read_text()


@pytest.mark.slow
def test_our_interpreter_runs_whatever_kernel_the_notebook_or_the_user_names(run, monkeypatch):
    wrong = run.folder / "home" / "kernels" / "python3"
    wrong.mkdir(parents=True)
    spec = {"argv": ["/bin/false", "{connection_file}"], "display_name": "x", "language": "python"}
    (wrong / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(run.folder / "home"))
    monkeypatch.setenv("JUPYTER_PATH", str(run.folder / "home"))
    for name in ("python3", "no-such-kernel", "ir"):
        metadata = {"kernelspec": {"name": name, "display_name": name, "language": "R"}}
        assert run("import sys; print(sys.executable)", metadata=metadata, parameters={"a": 1}).status == "finished"
        assert run.printed(1) == sys.executable


def test_a_users_own_settings_do_not_reach_the_kernel(run, monkeypatch):
    startup = run.folder / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("area = 'changed'")
    monkeypatch.setenv("IPYTHONDIR", str(run.folder / "ipython"))
    (run.folder / "start.py").write_text("area = 'changed'")
    monkeypatch.setenv("PYTHONSTARTUP", str(run.folder / "start.py"))
    monkeypatch.setenv("PYTHONHASHSEED", "random")
    names = "print([n for n in globals() if not n.startswith('_')])"
    said = "from os import environ as e; print(e['PYTHONHASHSEED'], e['OMP_NUM_THREADS'])"
    said += "; print(get_ipython().history_manager.enabled)"
    assert run(names, said).status == "finished"
    assert run.printed(0) == "['In', 'Out', 'get_ipython', 'exit', 'quit', 'open']"
    assert run.printed(1) == "0 1\nFalse"


def test_the_kernel_works_in_the_folder_it_is_given_and_the_caller_stays_in_its_own(run):
    before = Path.cwd()
    (run.folder / "work").mkdir()
    assert run("import os; print(os.getcwd())", cwd=run.folder / "work").status == "finished"
    assert (run.printed(), Path.cwd()) == (str(run.folder / "work"), before)


def test_a_long_temporary_folder_does_not_break_the_sockets(run, monkeypatch):
    long = run.folder / ("x" * 90)
    long.mkdir()
    monkeypatch.setattr(kernels.tempfile, "gettempdir", lambda: str(long))
    assert run("x = 1").status == "finished"


def test_the_kernels_folder_is_gone_afterwards(run, monkeypatch):
    made = []
    make = kernels._private_folder
    monkeypatch.setattr(kernels, "_private_folder", lambda: made.append(make()) or made[-1])
    run("x = 1")
    run("import os; os.kill(os.getpid(), 9)")
    assert len(made) == 2
    assert not any(folder.exists() for folder in made)


def test_braces_in_a_path_are_taken_as_they_are(run):
    run.output = run.folder / "{area.__class__}" / "{x}.ipynb"
    run.output.parent.mkdir()
    assert run("x = 1", parameters={"area": "E1"}).status == "finished"
    assert run.output.exists()


def test_an_output_that_is_the_notebook_itself_is_refused(run):
    run.write("x = 1")
    before = run.notebook.read_bytes()
    link, hard = run.folder / "link.ipynb", run.folder / "hard.ipynb"
    link.symlink_to(run.notebook)
    hard.hardlink_to(run.notebook)
    for output in (run.notebook, link, hard, run.folder / "out" / ".." / "plans.ipynb"):
        run.output = output
        with pytest.raises(WrongUse, match="would overwrite the notebook itself"):
            run()
    assert run.notebook.read_bytes() == before


@pytest.mark.parametrize("name", ["a;open('x','w')", "a b", "", "1a", "class", "a=1\nb", "área"])
def test_a_parameter_whose_name_is_no_name_is_refused(run, name):
    with pytest.raises(WrongUse, match="must be a plain Python name"):
        run("x = 1", parameters={name: 1})
    assert not run.output.exists()


def test_what_is_no_notebook_or_no_limit_is_refused_before_anything_starts(run):
    with pytest.raises(WrongUse, match="is not there"):
        run()
    run.notebook.write_text("{torn")
    with pytest.raises(WrongUse, match="not a notebook that can be read"):
        run()
    with pytest.raises(WrongUse, match="above zero"):
        run("x = 1", cell_timeout=0)


def test_an_output_that_cannot_be_written_is_a_failure(run):
    run.output = run.folder / "nowhere" / "plans.ipynb"
    result = run("x = 1")
    assert result.status == "failed"
    assert result.reason.startswith("The notebook could not be run before the first cell (")


@pytest.mark.slow
def test_a_kernel_that_does_not_start_is_tried_three_times(run, monkeypatch):
    monkeypatch.setattr(kernels.sys, "executable", "/bin/false")
    made = []
    make = kernels._private_folder
    monkeypatch.setattr(kernels, "_private_folder", lambda: made.append(make()) or made[-1])
    result = run("x = 1")
    assert ended(result) == ("died", None, "The kernel stopped before the first cell; its private log may say why.")
    assert len(made) == 3


def test_what_the_kernel_process_prints_goes_to_a_private_log(run, capfd):
    log = run.folder / "kernel.log"
    hidden = f"import os, atexit; atexit.register(lambda: os.write(2, b'{CANARY}'))"
    assert run(hidden, log=log).status == "finished"
    assert log.stat().st_mode & 0o777 == 0o600
    shown = capfd.readouterr()
    assert CANARY not in shown.out + shown.err


def test_the_module_is_imported_without_pandas_or_papermill():
    code = "import sys, analysis.runs.execute; "
    code += "assert not {'pandas', 'papermill', 'nbformat', 'jupyter_client'} & set(sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


# The publishable notebook.


def publishable(run, **options):
    notes = normalise(run.output, run.folder / "public.ipynb", **options)
    return nbformat.read(run.folder / "public.ipynb", 4), notes


def test_a_publishable_notebook_holds_nothing_of_the_run_and_is_the_same_each_time(run):
    parameters = new_code_cell("area = 'E1'", metadata={"tags": ["parameters"]})
    noisy = (
        "import warnings, sys; print('a', flush=True); __import__('time').sleep(0.4); print('b')\nwarnings.warn('w')"
    )
    cells = (new_markdown_cell("# Plans"), parameters, noisy, "object()")
    texts = []
    for _ in range(2):
        assert run(*cells, parameters={"area": "E08000018"}, mark=END + "\n1 + 1").status == "finished"
        notebook, notes = publishable(run)
        texts.append((run.folder / "public.ipynb").read_bytes())
        time.sleep(0.1)
    assert texts[0] == texts[1]
    text = texts[0].decode()
    assert not any(word in text for word in ("papermill", "injected", "E08000018", "duration", str(run.folder)))
    assert text.endswith("}\n")
    assert notes == ["Cell 2 wrote 2 lines to the error stream (UserWarning); they are not published."]
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2, 3, 4]
    assert [cell.id for cell in notebook.cells] == [f"cell-{n:03d}" for n in range(1, 6)]
    assert [output.text for output in code[1].outputs] == ["a\nb\n"]
    assert code[2].outputs[0].data["text/plain"] == "<object at 0x>"
    assert code[3].outputs[0].execution_count == 4
    nbformat.validate(notebook)


def test_outputs_can_be_dropped(run):
    run("print(1)")
    notebook, _ = publishable(run, drop_outputs=True)
    assert [(cell.outputs, cell.execution_count) for cell in notebook.cells] == [([], None), ([], None)]


@pytest.mark.parametrize(
    "text",
    [
        "{cwd}/data.csv",
        "'{home}'",
        "see {cwd}.",
        "/ho" + "me/someone/x.csv",
        "C:\\Us" + "ers\\someone\\x",
        "/Us" + "ers/someone",
    ],
)
def test_a_path_of_the_machine_is_refused_wherever_it_stands(run, text, monkeypatch):
    (run.folder / "project").mkdir()
    monkeypatch.chdir(run.folder / "project")
    monkeypatch.setenv("HOME", str(run.folder / "me"))
    text = text.format(cwd=Path.cwd(), home=Path.home())
    stream = new_output("stream", name="stdout", text=text)
    result = new_output("execute_result", data={"text/html": f"<a href='{text}'>"}, execution_count=1)
    for cell in (
        new_code_cell(f"x = 1  # {text}"),
        new_code_cell("x", outputs=[stream]),
        new_code_cell("x", outputs=[result]),
    ):
        nbformat.write(new_notebook(cells=[cell]), run.output)
        with pytest.raises(RunError, match="Cell 1 shows a path of this machine") as refusal:
            publishable(run)
        assert text not in str(refusal.value)
    assert not (run.folder / "public.ipynb").exists()


def test_an_address_on_the_web_is_no_path_of_the_machine(run):
    nbformat.write(new_notebook(cells=[new_markdown_cell("https://example.org/home/page and /homely")]), run.output)
    assert publishable(run)[1] == []


def test_a_notebook_with_an_error_is_not_publishable(run):
    run("1 / 0")
    with pytest.raises(RunError, match="Cell 1 holds an error"):
        publishable(run)


def test_the_executed_notebook_is_not_overwritten_by_the_publishable_one(run):
    run("x = 1")
    with pytest.raises(WrongUse, match="must not overwrite"):
        normalise(run.output, run.output)
