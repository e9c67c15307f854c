"""The quarterly run as a person meets it: the command, the pack, a repeat, a mistake, a kill."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from openpyxl import load_workbook

from agreement import READERS, disagreements, not_beside, not_released, numbers
from analysis.reports.contents import sentences
from analysis.reports.workbook_sheets import sheet_names
from analysis.vocabulary.glossary import glossary
from reading_age import grade

ROOT = Path(__file__).parents[2]
TINY = """
[[notebooks]]
name = "00_tiny"
question = "How many plans?"

[[notebooks]]
name = "01_tiny"
question = "How many children in care?"

[tables.plans]
indicators = ["child_protection_plans"]

[tables.care]
indicators = ["children_in_care"]
"""
PARAMETERS = "\n".join(
    f"{line}  # a parameter"
    for line in (
        'area: str = ""',
        'period: str = "latest"',
        'vintage: str = "latest"',
        'audience: str = "public"',
        "confidence: float = 0.95",
    )
)


def project(folder, notebooks=None):
    """A copy of the project in `folder`, with its own notebooks where they are given."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "analysis.toml", folder)
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    if notebooks is None:
        shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    else:
        (folder / "notebooks").mkdir()
        for name, cells in notebooks.items():
            write_notebook(folder / "notebooks" / f"{name}.ipynb", name, cells)
        (folder / "notebooks" / "quarterly.toml").write_text(TINY, encoding="utf-8")
    return folder


def write_notebook(path, name, cells):
    given = "area=area, period=period, vintage=vintage, audience=audience"
    begin = f'from analysis import *\nrun = start("{name}", {given})\nrun'
    made = [nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})]
    made += [nbformat.v4.new_code_cell(text) for text in (begin, *cells, "outputs.finish()")]
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)


def tiny(folder, **more):
    plans = ['outputs.table("plans_by_year", crude_rate(release("plans")))', 'outputs.finding("plans", "Some plans.")']
    care = ['outputs.table("care_by_year", release("care"))', "pass"]
    return project(folder, {"00_tiny": plans, "01_tiny": care} | more)


def analysis(folder, *arguments, **environment):
    command = [sys.executable, "-m", "analysis", *arguments]
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | environment
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=600)


