"""Sentences on a pathway, a gap and the routes into care: no number that its limits do not carry."""

import pandas as pd
import pytest

from analysis.presentation.findings_care import describe_care_routes, headline_care_routes
from analysis.presentation.findings_gap import describe_gap, headline_gap, nothing_beside, waiting_for_returns
from analysis.presentation.findings_pathway import describe_pathway, describe_unknown_steps, headline_pathway
from analysis.presentation.licences import OverClaim
from little_pathways import AREA_STEPS, GROUPS, gap, results, routes


def test_each_group_s_steps_are_said_with_their_limits_and_the_others_by_name():
    said = describe_pathway(results(*GROUPS))
    assert said == (
        "At 31 March 2024, the rate of children in need in England was 1.68 times as high for Black as for White "
        "children (likely between 1.66 and 1.70). No verdict, for too few, hidden or unknown: Other."
    )
    assert said.more == (
        "Black: children on a plan for every child in need 0.57 times (likely between 0.55 "
        "and 0.59); no clear difference in children in care for every child in need. "
        "These are counts of one day. Children on plans and "
        "children in care are each among the children in need, by two routes, and neither is a step to the other."
    )


def test_an_area_beside_england_is_said_step_by_step_as_counts_of_a_period():
    said = describe_pathway(results(*AREA_STEPS, reference="England", area="E08000018", span="year"))
    assert said == (
        "In the year to 31 March 2024, there were 0.94 times as many referrals for every child in Rotherham as in "
        "England (likely between 0.91 and 0.98). For section 47 enquiries for every referral, it was 1.20 times "
        "(likely "
        "between 1.13 and 1.26). These are counts of a period, not the same children followed."
    )
    assert said.more.startswith(
        "No clear difference in initial conferences for every enquiry. An enquiry can begin on a case already open"
    )


def test_a_verdict_that_its_own_limits_do_not_bear_out_is_refused():
    with pytest.raises(OverClaim, match=r'"above" needs limits above 1, and these are 0.98 to 1.12'):
        describe_pathway(results(("referrals", "population", "", "Black", 1.05, 0.98, 1.12, "above")))


def test_where_no_step_is_clear_the_step_or_the_area_says_so():
    assert describe_pathway(results(*GROUPS[3:])).startswith(
        "At 31 March 2024, no clear difference between White children and other children in England can be told in "
    )
    unclear = results(AREA_STEPS[-1], reference="England", area="E08000018", span="year")
    assert describe_pathway(unclear).startswith(
        "In the year to 31 March 2024, no clear difference between Rotherham and England can be told at any step."
    )


def test_a_group_that_is_only_just_clear_stands_in_no_title():
    made = results(GROUPS[0]).assign(firm=False)
    assert headline_pathway(made) == "Beside White children: no group is more than just clear at any step"


def test_the_same_people_followed_are_said_to_be():
    linked = results(*GROUPS, span="year", method="Koopman score; the same people followed from stage to stage")
    assert describe_pathway(linked).more.endswith("The same children are followed from step to step.")
    year = describe_pathway(results(*GROUPS, span="year"))
    assert year.endswith("of a period, not the same children followed.")


def test_the_title_of_several_groups_is_the_first_step_at_which_any_differs():
    assert headline_pathway(results(*GROUPS)) == "Children in need beside White children: Black 1.7 times"
    later = headline_pathway(results(*GROUPS[2:4]))
    assert later == "Children on a plan for every child in need beside White children: Black 0.6 times"
    assert headline_pathway(results(GROUPS[3])) == "Beside White children: no clear difference at any step"


def test_the_title_of_one_area_names_the_steps_that_differ():
    made = results(*AREA_STEPS, reference="England", area="E08000018")
    assert headline_pathway(made) == (
        "Rotherham beside England, step by step: more section 47 enquiries, fewer referrals"
    )


def test_those_left_out_are_said_by_stage():
    assert describe_unknown_steps(results(*GROUPS)) == (
        "Left out because their ethnic group is not known: 3.0% of children in need, 3.0% of children on a plan and "
        "3.0% of children in care."
    )


