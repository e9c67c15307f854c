"""The scrutiny brief: headline facts, questions with their figures, and what the data cannot say."""

from dataclasses import replace

import pytest

from analysis.reports.brief import brief, make_brief
from analysis.reports.contents import Contents, Item, Section


def written(tmp_path, *items, audience="public", which="", elsewhere=frozenset()):
    section = Section("02", "Children in care", "How many?", "", items)
    pack = Contents(
        "E08000018", "Rotherham", "The partnership", "2024-25 Q4", "31 March 2025", audience, which, (section,)
    )
    make_brief(replace(pack, elsewhere=elsewhere), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["scrutiny_brief.md"]
    return (tmp_path / "scrutiny_brief.md").read_text(encoding="utf-8")


def said(tmp_path, key, text):
    return Item("finding", key, tmp_path, text=text)


def test_headline_facts_lead_and_what_belongs_together_is_one_line(tmp_path):
    text = written(tmp_path, said(tmp_path, "care_rate", "476 in care."), said(tmp_path, "care_change", "No change."))
    assert text.startswith("# Scrutiny brief: Rotherham at 31 March 2025\n\nThe partnership\n")
    assert "## In brief\n\n- 476 in care. No change.\n\n## What members may ask" in text


def test_a_change_without_its_rate_is_left_out(tmp_path):
    text = written(tmp_path, said(tmp_path, "care_change", "That is no change."))
    assert "That is no change." not in text
    assert "## In brief\n\n- No figures are at hand for this date." in text


def test_a_question_is_answered_by_its_finding_and_names_its_figure(tmp_path):
    answer = said(tmp_path, "care_forecast", "71 to 91 can be expected.")
    figure = Item("figure", "care_forecast", tmp_path)
    ask = "**What may the number in care be next year?** 71 to 91 can be expected. (F"
    assert f"{ask}igure `care_forecast`.)" in written(tmp_path, answer, figure)
    assert f"{ask}inding `care_forecast`.)" in written(tmp_path, answer)


def test_a_question_without_its_finding_says_so_and_one_beyond_the_data_says_why(tmp_path):
    text = written(tmp_path)
    assert "**What may the number in care be next year?** No figures are at hand for this date." in text
    assert "**Why did the numbers change?** This data cannot say. It shows what changed" in text
    assert text.rstrip().endswith("- The figures do not say what caused a change.")


def test_an_internal_brief_and_an_earlier_view_say_so(tmp_path):
    text = written(tmp_path, audience="internal", which="as published by 31 January 2023")
    assert "**Internal: not for publication.**" in text
    assert "This view has as published by 31 January 2023." in text


def test_every_question_has_an_answer_or_a_reason_and_not_both():
    assert 5 <= len(brief().facts) <= 8
    for question in brief().questions:
        assert bool(question.finding and question.figure) != bool(question.cannot), question.ask


@pytest.mark.parametrize("kind", ["finding", "figure"])
def test_every_key_of_the_brief_is_one_that_a_notebook_publishes(root, kind):
    notebooks = "".join(path.read_text("utf-8") for path in (root / "notebooks").glob("*.ipynb"))
    keys = {getattr(question, kind) for question in brief().questions} - {""}
    keys |= {key for keys in brief().facts for key in keys} if kind == "finding" else set()
    assert {key for key in keys if f'{kind}(\\"{key}\\"' not in notebooks} == set()


def test_a_part_of_a_pack_asks_only_what_its_notebooks_answer(tmp_path):
    left_out = brief().questions[0]
    assert left_out.finding
    made = written(tmp_path, elsewhere=frozenset({("finding", left_out.finding)}))
    assert left_out.ask not in made
    assert all(one.ask in made for one in brief().questions if one.finding != left_out.finding)
