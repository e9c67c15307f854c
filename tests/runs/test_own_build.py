"""The council's returns in a build: counted apart, ids hashed, nothing of a child in any file, and purged on demand."""

import gzip
import json
import shutil
import stat
from datetime import date, datetime, timedelta

import pandas as pd
import pytest

import little_annex_a
import little_census
from analysis.cli import main
from analysis.runs.own_build import build_returns, own_record, own_table
from analysis.runs.own_rows import OWN_COUNTS, with_own
from analysis.runs.plan import TableSpec
from analysis.runs.purge import purge
from analysis.sources import kept
from analysis.sources.id_map import JOINED
from analysis.sources.own_returns import one_source
from analysis.sources.restated import since_snapshots, totals
from analysis.vocabulary import tidy
from analysis.vocabulary.errors import AnalysisError
from analysis.vocabulary.project import open_project

CANARY = "SYN-CANARY-7731"
BORN = "2015-09-17"


@pytest.fixture
def project(raw, tmp_path, monkeypatch):
    raw.plans("child_protection_plans,E08000018,count,395")
    (tmp_path / "analysis.toml").write_text('area = "E08000018"\nreturns = "returns"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return open_project(tmp_path, raw=raw.folder)


def census(project, *plans, drawn="2024-04-20T09:00:00", number=1):
    folder = project.root / "returns" / f"census {number}"
    folder.mkdir(parents=True, exist_ok=True)
    children = [
        little_census.child(k, little_census.case(plan), LAchildID=f"{CANARY}{k}", PersonBirthDate=BORN)
        for k, plan in enumerate(plans)
    ]
    little_census.write(folder, little_census.message(*children, DateTime=drawn))


PLANS = [little_census.plan("2023-05-20"), little_census.plan("2023-06-20", "2023-12-01")]


def count(table, indicator, day, span="point"):
    rows = table[(table["indicator"] == indicator) & (table["date"] == day) & (table["span"] == span)]
    return rows.loc[rows["breakdown"] == "total", "count"].tolist()


def test_counts_stand_in_a_file_of_their_own_and_are_never_public(project, capsys):
    census(project, *PLANS)
    assert main(["build", "--raw", str(project.raw)]) == 0
    assert "of your own returns, for internal use" in capsys.readouterr().out
    own = own_table(project.processed)
    assert list(own) == tidy.OBSERVATIONS
    assert count(own, "child_protection_plans", "2023-06-30") == [2]
    assert count(own, "child_protection_plans_ended", "2024-03-31", "year") == [1]
    assert not own["public"].astype(str).eq("True").any()
    published = pd.read_csv(project.processed / "observations.csv")
    assert set(published["source"]) == {"dfe_children_in_need"}


def test_nothing_of_a_child_is_in_any_file_that_a_build_writes(project):
    census(project, *PLANS)
    main(["build", "--raw", str(project.raw)])
    for path in [*project.processed.rglob("*"), *(project.root / ".private").rglob("*")]:
        if path.is_file():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert CANARY.encode() not in data, path.name
            assert path.name == kept.EPISODES or BORN.encode() not in data, path.name


def test_what_is_kept_is_for_its_owner_alone(project):
    census(project, *PLANS)
    build_returns(project)
    folder = project.root / ".private" / "returns"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {kept.EPISODES, kept.KEY}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_the_kept_episodes_are_whole_and_a_child_can_be_followed_in_them(project):
    census(project, little_census.plan("2023-05-20"), PLANS[1])
    build_returns(project)
    rows = kept.read_episodes(project.root / ".private" / "returns")
    assert rows.groupby("kind")["child"].nunique().to_dict() == {"cin": 2, "cp_plan": 2, "referral": 2}
    assert rows["child"].nunique() == 2
    assert rows["child"].str.fullmatch("[0-9a-f]{16}").all()


def test_a_returned_folder_that_is_emptied_leaves_nothing_behind(project):
    census(project, *PLANS)
    build_returns(project)
    shutil.rmtree(project.root / "returns")
    with pytest.raises(AnalysisError, match=r"is named in analysis\.toml and is not there"):
        build_returns(project)
    assert len(own_table(project.processed))  # a folder that is not connected is not one that was emptied
    (project.root / "returns").mkdir()
    build_returns(project)
    assert own_table(project.processed).empty
    assert not (project.root / ".private" / "returns" / kept.EPISODES).exists()


def test_the_record_follows_the_files(project):
    census(project, *PLANS)
    first = own_record(project)
    assert own_record(project) == first
    census(project, *PLANS, little_census.plan("2023-07-01"))
    second = own_record(project)
    assert second["key"] != first["key"]
    assert count(own_table(project.processed), "child_protection_plans", "2023-07-31") == [3]


def test_a_return_that_cannot_be_read_makes_the_build_1_and_the_rest_is_counted(project, capsys):
    census(project, *PLANS)
    (project.root / "returns" / "annex.xlsx").write_bytes(b"PK\x03\x04")
    assert main(["build", "--raw", str(project.raw)]) == 1
    assert "blocks: 1 x return_refused [annex.xlsx]" in capsys.readouterr().out
    assert count(own_table(project.processed), "child_protection_plans", "2023-06-30") == [2]


def test_two_sources_that_differ_are_told_without_a_number(project):
    census(project, *PLANS)
    rows = [little_annex_a.plan(k, start=date(2024, 2, k + 1)) for k in range(1, 4)]
    little_annex_a.book(project.root / "returns", {7: rows})
    own = build_returns(project)
    (problem,) = [row for row in own.problems.to_dict("records") if row["rule"] == "returns_disagree"
                  and "count child_protection_plans differently" in row["message"]]  # fmt: skip
    assert "returns_annex_a and returns_cin_census count child_protection_plans differently on" in problem["message"]
    best = one_source(own.own)
    mine = best[(best["indicator"] == "child_protection_plans") & (best["date"] == "2024-02-29")]
    assert set(mine["source"]) == {"returns_cin_census"}


def test_a_later_extract_is_used_and_what_it_changed_is_told(project):
    census(project, *PLANS, drawn="2024-04-20T09:00:00", number=1)
    census(project, *PLANS, little_census.plan("2023-06-25"), drawn="2024-06-20T09:00:00", number=2)
    own = build_returns(project)
    assert count(own.own, "child_protection_plans", "2023-06-30") == [3]
    rows = own.restated[own.restated["indicator"] == "child_protection_plans"]
    june = rows[rows["date"] == "2023-06-30"].iloc[0]
    assert (june["as_reported"], june["as_known"], june["difference"]) == (2, 3, 1)
    assert (june["reported_on"], june["known_on"]) == ("2024-04-20", "2024-06-20")


def test_what_an_earlier_build_said_is_kept_and_set_beside_what_is_known_now(project):
    census(project, *PLANS)
    build_returns(project)
    folder = project.root / ".private" / "returns"
    (snapshot,) = (folder / kept.SNAPSHOTS).glob("*.csv")
    snapshot.rename(snapshot.with_name(snapshot.name.replace(snapshot.name[:10], "2024-05-01")))
    build_returns(project)  # the same numbers: no second snapshot
    assert len(list((folder / kept.SNAPSHOTS).glob("*.csv"))) == 1
    census(project, *PLANS, little_census.plan("2023-06-25"))
    build_returns(project)
    table = pd.read_csv(project.processed / "returns_restated.csv")
    june = table[(table["indicator"] == "child_protection_plans") & (table["date"] == "2023-06-30")].iloc[0]
    assert (june["reported_on"], june["as_reported"], june["as_known"]) == ("2024-05-01", 2, 3)


def test_the_earliest_word_on_a_figure_is_the_one_set_beside():
    figure = {"indicator": "x", "date": "2023-03-31", "span": "point", "source": "s", "extracted_on": "2024-01-01"}
    then = {day: pd.DataFrame([figure | {"count": n}]) for day, n in (("2023-06-01", 5), ("2023-09-01", 6))}
    found = since_snapshots(then, pd.DataFrame([figure | {"count": 7}]), pd.DataFrame())
    assert found[["reported_on", "as_reported", "as_known"]].to_numpy().tolist() == [["2023-06-01", 5, 7]]


def test_ids_of_two_sources_are_one_child_only_where_the_id_map_says_so():
    ids, key = pd.Series(["1", "2", ""]), b"k" * 32
    one, other = kept.hashed(ids, "returns_ssda903", key), kept.hashed(ids, "returns_cin_census", key)
    assert set(one) & set(other) == {""}
    one = kept.hashed(pd.Series([f"{JOINED}a", "2"]), "returns_ssda903", key)
    other = kept.hashed(pd.Series(["1", f"{JOINED}a"]), "returns_cin_census", key)
    assert one[0] == other[1] != other[0]


def test_two_ids_that_the_id_map_joins_are_counted_as_one_child(project):
    census(project, *PLANS)
    assert count(build_returns(project).own, "child_protection_plans", "2023-06-30") == [2]
    joined = f"source,id,child\nreturns_cin_census,{CANARY}0,a\nreturns_cin_census,{CANARY}1,a\n"
    (project.root / "returns" / "id_map.csv").write_text(joined, encoding="utf-8")
    assert count(build_returns(project).own, "child_protection_plans", "2023-06-30") == [1]
    assert len(set(kept.read_episodes(project.root / ".private" / "returns")["child"])) == 1


def test_another_secret_gives_another_hash(tmp_path):
    ids = pd.Series(["1"])
    assert kept.hashed(ids, "s", b"a" * 32)[0] != kept.hashed(ids, "s", b"b" * 32)[0]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert kept.secret(tmp_path / "a") == kept.secret(tmp_path / "a") != kept.secret(tmp_path / "b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("source,id\nreturns_ssda903,1\n", "has no column child"),
        ("source,id,child\nreturns_ssda903,,a\n", "line 2 has an empty cell"),
        ("source,id,child\nSECRET,1,a\n", "line 2: the source is none of returns_annex_a"),
        ("source,id,child\nreturns_ssda903,1,a\nreturns_ssda903,1,b\n", "line 3 joins an id to a second child"),
    ],
)
def test_an_id_map_that_is_unclear_is_refused(project, text, said):
    census(project, *PLANS)
    (project.root / "returns" / "id_map.csv").write_text(text, encoding="utf-8")
    with pytest.raises(AnalysisError, match=said):
        build_returns(project)