def test_a_clear_gap_is_said_with_its_limits_and_only_the_clear_steps_have_numbers():
    assert describe_gap(gap()) == (
        "At 31 March 2025, there were 72 more children on a plan in Rotherham than at England’s rate (likely between "
        "39 "
        "and 108 more). There were 313, and at that rate there would have been 241. Along the way, referrals take off "
        "14 (likely 6 to 22) and section 47 enquiries add 45 (likely 30 to 60)."
    )
    assert describe_gap(gap()).more == (
        "No clear difference at initial conferences. The rest lies in how long "
        "plans last and the number not yet settled: these have no range, and are in the figure. How long plans last is "
        "the mean of the plans open at the two ends of the year, over the plans that ended in it."
    )
    assert headline_gap(gap()) == "72 more children on a plan than at the rate of England"


def test_a_gap_that_may_be_none_is_no_clear_difference():
    said = describe_gap(gap(-9.7, 25.1))
    assert "would have been 241: no clear difference (likely between −10 and +25)." in said
    assert headline_gap(gap(-9.7, 25.1)) == "Children on a plan: no clear difference from the rate of England"


def test_a_gap_below_is_said_as_fewer_with_the_smaller_limit_first():
    said = describe_gap(gap(-108.3, -38.6).assign(gap=-71.6))
    assert "72 fewer children on a plan in Rotherham than at England’s rate (likely between 39 and 108 " in said


def test_one_group_alone_is_still_named():
    assert headline_pathway(results(GROUPS[0])) == "Children in need beside White children: Black 1.7 times"
    assert "as high for Black as for White children" in describe_pathway(results(GROUPS[0]))
    assert headline_gap(gap(group="Mixed", reference="White")).endswith("Mixed +72")


def test_groups_are_named_and_those_left_out_too():
    said = describe_gap(gap(group="Mixed", reference="White", left_out="Asian, Other"))
    assert said.startswith("At 31 March 2025, there were 72 more Mixed children on a plan in Rotherham than at the ")
    assert said.more.startswith("Mixed: No clear difference at initial conferences.")
    assert "Not split, for too few or hidden numbers: Asian and Other." in said.more
    both = pd.concat([gap(group="Mixed", reference="White"), gap(-9, 8, group="Black", reference="White")])
    assert headline_gap(both) == "Children on a plan beside the rate of White children: Mixed +72"


def test_what_is_not_at_hand_is_said_or_left_out():
    assert describe_pathway(results()) == ""
    assert describe_gap(gap().head(0)) == ""
    assert headline_pathway(results()) == headline_gap(gap().head(0)) == "No figures are at hand for this date"
    assert nothing_beside("E92000001").startswith("There is nothing to set England beside")
    assert nothing_beside("E08000018").startswith("No date before the end of this period has every step for Rotherham")
    assert "are not published for one council. They wait for its returns" in waiting_for_returns()


def test_care_is_said_by_its_routes_and_what_is_hidden_is_not_narrowed_down():
    assert describe_care_routes(routes(), "E08000018") == (
        "At 31 March 2025, 59.0% of children in care in Rotherham were on a full care order (likely between 54.6% and "
        "63.4%). That is 281 of 476. Others were on an interim care order (102, 21.4%). Of all of them, 26 (5.5%; "
        "likely between 3.8% and 7.9%) had come to this country alone to seek asylum."
    )
    assert describe_care_routes(routes(), "E08000018").more == (
        "Withheld in the published figures: by youth justice. These are routes of their own: care is not a step after "
        "a plan."
    )
    assert headline_care_routes(routes(), "E08000018") == (
        "Children in care by route: 59% on a full care order and 21% on an interim care order"
    )


def test_a_hidden_number_of_children_alone_is_withheld():
    said = describe_care_routes(routes(None).assign(value=lambda t: t["value"].where(t["count"].notna())), "E08000018")
    assert "alone to seek asylum is withheld" in said
    assert describe_care_routes(routes().head(0), "E08000018") == ""
