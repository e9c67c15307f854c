"""The demonstration: returns of children who do not exist, read, counted and run like any others, under a stamp.

Everything of it lies in folders of its own, so that it never meets the council's returns: `data/processed/demo`,
`.private/demo` and `reports/demo`. The figures of each 31 March beside them are the published ones.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace

from analysis.runs.own_build import build_returns, said_of_returns
from analysis.runs.parameters import check_parameters
from analysis.runs.quarterly import Outcome, Request, run
from analysis.sources.synthetic import TRUTH, synthesise
from analysis.vocabulary.areas import area
from analysis.vocabulary.project import Project

FORMATS = ("ssda903", "cin_census")


def demo_of(project: Project) -> Project:
    """The project with the folders of the demonstration."""
    processed = project.processed / "demo"
    settings = project.settings.model_copy(update={"returns": str(processed / "returns"), "audience": "public"})
    return replace(project, processed=processed, reports=project.reports / "demo", settings=settings, synthetic=True)


def demo(project: Project, seed: int, notebooks: list[str], say: Callable[[str], None]) -> Outcome:
    """Make the returns of the project's area anew from a seed, build them, and run the quarter on them."""
    made = demo_of(project)
    shutil.rmtree(made.returns, ignore_errors=True)
    say("Making the returns of children who do not exist…")
    synthesise(made.returns, [area(made.settings.area).code], seed, formats=FORMATS)
    shutil.rmtree(made.returns / TRUTH, ignore_errors=True)
    say(said_of_returns(build_returns(made)))
    given = {"confidence": made.settings.confidence, "area": made.settings.area, "vintage": made.settings.vintage}
    asked = given | {"period": "latest", "audience": "synthetic"}
    return run(made, Request(check_parameters(asked), notebooks=notebooks), say)
