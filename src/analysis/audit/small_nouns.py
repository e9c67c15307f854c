"""What a small number counts, by the nouns around it: children, their plans, cases, or something else."""

import re
from dataclasses import dataclass
from functools import cache

from analysis.audit.numbers import numbers
from analysis.audit.small_words import pattern, small_words

OF = re.compile(
    r"\s*(?:only )?(?:out )?of (?:(?:the|our|its|these|those|their|all|this|that|them|whom|which)\b\s*)*"
    r"(?:(?:whole |total )?(?:cohort|group|number|population) of (?:the |our )?)?(?:\d[\d,]* )?",
    re.IGNORECASE,
)
POINTING = re.compile(r"\bof (?:all )?(?:them|whom|which|these|those)\s*$", re.IGNORECASE)
PLURAL = re.compile(
    r"(?!(?:this|does|goes|lives|needs|remains|attends|returns|moves|shows)\b)[a-z]{3,}(?<!s)s\b", re.IGNORECASE
)
PLANS = ("plan", "bare plan")
KNOWN = ("child", *PLANS, "case")
MODIFIERS = 6  # words that may stand between a number and what it counts
MODIFIER = re.compile(r"(?:Year|Key Stage) \d{1,2}\b|\d{1,2}[- ]year[- ]old\b|[A-Za-z][\w’'&/-]*")
# A noun, or a verb's own, that stands between a number and "children": "two schools excluded children".
OTHERS = re.compile(
    r"(?:(?!(?:this|previous|various|serious|vulnerable)\b)[a-z-]{3,}(?<!s)(?<!u)s|adult|grown|staff|.*s[’'])$"
    r"|(?:child|bab|infant|pupil|girl|boy|young)\w*[’']s?$"
)
LINKING = re.compile(
    r"always|across|themselves|sometimes|perhaps|plus|versus|towards|overseas|afterwards|besides|years", re.IGNORECASE
)
DESCRIBES = re.compile(
    r"[’']| ?/ ?\w| in care (?:councils?|nurses?|teams?|reviews?|services?|conferences?|forums?|panels?)\b"
)
VERB = re.compile(r"(?:[a-z-]+ed|identify|speak|attend|live|need|await|remain|stay|go|went|came|left|gave)\b")
CASES = re.compile(r"(?:(?:of|the|these|those|our|such|other|further|new)\s+)*cases?\b", re.IGNORECASE)
# What may stand before the noun that a label is of: "Number of our looked-after …".
LEAD = re.compile(
    r"^\W*(?:in all,? |of |among(?:st)? |out of |only |just |and |there (?:were|was|are|is) )*"
    r"(?:(?:the |a )?(?:total |overall )?(?:numbers?|counts?|total|no\.?|cohort|population) of )?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# What a label goes on to after a comma, where that is neither a time nor a place: "Children on plans, key risks".
OTHERWISE = re.compile(
    r",(?![^,]*(?:\d|\b(?:year|quarter|month|term|end|total|number|count|all|latest|now|today|under|over|aged|missing|placed"
    r"|adopted|custody|secure|care|plans?|died|excluded|girls|boys|which|whom)\b))[^,]*$",
    re.IGNORECASE,
)
PREPOSITION = re.compile(
    r"\b(?:of|in|on|for|about|with|by|to|from|involving|concerning|regarding|per|at|among|against|around|between"
    r"|through|across|towards?|supporting|helping|reaching|affecting|seeing|keeping)\b",
    re.IGNORECASE,
)


@cache
def _ends() -> frozenset[str]:
    """Words that end what a number counts: none of them stands between "four" and "children"."""
    return frozenset(small_words()["children"]["ends"].split())


@dataclass(frozen=True)
class Noun:
    """What is counted, and what follows it.

    `kind` is child, plan, bare plan (only the word), case, them (a noun before), nothing (no noun) or other.
    """

    kind: str
    after: str = ""


def noun_after(after: str, value: int) -> Noun:
    """The noun that a number stands before: "4 Wakefield children", "two of our plans", "one of them"."""
    of = OF.match(after)
    if of and POINTING.search(of[0]):
        rest = after[of.end() :]
        if of[0].rstrip().endswith("those") and (found := _child(f"those {rest}", True)):
            return found
        if not re.match(r"[A-Za-z]", rest) or _first(rest) in _ends():
            return Noun("them", rest)
    rest, walked = (after[of.end() :], 0) if of else (after.lstrip(), 0)
    begun = rest
    while walked < MODIFIERS and rest:
        found = _head(rest, after[: len(after) - len(rest)], value > 1 or bool(of), walked)
        if found is not None:
            return found
        word = MODIFIER.match(rest)
        if word is None or word[0].lower() in _ends() or OTHERS.match(word[0]):
            return _without(begun, rest, walked, bool(of))
        rest, walked = rest[word.end() :], walked + 1
        if not re.match(r" (?=[A-Za-z\d])", rest):
            return _without(begun, rest, walked, bool(of))
        rest = rest[1:]
    return _without(begun, rest, walked, bool(of))


def _without(begun: str, rest: str, walked: int, of: bool) -> Noun:
    """What is counted where no noun that is known was found."""
    if not of and (not walked or VERB.match(begun)):
        return Noun("nothing", begun)
    return Noun("other", rest)


def _head(rest: str, before: str, many: bool, walked: int) -> Noun | None:
    """The noun that a text begins with, if it is one that settles what is counted."""
    found = _child(rest, many)
    if found is not None:
        return found
    if plan := re.match(r"plans?\b(?![’'])", rest, re.IGNORECASE):
        return Noun(_plan_kind(before), rest[plan.end() :])
    if case := CASES.match(rest):
        return Noun("case" if walked <= 1 else "other", rest[case.end() :])
    return None


def _child(text: str, many: bool) -> Noun | None:
    """The noun for children that a text begins with, unless it only describes what comes next."""
    found = _begins("plural", text) or _begins("short", text) or (None if many else _begins("single", text))
    if not found:
        return None
    after = text[len(found) :]
    if DESCRIBES.match(after):
        return Noun("other", after)
    if found in small_words()["children"]["short"] or not _begins("plural", text):
        follows = after.lstrip()
        if re.match(r"\s", after) and (_begins("compound", follows) or PLURAL.match(follows)):
            return None
    elif re.match(r"\s", after) and PLURAL.match(after.lstrip()) and not LINKING.match(after.lstrip()):
        return Noun("other", after)  # "children champions"
    return Noun("child", after)


def _begins(key: str, text: str) -> str:
    """What of a list of nouns a text begins with, or ""."""
    found = pattern("children", key).match(text)
    return found[0] if found else ""


def _plan(before: str) -> bool:
    """Whether what stands between a number and "plans" makes them plans of children."""
    return bool(re.fullmatch(rf"\W*{small_words()['plans']['before']}", before, re.IGNORECASE))


def _plan_kind(before: str) -> str:
    """plan where it is said that they are plans of children, bare where only the word stands, else other."""
    if not _plan(before):
        return "other"
    return "plan" if re.search(r"protection|\bCP\b|need|\bCIN\b|repeat", before, re.IGNORECASE) else "bare plan"


def _first(text: str) -> str:
    word = re.match(r"[A-Za-z]+", text)
    return word[0].lower() if word else ""


def noun_before(before: str) -> Noun:
    """The noun that a number standing alone is of: the last thing counted before it, else what the words are of."""
    parts = [part for part in re.split(r"[;:]", before) if re.search(r"[A-Za-z]", part)]
    if re.search(r":\W*$", before) and parts:
        return Noun("other") if OTHERWISE.search(parts[-1]) else label_noun(parts[-1])
    counted = [noun_after(before[one.end :], 2) for one in numbers(before) if not one.idle and one.kind == "count"]
    named = [one for one in counted if one.kind in (*KNOWN, "other")]
    if named:
        return named[-1]
    return label_noun(parts[-1]) if parts else Noun("other")


def label_noun(text: str) -> Noun:
    """What a label is of: its first noun, where that is a word for children or for their plans."""
    rest = (LEAD.match(text) or {"rest": text})["rest"]
    rest, found, kind = re.sub(r"^[A-Z]\w+[’']s ", "", rest), None, "other"
    for at in re.finditer(r"(?<![\w-])[A-Za-z]", rest):
        one = _child(rest[at.start() :], True)
        plan = re.match(r"plans?\b(?![’'])", rest[at.start() :], re.IGNORECASE)
        if (one and one.kind == "child") or (plan and _plan(rest[: at.start()])):
            found, kind = rest[: at.start()], "bare plan" if plan else "child"
            break
    if found is None or PREPOSITION.search(re.sub(r"\bin need\b", "", found)) or len(found.split()) > 5:
        return Noun("other")
    return Noun(kind)
