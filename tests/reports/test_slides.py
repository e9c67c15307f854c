"""The slides: one message each, its figure with alternative text, two short lines, the passport in the notes."""

from dataclasses import replace
from pathlib import Path

import pptx
from pptx.util import Pt

from analysis.reports.slide_plan import slide_plan
from analysis.reports.slides import MOST, lines_of, make_slides
from little_pack import ALT, little_pack


def deck_of(pack, folder):
    make_slides(pack, folder)
    return pptx.Presentation(str(folder / "slides.pptx"))


def words(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_a_figure_is_one_message_with_two_lines_and_its_passport_in_the_notes(tmp_path):
    deck = deck_of(little_pack(tmp_path), tmp_path)
    assert [slide.shapes.title.text for slide in deck.slides] == [
        "Rotherham: children on plans and in care",
        "Children in care: 80 in every 10,000",
        "What this cannot say",
    ]
    message = deck.slides[1]
    assert words(message)[1] == "At 31 March 2025, 476 children were in care.\nMore follows."
    [shown] = [shape for shape in message.shapes if shape.shape_type == 13]
    assert shown._element.nvPicPr.cNvPr.get("descr") == ALT
    assert shown.left + shown.width <= deck.slide_width
    assert shown.top + shown.height <= deck.slide_height
    notes = message.notes_slide.notes_text_frame.text
    assert "What is counted: Children looked after" in notes
    assert "Source: DfE, 2025 release" in notes


def test_the_last_slide_says_what_the_figures_cannot_and_where_there_is_more(tmp_path):
    last = deck_of(little_pack(tmp_path), tmp_path).slides[-1]
    assert words(last)[1].splitlines()[0] == "Why children come into care."
    assert "annual_report.docx" in words(last)[1]
    assert "Children in care: Why children come into care. Nor how they fare." in last.notes_slide.notes_text_frame.text


def test_no_type_is_smaller_than_18_points_but_the_source(tmp_path):
    deck = deck_of(little_pack(tmp_path, audience="internal"), tmp_path)
    sizes = [run.font.size for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
             for line in shape.text_frame.paragraphs for run in line.runs
             if not run.text.startswith("Source: ")]  # fmt: skip
    assert min(sizes) >= Pt(18)
    assert all("Internal: not for publication" in words(slide) for slide in deck.slides)


def test_there_are_never_more_than_twelve(tmp_path):
    pack = little_pack(tmp_path)
    [drawn] = [item for item in pack.sections[0].items if item.kind == "figure"]
    for key in slide_plan():
        (tmp_path / f"figures/{key}.png").write_bytes(drawn.file(".png").read_bytes())
    everything = tuple(replace(drawn, key=key) for key in slide_plan())
    deck = deck_of(replace(pack, sections=(replace(pack.sections[0], items=everything),)), tmp_path)
    assert len(deck.slides) == MOST == 12


def test_odd_characters_survive_and_a_long_sentence_is_left_out(tmp_path):
    pack = little_pack(tmp_path)
    assert lines_of(pack, ["odd"])[0].startswith('Bed & Breakfast "<5"')
    long = replace(pack.sections[0].items[0], text=f"{'Very long ' * 40}. Short.")
    pack = replace(pack, sections=(replace(pack.sections[0], items=(long,)),))
    assert lines_of(pack, ["care_rate", "not_there"]) == []


def test_slides_say_nobodys_name_and_have_the_same_bytes_twice(tmp_path):
    pack = little_pack(tmp_path)
    deck = deck_of(pack, tmp_path)
    first = (tmp_path / "slides.pptx").read_bytes()
    make_slides(pack, tmp_path)
    assert (tmp_path / "slides.pptx").read_bytes() == first
    core = deck.core_properties
    assert (core.author, core.last_modified_by, core.language) == ("", "", "en-GB")
    assert core.title == "Slides: Annual report: Rotherham, 2024-25 Q4"


def test_the_plan_names_only_what_the_notebooks_publish():
    from analysis.runs.gather import known_keys

    published = known_keys(Path(__file__).parents[2] / "notebooks")
    assert {("figure", key) for key in slide_plan()} <= published
    assert {("finding", key) for keys in slide_plan().values() for key in keys} <= published
