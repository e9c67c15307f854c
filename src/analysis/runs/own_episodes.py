"""The episodes of the council's own returns, to explore in JupyterLab and nowhere else."""

import os

import pandas as pd

from analysis.runs.session import CONTEXT, current
from analysis.sources import kept
from analysis.sources.episodes import of_kind
from analysis.vocabulary.errors import AnalysisError, WrongUse
from analysis.vocabulary.project import open_project


def own_episodes(kind: str = "") -> pd.DataFrame:
    """The episodes that the last `analysis build` kept, one row each, with hashed ids: personal data, not to be shared.

    Only in JupyterLab, in a session begun with audience="internal". `kind` is one of cp_plan, care, cin, cin_plan,
    referral, assessment, section_47, conference, review; care is then without short breaks. `stock`, `flows` and
    `durations` count from it. A table made of it cannot be exported: `outputs` takes released tables alone.

    >>> run = start("my_question", audience="internal")  # doctest: +SKIP
    >>> plans = own_episodes("cp_plan")  # doctest: +SKIP
    >>> stock(plans, ["2025-06-30"], by=["sex"])  # doctest: +SKIP
    """
    if os.environ.get(CONTEXT):
        raise WrongUse("A quarterly run has no rows about children: its tables are counted before the notebooks start.")
    if current().audience != "internal":
        raise WrongUse('Rows about children are for internal work: begin with start(NAME, audience="internal").')
    folder = open_project().private / "returns"
    if not (folder / kept.EPISODES).is_file():
        raise AnalysisError("No episodes are kept. Put returns into the returns folder and run `analysis build`.")
    rows = kept.read_episodes(folder)
    return of_kind(rows, kind) if kind else rows
