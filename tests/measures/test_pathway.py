"""Where a gap opens: relative rates by hand and by statsmodels, and a decomposition whose parts must add up."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from analysis.measures.disparity import flags
from analysis.measures.pathway import decompose_gap, pathway
from analysis.measures.tipping import what_would_it_take

STAGES = ["referral", "assessment", "plan"]
PEOPLE = {"w": 40000, "a": 4000}


def stages(w, a, route="", names=STAGES):
    rows = [
        (s, g, n, PEOPLE[g], route) for g, counts in (("w", w), ("a", a)) for s, n in zip(names, counts, strict=True)
    ]
    made = pd.DataFrame(rows, columns=["stage", "group", "count", "population", "route"])
    return made.sort_values("stage", key=lambda names: names.map({s: n for n, s in enumerate(STAGES)}), kind="stable")


TABLE = stages((2000, 1000, 200), (300, 200, 60))


def row(made, stage, basis, group="a", route=""):
    found = made[
        (made["stage"] == stage) & (made["basis"] == basis) & (made["group"] == group) & (made["route"] == route)
    ]
    assert len(found) == 1
    return found.iloc[0]


def test_each_stage_is_set_beside_the_population_and_the_stage_before():
    made = pathway(TABLE, "w")
    assert row(made, "referral", "population")["value"] == pytest.approx(1.5)
    assert row(made, "plan", "population")["value"] == pytest.approx(3)
    assert row(made, "assessment", "previous stage")["value"] == pytest.approx((200 / 300) / 0.5)
    assert row(made, "plan", "previous stage")["value"] == pytest.approx((60 / 200) / 0.2)
    assert row(made, "plan", "previous stage")[["previous", "denominator"]].tolist() == ["assessment", 200]
    assert "referral" not in set(made.loc[made["basis"] == "previous stage", "stage"])


def test_the_steps_multiply_to_the_relative_rate_of_the_population():
    made = pathway(TABLE, "w")
    steps = [row(made, "referral", "population")["value"]]
    steps += [row(made, stage, "previous stage")["value"] for stage in STAGES[1:]]
    assert np.prod(steps) == pytest.approx(row(made, "plan", "population")["value"])


def test_people_followed_have_koopmans_limits():
    made = row(pathway(TABLE, "w", linked=True), "plan", "previous stage")
    koopman = confint_proportions_2indep(60, 200, 200, 1000, compare="ratio", method="score", correction=False)
    assert made[["lower", "upper"]].astype(float).tolist() == pytest.approx(koopman, rel=1e-6)
    assert made["method"] == "Koopman score; the same people followed from stage to stage"
    assert row(pathway(TABLE, "w", linked=True), "plan", "population")["method"] == "log-Wald"


def test_counts_of_a_period_have_log_wald_limits_and_say_so():
    made = row(pathway(TABLE, "w"), "plan", "previous stage")
    assert made["method"] == "log-Wald; counts of a period or day, not the same people followed"
    assert made["upper"] == pytest.approx(1.5 * np.exp(1.959964 * np.sqrt(1 / 60 + 1 / 200)))


def test_more_than_at_the_stage_before_cannot_be_the_same_people():
    table = stages((2000, 1000, 200), (300, 200, 210))
    with pytest.raises(ValueError, match='"plan" has 210 of a, "assessment" only 200: not the same people followed'):
        pathway(table, "w", linked=True)
    assert row(pathway(table, "w"), "plan", "previous stage")["value"] > 1


def test_another_route_is_set_beside_the_population_only_and_feeds_no_stage():
    transfers = stages((50,), (20,), "transfer in", ["plan"])
    made = pathway(pd.concat([TABLE, transfers]), "w")
    assert row(made, "plan", "population", route="transfer in")["value"] == pytest.approx(4)
    assert (made.loc[made["route"] == "transfer in", "basis"] == "population").all()
    alone = pathway(TABLE, "w")
    assert made.loc[made["route"] == "", "value"].tolist() == alone["value"].tolist()


def test_unknown_are_counted_at_each_stage_and_on_no_side():
    lost = pd.DataFrame([("plan", "Refused", 40, None, "")], columns=TABLE.columns)
    made = pathway(pd.concat([TABLE, lost]), "w")
    assert row(made, "plan", "population")["unknown"] == 40
    assert row(made, "assessment", "population")["unknown"] == 0
    flagged = flags(made)
    assert row(flagged, "plan", "population")["flag"] == "withheld"
    assert row(flagged, "assessment", "population")["flag"] == "over-represented"


def test_few_have_no_ratio_and_nobody_before_says_why():
    made = pathway(stages((2000, 1000, 200), (300, 0, 3)), "w")
    assert row(made, "plan", "previous stage")["why"] == "nobody known at the stage before"
    assert row(made, "plan", "previous stage")[["value", "lower", "upper"]].isna().all()
    made = pathway(stages((2000, 1000, 200), (30, 20, 3)), "w")
    assert row(made, "plan", "previous stage")["why"] == "fewer than 10 counted and expected"


def test_what_it_would_take_at_a_stage():
    made = what_would_it_take(pathway(TABLE, "w", linked=True))
    plan = row(made, "plan", "previous stage")
    assert plan["to_parity"] == -20
    assert -20 <= plan["to_unflag"] <= -1


def test_a_bad_pathway_is_refused():
    with pytest.raises(ValueError, match="one row a stage and group and no total"):
        pathway(pd.concat([TABLE, TABLE]), "w")
    with pytest.raises(ValueError, match=r"A pathway needs the people of every group\. Look at a"):
        pathway(TABLE.assign(population=TABLE["population"].where(TABLE["group"] == "w")), "w")
    with pytest.raises(ValueError, match='somewhere "x" has no row'):
        pathway(TABLE, "x")


def stock(w, a, stay_w=1.0, stay_a=1.0):
    rows = [("w", PEOPLE["w"], w, stay_w), ("a", PEOPLE["a"], a, stay_a)]
    return pd.DataFrame(rows, columns=["group", "population", "count", "length"])


def parts(made):
    return made[~made["total"]].set_index("part")["value"].to_dict()


# By hand: expected 200 × 4000/40000 = 20. Referral 300 - 200 = 100 more, × 1/2 × 1/5 × 1 year = 10; assessment
# 200 - 150 = 50 more, × 1/5 = 10; plan 60 - 40 = 20 more; stay 60 × (1.5 - 1) = 30; stock 80 - 60 × 1.5 = -10. They
# are the 60 more than expected.
def test_a_gap_worked_by_hand():
    made = decompose_gap(stock(200, 80, 1, 1.5), TABLE, "w")
    assert parts(made) == pytest.approx(
        {
            "entry: referral": 10,
            "entry: assessment": 10,
            "entry: plan": 20,
            "length of stay": 30,
            "change in stock": -10,
        }
    )
    assert made["start"].tolist() == pytest.approx([0, 20, 30, 40, 60, 90, 0])
    assert made["end"].tolist() == pytest.approx([20, 30, 40, 60, 90, 80, 80])
    assert made["part"].tolist()[0::6] == ["expected", "count"]


def test_entries_by_another_route_are_a_part_of_their_own():
    transfers = stages((50,), (20,), "transfer in", ["plan"])
    made = parts(decompose_gap(stock(250, 80), pd.concat([TABLE, transfers]), "w"))
    assert made["entry: transfer in"] == pytest.approx(20 - 5)
    assert made["change in stock"] == pytest.approx(0)


def test_a_group_like_the_reference_has_no_gap_anywhere():
    made = parts(decompose_gap(stock(200, 20, 0.7, 0.7), stages((2000, 1000, 200), (200, 100, 20)), "w"))
    assert list(made.values()) == pytest.approx([0] * 5, abs=1e-9)


COUNTS = st.tuples(*[st.integers(0, 500)] * 3)
SOME = st.tuples(*[st.integers(1, 5000)] * 3)
STAY = st.floats(0.05, 5)


@settings(max_examples=60, deadline=None)
@given(SOME, COUNTS, st.integers(0, 900), st.integers(0, 300), STAY, STAY, st.integers(0, 50), st.integers(0, 50))
def test_the_parts_add_up_to_the_gap(w, a, stock_w, stock_a, stay_w, stay_a, route_w, route_a):
    table = pd.concat([stages(w, a), stages((route_w,), (route_a,), "transfer in", ["plan"])])
    made = decompose_gap(stock(stock_w, stock_a, stay_w, stay_a), table, "w")
    gap = stock_a - stock_w * PEOPLE["a"] / PEOPLE["w"]
    assert sum(parts(made).values()) == pytest.approx(gap, rel=1e-9, abs=1e-6)
    inside = made[~made["total"]]
    assert inside["end"].tolist()[:-1] == pytest.approx(inside["start"].tolist()[1:], abs=1e-6)


@pytest.mark.parametrize(
    ("people", "table", "said"),
    [
        (stock(200, 80), TABLE[TABLE["stage"] != "plan"].assign(count=0), "some of the reference at every stage"),
        (stock(200, None), TABLE, "Some are missing for a"),
        (stock(200, 80), TABLE[TABLE["group"] == "w"], "Some are missing for a"),
        (pd.concat([stock(1, 2)] * 2), TABLE, "one row a group in its stock"),
        (stock(200, 80).replace("w", "x"), TABLE, 'needs a row for its reference, "w"'),
    ],
)
def test_a_bad_gap_is_refused(people, table, said):
    with pytest.raises(ValueError, match=said):
        decompose_gap(people, table, "w")
