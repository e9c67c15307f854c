"""The scrutiny brief: a page of plain English for the members of a scrutiny committee, and what they may ask."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from analysis.presentation.wording import say
from analysis.reports.contents import Contents
from analysis.reports.markdown import as_text
from analysis.reports.sign_off import sealed, standing


@dataclass(frozen=True)
class Question:
    """A question that members may ask: the finding and the figure that answer it, or why the data cannot.

    `also` is a second finding without which the first would mislead.
    """

    ask: str
    finding: str = ""
    also: str = ""
    figure: str = ""
    cannot: str = ""


@dataclass(frozen=True)
class Brief:
    """What the brief says in every quarter: its headings, which findings lead, the questions, and its limits."""

    headings: dict[str, str]
    facts: tuple[tuple[str, ...], ...]
    questions: tuple[Question, ...]
    limits: tuple[str, ...]


@cache
def brief() -> Brief:
    """The fixed part of the brief, from brief.toml."""
    read = tomllib.loads(files("analysis.reports").joinpath("brief.toml").read_text(encoding="utf-8"))
    return Brief(
        headings=read["headings"],
        facts=tuple(tuple(keys) for keys in read["facts"]),
        questions=tuple(Question(**one) for one in read["questions"]),
        limits=tuple(read["limits"]),
    )


def make_brief(contents: Contents, folder: Path) -> None:
    """Write scrutiny_brief.md into a folder. A question whose finding the pack does not have says so."""
    fixed = brief()
    lines = [f"# {fixed.headings['title'].format(area=contents.area_name, date=contents.period_words)}", ""]
    lines += [f"**{contents.stamp}.**", ""] if contents.stamp else []
    lines += [contents.partnership, ""] if contents.partnership else []
    lines += [as_text(f"{standing(contents)} {sealed(contents)}"), ""]
    lines += [f"This view has {contents.which}.", ""] if contents.which else []
    lines += [f"## {fixed.headings['facts']}", "", *_facts(contents, fixed), ""]
    lines += [f"## {fixed.headings['questions']}", ""]
    for question in (one for one in fixed.questions if ("finding", one.finding) not in contents.elsewhere):
        lines += [f"**{question.ask}** {_answer(contents, question)}", ""]
    lines += [f"## {fixed.headings['limits']}", "", *(f"- {limit}" for limit in fixed.limits)]
    if contents.challenges:
        lines += ["", f"{fixed.headings['asked_before']} `challenge_log.md`."]
    (folder / "scrutiny_brief.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _facts(contents: Contents, fixed: Brief) -> list[str]:
    """One line a headline fact: its findings together, left out where the pack lacks the first of them."""
    made = []
    for keys in fixed.facts:
        found = [item for item in (contents.find("finding", key) for key in keys) if item is not None]
        if found and found[0].key == keys[0]:
            made.append(f"- {' '.join(item.text for item in found)}")
    return made or [f"- {say('plain', 'no_figures')}"]


def _answer(contents: Contents, question: Question) -> str:
    if question.cannot:
        return f"This data cannot say. {question.cannot}"
    said = contents.find("finding", question.finding)
    if said is None:
        return say("plain", "no_figures")
    drawn = contents.find("figure", question.figure)
    also = contents.find("finding", question.also)
    text = f"{said.text} {also.text}" if also else said.text
    return f"{text} (Figure `{drawn.key}`.)" if drawn else f"{text} (Finding `{said.key}`.)"
