"""Sentences: literal tables in, literal sentences out, and no verb that the limits do not license."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.presentation import findings as say
from analysis.presentation.findings_glance import describe_glance
from analysis.presentation.headlines_beside import headline_beside, headline_glance
from analysis.presentation.licences import licensed
from analysis.presentation.wording import fill

AREA = "E08000018"
NOTHING = "No figures are at hand for this date."


def rates(**columns):
    row = {"indicator": "child_protection_plans", "area": AREA, "date": "2025-03-31", "status": "published"}
    row |= {"count": 313.0, "denominator": 59521.0, "value": 52.586, "lower": 46.921, "upper": 58.747, "per": 10_000}
    return pd.DataFrame([row | columns])


def change(**columns):
    row = {"area": AREA, "date": "2025-03-31", "count": 313.0, "count_before": 265.0, "denominator": 59521.0}
    row |= {"denominator_before": 58441.0, "denominator_vintage": "2025", "denominator_vintage_before": "2025"}
    return pd.Series(row | {"value": 15.97, "lower": -1.53, "upper": 36.58} | columns)


def sensitivity(*limits):
    """The latest change, -18%, at design effects of 1, 1.4 and 1.8, with these limits."""
    rows = [
        change(value=-18.1, lower=lower, upper=upper, design_effect=effect)
        for effect, (lower, upper) in zip((1.0, 1.4, 1.8), limits, strict=True)
    ]
    older = change(date="2024-03-31", value=9.0, lower=3.0, upper=15.0, design_effect=1.8)
    return pd.DataFrame([older, *rows])


def comparison(mean=103.8, median=91.0, ours=95.0, found=10, sides=("below", "above")):
    rows = [("neighbours 2021", "mean", mean, sides[0]), ("neighbours 2021", "median", median, sides[1])]
    rows += [("neighbours 2021", "lowest", 55.0, "above"), ("neighbours 2021", "highest", 173.0, "below")]
    rows += [("neighbours 2021", "rank", 6.0, None), ("England", "value", 70.0, "above")]
    made = pd.DataFrame(rows, columns=["set", "statistic", "value", "side"]).assign(ours=ours, date="2023-03-31")
    single = made["set"] == "England"
    return made.assign(areas=[1 if one else found for one in single], of=[1 if one else 10 for one in single])


def grid(**columns):
    rows = [("2021 Census, all ages", False, 2.58, 2.12, 3.14, "above"), ("pupils", True, 1.17, 0.98, 1.40, "unclear")]
    made = pd.DataFrame(rows, columns=["baseline_label", "comparable", "value", "lower", "upper", "verdict"])
    made["verdict"] = made["verdict"].replace("unclear", "no clear difference")
    return made.assign(cohort_label="23% of plans", label="minority communities (as labelled)", **columns)


def test_a_rate_says_the_number_the_rate_and_the_range_once():
    assert say.describe_rate(rates(), AREA) == (
        "At 31 March 2025, 313 children in Rotherham were on a child protection plan: "
        "52.6 in every 10,000 (likely between 46.9 and 58.7)."
    )


def test_a_flow_is_said_of_the_year():
    said = say.describe_rate(rates(indicator="referrals", count=2909.0, value=488.74, lower=471.1, upper=506.84), AREA)
    assert said == (
        "In the year to 31 March 2025, there were 2,909 referrals to children’s social care in Rotherham: "
        "488.7 for every 10,000 children (likely between 471.1 and 506.8)."
    )


def test_a_rounded_number_is_about():
    assert "about 313 children" in say.describe_rate(rates(status="rounded"), AREA)


def test_a_hidden_number_is_not_said():
    said = say.describe_rate(rates(count=float("nan"), value=float("nan"), count_lower=0, count_upper=19), AREA)
    withheld = "the number of children on a child protection plan in Rotherham is withheld in the published figures."
    assert said == f"At 31 March 2025, {withheld}"
    assert "19" not in said


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({}, "That is no clear change on the year before (from 45.3 to 52.6; likely between 2% less and 37% more)."),
        (
            {"count": 395.0, "denominator": 57205.0, "count_before": 475.0, "denominator_before": 56349.0}
            | {"value": -18.09, "lower": -28.33, "upper": -6.38},
            "That is 18% less than a year before (likely between 6% and 28% less): a fall, from 84.3 to 69.0.",
        ),
        (
            {"value": 15.97, "lower": 1.53, "upper": 36.58},
            "That is 16% more than a year before (likely between 2% and 37% more): a rise, from 45.3 to 52.6.",
        ),
        ({"count": 4.0}, "The numbers are too few to say whether this is a change on the year before."),
        (
            {"count_before": None, "denominator_before": None, "value": None, "lower": None},
            "No figure is at hand for a year before, so no change is given.",
        ),
        (
            {"count_before": None, "value": None, "lower": None},
            "The number is withheld for one of the two dates, so no change is given.",
        ),
        (
            {"denominator_vintage_before": "2022", "value": None, "lower": None},
            "No change is given: the two dates rest on different estimates of the population (2022 and 2025).",
        ),
    ],
)
def test_a_change_has_the_verb_of_its_limits_or_says_why_there_is_none(columns, said):
    assert say.describe_change(change(**columns), "child_protection_plans") == said


@given(st.floats(-90, 90), st.floats(0.1, 80), st.integers(0, 800), st.integers(0, 800))
def test_no_verb_goes_beyond_the_limits(value, half, count, before):
    row = change(value=value, lower=value - half, upper=value + half, count=float(count), count_before=float(before))
    said = say.describe_change(row, "child_protection_plans")
    assert ("a rise" in said) == (value - half > 0 and min(count, before) >= 10)
    assert ("a fall" in said) == (value + half < 0 and min(count, before) >= 10)
    assert say.claims_no_more(said, row) == said


@given(st.sampled_from(["rose", "increased", "a rise"]), st.sampled_from(["fell", "dropped", "a fall"]))
def test_a_bolder_verb_is_refused(up, down):
    for verb in (up, down):
        with pytest.raises(say.OverClaim, match='allow "no clear change"'):
            say.claims_no_more(f"The rate {verb} last year.", change())


@pytest.mark.parametrize("word", ["significantly", "vast majority", "due to", "improved", "proves"])
def test_some_words_are_never_licensed(word):
    with pytest.raises(say.OverClaim, match=f'"{word}" says more than a result can'):
        say.claims_no_more(f"This is {word} so.", change())


def test_mean_and_middle_value_that_disagree_are_both_said():
    said = say.describe_comparison(comparison(), "children_in_care", AREA)
    assert said.more == "Among its ten neighbours (2021 model), Rotherham was 6th highest of 11."
    assert said == (
        "At 31 March 2023, the rate of children in care in Rotherham was 95 in every 10,000 children. "
        "That was below the mean (103.8) of its ten neighbours (2021 model), "
        "but above their middle value (median 91.0). It was above England (70)."
    )


def test_members_without_a_figure_are_counted():
    said = say.describe_comparison(comparison(found=9), "children_in_care", AREA)
    assert "its ten neighbours (2021 model; nine of them have a figure)" in said
    assert said.more.endswith("Rotherham was 6th highest of 10.")


OWN = pd.DataFrame([{"area": AREA, "date": "2023-03-31", "lower": 86.9, "upper": 103.1}])


def test_a_comparator_inside_the_limits_is_a_little_above_or_below_and_why_is_said_once():
    said = say.describe_comparison(comparison(), "children_in_care", AREA, rates=OWN)
    assert "below the mean (103.8) of its ten neighbours (2021 model), but a little above their middle value" in said
    assert said.endswith("It was above England (70). A little: within the range that chance allows.")
    both = comparison(mean=100.0, sides=("below", "above"))
    twice = say.describe_comparison(both, "children_in_care", AREA, rates=OWN)
    assert twice.count("a little") == 2
    assert twice.count("A little:") == 1
    assert "A little" not in say.describe_comparison(comparison(), "children_in_care", AREA)


def test_a_headline_is_close_to_the_average_inside_the_limits():
    near = comparison(mean=100.0)
    said = say.headline_comparison(near, "children_in_care", AREA, rates=OWN)
    assert said == "Children in care: Rotherham is close to its neighbours’ average and above England"


def test_limits_of_an_earlier_year_are_not_lent_to_a_later_one():
    later = OWN.assign(date="2024-03-31", lower=None, upper=None)
    said = say.describe_comparison(comparison(), "children_in_care", AREA, rates=pd.concat([OWN, later]))
    assert "a little" not in said


@pytest.mark.parametrize(("rank", "words"), [(1, "the highest of 11"), (11, "the lowest of 11"), (2, "2nd highest")])
def test_the_first_and_the_last_have_plain_names(rank, words):
    table = comparison()
    table.loc[table["statistic"] == "rank", "value"] = rank
    said = say.describe_comparison(table, "children_in_care", AREA)
    assert f"Rotherham was {words}" in said.more
    assert words not in said


def test_one_set_without_a_figure_is_said_in_the_singular():
    absent = pd.DataFrame([{"set": "North East", "statistic": "value", "areas": 0, "of": 1, "ours": 95.0}])
    said = say.describe_comparison(pd.concat([comparison(), absent]), "children_in_care", AREA)
    assert "No figure is at hand for North East, so it is left out." in said


def test_without_any_comparator_nothing_is_said():
    table = comparison().assign(value=float("nan"), areas=0)
    assert say.describe_comparison(table, "children_in_care", AREA) == ""
    assert describe_glance(glance(value=None), AREA) == ""


def glance(**columns):
    rows = [("referrals", 1.2, 1.1, 1.3), ("re_referrals", 0.9, 0.8, 0.95), ("children_in_care", 1.0, 0.9, 1.1)]
    return pd.DataFrame(rows, columns=["indicator", "value", "lower", "upper"]).assign(**columns)


def test_the_title_at_a_glance_counts_what_the_limits_license():
    assert headline_glance(glance(), AREA) == "Rotherham beside England: higher on 1 of 3 indicators, lower on 1"


def test_a_title_beside_england_is_plain_where_england_has_no_figure():
    assert headline_beside(rates(), AREA) == "Year by year"
    assert headline_beside(pd.concat([rates(), rates(area="E92000001", value=40.6)]), AREA).startswith("Higher than")


def test_missing_comparators_and_a_missing_area_are_said():
    none = comparison(mean=float("nan"), median=float("nan"), found=0)
    said = say.describe_comparison(none, "children_in_care", AREA)
    assert said.endswith("No figure is at hand for the neighbours of the 2021 model, so they are left out.")
    ours = comparison(ours=float("nan"))
    assert say.describe_comparison(ours, "children_in_care", AREA).startswith("No figure is at hand for Rotherham")


def test_a_share_and_its_largest_part():
    share = rates(indicator="child_protection_plans_repeat", count=109.0, denominator=393.0)
    assert say.describe_share(share.assign(value=27.735, lower=23.54, upper=32.36), AREA) == (
        "In the year to 31 March 2025, 27.7% of child protection plans that started in Rotherham were for a child "
        "who had been on a plan before (likely between 23.5% and 32.4%). That is 109 of 393."
    )
    parts = pd.concat(
        [
            rates(group="emotional", count=210.0, denominator=395.0, value=53.16, lower=48.24, upper=58.03),
            rates(group="sexual", count=None, denominator=395.0, value=None, lower=None, status="suppressed"),
        ]
    )
    assert say.describe_parts(
        parts.assign(count_upper=20, span="point", breakdown="category_of_abuse_latest"), AREA
    ) == (
        "At 31 March 2025, the largest latest category of abuse in Rotherham was emotional abuse: 53.2% (likely "
        "between 48.2% and 58.0%). That is 210 of 395, just over half. "
        "Some groups are withheld in the published figures and are not ranked."
    )


def test_the_largest_part_is_named_by_its_breakdown():
    part = rates(group="2 years or more", count=210.0, denominator=395.0, value=53.16)
    said = say.describe_parts(part.assign(breakdown="duration"), AREA)
    assert "the most common length of open plans in Rotherham was 2 years or more" in said
    assert say.headline_parts(part.assign(breakdown="duration"), AREA) == (
        "2 years or more is the most common length of open plans in 2025: 210 of 395 (53%)"
    )
    assert "is the largest group" in say.headline_parts(part, AREA)


def test_a_title_on_parts_names_its_year_since_it_can_be_older_than_its_pack():
    table = rates(group="neglect", breakdown="category_of_abuse_latest", date="2024-03-31", count=126.0)
    title = say.headline_parts(table.assign(denominator=265.0, value=47.5), AREA)
    assert title == "Neglect is the largest latest category of abuse in 2024: 126 of 265 (48%)"


def test_two_censuses_are_not_compared_where_a_box_was_new():
    first = pd.DataFrame({"group": ["not White", "Gypsy, Roma and Traveller"], "share": [0.0642, 0.00049]})
    last = pd.DataFrame({"group": ["not White", "Gypsy, Roma and Traveller"], "share": [0.0897, 0.00348]})
    assert say.describe_composition(first, last) == (
        "Ethnic minorities, excluding White minorities, were 9.0% of people in 2021. They were 6.4% in 2011: a rise. "
        "Gypsy, Roma and Traveller people were 0.35% of people in 2021. They were 0.05% in 2011, but the two do not "
        "compare: 2011 had no box for Roma."
    )


def test_the_verdict_is_withheld_when_the_label_is_not_defined():
    assert say.describe_baselines(grid(defined=False)) == (
        "23% of plans: from 1.2 to 2.6 times, depending on the population it is set beside. "
        "The report does not say which groups “minority communities” covers, so no verdict is given."
    )
    assert say.describe_baselines(grid()).endswith(
        "Like for like (pupils), it is 1.2 times (likely between 1.0 and 1.4): "
        "no clear difference from its share of that population."
    )


def test_a_ratio_from_a_hidden_count_is_not_said():
    assert say.describe_baselines(grid(status="suppressed")) == NOTHING


def test_bounds_are_said_as_bounds():
    row = {"group": "not White", "lowest": 15.129, "highest": 18.635, "indicator": "children_in_care"}
    assert say.describe_bounds(pd.DataFrame([row | {"date": "2023-03-31", "area": AREA}])) == (
        "At 31 March 2023, between 15.1% and 18.6% of children in care in Rotherham were from ethnic minorities, "
        "excluding White minorities. Some counts are withheld, so the exact share is not known."
    )


def test_bounds_say_withheld_only_where_the_number_is_missing():
    row = {"group": "not White", "lowest": 15.1, "highest": 18.6, "indicator": "children_in_care", "count": 100.0}
    said = say.describe_bounds(pd.DataFrame([row | {"date": "2023-03-31", "area": AREA}]))
    assert "withheld" not in said
    assert said.endswith("Counts are rounded, so the exact share is not known.")


def test_the_row_marked_used_is_the_one_that_is_said():
    sources = pd.concat([rates(count=c, source=s, vintage=v) for c, s, v in [*SOURCES, LATER]])
    assert "Here, the Department for Education’s 394 is used." in say.describe_disagreement(sources)
    marked = sources.assign(used=[False, False, True, False])
    assert "Here, the Department for Education’s 395 is used." in say.describe_disagreement(marked)
    assert "Here, 398 is used." in say.describe_disagreement(sources.assign(used=[True, False, False, False]))
    assert "Here, no one of them is used." in say.describe_disagreement(sources.assign(used=False))


LATER = (394.0, "dfe_children_in_need", "2026")


def care_grid():
    rows = [("not White", "if it leaves out White minorities", 2.0, False, "at most 18.6% can be")]
    rows += [("not White British", "if it includes White minorities", 1.5, True, "")]
    made = pd.DataFrame(rows, columns=["set", "condition", "value", "possible", "ruled_out"])
    made = made.assign(label="non-White (as labelled)", cohort_label="Children in care: non-White, 30%", defined=False)
    made = made.assign(baseline_label="pupils", comparable=True, verdict="above", plausible=True)
    return made.assign(lower=made["value"] - 0.2, upper=made["value"] + 0.2)


def test_a_meaning_that_published_figures_rule_out_is_said_and_not_ranged():
    assert say.describe_baselines(care_grid()) == (
        "Children in care: non-White, 30%: 1.5 times, set beside pupils (likely between 1.3 and 1.7). "
        "The report does not say which groups “non-White” covers. "
        "It cannot leave out White minorities: by published figures at most 18.6% can be. "
        "One meaning is left: 1.5 times if it includes White minorities (likely between 1.3 and 1.7): "
        "more than its share of that population."
    )
    assert say.headline_baselines(care_grid()) == "Like for like 1.5 times (non-White)"
    assert say.describe_baselines(care_grid().head(1)) == (
        "Children in care: non-White, 30%: no verdict is given. "
        "It cannot leave out White minorities: by published figures at most 18.6% can be."
    )


def test_the_title_gives_like_for_like_first_and_leaves_out_what_is_not_credible():
    gypsy = care_grid().head(1).assign(label="Gypsy/Roma", cohort_label="5.5%", value=4.0, possible=True)
    odd = gypsy.assign(value=113.0, plausible=False)
    both = pd.concat([gypsy, odd, care_grid().assign(possible=True, value=[1.6, 1.2])])
    assert say.headline_baselines(both) == (
        "Like for like 4.0 times (Gypsy/Roma) and 1.2 to 1.6 (non-White), by what the label covers"
    )


def test_a_disagreement_names_every_value_and_the_one_used():
    sources = pd.concat([rates(count=c, source=s, vintage=v) for c, s, v in SOURCES])
    assert say.describe_disagreement(sources) == (
        "Sources differ on the number of children on a child protection plan in Rotherham at 31 March 2025: it is "
        "printed as 398, 396 and 395. Here, the Department for Education’s 395 is used."
    )
    assert say.headline_values(sources) == "Children on a plan: printed as 398, 396 and 395"


SOURCES = [(398.0, "board_papers", "a"), (396.0, "board_papers", "b"), (395.0, "dfe_children_in_need", "2025")]


def test_headlines():
    moved = change().to_frame().T
    trend = "Children on a plan: 53 in every 10,000, no clear change on last year"
    assert say.headline_trend(rates(), moved, AREA) == trend
    assert (
        say.headline_trend(rates(), moved.assign(date="2024-03-31"), AREA) == "Children on a plan: 53 in every 10,000"
    )
    beside = "below its neighbours’ mean, above their middle value and above England"
    assert say.headline_comparison(comparison(), "children_in_care", AREA) == f"Children in care: Rotherham is {beside}"
    assert say.headline_baselines(grid()) == "Like for like 1.2 times (minority communities)"
    unlike = grid().assign(comparable=False)
    assert say.headline_baselines(unlike) == "From 1.2 to 2.6 times, depending on the population it is set beside"
    assert say.headline_generic("years published.") == "Years published"
    flows = pd.concat([rates(indicator="child_protection_plans_started", count=393.0)])
    assert say.headline_flows(flows) == "Year to 31 March 2025: plans started 393"


def test_empty_tables_give_an_honest_sentence():
    empty = rates().head(0)
    assert say.describe_rate(empty, AREA) == NOTHING
    assert say.describe_change(empty, "child_protection_plans") == NOTHING
    assert say.describe_share(empty, AREA) == NOTHING
    assert say.describe_parts(empty, AREA) == NOTHING
    assert say.describe_comparison(comparison().head(0), "children_in_care", AREA) == ""
    assert say.describe_baselines(grid().head(0)) == ""  # a report that is not at hand is nothing to speak of
    assert say.describe_bounds(pd.DataFrame()) == NOTHING
    assert say.describe_disagreement(empty) == NOTHING
    assert say.describe_composition(pd.DataFrame(), pd.DataFrame()) == NOTHING
    assert say.headline_trend(empty, empty, AREA) == "No figures are at hand for this date"
    assert say.headline_parts(empty) == "No figures are at hand for this date"


def test_a_template_reads_names_only():
    assert fill("{name} {name.__class__} {0}", name="x") == "x {name.__class__} {0}"
    with pytest.raises(KeyError, match="has no word for: other"):
        fill("{other}", name="x")


def test_no_limits_license_no_verb():
    assert licensed(change(value=None, lower=None)) == ""


def test_of_several_cohorts_the_headline_gives_the_widest_range():
    both = pd.concat([grid(), grid().assign(cohort_label="5.5% of plans", value=[112.9, 4.0], upper=[168.0, 6.0])])
    assert say.headline_baselines(both.assign(comparable=False)) == (
        "The population decides the answer: in the widest case, from 4.0 to 113 times"
    )


def test_two_averages_on_the_same_side_are_joined_by_and_and_on_two_sides_by_but():
    rows = [("mean", 104.4, "below"), ("median", 99.0, "below"), ("lowest", 78.0, "above"), ("highest", 148.0, "below")]
    table = pd.DataFrame(rows, columns=["statistic", "value", "side"]).assign(
        set="neighbours 2025",
        ours=95.0,
        areas=10,
        of=10,
        area="E08000018",
        date="2023-03-31",
        indicator="children_in_care",
    )
    rates = pd.DataFrame(
        {"area": ["E08000018"], "date": ["2023-03-31"], "value": [95.0], "lower": [86.9], "upper": [103.1]}
    )
    said = say.describe_comparison(table, "children_in_care", "E08000018", rates=rates)
    assert (
        "below the mean (104.4) of its ten neighbours (2025 model), and a little below their middle value (median 99.0)"
        in said
    )


SIBLINGS = "Brothers and sisters come on to plans together, which makes the range wider"


@pytest.mark.parametrize(
    ("limits", "said", "more"),
    [
        (
            [(-27.5, -7.4), (-29.1, -5.3), (-30.5, -3.5)],
            ". With the range at its widest, the fall still stands (likely between 4% and 31% less).",
            "This was tried with design effects of 1.4 and 1.8.",
        ),
        (
            [(-22.5, -2.4), (-24.1, -0.6), (-25.5, 1.2)],
            (
                ". The fall still stands at first, but with the range at its widest it is no longer clear "
                "(likely between 26% less and 1% more)."
            ),
            "The fall still stands with a design effect of 1.4. It is no longer clear with a design effect of 1.8.",
        ),
        (
            [(-22.5, -0.4), (-24.1, 1.4), (-25.5, 3.1)],
            ". The fall is then no longer clear (likely between 26% less and 3% more).",
            "This was tried with design effects of 1.4 and 1.8.",
        ),
        (
            [(-22.5, 0.4), (-24.1, 1.4), (-25.5, 3.1)],
            " still. There is no clear change then either.",
            "This was tried with design effects of 1.4 and 1.8.",
        ),
    ],
)
def test_the_change_with_families_counted_says_whether_it_still_stands_and_with_which_range(limits, said, more):
    found = say.describe_change_sensitivity(sensitivity(*limits), "child_protection_plans")
    assert found == SIBLINGS + said
    assert found.more == f"{more} The range is that with a design effect of 1.8."


def test_where_no_verb_is_licensed_nothing_is_said_of_siblings():
    nothing = [(None, None)] * 3
    assert say.describe_change_sensitivity(sensitivity(*nothing).assign(value=None), "children_in_care") == ""
    few = sensitivity((-27.5, -7.4), (-29.1, -5.3), (-30.5, -3.5)).assign(count=9)
    assert say.describe_change_sensitivity(few, "children_in_care") == ""
    assert say.describe_change_sensitivity(few.head(0), "children_in_care") == ""


def test_a_change_on_the_quarter_before_says_so():
    row = change(value=20.0, lower=5.0, upper=37.0, step="quarter")
    assert say.describe_change(row, "child_protection_plans").startswith("That is 20% more than a quarter before")
    moved = row.to_frame().T
    assert say.headline_trend(rates(), moved, AREA).endswith(", a rise on the quarter before")


def test_across_a_change_of_definition_no_change_is_given_and_why():
    row = change(value=None, lower=None, upper=None, broken_by="Families First")
    said = "No change is given: what is counted changed in between (Families First)."
    assert say.describe_change(row, "child_protection_plans") == said


@pytest.mark.parametrize("step", ["year", "quarter", "month"])
def test_more_than_before_is_a_verb_whatever_the_step(step):
    with pytest.raises(say.OverClaim, match="no clear change"):
        say.claims_no_more(f"That is 5% more than a {step} before.", change())


def test_the_headline_says_england_once_though_it_is_compared_twice():
    twice = comparison()
    rest = twice[twice["set"] == "England"].assign(statistic="without the area", value=69.9)
    said = say.headline_comparison(pd.concat([twice, rest]), "children_in_care", AREA)
    assert said.endswith("above their middle value and above England")