def test_purge_deletes_what_is_older_than_the_rule(project):
    census(project, *PLANS)
    build_returns(project)
    later = datetime.now() + timedelta(days=project.settings.keep_returns_days - 1)
    assert purge(project, False, later) == []
    gone = purge(project, False, later + timedelta(days=2))
    assert ".private/returns/episodes.csv.gz" in gone
    assert (project.root / ".private" / "returns" / kept.KEY).exists()  # without it no earlier hash could be met again


def test_purge_all_leaves_nothing_of_the_returns_but_the_returns(project, capsys):
    census(project, *PLANS)
    build_returns(project)
    for audience in ("internal", "public"):
        run = project.root / ".private" / "runs" / audience
        run.mkdir(parents=True)
        (run / "run.json").write_text(json.dumps({"audience": audience}), encoding="utf-8")
    assert main(["purge", "--all"]) == 0
    assert "returns themselves were not touched" in capsys.readouterr().out
    left = [p.name for p in (project.root / ".private").rglob("*") if p.is_file() and p.name != ".lock"]
    assert left == ["run.json"]
    assert own_table(project.processed).empty
    assert list((project.root / "returns").rglob("*.xml"))


COLUMNS = dict.fromkeys(tidy.OBSERVATIONS, "") | {"indicator": "children_in_care", "breakdown": "total", "group": ""}


