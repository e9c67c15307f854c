"""What a pack is gathered from besides figures: keys that notebooks can publish, a partnership’s own Word file."""

import json
from dataclasses import replace
from pathlib import Path

from analysis.runs.gather import known_keys
from analysis.runs.people import Given, word_template
from analysis.vocabulary.project import open_project

PROJECT = open_project(Path(__file__).parents[2])


def test_the_keys_of_a_notebook_are_known_whether_or_not_it_had_figures(tmp_path):
    source = ['outputs.figure("one", a, b)\n', 'outputs.finding(\n    "two", text)\n', 'outputs.table("three", t)']
    cells = [{"cell_type": "markdown", "source": ['outputs.table("four", t)']}, {"cell_type": "code", "source": source}]
    for name in ("any", "start"):  # the second is not of the run
        (tmp_path / f"{name}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
        cells = [{"cell_type": "code", "source": ['outputs.table("of_start", t)']}]
    (tmp_path / "quarterly.toml").write_text(
        '[[notebooks]]\nname = "any"\nquestion = "Any?"\n[tables]\n', encoding="utf-8"
    )
    assert known_keys(tmp_path) == {("figure", "one"), ("finding", "two"), ("table", "three")}
    assert known_keys(tmp_path, but=["any"]) == set()


def test_a_partnerships_own_word_file_is_found_and_counts_among_what_a_pack_rests_on(tmp_path):
    project = replace(PROJECT, reports=tmp_path)
    assert (word_template(project), Given().template_hash()) == (None, "")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/annual_report.docx").write_bytes(b"one")
    first = Given(word_template(project))
    before = first.template_hash()
    assert word_template(project) == tmp_path / "templates/annual_report.docx"
    (tmp_path / "templates/annual_report.docx").write_bytes(b"two")
    assert len(before) == 64
    assert before != first.template_hash()
