"""The formats by name: how the rows of each are gathered and written."""

from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.sources.synthesis import (
    rows_annex_a,
    rows_cin_census,
    rows_dataset,
    rows_mapped,
    rows_ssda903,
    write_annex_a,
    write_cin_census,
    write_dataset,
    write_ssda903,
)
from analysis.sources.synthesis.people import Authority
from analysis.sources.synthesis.rows import Return
from analysis.vocabulary.errors import WrongUse, nearest

Write = Callable[[Return, Path, str], None]


def _cin_census(authority: Authority) -> Iterator[Return]:
    years = [*authority.years, *authority.running]  # a census return can be drawn before its year is over
    return (rows_cin_census.gather(authority, year) for year in years)


def _annex_a(authority: Authority) -> Iterator[Return]:
    yield rows_annex_a.gather(authority)


def _dataset(authority: Authority) -> Iterator[Return]:
    yield rows_dataset.gather(authority)


def _mapped(authority: Authority) -> Iterator[Return]:
    yield rows_mapped.gather(authority)


def _ssda903(of: str) -> Callable[[Authority], Iterator[Return]]:
    return lambda authority: (rows_ssda903.gather(authority, year, of) for year in authority.years)


_KNOWN: dict[str, tuple[Callable[[Authority], Iterator[Return]], Write]] = {
    "annex_a": (_annex_a, write_annex_a.write),
    "ssda903": (_ssda903("ssda903"), write_ssda903.write_set),
    "ssda903_workbook": (_ssda903("ssda903_workbook"), write_ssda903.write_workbook),
    "ssda903_xml": (_ssda903("ssda903_xml"), write_ssda903.write_xml),
    "cin_census": (_cin_census, write_cin_census.write),
    "safeguarding_dataset": (_dataset, write_dataset.write),
    "mapped": (_mapped, write_dataset.write_mapped),
}


def returns(authority: Authority, name: str) -> Iterator[Return]:
    """The returns of one format, one at a time: one a year, or one at the day of the extract."""
    if name not in _KNOWN:
        raise WrongUse(f'"{name}" is not a format of a return.{nearest(name, list(_KNOWN))}')
    return _KNOWN[name][0](authority)


def write(made: Return, folder: Path, area: str) -> None:
    """Write a return into the folder of its format; its rows are told where they stand."""
    _KNOWN[made.format][1](made, folder, area)
