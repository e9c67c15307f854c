"""check-report: a draft audited against the data at hand, without notebooks and without writing to the project."""

from datetime import date
from io import StringIO
from pathlib import Path

import pandas as pd

from analysis.audit.audit import Audit, audit
from analysis.audit.reading import read_draft
from analysis.runs.manifest import code_hash
from analysis.sources import store
from analysis.sources.stamp import build_key, read_build
from analysis.vocabulary.areas import area
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.periods import Quarter, parse_date
from analysis.vocabulary.project import Project

TABLES = ("observations", "population", "neighbours", "releases")


def check_report(
    project: Project, path: Path, code: str = "", period: str = "", as_at: str = "", previous: Path | None = None
) -> Audit:
    """Audit a draft: of the project's area and its latest period unless others are named."""
    tables = audit_tables(project)
    place = area(code or project.settings.area).code
    closing = Quarter.parse(period).end if period else _latest(tables["observations"], place)
    day = parse_date(as_at) if as_at else date.today()
    return audit(read_draft(path), tables, place, closing, day, read_draft(previous) if previous else None)


def audit_tables(project: Project) -> dict[str, pd.DataFrame]:
    """The processed tables as text: those on disk where they are of this raw data, else built in memory."""
    if read_build(project.processed).get("key") == build_key(project.raw, code_hash(), "", "latest"):
        texts = {name: (project.processed / f"{name}.csv").read_text(encoding="utf-8") for name in TABLES}
    else:
        built = store.build(project.raw)
        texts = {name: getattr(built, name).to_csv(index=False) for name in TABLES}
    return {name: pd.read_csv(StringIO(text), dtype=str, keep_default_na=False) for name, text in texts.items()}


def _latest(observations: pd.DataFrame, place: str) -> date:
    """The latest day that the area has a headline figure of."""
    mine = observations[(observations["area"] == place) & observations["indicator"].isin(store.HEADLINES)]
    if mine.empty:
        raise WrongUse(f"There are no figures of {area(place).name} to hold a draft to. Give another --area.")
    return date.fromisoformat(mine["date"].max())


def write_comments(made: Audit, path: Path) -> Path | None:
    """A copy of a Word draft beside it with its findings as comments; nothing for a draft without findings."""
    if made.draft.document is None or not made.findings:
        return None
    from analysis.audit.comments import commented

    data = commented(made)
    for number in range(1, 100):
        place = path.with_name(f"{path.stem}-checked{f'-{number}' if number > 1 else ''}.docx")
        if not place.exists():
            place.write_bytes(data)
            return place
        if place.read_bytes() == data:
            return place
    raise WrongUse(f'There are 99 checked copies of "{path.name}" already. Remove some.')
