"""The shipped data: what is known to disagree is found, and nothing is in git that should not be."""

import pytest

from analysis.runs.plan import read_plan
from analysis.runs.tables import OWN, Cut, make_table
from analysis.sources import store
from analysis.sources.provenance import raw_files
from analysis.vocabulary.indicators import indicators
from analysis.vocabulary.periods import Quarter, parse_date

US = "E08000018"


@pytest.fixture(scope="module")
def messages(shipped):
    return shipped.problems.groupby("rule")["message"].agg(list)


def test_nothing_in_the_shipped_data_blocks(shipped):
    assert shipped.problems.loc[shipped.problems["severity"] == "blocks", "message"].tolist() == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("sources_disagree", ["Children on a child protection plan, Rotherham", "31 March 2023", "398", "396", "395"]),
        ("rate_revised", ["child protection plan, Rotherham, at 31 March 2022", "82.7", "84.3", "population under"]),
        ("report_disagrees", ["child protection plan, Rotherham, at 31 March 2023", "70.4", "69"]),
        ("report_disagrees", ["Children in care, Rotherham, at 31 March 2023", "96.2", "95"]),
        ("series_break", ["School census", "+17%", "2016-17 to 2017-18"]),
        ("neighbour_models_differ", ["Rotherham", "2021 and 2025 share 7 of 10"]),
        ("parts_do_not_sum", ["Children in care, Barnsley, at 31 March 2012", "add up to 228", "total is 227"]),
        ("area_recoded", ["Barnsley", "E08000016", "E08000038"]),
        ("area_recoded", ["Sheffield", "E08000019", "E08000039"]),
        ("population_releases_differ", ["31 March 2021, Rotherham", "56,555", "57,453"]),
        ("withdrawn", ["Second or later child protection plans, Doncaster", "437", "(u)"]),
    ],
)
def test_what_is_known_to_disagree_is_found(messages, rule, words):
    assert [message for message in messages[rule] if all(word in message for word in words)]


def test_the_withdrawn_number_is_not_used(shipped):
    rows = shipped.selected.set_index(["indicator", "area", "date"])
    row = rows.loc[("child_protection_plans_repeat", "E08000017", "2022-03-31")]
    assert row["status"] == "missing"
    assert row[["count", "value"]].isna().all()


def test_every_hidden_count_may_be_zero_and_none_is_pinned(shipped):
    hidden = shipped.observations[shipped.observations["status"] == "suppressed"]
    assert len(hidden) > 1_000
    assert hidden["count"].isna().all()
    assert not (hidden["count_lower"] > 0).any()
    assert not (hidden["count_upper"] < 1).any()


def test_every_count_lies_in_its_interval(shipped):
    rows = shipped.observations.dropna(subset=["count"])
    assert rows["count"].between(rows["count_lower"], rows["count_upper"]).all()


def test_every_denominator_says_where_it_is_from(shipped):
    rows = shipped.observations.dropna(subset=["denominator"])
    assert (rows["denominator_vintage"] != "").all()


def test_a_share_never_has_a_number_above_its_whole(shipped):
    rows = shipped.selected.dropna(subset=["count", "denominator"])
    shares = rows[rows["indicator"].map(lambda name: indicators()[name].percent_of is not None)]
    wrong = shares[shares["count_lower"] > shares["denominator"] + 5]
    assert wrong[["indicator", "area", "date"]].to_numpy().tolist() == []


def test_one_row_a_figure(shipped):
    assert not shipped.selected.duplicated(["indicator", "area", "date", "span", "breakdown", "group"]).any()


def test_an_earlier_view_has_nothing_that_was_published_later(root):
    early = store.build(root / "data" / "raw", parse_date("2023-12-31"))
    assert early.releases["published"].max() <= "2023-12-31"
    known = set(early.releases[["source", "vintage"]].itertuples(index=False, name=None))
    for table in (early.observations, early.population):
        seen = set(table[["source", "vintage"]].itertuples(index=False, name=None))
        assert {one for one in seen if one[0] != "board_papers"} <= known
    assert set(early.neighbours["model"]) == {"2021"}


def test_raw_data_is_small_and_every_file_is_the_one_its_sidecar_describes(root):
    raw = root / "data" / "raw"
    public = [path for path in raw.rglob("*") if path.is_file() and "returns" not in path.relative_to(raw).parts]
    assert sum(path.stat().st_size for path in public) < 1_500_000
    files = list(raw_files(raw))
    assert len(files) > 10
    assert [file.name for file in files if not file.unchanged] == []


def small_counts(rows):
    """Counts of one to five children in one authority: what the Department itself never prints."""
    local = rows["area"].str.startswith(("E06", "E07", "E08", "E09", "E10"))
    children = rows["indicator"].map(lambda name: indicators()[name].counts == "children")
    return rows[local & children & rows["count"].between(1, 5)]


def test_no_count_of_one_to_five_children_of_an_authority_is_in_git(shipped):
    assert small_counts(shipped.observations)[["indicator", "area", "date", "group"]].to_numpy().tolist() == []


def test_the_guard_against_small_counts_can_fail(shipped):
    row = shipped.observations[shipped.observations["indicator"] == "children_in_care"].head(1)
    assert len(small_counts(row.assign(area=US, count=3.0))) == 1


def declared(root):
    return read_plan(root / "notebooks").tables


def test_every_declared_table_has_rows_for_the_shipped_area(shipped, root):
    data = {name: getattr(shipped, name) for name in store.TABLES}
    cut = Cut(US, Quarter.parse("2024-25 Q4"))
    empty = [key for key, spec in declared(root).items() if make_table(spec, data, cut).empty]
    waiting = [key for key, spec in declared(root).items() if spec.needs]  # returns are not shipped
    assert [key for key in empty if not key.startswith("printed") and key not in waiting] == []  # printed in 2022/23


def test_every_declared_table_says_of_each_row_that_it_is_public(shipped, root):
    data = {name: getattr(shipped, name) for name in store.TABLES}
    cut = Cut(US, Quarter.parse("2022-23 Q4"))
    for key, spec in declared(root).items():
        assert make_table(spec, data, cut)["public"].all(), key


def test_every_indicator_and_breakdown_that_is_declared_exists(shipped, root):
    for key, spec in declared(root).items():
        assert set(spec.indicators) <= set(indicators()), key
        assert set(spec.breakdowns) <= set(shipped.observations["breakdown"]), key
        assert set(spec.groups) <= set(shipped.observations["group"]), key
        assert set(spec.bases) - {OWN} <= set(shipped.population["base"]), key
