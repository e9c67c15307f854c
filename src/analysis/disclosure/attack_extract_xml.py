"""Texts of XML and HTML: between tags, in comments and in attributes, with where they stand."""

from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html

# Geometry and looks: measured elsewhere (attack_bars), and not read by anybody as a number.
_GEOMETRY = frozenset(
    {"d", "points", "transform", "viewBox", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry"}
    | {"width", "height", "style", "stroke-width", "font-size", "offset", "version", "opacity", "clip-path", "href"}
)
# What a person, or a program beside them, reads of an office file; its other attributes set out type and margins.
_OFFICE = frozenset({"descr", "title", "name", "alt", "tooltip", "author", "initials", "display", "prompt", "Target"})
_OFFICE_VAL = frozenset({"tag", "alias", "max", "min", "docVar", "default", "result"})
_PARAGRAPHS = (
    *("p", "si", "is", "text", "td", "th", "li", "h1", "h2", "h3", "h4", "figcaption", "caption", "option"),
    *("title", "desc"),
)


def parsed(content: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    """The root of an XML document; entities are not resolved and nothing is fetched."""
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return lxml.etree.fromstring(content, parser)
    except lxml.etree.XMLSyntaxError as error:
        raise ValueError("not XML") from error


def name_of(element: Any) -> str:  # noqa: ANN401
    """The element's name without its namespace; "comment" and the like for what is no element."""
    if not isinstance(element.tag, str):
        return "comment" if element.tag is lxml.etree.Comment else "instruction"
    return str(lxml.etree.QName(element).localname)


def in_xml(content: bytes) -> Iterator[tuple[str, str]]:
    """(place, text) of a whole XML document. The runs of one paragraph are one text: "1" and "2" may say 12."""
    yield from of_tree(parsed(content))


def in_html(content: bytes) -> Iterator[tuple[str, str]]:
    """(place, text) of a page: texts, comments, scripts and every attribute."""
    if content.strip():
        yield from of_tree(lxml.html.fromstring(content))


def of_tree(root: Any, office: bool = False) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """(place, text) of a tree and all in it; of office files only the attributes that somebody reads."""
    for element in root.iter():
        kind = name_of(element)
        place = f"{kind} in line {element.sourceline}" if element.sourceline else kind
        if kind in _PARAGRAPHS and len(element) > 0:
            joined = "".join(element.itertext(with_tail=False, tag=lxml.etree.Element))
            if joined.strip():
                yield f"{place}, joined", joined
        if kind in ("tr", "row") and len(element) > 1:
            cells = ("".join(cell.itertext(tag=lxml.etree.Element)).strip() for cell in element)
            yield f"{place}, joined", " | ".join(cells)
        for text in (element.text, element.tail):
            if text and text.strip():
                yield place, text
        if isinstance(element.tag, str):
            for name, value in element.attrib.items():
                plain = name.rpartition("}")[2]
                if value.strip() and (_read(kind, plain) if office else _seen(plain, value)):
                    yield f"{place}, {plain}", value


def _seen(name: str, value: str) -> bool:
    return name not in _GEOMETRY or value.startswith("data:")


def _read(kind: str, name: str) -> bool:
    return name in _OFFICE or (name == "val" and kind in _OFFICE_VAL)
