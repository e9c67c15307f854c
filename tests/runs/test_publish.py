"""A publication is whole or absent, whoever kills it, and what a person wrote is never lost."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import analysis.runs.publish as publishing
from analysis.runs import swap, trees
from analysis.runs.errors import NeedsPerson, RunError, RunInProgress, WrongUse
from analysis.runs.publish import (
    check_writable,
    publish,
    published_run,
    recover,
    run_lock,
    stage,
    target_folder,
    verify,
)

SOURCE = Path(publishing.__file__).parents[2]


@pytest.fixture
def target(tmp_path):
    return target_folder(tmp_path / "reports", "rotherham", "2022-23-q4")


@pytest.fixture(params=["exchange", "rename"])
def way(request, monkeypatch):
    """Both ways of putting a folder into place."""
    if request.param == "rename":
        monkeypatch.setattr(swap, "exchange", lambda *_: False)
    return request.param


def make(target, run_id, **files):
    """Stage and publish files given as name=text; two underscores are a dot, three a slash."""
    staging = stage(target, run_id)
    for name, text in files.items():
        path = staging / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return publish(staging, target, run_id)


def contents(target):
    return {path.relative_to(target).as_posix(): path.read_text() for path in trees.walk(target)}


def hidden(target):
    return sorted(path.name for path in target.parent.iterdir() if path.name.startswith("."))


@pytest.mark.usefixtures("way")
def test_what_is_staged_is_published_whole_with_the_hash_of_every_file(target):
    result = make(target, "aaa", report__docx="one", tables___plans__csv="count")
    assert contents(target) == {"report.docx": "one", "tables/plans.csv": "count"}
    assert verify(target) == []
    assert published_run(target) == "aaa"
    assert (result.files, result.kept, result.previous_run) == (("report.docx", "tables/plans.csv"), (), None)
    assert hidden(target) == []
    result = make(target, "bbb", report__docx="two")
    assert contents(target) == {"report.docx": "two"}
    assert (result.previous_run, hidden(target)) == ("aaa", [])


def test_staging_is_private_and_what_is_published_is_as_open_as_its_area(target):
    target.parent.mkdir(parents=True)
    target.parent.chmod(0o755)
    staging = stage(target, "aaa")
    assert staging.stat().st_mode & 0o777 == 0o700
    (staging / "report.docx").write_text("one")
    (staging / "report.docx").chmod(0o600)
    publish(staging, target, "aaa")
    assert target.stat().st_mode & 0o777 == 0o755
    assert (target / "report.docx").stat().st_mode & 0o777 == 0o644


def test_names_that_begin_with_a_dot_in_staging_are_never_published(target):
    make(target, "aaa", report__docx="one", __work___raw__ipynb="canary", sub___x__csv="1")
    assert not list(target.rglob("raw.ipynb"))
    staging = stage(target, "bbb")
    (staging / ".work").mkdir()
    (staging / ".work" / "raw.ipynb").write_text("canary")
    with pytest.raises(RunError, match="nothing to publish"):
        publish(staging, target, "bbb")
    assert published_run(target) == "aaa"


def test_the_same_content_gives_the_same_current_json(target, tmp_path):
    make(target, "aaa", b__csv="1", a__csv="2")
    first = (target / "current.json").read_bytes()
    other = target_folder(tmp_path / "elsewhere", "rotherham", "2022-23-q4")
    make(other, "aaa", a__csv="2", b__csv="1")
    assert (other / "current.json").read_bytes() == first
    make(target, "aaa", b__csv="1", a__csv="2")
    assert (target / "current.json").read_bytes() == first


def test_staging_is_found_again_when_a_run_is_resumed(target):
    (stage(target, "aaa") / "done.csv").write_text("1")
    assert (stage(target, "aaa") / "done.csv").read_text() == "1"


@pytest.mark.usefixtures("way")
def test_an_edited_file_is_kept_and_ours_stands_beside_it(target):
    make(target, "aaa", report__docx="ours 1", table__csv="1")
    (target / "report.docx").write_text("a person's words")
    (target / "notes.txt").write_text("a person's notes")
    result = make(target, "bbb", report__docx="ours 2", table__csv="2")
    assert contents(target) == {
        "report.docx": "a person's words",
        "report-2.docx": "ours 2",
        "notes.txt": "a person's notes",
        "table.csv": "2",
    }
    assert result.kept == ("notes.txt", "report.docx")
    assert result.beside == {"report.docx": "report-2.docx"}
    assert verify(target) == []


@pytest.mark.usefixtures("way")
def test_a_kept_file_stays_kept_in_every_later_run_edited_again_or_not(target):
    make(target, "aaa", report__docx="ours 1")
    (target / "report.docx").write_text("first edit")
    make(target, "bbb", report__docx="ours 2")
    make(target, "ccc", report__docx="ours 3")
    assert contents(target) == {"report.docx": "first edit", "report-2.docx": "ours 3"}
    (target / "report.docx").write_text("second edit")
    make(target, "ddd", report__docx="ours 4")
    assert contents(target) == {"report.docx": "second edit", "report-2.docx": "ours 4"}


@pytest.mark.usefixtures("way")
def test_when_the_second_file_is_edited_too_ours_becomes_the_third(target):
    make(target, "aaa", report__docx="ours 1")
    (target / "report.docx").write_text("edit")
    make(target, "bbb", report__docx="ours 2")
    (target / "report-2.docx").write_text("edit of the second")
    make(target, "ccc", report__docx="ours 3")
    make(target, "ddd", report__docx="ours 4")
    assert contents(target) == {
        "report.docx": "edit",
        "report-2.docx": "edit of the second",
        "report-3.docx": "ours 4",
    }


def test_our_own_file_that_is_called_two_is_not_overwritten(target):
    make(target, "aaa", chart__png="1", chart2="x")
    (target / "chart.png").write_text("edit")
    staging = stage(target, "bbb")
    (staging / "chart.png").write_text("ours")
    (staging / "chart-2.png").write_text("our second chart")
    result = publish(staging, target, "bbb")
    assert result.beside == {"chart.png": "chart-3.png"}
    assert contents(target) == {"chart.png": "edit", "chart-2.png": "our second chart", "chart-3.png": "ours"}


def test_a_deleted_file_comes_back_and_one_put_back_to_ours_is_ours_again(target):
    make(target, "aaa", report__docx="ours", table__csv="1")
    (target / "report.docx").unlink()
    make(target, "bbb", report__docx="ours", table__csv="1")
    (target / "report.docx").write_text("edit")
    make(target, "ccc", report__docx="ours", table__csv="1")
    (target / "report.docx").write_text("ours")
    result = make(target, "ddd", report__docx="ours", table__csv="1")
    assert (result.kept, result.beside) == ((), {})
    assert contents(target) == {"report.docx": "ours", "table.csv": "1"}


def test_office_locks_and_system_clutter_are_neither_kept_nor_counted(target):
    make(target, "aaa", report__docx="ours")
    for name in ("~$report.docx", ".~lock.report.docx#", ".DS_Store", "Thumbs.db"):
        (target / name).write_text("x")
    assert verify(target) == []
    assert make(target, "bbb", report__docx="ours 2").kept == ()
    assert sorted(path.name for path in target.iterdir()) == ["current.json", "report.docx"]


@pytest.mark.usefixtures("way")
def test_an_edit_between_the_reading_and_the_swap_is_rescued(target, monkeypatch):
    make(target, "aaa", report__docx="ours 1", table__csv="1")
    build = swap.build
    edits = iter(["late edit"])

    def build_then_edit(*arguments):
        new = build(*arguments)
        for text in edits:
            (target / "report.docx").write_text(text)
            (target / "new.txt").write_text("late addition")
        return new

    monkeypatch.setattr(publishing, "build", build_then_edit)
    result = make(target, "bbb", report__docx="ours 2", table__csv="2")
    expected = {"report.docx": "late edit", "report-2.docx": "ours 2", "new.txt": "late addition", "table.csv": "2"}
    assert contents(target) == expected
    assert (result.kept, verify(target), hidden(target)) == (("new.txt", "report.docx"), [], [])
    make(target, "ccc", report__docx="ours 3", table__csv="3")
    assert contents(target) == expected | {"report-2.docx": "ours 3", "table.csv": "3"}


@pytest.mark.usefixtures("way")
def test_a_late_second_edit_of_a_kept_file_replaces_its_first_edit(target, monkeypatch):
    make(target, "aaa", report__docx="ours 1")
    (target / "report.docx").write_text("edit")
    build = swap.build
    edits = iter(["edit, and more"])

    def build_then_edit(*arguments):
        new = build(*arguments)
        for text in edits:
            (target / "report.docx").write_text(text)
        return new

    monkeypatch.setattr(publishing, "build", build_then_edit)
    make(target, "bbb", report__docx="ours 2")
    assert contents(target) == {"report.docx": "edit, and more", "report-2.docx": "ours 2"}


def test_a_killed_publication_whose_old_tree_was_edited_loses_neither_edit(target, tmp_path):
    make(target, "aaa", report__docx="ours 1")
    shutil.copytree(target, tmp_path / "old")
    make(target, "bbb", report__docx="ours 2")
    old = shutil.move(tmp_path / "old", target.with_name(".next-2022-23-q4-bbb"))
    (old / "report.docx").write_text("edited in the old tree")
    (target / "report.docx").write_text("edited in the new tree")
    assert recover(target.parents[1]) == ["rotherham/2022-23-q4: kept what a person wrote meanwhile: report.docx.",
                                          "rotherham/2022-23-q4: removed what run bbb left beside it."]  # fmt: skip
    both = {"report.docx": "edited in the new tree", "report-2.docx": "edited in the old tree"}
    assert contents(target) == both
    make(target, "ccc", report__docx="ours 3")
    assert contents(target) == both | {"report-3.docx": "ours 3"}


def test_someone_elses_folder_is_refused_and_untouched(target):
    target.mkdir(parents=True)
    (target / "minutes.docx").write_text("not ours")
    with pytest.raises(NeedsPerson, match=r"no readable current\.json.*Move it away") as refusal:
        make(target, "aaa", report__docx="ours")
    assert refusal.value.exit_code == 1
    assert contents(target) == {"minutes.docx": "not ours"}
    (target / "current.json").write_text("{torn")
    with pytest.raises(NeedsPerson, match=r"no readable current\.json"):
        make(target, "aaa", report__docx="ours")
    assert recover(target.parents[1]) == ["rotherham/2022-23-q4: removed the unfinished staging of run aaa."]
    assert (target / "minutes.docx").read_text() == "not ours"


@pytest.mark.usefixtures("way")
def test_an_empty_folder_is_nobodys(target):
    target.mkdir(parents=True)
    make(target, "aaa", report__docx="ours")
    assert (contents(target), hidden(target)) == ({"report.docx": "ours"}, [])


def test_links_are_refused_as_output(target, tmp_path):
    (tmp_path / "outside").mkdir()
    target.parent.parent.mkdir()
    target.parent.symlink_to(tmp_path / "outside")
    with pytest.raises(WrongUse, match="link"):
        stage(target, "aaa")
    target.parent.unlink()
    target.parent.mkdir()
    target.symlink_to(tmp_path / "outside")
    with pytest.raises(WrongUse, match="link"):
        stage(target, "aaa")
    target.unlink()
    staging = stage(target, "aaa")
    (staging / "report.docx").symlink_to(tmp_path / "outside")
    with pytest.raises(NeedsPerson, match="is a link"):
        publish(staging, target, "aaa")
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_link_that_a_person_made_is_not_followed(target, tmp_path):
    make(target, "aaa", report__docx="ours")
    (tmp_path / "private.txt").write_text("private")
    (target / "shortcut.txt").symlink_to(tmp_path / "private.txt")
    with pytest.raises(NeedsPerson, match="is a link"):
        make(target, "bbb", report__docx="ours 2")
    assert (published_run(target), (tmp_path / "private.txt").read_text()) == ("aaa", "private")


@pytest.mark.parametrize(
    "slug",
    ["../x", "..", ".", "", "a/b", "a\\b", "C:", "\\\\server\\x", "/etc", "a\0b", "con", "NUL.txt", "a.", "a ", ".a",
     "~", "templates", "demo", "Current", "a..b", "com1", "é", "x" * 200],
)  # fmt: skip
def test_slugs_that_lead_elsewhere_are_refused(slug, tmp_path):
    for area, period in ((slug, "2022-23-q4"), ("rotherham", slug)):
        with pytest.raises(WrongUse, match="cannot name a folder"):
            target_folder(tmp_path, area, period)


def test_a_target_that_climbs_is_refused_even_when_it_is_not_made_by_us(tmp_path):
    for target in (tmp_path / "reports" / ".." / "outside" / "2022-23-q4", tmp_path / "reports" / ".." / ".."):
        with pytest.raises(WrongUse):
            stage(target, "aaa")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("run_id", ["", "../x", "a-b", "a/b", "a b", "x" * 65])
def test_a_run_id_that_could_be_a_path_is_refused(run_id, target):
    with pytest.raises(WrongUse, match="run id"):
        stage(target, run_id)


def test_only_the_runs_own_staging_can_be_published(target, tmp_path):
    stage(target, "aaa")
    (tmp_path / "x.csv").write_text("1")
    with pytest.raises(WrongUse, match="Only the staging folder of run aaa"):
        publish(tmp_path, target, "aaa")


@pytest.mark.parametrize("nth", range(4))
def test_a_full_disk_leaves_the_published_folder_and_the_staging_as_they_were(target, nth, monkeypatch):
    make(target, "aaa", a="1", b="2", c="3")
    (target / "a").write_text("edit")
    before = contents(target)
    copies = []

    def full(source, to):
        copies.append(to)
        if len(copies) > nth:
            Path(to).write_text("tor")
            raise OSError(errno.ENOSPC, "No space left on device")
        return copy2(source, to)

    copy2 = shutil.copy2
    monkeypatch.setattr(shutil, "copy2", full)
    with pytest.raises(RunError, match=r"No space left on device.*unchanged") as refusal:
        make(target, "bbb", a="4", b="5", c="6")
    assert refusal.value.exit_code == 3
    assert (contents(target), published_run(target)) == (before, "aaa")
    assert hidden(target) == [".staging-2022-23-q4-bbb"]
    monkeypatch.setattr(shutil, "copy2", copy2)
    publish(stage(target, "bbb"), target, "bbb")
    assert contents(target) == {"a": "edit", "a-2": "4", "b": "5", "c": "6"}


@pytest.mark.parametrize("nth", [0, 1])
def test_a_folder_that_is_open_elsewhere_is_named_and_the_staging_kept(target, nth, monkeypatch):
    make(target, "aaa", report__docx="one")
    monkeypatch.setattr(swap, "exchange", lambda *_: False)
    rename, calls = Path.rename, []

    def refuse(path, to):
        if path == target or Path(to) == target:
            calls.append(path)
            if len(calls) == nth + 1:
                raise PermissionError(errno.EACCES, "Permission denied")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(RunError, match=r"2022-23-q4 could not be replaced.*Close Word.*run again"):
        make(target, "bbb", report__docx="two")
    assert (contents(target), verify(target)) == ({"report.docx": "one"}, [])
    assert hidden(target) == [".staging-2022-23-q4-bbb"]
    publish(stage(target, "bbb"), target, "bbb")
    assert contents(target) == {"report.docx": "two"}


def test_files_then_folders_are_synced_before_the_swap_and_the_area_after_it(target, monkeypatch):
    order = []
    monkeypatch.setattr(trees, "sync", lambda path: order.append(path.name))
    monkeypatch.setattr(swap, "sync", lambda path: order.append(path.name))
    rename = Path.rename
    monkeypatch.setattr(Path, "rename", lambda path, to: (order.append(f"-> {Path(to).name}"), rename(path, to))[1])
    make(target, "aaa", report__docx="one")
    new = ".next-2022-23-q4-aaa"
    assert set(order[:2]) == {"report.docx", "current.json"}
    assert order[2:6] == [new, "rotherham", "-> 2022-23-q4", "rotherham"]


def test_a_disk_without_room_or_a_folder_that_cannot_be_written_is_told_in_one_sentence(tmp_path, monkeypatch):
    check_writable(tmp_path / "reports", 1000)
    assert list((tmp_path / "reports").iterdir()) == []
    with pytest.raises(RunError, match=r"MB free.*Make room and run again"):
        check_writable(tmp_path / "reports", 10**18)
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="must be one this run may write to"):
        check_writable(tmp_path / "file" / "reports", 1)

    def refuse(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(RunError, match="Read-only file system"):
        check_writable(tmp_path / "reports", 1)


def test_recovery_removes_every_leftover_and_a_second_one_has_nothing_to_do(target):
    make(target, "aaa", report__docx="one")
    reports = target.parents[1]
    (stage(target, "bbb") / "half.csv").write_text("child-level")
    (target.parent / ".next-2022-23-q4-ccc").mkdir()
    (target.parent / ".next-2022-23-q4-ccc" / "half.csv").write_text("1")
    (target.parent / ".trash-2022-23-q4-ddd~2").mkdir()
    shutil.copytree(target, target.parent / ".previous-2022-23-q4-eee")
    (target.parent / ".someone-else").mkdir()
    (reports / "templates").mkdir()
    (reports / "templates" / ".staging-x-y").mkdir()
    assert len(recover(reports)) == 3
    assert hidden(target) == [".someone-else"]
    assert (reports / "templates" / ".staging-x-y").exists()
    assert verify(target) == []
    assert recover(reports) == []


def test_recovery_keeps_the_staging_of_the_run_that_is_resumed(target):
    stage(target, "bbb")
    stage(target, "ccc")
    assert len(recover(target.parents[1], keep="bbb")) == 1
    assert hidden(target) == [".staging-2022-23-q4-bbb"]


def test_recovery_puts_the_previous_publication_back_when_the_target_is_missing(target):
    make(target, "aaa", report__docx="one")
    target.rename(target.parent / ".previous-2022-23-q4-bbb")
    said = recover(target.parents[1])
    assert said == ["rotherham/2022-23-q4: put back what was published before run bbb was stopped."]
    assert (verify(target), hidden(target)) == ([], [])


def test_recovery_leaves_the_old_tree_when_the_new_one_is_not_whole(target):
    make(target, "aaa", report__docx="one")
    shutil.copytree(target, target.parent / ".previous-2022-23-q4-bbb")
    (target / "report.docx").unlink()
    assert "is left beside it" in recover(target.parents[1])[0]
    assert hidden(target) == [".previous-2022-23-q4-bbb"]
    make(target, "ccc", report__docx="two")
    assert (contents(target), hidden(target)) == ({"report.docx": "two"}, [])


def test_recovery_of_a_reports_folder_that_does_not_exist_does_nothing(tmp_path):
    assert recover(tmp_path / "reports") == []


def test_verify_tells_what_is_missing_changed_and_extra(target):
    make(target, "aaa", a__csv="1", b__csv="2")
    (target / "a.csv").unlink()
    (target / "b.csv").write_text("3")
    (target / "c.csv").write_text("4")
    assert verify(target) == ["a.csv is missing.", "b.csv has changed.", "c.csv is extra."]
    assert "no readable current.json" in verify(target.parent)[0]


# Processes: kills, locks.

PUBLISHER = """
import random, sys
from pathlib import Path
from analysis.runs import swap
from analysis.runs.publish import publish, recover, run_lock, stage, target_folder
reports, way, first = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
if way == "rename":
    swap.exchange = lambda *_: False
