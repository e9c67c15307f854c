"""The council's own returns in JupyterLab: months to look at, rows about children behind a deliberate step."""

import pytest

import little_census
from analysis.runs import session
from analysis.runs.looking import catalogue, observations
from analysis.runs.own_build import build_returns
from analysis.runs.own_episodes import own_episodes
from analysis.sources.episodes import stock
from analysis.vocabulary.errors import AnalysisError, WrongUse
from analysis.vocabulary.project import open_project

LINES = ["indicator,area,measure,2023-03-31"]


@pytest.fixture
def exploring(raw, tmp_path, monkeypatch):
    """A session in a little project with one census of two plans; what is cached of another project is let go."""
    rows = [f"{name},E08000018,count,500" for name in ("child_protection_plans", "children_in_care")]
    raw.add("data.csv", "\n".join([*LINES, *rows]) + "\n")
    (tmp_path / "data").mkdir()
    raw.folder.rename(tmp_path / "data" / "raw")
    (tmp_path / "analysis.toml").write_text('area = "E08000018"\n', encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "quarterly.toml").write_text("notebooks = []\n[tables]\n", encoding="utf-8")
    children = [little_census.child(k, little_census.case(little_census.plan("2023-05-20"))) for k in range(2)]
    folder = tmp_path / "data" / "raw" / "returns"
    folder.mkdir()
    little_census.write(folder, little_census.message(*children))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANALYSIS_RUN", raising=False)
    for cached in (session.the_project, session.processed):
        cached.cache_clear()
    yield open_project()
    monkeypatch.setattr(session, "_session", None)
    for cached in (session.the_project, session.processed):
        cached.cache_clear()


def test_an_internal_session_has_the_months_of_the_returns_and_a_public_one_has_not(exploring):
    build_returns(exploring)
    session.start("x", audience="internal", period="2022-23 Q4")
    months = observations("child_protection_plans", span="month")
    assert months.empty  # the period ends before the return begins
    session.start("x", period="2022-23 Q4")
    assert observations("child_protection_plans")["source"].tolist() == ["dfe_children_in_need"]
    with pytest.raises(WrongUse, match='no figures of "child_protection_plans_started" at hand'):
        observations("child_protection_plans_started", span="month")


def test_rows_about_children_need_an_internal_session_and_are_counted_like_any(exploring, monkeypatch):
    build_returns(exploring)
    session.start("x", audience="internal", period="2022-23 Q4")
    plans = own_episodes("cp_plan")
    assert stock(plans, ["2023-06-30"])["count"].tolist() == [2]
    session.start("x", period="2022-23 Q4")
    with pytest.raises(WrongUse, match="internal work"):
        own_episodes()
    monkeypatch.setenv("ANALYSIS_RUN", "somewhere")
    with pytest.raises(WrongUse, match="quarterly run has no rows"):
        own_episodes()


@pytest.mark.usefixtures("exploring")
def test_without_a_build_there_are_no_rows_and_the_reader_is_told_what_to_do():
    session.start("x", audience="internal", period="2022-23 Q4")
    with pytest.raises(AnalysisError, match="run `analysis build`"):
        own_episodes()
    assert "2022-23 Q4" in set(catalogue("periods")["id"])