def content(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def pack(folder, period="2024-25-q4", area="rotherham"):
    return folder / "reports" / area / period


# ---- the commands on a tiny project


@pytest.mark.slow
def test_a_run_publishes_a_pack_and_a_repeat_says_that_nothing_changed(tmp_path):
    here = tiny(tmp_path / "project")
    first = analysis(here, "run")
    assert first.returncode == 0, first.stderr
    before = content(pack(here))
    assert {"contents.json", "findings.md", "manifest.json", "current.json", "tables/plans_by_year.csv"} <= set(before)
    again = analysis(here, "run")
    assert "Nothing changed" in again.stdout
    assert content(pack(here)) == before
    assert [p.name for p in pack(here).parent.iterdir()] == ["2024-25-q4"]


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def sign(folder, seal):
    lines = ['["2024-25-q4"]', 'status = "approved"', 'by = "The independent scrutineer"', "on = 2026-01-05"]
    (folder.parent / "sign_off.toml").write_text("\n".join([*lines, f'seal = "{seal}"']), encoding="utf-8")


@pytest.mark.slow
def test_a_signature_remakes_the_covers_without_a_notebook_and_lapses_when_a_sentence_changes(tmp_path):
    here = tiny(tmp_path / "project")
    first = analysis(here, "run")
    before = content(pack(here))
    seal = manifest(pack(here))["seal"]
    assert f"write this seal into sign_off.toml beside the pack: {seal}" in first.stdout
    sign(pack(here), seal)
    signed = analysis(here, "run")
    assert (signed.returncode, signed.stdout.count("finished before"), signed.stdout.count("[1/2]")) == (0, 2, 0)
    approved = {"status": "approved", "by": "The independent scrutineer", "on": "2026-01-05", "seal": seal}
    assert manifest(pack(here))["sign_off"] == approved
    after = content(pack(here))
    assert "Approved on 5 January 2026 by" in after["scrutiny_brief.md"].decode()
    changed = {name for name in before if after[name] != before[name]}
    covers = {"annual_report.docx", "slides.pptx", "tables.xlsx", "scrutiny_brief.md", "contents.json"}
    covers |= {name for name in before if name.startswith("site/")}
    assert changed == {*covers, "manifest.json", "current.json"}
    assert "Nothing changed" in analysis(here, "run").stdout

    inside = analysis(here, "run", "--audience", "internal")
    assert inside.returncode == 0
    assert manifest(pack(here, area="rotherham-internal"))["sign_off"] == {"status": "draft"}
    assert manifest(pack(here, area="rotherham-internal"))["seal"] != seal

    (pack(here).parent / "sign_off.toml").unlink()
    assert analysis(here, "run").stdout.count("finished before") == 2
    assert content(pack(here)) == before

    sign(pack(here), seal)
    plans = ['outputs.table("plans_by_year", crude_rate(release("plans")))', 'outputs.finding("plans", "More plans.")']
    write_notebook(here / "notebooks" / "00_tiny.ipynb", "00_tiny", plans)
    assert analysis(here, "run").returncode == 0
    assert manifest(pack(here))["sign_off"] == approved | {"status": "draft", "was": "approved"}
    said = (pack(here) / "scrutiny_brief.md").read_text(encoding="utf-8")
    assert "Draft for checking. Approved on 5 January 2026 by The independent scrutineer, but with the seal" in said


@pytest.mark.slow
def test_a_mistake_in_a_signature_or_a_question_is_told_and_stops_nothing(tmp_path):
    here = tiny(tmp_path / "project")
    (here / "reports" / "rotherham").mkdir(parents=True)
    sign(pack(here), "all of it")
    log = "question,date asked,query\nHow many?,12/06/2023,text:plns\nSome?,12/06/2023,text:plans\n"
    (here / "reports" / "challenge_log.csv").write_text(log, encoding="utf-8")
    ended = analysis(here, "run")
    assert ended.returncode == 0, ended.stderr
    assert 'rotherham/sign_off.toml, 2024-25-q4: seal is "all of it": expected one such as' in ended.stdout
    assert 'challenge_log.csv row 2: "text:plns" names no finding. Did you mean "plans"?' in ended.stdout
    assert manifest(pack(here))["sign_off"] == {"status": "draft"}
    log = (pack(here) / "challenge_log.md").read_text(encoding="utf-8")
    assert "- Answer now: Some plans." in log
    assert "- Answer now: This question is not answered in this pack yet." in log
    assert analysis(here, "run", "--area", "E08000016").returncode == 0
    assert not (pack(here, area="barnsley") / "challenge_log.md").exists()
    assert "seal is" in analysis(here, "run").stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["run", "--period", "2022/23 Q5"], 'Quarter "2022/23 Q5" is not a quarter. Write it like "2022-23 Q4".', 2),
        (
            ["run", "--period", "2031-32 Q4"],
            "The data does not cover 2031-32 Q4 for Rotherham. It covers: 2012-13 Q4",
            2,
        ),
        (["run", "--area", "E99999999"], 'Area "E99999999" is not known.', 2),
        (["run", "-p", "arae", "E08000018"], 'Parameter "arae" is not known. Did you mean "area"?', 2),
        (["run", "-p", "confidence", "high"], 'Parameter "confidence" is "high": expected a number', 2),
        (["run", "--notebook", "00_tyni"], 'No notebook is called "00_tyni". Did you mean "00_tiny"?', 2),
        (["run", "--as-at", "31/03/2023"], '"31/03/2023" is not a date.', 2),
        (["run", "--perod", "2022-23 Q4"], "nrecognized arguments: --perod", 2),
    ],
)
def test_wrong_use_is_told_in_one_sentence(tmp_path_factory, arguments, said, code):
    here = shared_tiny(tmp_path_factory)
    asked = analysis(here, *arguments)
    assert asked.returncode == code, asked.stderr
    assert said in asked.stderr
    assert "Traceback" not in asked.stderr
    assert not (here / "reports" / "rotherham").exists()


_shared = {}


def shared_tiny(factory):
    if "project" not in _shared:
        _shared["project"] = tiny(factory.mktemp("shared") / "project")
    return _shared["project"]


