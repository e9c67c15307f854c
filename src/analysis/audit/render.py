"""An audit as people read it, and as JSON."""

import json
from collections import Counter

from analysis.audit.audit import Audit
from analysis.audit.verdicts import SERIOUS, Verdict
from analysis.vocabulary.areas import area
from analysis.vocabulary.periods import in_words

HEADINGS = {
    "undisclosable": "Could tell who a child is",
    "differs": "Differs from the published figure",
    "arithmetic": "Does not add up",
    "inconsistent": "Given two values",
    "other_base": "Right on another population or definition",
    "other_area": "The figure of another place",
    "stale": "Out of date",
    "undated": "Of another date than what stands beside it, which is not said",
    "overstated": "Says more than the numbers do",
}
LONGEST = 240  # characters of a sentence that are quoted


def as_json(audit: Audit) -> str:
    """Every claim and a summary."""
    claims = [_claim(one) for one in audit.verdicts]
    return json.dumps({"claims": claims, "summary": summary(audit)}, indent=1, ensure_ascii=False)


def summary(audit: Audit) -> dict[str, object]:
    """What was read, by what, and how many of each verdict."""
    counted = Counter(one.verdict for one in audit.verdicts)
    return {
        "draft": audit.draft.name,
        "area": audit.area,
        "closing": audit.closing.isoformat(),
        "as_at": audit.as_at.isoformat(),
        "claims": len(audit.verdicts),
        "to_look_at": len(audit.findings),
        "sentences_not_understood": len(_not_understood(audit)),
        "verdicts": {name: counted[name] for name in SERIOUS if counted[name]},
    }


def as_text(audit: Audit) -> str:
    """What a person has to look at, the most serious first: each with its place, its sentence and one line why."""
    counted = Counter(one.verdict for one in audit.verdicts)
    lines = [
        f"{audit.draft.name}: {area(audit.area).name}, {in_words(audit.closing)}.",
        f"Held to what was out by {in_words(audit.as_at)}.",
        f"{len(audit.verdicts)} numbers that say something: {len(audit.findings)} to look at,",
        f"{counted['agrees']} that agree, {counted['rounding']} rounded the wrong way,",
        f"{counted['untraceable']} that this data cannot settle.",
    ]
    for name, heading in HEADINGS.items():
        found = [one for one in audit.findings if one.verdict == name]
        if found:
            lines += ["", f"{heading} ({len(found)})"]
            for one in found:
                lines += _finding(one)
    return "\n".join(lines)


def _finding(one: Verdict) -> list[str]:
    lines = [
        f"  {one.claim.number.text.strip()}  [{one.claim.passage.where}]",
        f"    “{_quoted(one)}”",
        f"    {one.why}",
    ]
    return [*lines, *([f"    Instead: {one.suggestion}"] if one.suggestion else [])]


def _quoted(one: Verdict) -> str:
    """The sentence, cut around the number where it is long."""
    text = " ".join(one.claim.sentence.split())
    if len(text) <= LONGEST:
        return text
    at = max(text.find(one.claim.number.text.strip()), 0)
    begin = max(0, min(at - LONGEST // 2, len(text) - LONGEST))
    return f"{'…' if begin else ''}{text[begin : begin + LONGEST].strip()}{'…' if begin + LONGEST < len(text) else ''}"


def _claim(one: Verdict) -> dict[str, str]:
    return {
        "id": one.claim.id,
        "where": one.claim.passage.where,
        "sentence": " ".join(one.claim.sentence.split()),
        "number": one.claim.number.text.strip(),
        "kind": one.claim.kind,
        "verdict": one.verdict,
        "expected": one.expected,
        "source": one.source,
        "why": one.why,
        "suggestion": one.suggestion,
    }


def _not_understood(audit: Audit) -> set[tuple[str, str]]:
    """The sentences of which not one number could be judged."""
    whole = {(one.claim.passage.where, one.claim.sentence) for one in audit.verdicts}
    judged = {(one.claim.passage.where, one.claim.sentence) for one in audit.verdicts if one.verdict != "untraceable"}
    return whole - judged
