"""The quarterly run as a person meets it: the command, the pack, a repeat, a mistake, a kill."""

import json
import os
import random
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

from agreement import READERS, disagreements, not_released
from analysis.reports.workbook_sheets import sheet_names

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
    assert not_released(pack(real, period), fixed=set()) == []


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
        "23%, beside 8.9% of the population as the report sets it: 2.6 times (likely between 2.1 and 3.1; 90 to 93 of ",
        "The report does not say which groups “non-White” covers, so no verdict is given.",
        "from 1.5 to 1.6 times if it leaves out White minorities (likely between 1.3 and 1.9)",
        "and 1.2 times if it includes White minorities (likely between 1.0 and 1.4)",
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
