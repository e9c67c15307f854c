"""Every text and number in a file that leaves: what is seen, what is read aloud, and what only a program meets."""

import csv
import io
import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.disclosure.attack_extract_office import in_archive
from analysis.disclosure.attack_extract_xml import in_html, in_xml
from analysis.disclosure.attack_picture import in_png

Text = tuple[str, str]
Number = tuple[str, str, float | None]

_NUMBER = re.compile(r"(?<![\w.])[-−+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![A-Za-z_.\d])[-−+]?\d+(?:\.\d+)?")
_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)
_DEEPEST = 4  # a file in a file in a file


@dataclass(frozen=True)
class Inside:
    """A file inside another."""

    part: str
    content: bytes


class NotRead(Exception):
    """A kind of file that the attacker cannot look into. Told as a finding of its own."""


def numbers_in(path: Path, words: bool = False) -> list[Number]:
    """Every text of a file with each number in it: (place, text, number); a text without one has None.

    CSV, TXT, Markdown, SVG and XML (text, title, desc, comments, attributes, not the geometry), HTML (attributes,
    scripts and inline pictures too), Word, PowerPoint and Excel (every part: hidden sheets, comments, alternative
    texts, properties, charts, embedded files), notebooks and JSON (outputs and metadata), PNG (text chunks). With
    `words`, "one" to "twelve" as well. Raises NotRead for a kind that is none of these.
    """
    return [
        (place, text, number)
        for place, text in texts_in(path.name, path.read_bytes())
        for number in (_numbers(text, words) or [None])
    ]


def _numbers(text: str, words: bool) -> list[float | None]:
    found: list[float | None] = [float(n.replace(",", "").replace("−", "-")) for n in _NUMBER.findall(text)]
    if words:
        found += [float(_WORDS.index(word.lower()) + 1) for word in _WORD.findall(text)]
    return found


def texts_in(name: str, content: bytes, depth: int = 0) -> Iterator[Text]:
    """(place, text) of everything in a file of this name; files inside it are looked into likewise."""
    kind = name.lower().rpartition(".")[2]
    if depth > _DEEPEST or kind not in _KINDS:
        raise NotRead
    yield from _with_inside(_KINDS[kind](content), depth)


def _in_archive(content: bytes) -> Iterator[Text | Inside]:
    for part, text, inside in in_archive(content):
        yield (part, text) if inside is None else Inside(part, inside)


def _lines(content: bytes) -> Iterator[Text]:
    lines = content.decode("utf-8").splitlines()
    yield from ((f"line {number}", line) for number, line in enumerate(lines, 1) if line)


def _placed(part: str, inside: bytes, depth: int) -> Iterator[Text]:
    try:
        yield from ((f"{part}, {place}", text) for place, text in texts_in(part, inside, depth + 1))
    except (NotRead, ValueError):
        yield part, ""  # a font, a thumbnail: nothing that can be read


_DATA = re.compile(r"data:image/(png|svg\+xml)(?:;charset=[\w-]+)?;base64,([A-Za-z0-9+/=\s]+)")
_LIKE_PNG = re.compile(r"iVBORw0KGgo[A-Za-z0-9+/=\s]+")


def _with_inside(found: Iterable[Text | Inside], depth: int) -> Iterator[Text]:
    """Files in files, pages in notebooks and pictures in base64 are looked into; base64 itself says nothing."""
    for one in found:
        if isinstance(one, Inside):
            yield from _placed(one.part, one.content, depth)
            continue
        place, text = one
        for kind, coded in _DATA.findall(text):
            yield from _placed(f"{place}, picture.{kind[:3]}", b64decode(coded), depth)
        rest = _DATA.sub("", text).strip()
        if _LIKE_PNG.fullmatch(rest):
            yield from _placed(f"{place}, picture.png", b64decode(rest), depth)
        elif rest.startswith("<") and "</" in rest:
            yield from _placed(f"{place}, page.html", rest.encode(), depth)
        elif rest:
            yield place, text


def _in_csv(content: bytes) -> Iterator[Text]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    for i, row in enumerate(rows, 1):
        if len(row) > 1:
            yield f"line {i}, joined", " | ".join(row)
        for j, cell in enumerate(row, 1):
            if cell:
                yield f"line {i}, column {j}", cell


def _in_json(content: bytes) -> Iterator[Text]:
    yield from _walk(json.loads(content), "")


def _walk(value: Any, place: str) -> Iterator[Text]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{place}, a name", str(key)
            yield from _walk(inner, f"{place}.{key if not str(key).isdigit() else '#'}")
    elif isinstance(value, list):
        if value and all(isinstance(line, str) for line in value):
            yield place, "".join(value)  # a notebook keeps the lines of a cell as a list
        else:
            for i, inner in enumerate(value):
                yield from _walk(inner, f"{place}[{i}]")
    elif value is not None:
        yield place, str(value)


_KINDS: dict[str, Callable[[bytes], Iterator[Text | Inside]]] = {
    "csv": _in_csv,
    "png": in_png,
    **dict.fromkeys(("svg", "xml", "rels", "vml", "xhtml"), in_xml),
    **dict.fromkeys(("html", "htm"), in_html),
    **dict.fromkeys(("json", "ipynb", "geojson"), _in_json),
    **dict.fromkeys(("docx", "pptx", "xlsx", "docm", "xlsm", "dotx", "zip"), _in_archive),
    **dict.fromkeys(("txt", "md", "css", "js", "toml", "yaml", "yml", "log"), _lines),
}