def rows(*figures):
    named = [dict(zip(["date", "span", "source", "count"], figure, strict=True)) for figure in figures]
    return pd.DataFrame([COLUMNS | one for one in named], columns=tidy.OBSERVATIONS)


PUBLISHED = rows(("2023-03-31", "point", "dfe", 542))
OWN = rows(
    ("2023-03-31", "point", "returns_ssda903", 540),
    ("2024-03-31", "point", "returns_ssda903", 502),
    ("2023-06-30", "point", "returns_ssda903", 530),
    ("2023-05-31", "point", "returns_ssda903", 531),
)


@pytest.mark.parametrize(
    ("every", "expected"),
    [("year", [542, 502]), ("quarter", [540, 502, 530]), ("month", [540, 502, 530, 531])],
)
def test_31_march_is_the_published_figure_s_and_a_series_of_months_is_the_returns_alone(every, expected):
    spec = TableSpec(indicators=["children_in_care"], every=every)
    assert sorted(with_own(PUBLISHED, OWN, spec)["count"]) == sorted(expected)


def test_a_pack_for_the_public_never_sees_them(project):
    from analysis.runs.tables import Cut, make_table
    from analysis.sources import store
    from analysis.vocabulary.periods import Quarter

    built = store.build(project.raw)
    data = {name: getattr(built, name) for name in store.TABLES} | {OWN_COUNTS: OWN.assign(area="E08000018")}
    spec = TableSpec(indicators=["children_in_care"], every="month")
    for audience, expected in (("public", 0), ("internal", 4)):
        cut = Cut("E08000018", Quarter.parse("2023-24 Q4"), "latest", audience)
        assert len(make_table(spec, data, cut)) == expected


def test_the_totals_of_a_snapshot_hold_no_breakdown(project):
    census(project, *PLANS)
    own = build_returns(project)
    assert len(totals(own.own)) == (own.own["breakdown"] == "total").sum()
    assert (project.processed / "returns.csv").stat().st_mode & 0o077 == 0


def test_a_name_of_a_file_is_no_formula_for_whoever_opens_the_list_of_problems(project):
    census(project, *PLANS)
    (project.root / "returns" / "=cmd.txt").write_text("x", encoding="utf-8")
    build_returns(project)
    problems = pd.read_csv(project.processed / "returns_problems.csv", dtype=str, keep_default_na=False)
    assert "'=cmd.txt" in set(problems["file"])
    assert not problems["file"].str.startswith("=").any()


def test_a_child_with_two_open_plans_counts_once_among_those_open_three_months_too(project):
    two = little_census.child(1, little_census.case(little_census.plan("2023-05-20"), little_census.plan("2023-06-20")))
    folder = project.root / "returns" / "census"
    folder.mkdir(parents=True)
    little_census.write(folder, little_census.message(two, DateTime="2024-04-20T09:00:00"))
    own = build_returns(project).own
    for name in ("child_protection_plans", "child_protection_plans_open_three_months"):
        assert count(own, name, "2024-03-31") == [1]
