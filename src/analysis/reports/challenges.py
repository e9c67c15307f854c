"""The challenge log: questions that members have asked, each answered again from the released cells of this pack."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.presentation.numbers import date_words
from analysis.presentation.wording import area_words, say, when_words
from analysis.reports.contents import Challenge, Contents, Item
from analysis.reports.laid_out import Row, all_rows
from analysis.reports.laid_out import say as printed
from analysis.reports.markdown import as_text
from analysis.reports.packing import ELSEWHERE
from analysis.reports.queries import Query, read_query
from analysis.reports.tags import Slot
from analysis.vocabulary.indicators import indicators

NAME = "challenge_log.md"
CANNOT = "This data cannot say."
UNANSWERED = "This question is not answered in this pack yet."
ABOUT = "Each question is answered again from the figures of this pack."
HIDDEN = {
    "c": "withheld, so that no child can be recognised",
    "x": "no figure: not published, or not at hand",
    "z": "not applicable",
}

BETWEEN = {"rank": "by chance anything from {} to {}"}


@dataclass(frozen=True)
class Answer:
    """A question with its answer now: of when it is, what it comes from, and what is wrong with its query."""

    question: str
    asked: str  # in words, or nothing
    said: str
    when: str = ""
    source: str = ""  # "Table care_rate_by_year"
    fault: str = ""


def answers(contents: Contents) -> list[Answer]:
    """One answer a question, in the order of the log; each table is read once."""
    read = cache(all_rows)
    return [_answer(one, contents, read_query(one.query, contents, read)) for one in contents.challenges]


def faults(contents: Contents) -> list[str]:
    """A sentence for each question whose query is not understood, with its row in the log."""
    found = zip(contents.challenges, answers(contents), strict=True)
    return [f"challenge_log.csv row {one.row}: {answer.fault}" for one, answer in found if answer.fault]


def make_challenge_log(contents: Contents, folder: Path) -> None:
    """Write challenge_log.md into the folder; nothing where no question is logged."""
    if not contents.challenges:
        return
    lines = [f"# Challenge log: {contents.area_name} at {contents.period_words}", ""]
    lines += [f"**{contents.stamp}.**", ""] if contents.stamp else []
    lines += [ABOUT, ""]
    for number, one in enumerate(answers(contents), 1):
        told = [("Asked", one.asked or "no date given"), ("Answer now", one.said), ("As at", one.when)]
        lines += [f"## {number}. {as_text(one.question)}", ""]
        lines += [f"- {label}: {as_text(text)}" for label, text in told if text]
        lines += [f"- From: {one.source.replace(' ', ' `')}`"] if one.source else []
        lines.append("")
    (folder / NAME).write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8", newline="\n")


def _answer(one: Challenge, contents: Contents, query: Query) -> Answer:
    asked = date_words(one.asked) if one.asked else ""
    if query.slot is None:
        return Answer(one.question, asked, _without(query), fault=query.fault)
    item = contents.find(query.slot.item_kind, query.slot.key)
    if item is None:
        elsewhere = (query.slot.item_kind, query.slot.key) in contents.elsewhere
        return Answer(one.question, asked, ELSEWHERE if elsewhere else say("plain", "no_figures"))
    source, pack = f"{item.kind.capitalize()} {item.key}", f"the pack of {contents.period}"
    if query.cell is None:
        return Answer(one.question, asked, item.text or item.headline, pack, source)
    said = f"{_label(query.cell, item, query.slot, contents)}: {_value(query.cell, query.limits)}."
    return Answer(one.question, asked, said, _when(query.cell) or pack, source)


def _without(query: Query) -> str:
    """What is said where nothing was asked of the data, or nothing that it understands."""
    return UNANSWERED if query.fault else f"{CANNOT} {query.reason}"


def _when(cell: Row) -> str:
    """Of when a number is: a day, a month, the year to a day; nothing where its table has no dates."""
    day = cell.get("date") or cell.get("year") or ""
    return when_words(day, cell.get("span", "")).removeprefix("at ").removeprefix("in ") if "-" in day else day


def _value(cell: Row, limits: tuple[str, str] | None) -> str:
    """A number as printed, with what it is out of and its limits; of one that is hidden, that it is."""
    if cell["value"] in HIDDEN:
        return HIDDEN[cell["value"]]
    per = f" in every {int(cell['per']):,}" if cell["kind"] == "rate" and cell.get("per", "").isdigit() else ""
    between = BETWEEN.get(cell["measure"], "likely between {} and {}")
    return f"{printed(cell['value'], cell['kind'])}{per}{f' ({between.format(*limits)})' if limits else ''}"


def _label(cell: Row, item: Item, slot: Slot, contents: Contents) -> str:
    """What the number is of: its indicator, another area than the pack's, the group chosen, its measure."""
    named = indicators().get(cell.get("indicator", ""))
    chosen = [choice.partition("=") for choice in slot.rest.split(":")[1:]]
    groups = [value.strip() for column, _, value in chosen if column.strip() not in ("indicator", "date", "year")]
    place = _other_area(cell, contents)
    what = named.name if named else item.key.replace("_", " ").capitalize()
    measure = contents.area_name if cell["measure"] == "the area" else cell["measure"]
    return ", ".join([what, *([place] if place else []), *groups, measure])


def _other_area(cell: Row, contents: Contents) -> str:
    code = cell.get("area", "")
    return "" if code in ("", contents.area) else cell.get("area_name") or area_words(code)
