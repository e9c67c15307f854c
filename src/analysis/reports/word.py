"""annual_report.docx: a Word file whose slots are filled from the pack, and filled again without touching the rest."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from analysis.reports.contents import Contents
from analysis.reports.packing import LANGUAGE, drop_thumbnail, set_properties, title_of
from analysis.reports.tags import MARKER, Slot, check_slot, read_tag
from analysis.reports.word_content import put
from analysis.reports.word_parts import make, paragraph, run, style_id
from analysis.reports.word_slots import AROUND_CELLS, Story, controls, is_block, marked, replace_block, replace_inline
from analysis.reports.word_slots import stories as stories_of
from analysis.reports.word_template import example_template, keys
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.office import same_bytes

NAME = "annual_report.docx"


def make_word(contents: Contents, folder: Path, template: Path | None = None) -> None:
    """Write annual_report.docx into the folder, from a template, the partnership's own, or the example.

    The example may name what a project's notebooks no longer publish; a partnership's own template may not.
    """
    own = template or contents.template
    if own is None:
        contents = replace(contents, known=contents.known | keys())
    document = docx.Document(str(own)) if own else example_template(contents.elsewhere, bool(contents.challenges))
    fill(document, contents)
    set_properties(document.core_properties, contents, title_of(contents))
    drop_thumbnail(document.part.package)
    _set_language(document)
    made = BytesIO()
    document.save(made)
    (folder / NAME).write_bytes(same_bytes(made.getvalue()))


def check_template(path: Path, known: frozenset[tuple[str, str]]) -> None:
    """Refuse a partnership's own template that names what the notebooks never publish, before any of them runs."""
    nobody = Contents("", "", "", "", "", "public", "", (), known=known)
    try:
        _check(docx.Document(str(path)), nobody)
    except WrongUse as error:
        lines = "\n".join(f"{path.name}: {line}" for line in str(error).splitlines())
        raise WrongUse(lines) from None


def fill(document: Any, contents: Contents) -> None:  # noqa: ANN401 - a python-docx document
    """Turn every marker into a content control, and write the inside of every control with a tag of ours.

    Nothing outside the controls changes. Markers and tags that are not known are refused, all at once, before anything
    is touched. Headers of a pack with a stamp get a slot that says it.
    """
    _check(document, contents)
    if contents.stamp:
        _stamp(document)
    taken = {str(one.get(qn("w:val"))) for story in stories_of(document) for one in story.root.iter(qn("w:id"))}
    for story in stories_of(document):
        for element, text in list(marked(story)):
            slot = read_tag(text.strip()[2:-2]) if MARKER.fullmatch(text.strip()) else None
            if slot and slot.block:
                replace_block(element, slot, taken)
            else:
                replace_inline(element, taken)
    for story in stories_of(document):
        for element, slot in list(controls(story)):
            put(document, story, element, slot, contents)
        _drop_unused_pictures(story)


def _check(document: Any, contents: Contents) -> None:  # noqa: ANN401
    """Refuse what cannot be filled, saying where it stands."""
    found = []
    for story in stories_of(document):
        found += [one for _, text in marked(story) for one in _complaints(text, contents)]
        found += [one for element, slot in controls(story) for one in _misplaced(element, slot, contents)]
    if found:
        raise WrongUse("\n".join(dict.fromkeys(found)))


def _complaints(text: str, contents: Contents) -> list[str]:
    """What is wrong with the markers of a paragraph."""
    found = []
    for marker in MARKER.finditer(text):
        where = f'It is in the paragraph "{text.strip()[:60]}".'
        try:
            slot = check_slot(marker[1].strip(), contents)
        except WrongUse as error:
            found.append(f"{error} {where}")
            continue
        if slot.block and text.strip() != marker[0]:
            found.append(f'"{marker[0]}" takes a paragraph of its own. {where}')
    return found


def _misplaced(element: Any, slot: Slot, contents: Contents) -> list[str]:  # noqa: ANN401
    """What is wrong with a content control."""
    where = "It is the tag of a content control."
    try:
        check_slot(slot.tag, contents)
    except WrongUse as error:
        return [f"{error} {where}"]
    if any(child.tag in AROUND_CELLS for child in element.find(qn("w:sdtContent"))):
        return [f'"{slot.tag}" stands round a cell of a table. Put the content control inside the cell.']
    if slot.block and not is_block(element):
        return [f'"{slot.tag}" takes a paragraph of its own. {where}']
    return []


def _stamp(document: Any) -> None:  # noqa: ANN401
    """A slot at the top of every header, where there is none yet."""
    for section in document.sections:
        headers = [section.header]
        headers += [section.first_page_header] if section.different_first_page_header_footer else []
        headers += [section.even_page_header] if document.settings.odd_and_even_pages_header_footer else []
        for header in headers:
            element = header._element  # makes the header where the first section has none
            if not any(slot.tag == "text:stamp" for _, slot in controls(Story(header.part, element))) and not any(
                "{{text:stamp}}" in text for _, text in marked(Story(header.part, element))
            ):
                element.insert(0, paragraph(run("{{text:stamp}}", bold=True), style=style_id(document, "Header")))


def _drop_unused_pictures(story: Story) -> None:
    """Leave out the pictures that no drawing shows any more."""
    used = {value for element in story.root.iter() for value in element.attrib.values()}
    for name in [key for key, rel in story.part.rels.items() if rel.reltype.endswith("/image") and key not in used]:
        story.part.rels.pop(name)


def _set_language(document: Any) -> None:  # noqa: ANN401
    """British English, for spelling and for screen readers, where the template's styles do not say or say otherwise."""
    for element in document.styles.element.iter(qn("w:rPrDefault")):
        for look in element.iter(qn("w:rPr")):
            for old in look.findall(qn("w:lang")):
                look.remove(old)
            look.append(make("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))
