"""The words of verdicts: what a published figure is, of whom and when."""

from analysis.audit.claims import LOCAL
from analysis.audit.evidence import Published
from analysis.vocabulary.areas import area, areas
from analysis.vocabulary.indicators import indicators
from analysis.vocabulary.periods import in_words

KINDS = {"count": "number", "rate": "rate", "percent": "percentage"}


def thing_words(one: Published) -> str:
    """ "rate of children in care at 31 March 2023"."""
    known = indicators().get(one.indicator)
    what = known.phrase if known else one.indicator
    group = f" ({one.group.partition(':')[2]})" if one.group else ""
    return f"{KINDS[one.measure]} of {what}{group}, {day_words(one)}"


def day_words(one: Published) -> str:
    """ "at 31 March 2023", or "in the year to 31 March 2023"."""
    known = indicators().get(one.indicator)
    lead = "in the year to" if known and known.span == "year" else "at"
    return f"{lead} {in_words(one.day)}"


def value_words(one: Published) -> str:
    """The value as it would be printed, with its unit."""
    return (
        f"{one.said}%" if one.measure == "percent" else f"{one.said} per 10,000" if one.measure == "rate" else one.said
    )


def place_words(place: str, code: str) -> str:
    """A place as a reader calls it."""
    if place == LOCAL:
        return area(code).name
    return (
        areas()[place].name
        if place in areas()
        else {"neighbours": "the statistical neighbours", "region": "the region"}.get(place, place)
    )
