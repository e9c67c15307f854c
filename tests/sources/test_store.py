"""The processed tables on disk: the same bytes whoever builds them, and nothing half-written that is trusted."""

import os
import subprocess
import sys

import pandas as pd
import pytest

from analysis.sources import store
from analysis.sources.stamp import build_key, read_build
from analysis.vocabulary.errors import AnalysisError
from little_raw import release

US = "E08000018"
HEADER = "indicator,area,breakdown,group,measure,2022-03-31,2023-03-31"
BUILD = """
import sys
from pathlib import Path
from analysis.sources import store
store.write(store.build(Path(sys.argv[1])), Path(sys.argv[2]), "key")
"""


@pytest.fixture
def little(raw):
    """A raw folder with a hidden count, two sources that disagree, populations and a report."""
    raw.plans(
        f"child_protection_plans,{US},total,,count,475,395",
        f"child_protection_plans,{US},duration,long,count,80,c",
        f"child_protection_plans,{US},duration,short,count,395,c",
        f"children_in_care,{US},total,,count,556,542",
        header=HEADER,
        releases=[release("2023", population="mid")],
    )
    raw.people(f"{US},56349,57205", header="area,2021,2022", releases=[release("mid")])
    raw.papers(f"text_1,6,child_protection_plans,{US},2023-03-31,point,,,398,,,,")
    return raw


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_repeat_gives_the_same_bytes(little, tmp_path):
    for name in ("one", "two"):
        store.write(little.build(), tmp_path / name, "key")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert set(contents(tmp_path / "one")) == {f"{name}.csv" for name in store.TABLES} | {"build.json"}


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4217", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_the_bytes_do_not_depend_on_hash_seed_time_zone_or_locale(little, tmp_path, surroundings):
    store.write(little.build(), tmp_path / "here", "key")
    command = [sys.executable, "-c", BUILD, str(little.folder), str(tmp_path / "there")]
    subprocess.run(command, env=os.environ | surroundings, check=True, timeout=60)
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_what_is_read_back_is_what_was_built(little, tmp_path):
    built = little.build()
    store.write(built, tmp_path / "out", "key")
    for name in store.TABLES:
        read, made = store.read_table(tmp_path / "out", name), getattr(built, name)
        assert read.astype(str).to_numpy().tolist() == made.astype(str).to_numpy().tolist(), name
        numbers = [column for column in made if made[column].dtype == "float64"]
        assert [column for column in read if read[column].dtype == "float64"] == numbers


def test_the_tables_on_disk_are_sorted_utf_8_without_a_decimal_point_in_whole_numbers(little, tmp_path):
    store.write(little.build(), tmp_path / "out", "key")
    text = (tmp_path / "out" / "population.csv").read_bytes().decode("utf-8")
    assert ",56349," in text
    assert "\r" not in text
    assert store.to_csv(pd.DataFrame({"value": [69.2, 395.0, None]})) == b'value\n69.2\n395\n""\n'


def test_an_empty_number_stays_a_number(little, tmp_path):
    built = little.build(as_at="2000-01-01")
    store.write(built, tmp_path / "out", "key")
    assert store.read_table(tmp_path / "out", "observations")["count"].dtype == "float64"


def test_covered_quarters_need_plans_and_children_in_care(little):
    covered = store.covered_quarters(little.build().selected)
    assert [str(quarter) for quarter in covered[US]] == ["2021-22 Q4", "2022-23 Q4"]


def test_a_build_that_is_cut_short_vouches_for_nothing(little, tmp_path, monkeypatch):
    built = little.build()
    store.write(built, tmp_path, "key")
    assert read_build(tmp_path)["key"] == "key"
    monkeypatch.setattr(store, "to_csv", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError, match="division"):
        store.write(built, tmp_path, "key")
    assert read_build(tmp_path) == {}


def test_a_record_that_cannot_be_read_is_no_record(tmp_path):
    (tmp_path / "build.json").write_text('{"key": ')
    assert read_build(tmp_path) == {}


def test_the_key_of_a_build_moves_with_every_byte_name_and_choice(little):
    keys = [build_key(little.folder, "code", "", "latest")]
    assert build_key(little.folder, "code", "", "latest") == keys[0]
    keys += [build_key(little.folder, *choices) for choices in
             (("other", "", "latest"), ("code", "2023-01-01", "latest"), ("code", "", "first"))]  # fmt: skip
    path = little.folder / "plans.csv"
    path.rename(little.folder / "renamed.csv")
    keys.append(build_key(little.folder, "code", "", "latest"))
    (little.folder / "renamed.csv").write_bytes((little.folder / "renamed.csv").read_bytes().replace(b"395", b"396"))
    keys.append(build_key(little.folder, "code", "", "latest"))
    assert len(set(keys)) == 6


def test_before_a_build_the_sentence_says_what_to_run(tmp_path):
    with pytest.raises(AnalysisError, match=r"selected\.csv is not in .*\. Run `analysis build` first\."):
        store.read_table(tmp_path, "selected")
