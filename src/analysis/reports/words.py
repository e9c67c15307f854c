"""What a report says about the pack itself: whose it is, of when, what it rests on, what its words mean."""

import re

from analysis.presentation.wording import capital
from analysis.reports.challenges import Answer, answers
from analysis.reports.contents import Contents
from analysis.reports.sign_off import sealed, standing
from analysis.vocabulary.glossary import glossary
from analysis.vocabulary.indicators import indicators


def word_of(key: str, contents: Contents) -> str:
    """One of the pack's own words, for a place inside a paragraph."""
    return {
        "area": contents.area_name,
        "date": contents.period_words,
        "partnership": contents.partnership or contents.area_name,
        "period": contents.period,
        "stamp": contents.stamp,
        "status": status(contents),
    }[key]


def status(contents: Contents) -> str:
    """How far people have come with the pack, what kind of figures it holds, and their seal."""
    which = contents.which or "the latest release of each figure at hand"
    return f"{standing(contents)} Figures: {which}. {sealed(contents)}".strip()


def paragraphs_of(key: str, contents: Contents) -> list[tuple[str, str]]:
    """(label, text) of each paragraph of the notes on the data, or of what the sections do not show."""
    if key == "limits":
        return [(section.title, plain(part)) for section in contents.sections for part in parts(section.limits)]
    return [("Status", status(contents)), *(("Beware", note) for note in contents.notes)]


def table_of(key: str, contents: Contents) -> tuple[list[str], list[list[str]]]:
    """Header and rows: the glossary, the definition of every indicator that the pack shows, or the logged questions."""
    if key == "challenge_log":
        told = [[one.question, one.asked, one.said, _from(one)] for one in answers(contents)]
        return ["Question", "Asked", "Answer now", "As at, and from"], told
    if key == "glossary":
        rows = [[f"{term.term} ({term.short})" if term.short not in ("", term.term) else term.term, term.meaning]
                for term in glossary().values()]  # fmt: skip
        return ["Word", "Meaning"], rows
    shown = dict.fromkeys(name for item in contents.items() for name in item.indicators)
    whats = [indicators()[name] for name in shown if name in indicators()]
    return ["Indicator", "What is counted", "Beware"], [[what.name, what.definition, what.caveat] for what in whats]


def _from(one: Answer) -> str:
    """Of when an answer is, and which table, figure or finding it comes from."""
    return capital("; ".join(text for text in (one.when, one.source) if text))


def parts(markdown: str) -> list[str]:
    """The paragraphs of a little Markdown."""
    return [part for part in re.split(r"\n\s*\n", markdown) if part.strip()]


def plain(markdown: str) -> str:
    """Markdown without its marks of emphasis, code and list, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"(?m)^\s*[-*] |[*`]", "", markdown)).strip()
