"""The example of an annual assurance report, made in memory: its headings, and a marker for each thing of the pack."""

from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from analysis.reports.contents import MORE
from analysis.reports.packing import BLUE
from analysis.reports.tags import MARKER, read_tag
from analysis.reports.word_parts import NOTE, make, style_id

# A style and a text for each paragraph; every chapter begins on a page of its own.
REPORT = """
Heading 1|Foreword: the year in numbers
List Bullet|{{text:plans_rate}} {{text:plans_change}}
List Bullet|{{text:care_rate}} {{text:care_change}}
List Bullet|{{text:repeat_plans}}
List Bullet|{{text:care_primary}}
List Bullet|{{text:care_beside_reference}}
Heading 2|Everything at a glance
Normal|{{figure:at_a_glance}}
Heading 1|Who lives here
Normal|{{text:population_change}}
Normal|{{figure:ethnic_groups_2011_and_2021}}
Normal|{{text:population_change_by_age}}
Normal|{{figure:not_white_by_age_2011_and_2021}}
Heading 1|Child protection
Heading 2|How many children are on a plan
Normal|{{text:plans_rate}} {{text:plans_change}}
Normal|{{figure:plans_rate_trend}}
Heading 2|Beside other places
Normal|{{text:plans_comparison}}
Normal|{{figure:plans_rate_comparison}}
Heading 2|Why children are on a plan, and who comes back to one
Normal|{{text:plans_category_of_abuse}}
Normal|{{figure:plans_category_of_abuse}}
Normal|{{text:repeat_plans}}
Normal|{{figure:repeat_plans_trend}}
Heading 2|Coming on to plans and leaving them
Normal|{{text:plans_balance}}
Normal|{{figure:plans_started_and_ended}}
Heading 2|Referrals
Normal|{{text:referrals_trend}}
Normal|{{figure:referrals_by_month}}
Heading 1|Children in care
Heading 2|How many children are in care
Normal|{{text:care_rate}} {{text:care_change}}
Normal|{{figure:care_rate_trend}}
Heading 2|Beside other places
Normal|{{text:care_comparison}}
Normal|{{figure:care_rate_comparison}}
Heading 2|Coming into care and leaving it
Normal|{{text:care_balance}}
Normal|{{figure:care_started_and_ceased}}
Heading 2|How settled children are
List Bullet|{{text:care_three_placements}}
List Bullet|{{text:care_long_term_stability}}
List Bullet|{{text:care_placed_20_miles}}
Normal|{{figure:care_stability}}
Heading 1|Equality and diversity
Heading 2|Which groups are over- or under-represented in care
Normal|{{text:care_primary}}
Normal|{{text:care_beside_reference}}
Normal|{{figure:care_beside_reference}}
Normal|{{text:care_unknown}}
Heading 2|The way to a plan, step by step
Normal|{{text:way_to_a_plan}}
Normal|{{figure:way_to_a_plan}}
Normal|{{text:gap_in_plans}}
Normal|{{figure:gap_in_plans}}
Heading 1|Notes on the data
Normal|{{text:data_notes}}
Normal|{{text:sources_disagree}}
Heading 2|What the figures do not show
Normal|{{text:limits}}
Heading 2|Children on a plan, year by year
Normal|{{table:plans_rate_by_year}}
Heading 2|Children in care, year by year
Normal|{{table:care_rate_by_year}}
Heading 2|Statistical neighbours
Normal|{{table:statistical_neighbours}}
Heading 1|More detail
Normal|{{text:plans_comparison_more}}
Normal|{{text:care_comparison_more}}
Normal|{{text:care_beside_reference_more}}
Normal|{{text:way_to_a_plan_more}}
Normal|{{text:gap_in_plans_more}}
Heading 1|Definitions and glossary
Normal|{{table:definitions}}
Normal|{{table:glossary}}
"""
ASKED = (("Heading 1", "Questions that members have asked"), ("Normal", "{{table:challenge_log}}"))
Keys = frozenset[tuple[str, str]]
HEADINGS = ("Heading 1", "Heading 2")
COVER = (
    ("Subtitle", "{{text:partnership}}"),
    ("Title", "Annual report"),
    ("Subtitle", "{{text:area}}, {{text:period}} (to {{text:date}})"),
    ("Normal", "{{text:status}}"),
)


def keys(text: str = REPORT) -> Keys:
    """(kind of item, key) of every slot of the example, or of a line of it."""
    slots = (read_tag(marker) for marker in MARKER.findall(text))
    return frozenset((slot.item_kind, slot.key.removesuffix(MORE)) for slot in slots if slot)


def _kept(elsewhere: Keys) -> list[tuple[str, str]]:
    """(style, text) of the paragraphs of which something is in the pack, each under its headings."""
    kept: list[tuple[str, str]] = []
    for line in reversed(REPORT.strip().splitlines()):
        style, text = line.split("|")
        below = kept[-1][0] if kept else HEADINGS[0]
        empty = below in HEADINGS and style in HEADINGS and below <= style  # nothing stands under this heading
        if not empty and not (keys(text) and keys(text) <= elsewhere):
            kept.append((style, text))
    return kept[::-1]


def example_template(elsewhere: Keys = frozenset(), asked: bool = False) -> Any:  # noqa: ANN401 - a python-docx document
    """The example as a document with markers, to be filled, or saved and made one's own in Word.

    What is `elsewhere` is left out, with the headings that nothing is left under. `asked` adds an annex with
    the questions that members have asked.
    """
    document = docx.Document()
    _set_page(document)
    _set_styles(document)
    for number, (style, text) in enumerate(COVER):
        document.add_paragraph(text, style).paragraph_format.space_before = Pt(0 if number else 160)
    for style, text in [*_kept(elsewhere), *(ASKED if asked else ())]:
        document.add_paragraph(text, style)
    _number_pages(document)
    return document


def _set_page(document: Any) -> None:  # noqa: ANN401
    """A4, with margins that leave a picture the width that it is drawn for, so that its type is 9 pt in print."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.6)
    section.top_margin = section.bottom_margin = Cm(2)


def _set_styles(document: Any) -> None:  # noqa: ANN401
    """Plain letters, headings in house blue; a chapter begins a page."""
    sizes = {"Normal": 11, "Title": 32, "Subtitle": 15, "Heading 1": 20, "Heading 2": 14, "Caption": 10.5}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.size, style.font.italic = Pt(size), False
        _plain_letters(style)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(BLUE)
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    document.styles["Heading 1"].paragraph_format.space_before = Pt(0)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(10)
    document.styles["Normal"].paragraph_format.space_after = Pt(8)
    document.styles["Caption"].paragraph_format.space_after = Pt(3)
    style_id(document, NOTE)


def _plain_letters(style: Any) -> None:  # noqa: ANN401
    """Arial for every script, in place of the letters of the theme."""
    letters = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(letters.attrib):
        letters.attrib.pop(name)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        letters.set(qn(f"w:{name}"), "Arial")


def _number_pages(document: Any) -> None:  # noqa: ANN401
    """The number of the page at the foot of each."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run("Page ")
    field = make("fldSimple", instr="PAGE")
    foot._p.append(field)
    field.append(make("r"))
    field[0].append(make("t"))
    field[0][0].text = "1"
