"""A copy of the Word file with a comment at each finding."""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx.oxml.ns import qn
from docx.text.run import Run

from analysis.audit.audit import Audit
from analysis.audit.render import HEADINGS
from analysis.audit.verdicts import Verdict
from analysis.vocabulary.office import same_bytes, without_controls

AUTHOR, INITIALS = "Number check", "NC"


def commented(audit: Audit) -> bytes:
    """The draft as a .docx with its findings as comments; what has no paragraph of its own stands at the beginning."""
    document = audit.draft.document
    day = datetime.combine(audit.as_at, datetime.min.time())
    for one in audit.findings:
        runs = _runs(one) or _first_runs(document)
        if runs:
            made = document.add_comment([Run(run, document) for run in runs], _words(one), AUTHOR, INITIALS)
            made._comment_elm.set(qn("w:date"), day.strftime("%Y-%m-%dT%H:%M:%SZ"))  # no clock in what we write
    saved = BytesIO()
    document.save(saved)
    return same_bytes(saved.getvalue())


def _words(one: Verdict) -> str:
    said = f"{HEADINGS[one.verdict]}: {one.claim.number.text.strip()}. {one.why}"
    return without_controls(f"{said} Instead: {one.suggestion}" if one.suggestion else said)


def _runs(one: Verdict) -> list[Any]:
    """The first and the last run of the number, or of its paragraph where the number is spread otherwise."""
    paragraph = one.claim.passage.anchor
    if paragraph is None or next(paragraph.iterancestors(qn("w:footnote"), qn("w:endnote")), None) is not None:
        return []
    runs = [run for run in paragraph.iter(qn("w:r")) if next(run.iter(qn("w:t")), None) is not None]
    runs = [run for run in runs if run.getparent().tag == qn("w:p")]
    texts = ["".join(piece.text or "" for piece in run.iter(qn("w:t"))) for run in runs]
    at = "".join(texts).find(one.claim.number.text.strip())
    if at < 0 or not runs:
        return [runs[0], runs[-1]] if runs else []
    ends = [sum(map(len, texts[: number + 1])) for number in range(len(texts))]
    first = next(number for number, end in enumerate(ends) if end > at)
    stop = at + len(one.claim.number.text.strip())
    last = next(number for number, end in enumerate(ends) if end >= stop)
    return [runs[first], runs[last]]


def _first_runs(document: Any) -> list[Any]:  # noqa: ANN401 - a python-docx document
    run = next(document.element.body.iter(qn("w:r")), None)
    return [run, run] if run is not None else []