@pytest.mark.slow
def test_a_failing_notebook_publishes_nothing_shows_no_value_and_a_repeat_takes_up_what_finished(tmp_path):
    here = tiny(tmp_path / "project")
    assert analysis(here, "run").returncode == 0
    before = content(pack(here))
    write_notebook(here / "notebooks" / "01_tiny.ipynb", "01_tiny", ['raise ValueError("Jane Canary RTH00123")'])
    failed = analysis(here, "run")
    assert failed.returncode == 3
    assert "01_tiny" in failed.stdout
    assert "ValueError" in failed.stdout
    assert "Canary" not in failed.stdout + failed.stderr
    assert content(pack(here)) == before
    again = analysis(here, "run")
    assert "kept" in again.stdout
    write_notebook(here / "notebooks" / "01_tiny.ipynb", "01_tiny", ["pass"])
    assert analysis(here, "run").returncode == 0


@pytest.mark.slow
def test_a_notebook_that_leaves_early_counts_as_unfinished(tmp_path):
    here = tiny(tmp_path / "project", **{"01_tiny": ["import sys; sys.exit(0)"]})
    ended = analysis(here, "run")
    assert ended.returncode == 3
    assert not pack(here).exists()


@pytest.mark.slow
def test_a_table_that_is_not_released_cannot_leave(tmp_path):
    made_up = 'import pandas as pd; outputs.table("made_up", pd.DataFrame({"count": [3]}))'
    here = tiny(tmp_path / "project", **{"01_tiny": [made_up]})
    ended = analysis(here, "run")
    assert ended.returncode == 3
    assert "takes a table from release(KEY)" in ended.stdout


@pytest.mark.slow
def test_a_council_figure_that_is_not_public_is_refused_in_a_public_pack_and_stands_in_an_internal_one(tmp_path):
    here = tiny(tmp_path / "project")
    side = here / "data" / "raw" / "dfe" / "children_in_need_2025.csv.source.toml"
    side.write_text(side.read_text(encoding="utf-8").replace("public = true", "public = false"), encoding="utf-8")
    refused = analysis(here, "run")
    assert refused.returncode == 3
    inside = analysis(here, "run", "--audience", "internal")
    assert inside.returncode == 0, inside.stdout + inside.stderr
    assert pack(here, area="rotherham-internal").is_dir()
    assert "not for publication" in (pack(here, area="rotherham-internal") / "findings.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_killed_at_any_moment_the_last_pack_stands_and_the_next_run_works(tmp_path):
    here = tiny(tmp_path / "project")
    assert analysis(here, "run").returncode == 0
    good = content(pack(here))
    chance = random.Random(20260331)
    for _ in range(8):
        command = [sys.executable, "-m", "analysis", "run", "--force"]
        process = subprocess.Popen(command, cwd=here, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.1, 9))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert content(pack(here)) == good
    after = analysis(here, "run", "--force")
    assert after.returncode == 0, after.stderr
    assert content(pack(here)) == good
    assert [p.name for p in pack(here).parent.iterdir()] == ["2024-25-q4"]


