"""What keeps a table released, what takes it away, and what the public door refuses."""

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure.released import NotReleased, ReleasedTable, release_table, require_released
from analysis.measures.comparisons import change, compare
from analysis.measures.rates import crude_rate, proportion

ROWS = pd.DataFrame(
    {
        "area": ["A", "B"],
        "date": ["2023-03-31", "2023-03-31"],
        "count": [395.0, 50780.0],
        "denominator": [57205.0, 11901267.0],
        "denominator_vintage": ["mid", "mid"],
        "value": [69.0, 42.7],
        "public": [True, True],
    }
)


@pytest.fixture
def plans():
    return release_table(ROWS, "plans", "public")


@pytest.fixture
def care():
    return release_table(ROWS.rename(columns={"count": "care"})[["area", "care", "public"]], "care", "public")


def is_released(table):
    return isinstance(table, ReleasedTable) and bool(table.keys_released)


FROM_ONE = {
    "assign": lambda t: t.assign(rate=t["count"] / t["denominator"]),
    "sort": lambda t: t.sort_values("count"),
    "copy": lambda t: t.copy(),
    "query": lambda t: t.query("area == 'A'"),
    "filter": lambda t: t[t["area"] == "A"],
    "columns": lambda t: t[["area", "count"]],
    "loc": lambda t: t.loc[[0], ["area", "count"]],
    "head": lambda t: t.head(1),
    "rename": lambda t: t.rename(columns={"count": "number"}),
    "drop": lambda t: t.drop(columns="public"),
    "index": lambda t: t.set_index("area").reset_index(),
    "groupby": lambda t: t.groupby("date", as_index=False)[["count"]].sum(),
    "nested groupby": lambda t: t.groupby(["date", "area"])[["count"]].max().reset_index(),
    "pivot table": lambda t: t[["area", "date", "count"]].pivot_table(index="date", columns="area"),
    "melt": lambda t: t.melt(id_vars=["area"], value_vars=["count"], value_name="number"),
    "explode": lambda t: t.explode("area"),
    "fillna": lambda t: t.fillna(0),
    "drop_duplicates": lambda t: t.drop_duplicates("date"),
    "rate": crude_rate,
    "proportion": proportion,
    "change": lambda t: change(t[t["area"] == "A"]),
    "compare": lambda t: compare(t, "A", pd.DataFrame({"set": ["England"], "area": ["B"]})),
}
FROM_TWO = {
    "merge": lambda one, two: one.merge(two, on="area"),
    "outer merge": lambda one, two: one.merge(two, on="area", how="outer"),
    "join": lambda one, two: one.set_index("area").join(two.set_index("area").add_suffix("_two")),
    "concat": lambda one, two: pd.concat([one, two], ignore_index=True),
    "concat across": lambda one, two: pd.concat([one, two.add_suffix("_two")], axis=1),
    "concat of parts": lambda one, two: pd.concat([one.head(1), two.tail(1)]),
}


@pytest.mark.parametrize("step", FROM_ONE.values(), ids=FROM_ONE)
def test_what_is_computed_from_a_released_table_is_released(plans, step):
    made = step(plans)
    assert is_released(made)
    assert made.keys_released == ("plans",)


@pytest.mark.parametrize(
    "step",
    [
        lambda t: t["count"].to_frame(),
        lambda t: t.groupby("date")["count"].sum().reset_index(),
        lambda t: t.groupby("date").agg(number=("count", "sum")).reset_index(),
        lambda t: t.set_index(["date", "area"])["count"].to_frame().reset_index(),
    ],
)
def test_a_single_column_leaves_the_table_and_is_refused_rather_than_let_through(plans, step):
    assert not is_released(step(plans))


@pytest.mark.parametrize("step", FROM_TWO.values(), ids=FROM_TWO)
def test_two_released_tables_together_are_released_and_remember_both(plans, care, step):
    assert step(plans, care).keys_released == ("plans", "care")


@pytest.mark.parametrize("step", FROM_TWO.values(), ids=FROM_TWO)
def test_with_a_table_that_is_not_released_nothing_is(plans, care, step):
    plain = pd.DataFrame(care)
    assert not is_released(step(plans, plain))
    assert not is_released(step(plain, plans.rename(columns={"count": "care"})))


@pytest.mark.parametrize("step", FROM_TWO.values(), ids=FROM_TWO)
def test_a_table_that_is_lost_stays_lost(plans, care, step):
    lost = step(plans, pd.DataFrame(care)).reset_index()
    assert not is_released(lost.copy())
    assert not is_released(lost.assign(x=1))
    assert not is_released(lost.merge(plans, on="area") if "area" in lost else lost)


@pytest.mark.parametrize(
    "made",
    [
        lambda t: pd.DataFrame(t),
        lambda t: ReleasedTable(pd.DataFrame(t)),
        lambda _: ReleasedTable({"count": [3]}),
        lambda t: pd.DataFrame(t.to_dict("records")),
        lambda t: t["count"],
        lambda t: t.to_numpy(),
        lambda _: None,
    ],
)
def test_nothing_else_counts_as_released(plans, made):
    with pytest.raises(NotReleased, match=r"A figure takes a table from release\(KEY\)"):
        require_released(made(plans), "A figure")


def test_a_released_table_passes_the_door(plans):
    assert require_released(plans, "A figure") is plans


def test_a_preview_stays_a_preview(plans):
    preview = release_table(ROWS, "preview", "public", preview=True)
    assert preview.assign(x=1).preview
    assert preview.merge(plans, on="area").preview
    assert pd.concat([plans, preview]).preview
    assert not plans.assign(x=1).preview


@pytest.mark.parametrize("said", [False, "False", "", None, np.nan, 0, "yes", "true"])
def test_a_public_pack_refuses_a_table_with_a_row_that_is_not_public(said):
    table = ROWS.astype({"public": "object"})
    table.loc[1, "public"] = said
    with pytest.raises(NotReleased, match='Table "plans" holds figures of the council\'s own') as refused:
        release_table(table, "plans", "public")
    assert refused.value.exit_code == 1


def test_a_table_that_does_not_say_whether_it_is_public_is_not():
    with pytest.raises(NotReleased, match="have not been through disclosure control"):
        release_table(ROWS.drop(columns="public"), "plans", "public")


@pytest.mark.parametrize("audience", ["Public", "", "interna", "INTERNAL"])
def test_an_audience_that_is_not_internal_is_the_public(audience):
    with pytest.raises(NotReleased, match="Run with --audience internal"):
        release_table(ROWS.assign(public=False), "plans", audience)


def test_an_internal_pack_shows_the_council_s_own_rows():
    assert is_released(release_table(ROWS.assign(public=False), "plans", "internal"))


def test_public_read_back_from_a_file_is_still_public():
    assert is_released(release_table(ROWS.assign(public=["True", "True"]), "plans", "public"))


def test_the_refusal_never_holds_a_number():
    with pytest.raises(NotReleased, match="plans") as refused:
        release_table(ROWS.assign(public=False), "plans", "public")
    assert "395" not in str(refused.value)
