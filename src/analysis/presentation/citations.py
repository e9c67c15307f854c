"""Where a figure's numbers come from, in one line: publisher, series, releases, and the population behind a rate."""

import re

import pandas as pd

from analysis.presentation.numbers import date_words

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
NONE = "no published figures at hand"
RELEASE = re.compile(r"(?P<series>.+), (?P<release>\S+) release")
EXTRACT = re.compile(r"(?P<series>.+), extract of (?P<day>\d{4}-\d\d-\d\d)")


def citation(table: pd.DataFrame) -> str:
    """The publications a table rests on, condensed: "DfE children in need, 2024 and 2025 releases; ONS mid-year …".

    Reads the columns citation and denominator_vintage, where the table has them.
    """
    cited = _texts(table, "citation")
    series: dict[str, list[str]] = {}
    extracts: dict[str, list[str]] = {}
    for text in cited:
        drawn = EXTRACT.fullmatch(text)
        if drawn:
            extracts.setdefault(drawn["series"], []).append(date_words(drawn["day"]))
            continue
        found = RELEASE.fullmatch(text)
        series.setdefault(found["series"] if found else text, []).extend([found["release"]] if found else [])
    said = [_with_releases(name, releases) for name, releases in series.items()]
    said += [_with_extracts(name, days) for name, days in extracts.items()]
    said += _estimates(_texts(table, "denominator_vintage"))
    return "; ".join(said) or NONE


def _texts(table: pd.DataFrame, column: str) -> list[str]:
    return sorted({str(text) for text in table[column].dropna() if str(text)}) if column in table else []


def _with_releases(series: str, releases: list[str]) -> str:
    if not releases:
        return series
    if len(releases) > 3:
        return f"{series}, releases of {releases[0]} to {releases[-1]}"
    years = " and ".join([", ".join(releases[:-1]), releases[-1]]) if len(releases) > 1 else releases[0]
    return f"{series}, {years} release{'s' if len(releases) > 1 else ''}"


def _with_extracts(series: str, days: list[str]) -> str:
    """A council's own return, with the days on which it was drawn: `days` are in order."""
    return f"{series} of {days[0]}" if len(days) == 1 else f"{series}s of {days[0]} to {days[-1]}"


def of_the_crown(table: pd.DataFrame) -> bool:
    """Whether a table rests on anything that was published: then its licence is named."""
    texts = _texts(table, "citation")
    return (
        not texts
        or any(not EXTRACT.fullmatch(t) for t in texts)
        or bool(_estimates(_texts(table, "denominator_vintage")))
    )


def _estimates(vintages: list[str]) -> list[str]:
    """The population estimates behind the rates: which release, or whose use of them; many by their number."""
    said = [_estimate(text) for text in vintages if "mid-" in text or text.startswith("as used by DfE")]
    return [f"ONS mid-year estimates, {len(said)} releases"] if len(said) > 2 else said


def _estimate(vintage: str) -> str:
    if vintage.startswith("as used by"):
        return f"ONS mid-year estimates {vintage}"
    name, _, release = vintage.partition(", ")
    if release.isdigit():
        return f"ONS {name}, {release} release"
    return f"ONS {name} as used in {release}" if release.startswith("DfE") else f"ONS {vintage}"


def with_population(known: pd.DataFrame) -> pd.DataFrame:
    """The rows once more for the citation of the population they are set beside, so that a source line names both."""
    if "citation_baseline" not in known:
        return known
    return pd.concat([known, known.assign(citation=known["citation_baseline"])])
