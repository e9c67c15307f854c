"""What a notebook is about while it runs: area, period, release of the figures, and the tables it may use."""

import json
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.disclosure.released import ReleasedTable, release_table
from analysis.presentation import outputs
from analysis.reports.slide_plan import slide_plan
from analysis.runs.own_baselines import check_own_baselines
from analysis.runs.own_build import own_table
from analysis.runs.own_rows import OWN_COUNTS, with_all_own
from analysis.runs.parameters import choose_period
from analysis.runs.plan import TableSpec, read_plan
from analysis.runs.tables import Cut, make_table
from analysis.sources import store
from analysis.vocabulary.areas import Area, area
from analysis.vocabulary.audiences import stamp_of
from analysis.vocabulary.baselines import Baseline
from analysis.vocabulary.errors import WrongUse, nearest
from analysis.vocabulary.periods import Quarter, in_words
from analysis.vocabulary.project import Project, all_baselines, open_project

CONTEXT = "ANALYSIS_RUN"


@dataclass
class Session:
    """A notebook's area, period and audience. `folder` is where a run keeps its released tables, else None."""

    area: Area
    period: Quarter
    vintage: str
    audience: str
    neighbours: str  # the set of the headline: "neighbours 2025"
    baseline: str  # the population of the public sentence, by its id
    comparator: str  # the group that others are set beside
    baselines: list[Baseline] = field(repr=False)  # every population, the council's own among them
    folder: Path | None = field(default=None, repr=False)
    tables: dict[str, ReleasedTable] = field(default_factory=dict, repr=False)

    @property
    def march(self) -> str:
        """The last 31 March of the period, in words: the date that published figures belong to."""
        day = self.period.closing_march
        return in_words(day if self.period.number == 4 else day.replace(year=day.year - 1))

    def _repr_markdown_(self) -> str:
        which = {"latest": "latest figures", "first": "each figure in the earliest release at hand"}[self.vintage]
        return f"**{self.area.name}, {self.period}** · {which} · {self.audience}"


_session: Session | None = None


def start(
    notebook: str, *, area: str = "", period: str = "latest", vintage: str = "latest", audience: str = "public"
) -> Session:
    """Begin a notebook. In a quarterly run the parameters must be the run's; in JupyterLab the data is read here.

    `area` is a GSS code, or empty for the one in analysis.toml; `period` is a quarter such as "2024-25 Q4", or
    "latest" for the latest that the data covers.

    >>> run = start("my_question")
    """
    global _session
    folder = os.environ.get(CONTEXT)
    _session = _in_run(Path(folder), notebook) if folder else _exploring(area, period, vintage, audience)
    asked = {"area": area, "period": period, "vintage": vintage, "audience": audience}
    if folder:
        _check_parameters(asked, _session)
    else:
        outputs.open_door(outputs.Door(notebook))
    return _session


def _in_run(folder: Path, notebook: str) -> Session:
    context = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    stamp = stamp_of(context["audience"])
    place, slides = Path(os.environ["ANALYSIS_OUTPUTS"]), frozenset(slide_plan())
    outputs.open_door(outputs.Door(notebook, context["run_id"], place, stamp, slides))
    said = (area(context["area"]), Quarter.parse(context["period"]), context["vintage"], context["audience"])
    return Session(*said, context["neighbours"], *disproportionality(), folder)


def _check_parameters(asked: dict[str, str], session: Session) -> None:
    mine = {"area": session.area.code, "period": str(session.period)}
    mine |= {"vintage": session.vintage, "audience": session.audience}
    wrong = [name for name in asked if asked[name] != mine[name]]
    if wrong:
        raise WrongUse(
            f"The notebook was started with another {wrong[0]} than the run's. Pass the parameters on as given."
        )


def _exploring(code: str, period: str, vintage: str, audience: str) -> Session:
    place = area(code or the_project().settings.area)
    if vintage not in ("latest", "first"):
        raise WrongUse(f'vintage is "{vintage}": expected "latest" or "first".')
    covered = store.covered_quarters(figures(vintage, audience)).get(place.code, [])
    neighbours = headline_set(the_project(), processed(vintage)["neighbours"])
    quarter = choose_period(period, covered, place.name)
    check_own_baselines(the_project(), processed(vintage)["population"])
    return Session(place, quarter, vintage, audience, neighbours, *disproportionality())


def disproportionality() -> tuple[str, str, list[Baseline]]:
    """The baseline and the comparator of the public sentence, and every baseline."""
    settled = the_project().settings
    return settled.disproportionality.baseline, settled.disproportionality.comparator, all_baselines(settled)


def headline_set(project: Project, neighbours: pd.DataFrame) -> str:
    """The set of neighbours that stands in the headline: the model settled on, or the newest that is at hand."""
    wanted, known = project.settings.comparators.neighbours, sorted(set(neighbours["model"].astype(str)))
    return f"neighbours {wanted if wanted in known or not known else known[-1]}"


@cache
def the_project() -> Project:
    """The project around the notebook."""
    return open_project()


@cache
def processed(vintage: str) -> dict[str, pd.DataFrame]:
    """The processed tables by name, read from the raw data, and the counts of returns that the last build left."""
    built = store.build(the_project().raw, vintage=vintage)
    return {name: getattr(built, name) for name in store.TABLES} | {OWN_COUNTS: own_table(the_project().processed)}


def figures(vintage: str, audience: str) -> pd.DataFrame:
    """The chosen figures, and for an internal session those of the council's own returns beside them."""
    data = processed(vintage)
    return with_all_own(data["selected"], data[OWN_COUNTS]) if audience == "internal" else data["selected"]


def begun() -> Session | None:
    """The session of this notebook, or nothing before `start`."""
    return _session


def current() -> Session:
    """The session of this notebook; asking before `start` is refused."""
    if _session is None:
        raise WrongUse("Nothing has been started. Begin the notebook with start(NAME, area=area, period=period).")
    return _session


def release(key: str | TableSpec) -> ReleasedTable:
    """A table by its key in quarterly.toml, released for this audience.

    In JupyterLab a `TableSpec` that quarterly.toml does not declare can be looked at too: it is marked as a preview,
    and cannot be exported. catalogue("tables") lists the keys.

    >>> plans, comparators = release("plans_by_year"), release("comparators")
    """
    session = current()
    declared = read_plan(the_project().notebooks).tables
    if isinstance(key, TableSpec):
        return _cut("preview", key, session, preview=True)
    if key not in declared:
        known = ", ".join(sorted(declared))
        raise WrongUse(f'No table is called "{key}".{nearest(key, list(declared))} Declared are: {known}.')
    if key not in session.tables:
        session.tables[key] = _cut(key, declared[key], session)
    return session.tables[key].copy()


def _cut(key: str, spec: TableSpec, session: Session, preview: bool = False) -> ReleasedTable:
    if session.folder and not preview:
        return release_table(store.read_table(session.folder / "released", key), key, session.audience)
    data = processed(session.vintage)
    cut = Cut(session.area.code, session.period, session.vintage, session.audience)
    return release_table(make_table(spec, data, cut), key, session.audience, preview)
