"""The gate in a run: which packs it remembers, and that a decision reaches every table."""

import pandas as pd
import pytest

from analysis.disclosure.gate import RELEASE, decide
from analysis.disclosure.policy import Policy
from analysis.disclosure.ties import KEY
from analysis.runs.gated import as_decided, earlier_releases, memory_key, policy_of, publishes_returns
from analysis.runs.parameters import Parameters
from analysis.vocabulary import tidy
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.project import open_project

LAST = Parameters(area="E08000018", period="2024-25 Q4")


@pytest.fixture
def project(tmp_path, raw):
    (tmp_path / "analysis.toml").write_text('area = "E08000018"\npublish_returns = true\n', encoding="utf-8")
    return open_project(tmp_path, raw=raw.folder)


def released(project, area, period):
    folder = project.reports / area / period
    folder.mkdir(parents=True)
    (folder / "release.csv").write_text(",".join(RELEASE) + "\n", encoding="utf-8")
    return folder / "release.csv"


def test_earlier_packs_of_the_area_are_remembered_and_not_this_quarter_s(project):
    later, earlier = (released(project, "rotherham", period) for period in ("2024-25-q3", "2023-24-q4"))
    for area, period in (("rotherham", "2024-25-q4"), ("rotherham", "2024-25-q4-part"), ("doncaster", "2024-25-q3")):
        released(project, area, period)
    assert earlier_releases(project, LAST) == [earlier, later]


def test_another_memory_makes_another_run(project):
    before = memory_key(project, LAST)
    path = released(project, "rotherham", "2024-25-q3")
    between = memory_key(project, LAST)
    path.write_text("other", encoding="utf-8")
    assert len({before, between, memory_key(project, LAST)}) == 3


def test_a_public_pack_shows_returns_only_where_asked(project, tmp_path):
    assert publishes_returns(project, "public")
    (tmp_path / "analysis.toml").write_text('area = "E08000018"\n', encoding="utf-8")
    assert not publishes_returns(open_project(tmp_path), "public")
    assert publishes_returns(open_project(tmp_path), "internal")


def test_a_policy_that_cannot_be_is_refused(tmp_path):
    (tmp_path / "analysis.toml").write_text('area = "E08000018"\n[disclosure]\nthreshold = 0\n', encoding="utf-8")
    with pytest.raises(WrongUse, match="threshold must be a whole number"):
        policy_of(open_project(tmp_path))


def test_every_table_has_its_own_rows_as_they_were_decided_and_the_others_as_they_were():
    def row(breakdown, group, count, public):
        return (*("child_protection_plans", "E08000018", "2024-06-30", "point", breakdown, group), count, public)

    rows = [row("total", "", 100, True), row("sex", "female", 3, False), row("sex", "male", 97, False)]
    table = pd.DataFrame(rows, columns=[*KEY, "count", "public"]).astype({"count": "float64", "public": object})
    table = table.reindex(columns=[*tidy.OBSERVATIONS, "citation"])
    table = table.assign(count_lower=table["count"], count_upper=table["count"], status=tidy.COUNTED, reason="")
    decision = decide(table[tidy.OBSERVATIONS], pd.DataFrame(columns=RELEASE), Policy())
    made = as_decided(table, decision)
    assert made["count"].tolist()[0] == 100
    assert made["count"].isna().tolist() == [False, True, True]
    assert made["status"].tolist()[1:] == [tidy.SUPPRESSED] * 2
    assert not made[["count_lower", "count_upper"]].isin([3, 97]).any(axis=None)
