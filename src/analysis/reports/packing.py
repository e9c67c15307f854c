"""What Word files and slides share: the words of every pack, and properties without a person."""

import re
from datetime import datetime
from typing import Any

from analysis.reports.contents import Contents
from analysis.vocabulary.office import without_controls
from analysis.vocabulary.periods import Quarter

LANGUAGE = "en-GB"
BLUE = "12436D"
NOTHING = "No figures are at hand."
ELSEWHERE = "This is not in this part of the pack: its notebook was left out of the run."
_UNSEEN = re.compile("[\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def legal(text: str) -> str:
    """The text without control characters, which no Office file can hold, on one line."""
    return re.sub(r"\s+", " ", without_controls(text))


def typed(text: str) -> str:
    """What a person typed, on one line, without signs that cannot be seen or that turn the direction of the rest."""
    return legal(_UNSEEN.sub("", text)).strip()


def set_properties(core: Any, contents: Contents, title: str) -> None:  # noqa: ANN401 - of python-docx or python-pptx
    """Title, language and the last day of the period; nobody's name and no clock."""
    core.title, core.language = legal(title), LANGUAGE
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = core.category = ""
    core.created = core.modified = datetime.combine(Quarter.parse(contents.period).end, datetime.min.time())
    core.revision = 1


def drop_thumbnail(package: Any) -> None:  # noqa: ANN401 - of python-docx or python-pptx
    """Leave out the little picture of an empty page that the libraries bring along."""
    rels = package._rels if hasattr(package, "_rels") else package.rels
    for name in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        rels.pop(name)


def title_of(contents: Contents) -> str:
    """The title of a report of this pack."""
    return f"Annual report: {contents.area_name}, {contents.period}"
