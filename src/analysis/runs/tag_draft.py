"""From the audit's verdicts to slots: the numbers of a draft that are exactly what a table of the pack says."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn

from analysis.audit.claims import LOCAL, Claim
from analysis.audit.reading import Draft
from analysis.audit.verdicts import Verdict
from analysis.reports.contents import Contents, Item
from analysis.reports.laid_out import CELLS, Row, number_of, rows_of, say
from analysis.reports.tags import LONGEST, Slot, read_tag
from analysis.reports.word_tags import Tag, text_of_runs
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.periods import Quarter
from analysis.vocabulary.project import Project

FIRST = "key_figures"  # the table of the latest of every indicator; others can end earlier in another year
OF_THE_AREA = ("count", "rate", "percent", "share", "value", "the area")  # measures; others are of who stands beside it
WHOLE = ("", "All", "Total")  # what a row of every child is called
COLUMNS = 2  # that a number is chosen by, at most


def audited_tags(project: Project, path: Path, contents: Contents) -> list[Tag]:
    """The tags that the audit of a draft allows, held to the period of the pack."""
    from analysis.runs.check_report import check_report

    made = check_report(project, path, contents.area, contents.period)
    return tags_of(made.verdicts, made.draft, contents)


def tags_of(verdicts: Iterable[Verdict], draft: Draft, contents: Contents) -> list[Tag]:
    """A tag for each number of the body that agrees and that a table of the pack has exactly as it is printed."""
    closing = Quarter.parse(contents.period).end
    places = {element: at for at, element in enumerate(draft.document.element.iter(qn("w:p")))}
    found = []
    for claim in (one.claim for one in verdicts if one.verdict == "agrees"):
        at = places.get(claim.passage.anchor)
        slot = _slot(claim, contents, closing) if at is not None else ""
        start = _start(claim) if slot else -1
        if at is not None and start >= 0:
            text = claim.number.text.strip()
            found.append(Tag(at, start, start + len(text), text, slot, " ".join(claim.sentence.split())))
    return found


def tagged_words(tags: list[Tag]) -> str:
    """The numbers that were tagged, for a person to look through."""
    lines = [f"  {one.text}  {one.slot}\n    “{one.sentence[:200]}”" for one in tags]
    head = "It had no slots. These numbers agree with the pack and were put into slots; no word of it changed."
    return "\n".join([head, "Look them through, then refresh the new file from the next pack.", *lines])


def _start(claim: Claim) -> int:
    """Where the number begins in the runs of its paragraph; -1 where that is not sure."""
    text = text_of_runs(claim.passage.anchor).replace("\xa0", " ")
    if claim.passage.table:  # its sentence is put together from the row and the column
        whole = text.strip() == claim.passage.text.strip() == claim.number.text.strip()
        return text.index(claim.number.text.strip()) if whole else -1
    said = claim.sentence.translate({9: None, 10: None})
    if text.count(said) != 1 or claim.sentence[claim.number.start :][: len(claim.number.text)] != claim.number.text:
        return -1
    before = claim.sentence[: claim.number.start].translate({9: None, 10: None})
    lead = len(claim.number.text) - len(claim.number.text.lstrip())
    return text.index(said) + len(before) + lead


def _slot(claim: Claim, contents: Contents, closing: date) -> str:
    """The best slot that says exactly what is printed, of the same thing on the same day; "" for none."""
    if claim.areas != (LOCAL,) or claim.topic or claim.role != "level" or claim.number.words:
        return ""
    day = claim.days[0].day if claim.days else closing
    found = [tag for item in contents.items("table") for tag in _in_table(item, claim, contents, day)]
    return min(found, key=lambda tag: (not tag.startswith(f"number:{FIRST}:"), len(tag), tag), default="")


def _in_table(item: Item, claim: Claim, contents: Contents, day: date) -> Iterator[str]:
    """The slots of one table that say the number of a claim."""
    for row in rows_of(item, contents.area):
        if _is_of(row, claim, contents, day):
            rest = _chosen_by(item, contents.area, row, claim.number.text.strip())
            tag = Slot("number", item.key, rest).tag
            if rest and len(tag) <= LONGEST and read_tag(tag) == Slot("number", item.key, rest):
                yield tag


def _is_of(row: Row, claim: Claim, contents: Contents, day: date) -> bool:
    """Whether a row is of what a claim is said to be of: indicator, place, day, group, kind and printed number."""
    groups = claim.groups or WHOLE
    return (
        row.get("indicator") in claim.indicators
        and row.get("area") == contents.area
        and row.get("date") == day.isoformat()
        and row.get("group", "") in groups
        and row["kind"] == claim.kind
        and row["measure"] in OF_THE_AREA
        and say(row["value"], row["kind"]) == claim.number.text.strip()
    )


def _chosen_by(item: Item, area: str, row: Row, text: str) -> str:
    """A measure, with as few columns as tell the row from all others; "" where none do."""
    names = [name for name, value in row.items() if value and name not in (*CELLS, "area", "area_name", "date")]
    for number in range(COLUMNS + 1):
        for chosen in combinations(names, number):
            rest = ":".join([row["measure"], *(f"{name}={row[name]}" for name in chosen)])
            if _says(item, area, rest) == text:
                return rest
    return ""


def _says(item: Item, area: str, rest: str) -> Any:  # noqa: ANN401
    try:
        return number_of(item, area, rest)
    except WrongUse:
        return None