target = target_folder(reports, "rotherham", "2022-23-q4")
with run_lock(reports, {"what": "test"}):
    recover(reports)
    print("ready", flush=True)
    for number in range(first, first + 100000):
        staging = stage(target, f"run{number}")
        for name in range(12):
            (staging / f"table{name}.csv").write_text(f"run{number} " * 50)
        publish(staging, target, f"run{number}")
"""


def start(script, *arguments):
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def one_run_only(target):
    """Every file of ours in the target is of the run that current.json names."""
    run = published_run(target)
    ours = {name: text for name, text in contents(target).items() if name.startswith("table")}
    return len(ours) >= 12 and all(set(text.split()) <= {run} for text in ours.values())


@pytest.mark.slow
@pytest.mark.parametrize("how", ["exchange", "rename"])
def test_a_publisher_killed_at_any_moment_leaves_a_whole_publication_and_every_edit(how, tmp_path):
    reports = tmp_path / "reports"
    target = target_folder(reports, "rotherham", "2022-23-q4")
    make(target, "run0", **{f"table{name}__csv": "run0 " for name in range(12)})
    rng, edited, runs = random.Random(7), {}, set()
    for kill in range(320):
        if kill >= 80 and len(runs) > 20:
            break  # a busy machine needs more kills before as many have come before, in and after publication
        if kill % 4 == 1:
            edited[f"note{kill}.txt"] = f"written by hand before kill {kill}"
            (target / f"note{kill}.txt").write_text(edited[f"note{kill}.txt"])
        process = start(PUBLISHER, reports, how, 1 + kill * 1000)
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        time.sleep(rng.uniform(0.0, 0.12))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        if how == "exchange":
            assert [problem for problem in verify(target) if not problem.startswith("note")] == []
        with run_lock(reports, {"what": "recovery"}):
            recover(reports)
        assert set(verify(target)) <= {f"{name} is extra." for name in edited}
        assert hidden(target) == []
        assert one_run_only(target)
        assert edited.items() <= contents(target).items()
        runs.add(published_run(target))
        if kill % 10 == 9:
            make(target, f"after{kill}", **{f"table{name}__csv": f"after{kill} " for name in range(12)})
            assert one_run_only(target)
    assert len(runs) > 20


HOLDER = """
import sys, time
from pathlib import Path
from analysis.runs.errors import RunInProgress
from analysis.runs.publish import run_lock
while time.time() < float(sys.argv[2]):
    pass
