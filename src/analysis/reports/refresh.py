"""refresh-report: the slots of a Word draft filled again from a pack, and every other byte of it left alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from analysis.presentation.numbers import date_words
from analysis.reports.contents import Contents
from analysis.reports.laid_out import day_of
from analysis.reports.look_again import LookAgain, look_again
from analysis.reports.word import fill
from analysis.reports.word_file import WordFile
from analysis.reports.word_lines import lines_of
from analysis.reports.word_parcel import Parcel, say_whence
from analysis.reports.word_parts import Element
from analysis.reports.word_slots import Story, controls, slot_of, stories
from analysis.reports.word_template import keys
from analysis.reports.word_views import View, is_locked, keep_pinned, view_of
from analysis.vocabulary.errors import AnalysisError, WrongUse


@dataclass(frozen=True)
class Change:
    """What a slot said and says. `old` is None where a marker became a slot; `locked` is what was left as it is."""

    tag: str
    old: View | None
    new: View
    where: str = ""
    locked: bool = False
    of: str = ""  # the day of a number, in words, where it is not the day of the pack


@dataclass(frozen=True)
class Refreshed:
    """The new file, the number of its slots, what changed in them, and the sentences to look at again."""

    data: bytes
    slots: int
    changes: tuple[Change, ...]
    again: tuple[LookAgain, ...]

    @property
    def changed(self) -> bool:
        """Whether any slot says something else than before."""
        return any(not one.locked for one in self.changes)


@contextmanager
def _sentence(name: str) -> Iterator[None]:
    """One sentence for whatever a file that Word did not write makes the libraries raise."""
    try:
        yield
    except AnalysisError:
        raise
    except Exception as error:
        raise WrongUse(
            f'"{name}" could not be refreshed: something in it is not as Word writes it ({type(error).__name__}). '
            "Open it in Word, save it again as a .docx, and give that."
        ) from error


@dataclass(frozen=True)
class _Held:
    """A slot as it was: its inside, what was set for it, and what it said."""

    inside: list[Element]
    settings: list[Element]
    view: View


def refresh(file: WordFile, contents: Contents, whence: str, before: Callable[[Any], None] | None = None) -> Refreshed:
    """Fill the slots and markers of a draft. `whence` is what the new file says its figures are from.

    A slot that says what the pack says, and one that is locked in Word, keep their bytes too. What people pinned to a
    slot (comments, bookmarks, notes) stays pinned to it. `before` may edit the document first.
    """
    with _sentence(file.name):
        return _refreshed(file, contents, whence, before)


def _refreshed(file: WordFile, contents: Contents, whence: str, before: Callable[[Any], None] | None) -> Refreshed:
    document = file.document()
    parcel = Parcel(file, document)
    if before:
        before(document)
    held = {element: _hold(story, element) for story in stories(document) for element, _ in controls(story)}
    fill(document, replace(contents, known=contents.known | keys()))
    changes = _settled(document, held)
    lines = lines_of(document)
    places = {slot: line.where for story in lines for line in story for slot in line.slots}
    changes = {
        element: replace(one, where=places.get(element, ""), of=_other_day(element, contents))
        for element, one in changes.items()
    }
    if changes or before:
        parcel.put_back()
    say_whence(file, whence)
    told = {slot: (one.old.lines, one.new.lines) for slot, one in changes.items() if one.old and not one.locked}
    again = tuple(look_again(lines, told, contents.period_words))
    return Refreshed(file.saved(), len(_all(document)), tuple(changes.values()), again)


def _other_day(element: Element, contents: Contents) -> str:
    """The day of a number whose table ends on another day than the pack."""
    slot = slot_of(element)
    item = contents.find("table", slot.key) if slot and slot.kind == "number" else None
    day = day_of(item, contents.area, slot.rest) if item and slot else ""
    words = date_words(day) if day else ""
    return "" if words == contents.period_words else words


def _all(document: Any) -> list[tuple[Story, Element]]:  # noqa: ANN401 - a python-docx document
    return [(story, element) for story in stories(document) for element, _ in controls(story)]


def _hold(story: Story, element: Element) -> _Held:
    return _Held(list(element.find(qn("w:sdtContent"))), list(element.find(qn("w:sdtPr"))), view_of(story, element))


def _settled(document: Any, held: dict[Element, _Held]) -> dict[Element, Change]:  # noqa: ANN401
    """What changed, slot by slot; the slots that did not, or must not, get their old inside back."""
    changes = {}
    for story, element in _all(document):
        slot = slot_of(element)
        assert slot  # noqa: S101 - it is one of ours
        old, new = held.get(element), view_of(story, element)
        if old is None:
            changes[element] = Change(slot.tag, None, new)
        elif old.view == new and not old.view.tracked:
            _put_back(element, old)
        elif is_locked(element):
            _put_back(element, old)
            changes[element] = Change(slot.tag, old.view, new, locked=True)
        else:
            keep_pinned(old.inside, element)
            changes[element] = Change(slot.tag, old.view, new)
    return changes


def _put_back(element: Element, old: _Held) -> None:
    for name, children in (("sdtContent", old.inside), ("sdtPr", old.settings)):
        place = element.find(qn(f"w:{name}"))
        for child in list(place):
            place.remove(child)
        place.extend(children)