# ---- the real project


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The shipped project, run for 2022-23 Q4 and for its first releases."""
    here = project(tmp_path_factory.mktemp("real") / "project")
    for arguments in (["--period", "2022-23 Q4"], ["--period", "2022-23 Q4", "--vintage", "first"]):
        ended = analysis(here, "run", *arguments)
        assert ended.returncode == 0, ended.stdout + ended.stderr
    return here


@pytest.mark.slow
def test_the_audit_accuses_the_runs_own_word_draft_of_nothing(real):
    draft = pack(real, "2022-23-q4") / "annual_report.docx"
    ended = analysis(real, "check-report", str(draft), "--period", "2022-23 Q4")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ": 0 to look at" in ended.stdout


@pytest.mark.slow
def test_every_figure_has_its_picture_vector_data_and_alt_text(real):
    folder = pack(real, "2022-23-q4") / "figures"
    names = {path.stem for path in folder.iterdir()}
    assert len(names) >= 14
    for name in names:
        assert {path.suffix for path in folder.glob(f"{name}.*")} == {".png", ".svg", ".csv", ".txt"}
        said = (folder / f"{name}.txt").read_text(encoding="utf-8")
        assert "Source" in said
        assert any(character.isdigit() for character in said)


@pytest.mark.slow
def test_every_number_of_the_workbook_stands_as_printed_in_the_table_it_came_from(real):
    folder = pack(real, "2022-23-q4")
    book = load_workbook(folder / "tables.xlsx")
    keys = [path.stem for path in (folder / "tables").glob("*.csv")]
    names = dict(zip(sheet_names(keys), keys, strict=True))
    assert set(book.sheetnames[3:]) == set(names)
    for sheet in book.worksheets[3:]:
        table = pd.read_csv(folder / "tables" / f"{names[sheet.title]}.csv", dtype=str, keep_default_na=False)
        printed = set(table.to_numpy().ravel())
        numbers = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, (int, float))]
        shown = {f"{cell.value:.{len(cell.number_format.partition('.')[2])}f}" for cell in numbers}
        assert shown - printed == set(), sheet.title


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2022-23-q4", "2022-23-q4-first"])
def test_every_two_files_of_a_pack_give_the_same_numbers_for_the_same_thing(real, period):
    folder = pack(real, period)
    keys = [key for read in READERS.values() for key in read(folder)]
    assert sum(keys.count(key) > 1 for key in set(keys)) > 100
    assert disagreements(folder) == []


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2022-23-q4", "2022-23-q4-first"])
def test_every_number_in_print_is_in_a_released_table_or_in_the_data_of_a_figure(real, period):
    explained = {number for term in glossary().values() for number in numbers(term.meaning)}
    assert not_released(pack(real, period), fixed=explained) == []


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2022-23-q4", "2022-23-q4-first"])
def test_every_number_of_a_finding_is_in_a_table_or_a_figure_of_its_own_notebook(real, period):
    named = {"0", "8", "10", "15", "20"}  # "8 times in 10", "within 15 days": names and turns of phrase
    assert not_beside(pack(real, period), fixed=named) == []


@pytest.mark.slow
def test_the_scrutiny_brief_answers_most_of_its_questions(real):
    text = (pack(real, "2022-23-q4") / "scrutiny_brief.md").read_text(encoding="utf-8")
    assert "(Figure `care_rate_comparison`.)" in text
    assert text.count("No figures are at hand") <= 2


@pytest.mark.slow
def test_the_findings_of_2022_23_say_what_the_published_figures_say(real):
    said = (pack(real, "2022-23-q4") / "findings.md").read_text(encoding="utf-8")
    for part in ("395 children", "69.0", "398, 396 and 395", "103.8", "91.0", "542", "15.1%", "18.6%"):
        assert part in said


@pytest.mark.slow
def test_the_printed_shares_of_2022_23_are_put_right_by_the_pack_itself(real):
    folder = pack(real, "2022-23-q4")
    said = (folder / "findings.md").read_text(encoding="utf-8")
    for part in (
        "23%, is 2.6 times the 8.9% of the population that the report sets beside it (likely between 2.1 and 3.1).",
        "23%, is 90 to 93 of 396 children.",
        "The report does not say which groups “non-White” covers, so no verdict is given.",
        "from 1.5 to 1.6 times if it leaves out White minorities (likely between 1.3 and 1.9)",
        "It is 1.2 times if it includes White minorities (likely between 1.0 and 1.4)",
        "113 (2011 Census, all ages), 15.9 (2021 Census, all ages) and 4.0 (School census 2021-22)",
        "That population is not credible",
        "It cannot leave out White minorities: by published figures at most 18.6% can be.",
    ):
        assert part in said, part
    table = pd.read_csv(folder / "tables" / "printed_shares_by_baseline.csv", dtype=str)
    mine = table[(table["baseline"] == "as_printed") & table["cohort_label"].str.contains("plan: non-White")]
    cells = mine.set_index("kind")["value"].to_dict()
    assert (cells["lower"], cells["upper"]) == ("2.12", "3.14")
    ratio = mine[(mine["measure"] == "representation index") & (mine["kind"] == "ratio")]
    assert ratio["value"].tolist() == ["2.60"]


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["2022-23-q4", "2024-25-q4"])
def test_the_findings_of_the_public_pack_can_be_read_at_fourteen(real, folder, record_property):
    """Grade 9 (Flesch-Kincaid) over all of them, and none above 12; the annex is held to grade 9 as a whole."""
    if folder == "2024-25-q4":
        assert analysis(real, "run").returncode == 0
    main, _, more = (pack(real, folder) / "findings.md").read_text(encoding="utf-8").partition("## More detail")
    said, annex = (re.findall(r"(?m)^- (.*) `([a-z0-9_]+)`$", part) for part in (main, more))
    grades = {key: round(grade(text), 1) for text, key in said}
    record_property("grades", grades)
    assert len(said) > 40
    assert len(annex) > 10
    assert grade(" ".join(text for text, _ in said)) <= 9
    assert {key: value for key, value in grades.items() if value > 12} == {}
    assert grade(" ".join(text for text, _ in annex)) <= 9


@pytest.mark.slow
def test_every_finding_of_the_public_pack_begins_with_one_short_sentence(real):
    said = (pack(real, "2022-23-q4") / "findings.md").read_text(encoding="utf-8").partition("## More detail")[0]
    firsts = {key: sentences(text)[0] for text, key in re.findall(r"(?m)^- (.*) `([a-z0-9_]+)`$", said)}
    assert {key: first for key, first in firsts.items() if len(first.split()) > 40} == {}
    assert {key: first for key, first in firsts.items() if first.count("likely between") > 1} == {}


@pytest.mark.slow
def test_a_group_that_is_only_just_clear_stands_in_the_text_and_in_no_headline(real):
    folder = pack(real, "2022-23-q4")
    said = (folder / "findings.md").read_text(encoding="utf-8")
    assert (
        "For Black children, it was 1.7 times (likely between just over 1.0 and 2.8): over-represented, but only"
        in said
    )
    for name in ("care_beside_reference", "care_excess"):
        headline = (folder / "figures" / f"{name}.txt").read_text(encoding="utf-8").splitlines()[0]
        assert "Mixed" in headline
        assert "Black" not in headline


@pytest.mark.slow
def test_first_releases_have_their_own_folder_and_their_own_rates(real):
    said = (pack(real, "2022-23-q4-first") / "findings.md").read_text(encoding="utf-8")
    assert "each figure in the earliest release at hand" in said
    assert "69.2" in said
    assert "69.0" not in said.split("## ")[2]


@pytest.mark.slow
def test_a_first_rate_is_never_ranked_among_rates_on_another_population(real):
    ended = analysis(real, "run", "--period", "2021-22 Q4", "--vintage", "first")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    said = (pack(real, "2021-22-q4-first") / "findings.md").read_text(encoding="utf-8")
    assert "82.7" in said
    assert "49.6" not in said.split("## ")[2]


@pytest.mark.slow
def test_the_same_run_elsewhere_gives_the_same_bytes(real, tmp_path):
    other = project(tmp_path / "another folder" / "project")
    shutil.rmtree(other / "notebooks")
    shutil.copytree(real / "notebooks", other / "notebooks")
    odd = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "77", "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}
    ended = analysis(other, "run", "--period", "2022-23 Q4", **odd)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    one, two = content(pack(real, "2022-23-q4")), content(pack(other, "2022-23-q4"))
    assert list(one) == list(two)
    assert [name for name in one if one[name] != two[name]] == []


@pytest.mark.slow
def test_nothing_published_names_a_path_a_user_or_a_time(real):
    import getpass

    for name, data in content(pack(real, "2022-23-q4")).items():
        for told in (str(real), str(Path.home()), f"/{getpass.getuser()}/", str(real).split("/")[1] + "/pytest"):
            assert told.encode() not in data, (name, told)


@pytest.mark.slow
def test_the_manifest_lists_every_file_of_the_pack_with_its_checksum(real):
    import hashlib

    folder = pack(real, "2022-23-q4")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = {name: hashlib.sha256(data).hexdigest() for name, data in content(folder).items()}
    listed = manifest["outputs"] | {name: files[name] for name in ("manifest.json", "current.json")}
    assert listed == files
    assert manifest["parameters"]["period"] == "2022-23 Q4"
    assert "data/raw" not in json.dumps(manifest["inputs"])


@pytest.mark.slow
def test_another_area_works_and_says_which_comparators_are_not_at_hand(real):
    ended = analysis(real, "run", "--area", "E08000038")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert (pack(real, area="barnsley") / "findings.md").is_file()
    assert "are not in the data" in ended.stdout


@pytest.mark.slow
def test_a_view_of_an_earlier_day_uses_only_what_was_out_by_then(real):
    ended = analysis(real, "run", "--period", "2022-23 Q4", "--as-at", "2024-12-31")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    said = (pack(real, "2022-23-q4-as-at-2024-12-31") / "findings.md").read_text(encoding="utf-8")
    assert "69.2" in said