try:
    with run_lock(Path(sys.argv[1]), {"run_id": "aaa"}):
        print("proceeds", flush=True)
        time.sleep(float(sys.argv[3]))
except RunInProgress as refusal:
    print(refusal, flush=True)
    sys.exit(refusal.exit_code)
"""


@pytest.mark.parametrize("rounds", [1, pytest.param(10, marks=pytest.mark.slow)])
def test_of_eight_that_start_at_once_exactly_one_proceeds(tmp_path, rounds):
    for _ in range(rounds):
        processes = [start(HOLDER, tmp_path / "reports", time.time() + 1.0, 2.0) for _ in range(8)]
        said = [process.communicate()[0] for process in processes]
        codes = sorted(process.returncode for process in processes)
        assert codes == [0, 4, 4, 4, 4, 4, 4, 4]
        assert sum(text == "proceeds\n" for text in said) == 1
        winner = next(process.pid for process in processes if process.returncode == 0)
        refused = [text for text in said if text != "proceeds\n"]
        assert all(f"process {winner} on " in text and "started 2" in text for text in refused)


def test_a_lock_whose_process_was_killed_needs_no_manual_deletion(tmp_path):
    process = start(HOLDER, tmp_path, 0, 60)
    assert process.stdout.readline() == "proceeds\n"
    assert json.loads((tmp_path / ".lock.json").read_text())["run_id"] == "aaa"
    with pytest.raises(RunInProgress, match=f"process {process.pid} on .* started .*"), run_lock(tmp_path, {}):
        pass
    process.kill()
    process.communicate()
    assert (tmp_path / ".lock.json").exists()
    with run_lock(tmp_path, {}):
        pass
    assert not (tmp_path / ".lock.json").exists()


def test_a_lock_is_released_when_what_it_guards_fails(tmp_path):
    with pytest.raises(KeyError), run_lock(tmp_path, {}):
        raise KeyError
    with run_lock(tmp_path, {}), pytest.raises(RunInProgress, match="in progress"), run_lock(tmp_path, {}):
        pass


def test_the_module_is_imported_without_pandas():
    code = "import sys, analysis.runs.publish; assert not {'pandas', 'papermill', 'filelock'} & set(sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
