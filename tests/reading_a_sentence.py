"""Little helpers of the audit's tests: a sentence as a draft, its claims, its verdicts."""

from datetime import date
from io import StringIO

import pandas as pd

from analysis.audit.arithmetic import against_itself
from analysis.audit.audit import audit, known_of
from analysis.audit.claims import claims_of
from analysis.audit.reading import Draft
from analysis.audit.reading_text import read_markdown
from analysis.sources.store import to_csv
from analysis.vocabulary.periods import Quarter

ROTHERHAM, BARNSLEY, DONCASTER = "E08000018", "E08000016", "E08000017"
LATE = date(2026, 6, 30)
INNOCENT = ("agrees", "rounding", "untraceable")


def draft(text):
    return Draft("draft", tuple(read_markdown(text)))


def claims(text, period="2022-23 Q4", area=ROTHERHAM):
    return claims_of(draft(text), Quarter.parse(period).end, area)


def audited(text, figures, period="2022-23 Q4", area=ROTHERHAM, as_at=LATE):
    known = figures.known(area)
    return audit(draft(text), figures.tables, area, Quarter.parse(period).end, as_at, known=known)


class Figures:
    """The processed tables as the audit is given them, and what they say of an area, read once."""

    def __init__(self, built):
        names = ("observations", "population", "neighbours", "releases")
        texts = {name: to_csv(getattr(built, name)).decode("utf-8") for name in names}
        self.tables = {
            name: pd.read_csv(StringIO(text), dtype=str, keep_default_na=False) for name, text in texts.items()
        }
        self._known = {}

    def known(self, area):
        if area not in self._known:
            self._known[area] = known_of(self.tables, area)
        return self._known[area]


def accused(text, figures, period="2022-23 Q4", area=ROTHERHAM, as_at=LATE):
    """{number: verdict} of everything that the audit accuses."""
    found = audited(text, figures, period, area, as_at).verdicts
    return {one.claim.number.text.strip(): one.verdict for one in found if one.verdict not in INNOCENT}


def contradicting(text, period="2024-25 Q4", area=ROTHERHAM):
    """{number: verdict} of what a text says against itself, without any data."""
    read = claims(text, period, area)
    found = against_itself(draft(text), read)
    return {one.number.text.strip(): found[one.id].verdict for one in read if one.id in found}


def agreeing(text, figures, period="2022-23 Q4", area=ROTHERHAM, as_at=LATE):
    """The numbers that the audit finds to be published ones."""
    found = audited(text, figures, period, area, as_at).verdicts
    return [one.claim.number.text.strip() for one in found if one.verdict == "agrees"]


def overstated(text, figures, period="2024-25 Q4", area=ROTHERHAM, as_at=LATE):
    """The words that are accused of saying more than the figures allow, or the contrary of them."""
    found = audited(text, figures, period, area, as_at).verdicts
    return [one.claim.number.text for one in found if one.verdict == "overstated"]
