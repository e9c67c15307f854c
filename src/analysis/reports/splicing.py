"""Writing an edited XML tree back into the bytes that it was read from: what was not touched keeps its bytes.

Word, its add-ins and people's own systems write XML in their own ways. A library that reads and writes a part again
changes quotes, spaces and comments all over it. So the places of every element are found in the bytes, and after the
tree was edited only the elements that are new, gone or changed are spliced in or cut out.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

from lxml import etree

Element = Any
Edit = tuple[int, int, bytes]  # from, to, and what stands there instead
_START = re.compile(rb"<([^\s/>]+)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass
class Place:
    """Where an element stands in the bytes: it begins, its inside begins, its inside ends, it ends; and its name."""

    start: int
    inside: int = 0
    close: int = 0
    end: int = 0
    name: bytes = b""

    @property
    def empty(self) -> bool:
        """Whether it is written <like/> this, without an inside."""
        return self.inside == self.end


class Spliced:
    """A part of a document as bytes and as a tree; `written` gives the bytes once the tree has been edited."""

    def __init__(self, data: bytes, root: Element) -> None:
        self._codec = _WIDE.get(data[:2], "")
        self._data = data.decode(self._codec).encode() if self._codec else data
        self.root = root
        self._places = dict(zip(root.iter("*"), _places(self._data, bool(self._codec)), strict=True))
        self._before = {element: (_children(element), _own(element)) for element in self._places}

    def written(self) -> bytes:
        """The bytes of the part as its tree now is."""
        made, at = [], 0
        for start, end, instead in sorted(self._edits(self.root), key=lambda edit: edit[:2]):
            made += [self._data[at:start], instead]
            at = end
        data = b"".join([*made, self._data[at:]])
        return data.decode().encode(self._codec) if self._codec else data

    def _edits(self, element: Element) -> Iterator[Edit]:
        """What has to be put in and cut out inside one element that was there before."""
        before, _ = self._before[element]
        now = _children(element)
        kept = self._kept(before, now)
        for gone in (self._places[child] for child in before if child not in kept):
            yield (gone.start, gone.end, b"")
        new = b""
        for child in now:
            if child not in kept:
                new += _written(child)
                continue
            if new:
                yield (self._places[child].start, self._places[child].start, new)
            new = b""
            yield from self._edits(child)
        if new:
            yield self._at_the_end(element, new)

    def _kept(self, before: tuple[Element, ...], now: tuple[Element, ...]) -> set[Element]:
        """The children that stay as and where they were: unchanged, and still in their order."""
        there, found, last = set(before), set(), -1
        for child in now:
            if child in there and self._same(child) and self._places[child].start > last:
                found.add(child)
                last = self._places[child].start
        return found

    def _same(self, element: Element) -> bool:
        """Whether an element has the attributes and the text that it had."""
        return self._before[element][1] == _own(element)

    def _at_the_end(self, element: Element, new: bytes) -> Edit:
        """Put something at the end of an element, opening one that was written <like/> this."""
        place = self._places[element]
        if not place.empty:
            return (place.close, place.close, new)
        opened = self._data[place.start : place.end - 2].rstrip() + b">"
        return (place.start, place.end, opened + new + b"</" + place.name + b">")


def _places(data: bytes, wide: bool) -> list[Place]:
    """The place of every element, in the order in which they begin."""
    found: list[Place] = []
    inside: list[Place] = []
    parser = expat.ParserCreate()

    def begin(_name: str, _attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        tag = _START.match(data, start)
        assert tag  # noqa: S101 - expat has just read it
        found.append(Place(start, tag.end(), tag.end(), tag.end(), tag[1]))
        inside.append(found[-1])

    def finish(_name: str) -> None:
        place = inside.pop()
        if not data[: place.inside].endswith(b"/>", place.start):
            place.close = parser.CurrentByteIndex
            place.end = data.index(b">", place.close) + 1

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parser.Parse(data.decode() if wide else data, True)
    return found


def _children(element: Element) -> tuple[Element, ...]:
    """The elements directly inside, without comments."""
    return tuple(element.iterchildren("*"))


def _own(element: Element) -> tuple[tuple[tuple[str, str], ...], str]:
    """Its attributes, and its text where it holds nothing else (in Word no element has both)."""
    return tuple(element.attrib.items()), "" if len(element) else element.text or ""


def _written(element: Element) -> bytes:
    """An element as XML in ASCII, which stands in any encoding, without the names that its parent has declared."""
    text: bytes = etree.tostring(element, with_tail=False)
    tag = _START.match(text)
    assert tag  # noqa: S101 - it is what lxml has just written
    head = tag[0]
    for prefix, uri in element.getparent().nsmap.items():
        name = f"xmlns:{prefix}" if prefix else "xmlns"
        head = head.replace(f' {name}="{escape(uri)}"'.encode(), b"", 1)
    return head + text[tag.end() :]
