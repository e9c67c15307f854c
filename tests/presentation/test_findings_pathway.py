"""Sentences on a pathway, a gap and the routes into care: no number that its limits do not carry."""

import pandas as pd

from analysis.presentation.findings_care import describe_care_routes, headline_care_routes
from analysis.presentation.findings_gap import describe_gap, headline_gap, nothing_beside, waiting_for_returns
from analysis.presentation.findings_pathway import describe_pathway, describe_unknown_steps, headline_pathway
from little_pathways import AREA_STEPS, GROUPS, gap, results, routes


def test_each_group_s_steps_are_said_with_their_limits_and_the_others_by_name():
    assert describe_pathway(results(*GROUPS)) == (
        "At 31 March 2024, other children in England compare with White children as follows. "
        "Black: children in need for every child 1.68 times "
        "(likely between 1.66 and 1.70); children on a plan for every child in need 0.57 times (likely between 0.55 "
        "and 0.59); no clear difference in children in care for every child in need. Other: no verdict, for too few, "
        "hidden or unknown, on children in need for every child. These are counts of one day: children on plans and "
        "children in care are each among the children in need, by two routes, and neither is a step to the other."
    )


def test_an_area_beside_england_is_said_step_by_step_as_counts_of_a_period():
    said = describe_pathway(results(*AREA_STEPS, reference="England", area="E08000018", span="year"))
    assert said.startswith(
        "In the year to 31 March 2024, Rotherham beside England, step by step. Referrals for every child 0.94 times "
        "(likely between 0.91 and 0.98); section 47 enquiries for every referral 1.20 times (likely between 1.13 and "
        "1.26); no clear difference in initial conferences for every enquiry. These are counts of a period, not the "
        "same children followed: an enquiry can begin on a case already open"
    )


def test_the_same_people_followed_are_said_to_be():
    linked = results(*GROUPS, span="year", method="Koopman score; the same people followed from stage to stage")
    assert describe_pathway(linked).endswith("The same children are followed from step to step.")
    assert describe_pathway(results(*GROUPS, span="year")).endswith("of a period, not the same children followed.")


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
        "At 31 March 2025, 313 children in Rotherham were on a plan; at England’s rate there would have been 241: 72 "
        "more (likely between 39 and 108 more). Split along the way, in children: referrals −14 (−22 to −6) and "
        "section 47 enquiries +45 (+30 to +60). No clear difference at initial conferences. The rest lies in how long "
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
    assert "72 fewer (likely between 39 and 108 fewer)" in said


def test_one_group_alone_is_still_named():
    assert headline_pathway(results(GROUPS[0])) == "Children in need beside White children: Black 1.7 times"
    assert "Black: children in need" in describe_pathway(results(GROUPS[0]))
    assert headline_gap(gap(group="Mixed", reference="White")).endswith("Mixed +72")


def test_groups_are_named_and_those_left_out_too():
    said = describe_gap(gap(group="Mixed", reference="White", left_out="Asian, Other"))
    assert said.startswith("At 31 March 2025, 313 Mixed children in Rotherham were on a plan; at the rate of White")
    assert "Not split, for too few or hidden numbers: Asian and Other." in said
    both = pd.concat([gap(group="Mixed", reference="White"), gap(-9, 8, group="Black", reference="White")])
    assert headline_gap(both) == "Children on a plan beside the rate of White children: Mixed +72"


def test_what_is_not_at_hand_is_said_or_left_out():
    assert describe_pathway(results()) == ""
    assert describe_gap(gap().head(0)) == ""
    assert headline_pathway(results()) == headline_gap(gap().head(0)) == "No figures are at hand for this date"
    assert nothing_beside("E92000001").startswith("There is nothing to set England beside")
    assert nothing_beside("E08000018").startswith("No date before the end of this period has every step for Rotherham")
    assert "are not published for one council: they wait for its returns" in waiting_for_returns()


def test_care_is_said_by_its_routes_and_what_is_hidden_is_not_narrowed_down():
    assert describe_care_routes(routes(), "E08000018") == (
        "At 31 March 2025, 476 children were in care in Rotherham: 281 on a full care order (59.0%) and 102 on an "
        "interim care order (21.4%). Withheld in the published figures: by youth justice. Of all of them, 26 (5.5%; "
        "likely between 3.8% and 7.9%) had come to this country alone to seek asylum. These are routes of their own: "
        "care is not a step after a plan."
    )
    assert headline_care_routes(routes(), "E08000018") == (
        "Children in care by route: 59% on a full care order and 21% on an interim care order"
    )


def test_a_hidden_number_of_children_alone_is_withheld():
    said = describe_care_routes(routes(None).assign(value=lambda t: t["value"].where(t["count"].notna())), "E08000018")
    assert "alone to seek asylum is withheld" in said
    assert describe_care_routes(routes().head(0), "E08000018") == ""
