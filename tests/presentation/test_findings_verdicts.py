"""Sentences on how firm a verdict is: by population, by the unknown, by families, by the size of the numbers."""

import pandas as pd
import pytest

from analysis.presentation.findings_firmness import describe_power, describe_siblings, describe_unaccompanied
from analysis.presentation.findings_verdicts import (
    describe_excess,
    describe_flips,
    describe_primary,
    describe_unknown,
    headline_excess,
    headline_flips,
    headline_unknown,
)
from analysis.presentation.licences import OverClaim


def grid(*rows):
    columns = ["set", "baseline_label", "share", "value", "lower", "upper", "verdict", "primary", "flips"]
    return (
        pd.DataFrame(rows, columns=columns)
        .assign(indicator="children_in_care", area="E08000018", date="2023-03-31", unknown_share=0.035, withheld="")
        .assign(group=lambda table: table["set"])
    )


CARE = grid(
    ("Mixed", "School census 2021-22, Mixed", 0.036, 2.3, 1.7, 3.0, "above", True, False),
    ("Mixed", "2021 Census, all ages, Mixed", 0.014, 5.7, 4.3, 7.5, "above", False, False),
    ("not White", "School census 2021-22, not White", 0.148, 1.14, 0.83, 1.49, "no clear difference", True, False),
    ("not White", "2021 Census, all ages, not White", 0.09, 1.88, 1.38, 2.47, "above", False, True),
)


def test_the_public_sentence_has_one_number_and_one_range():
    assert describe_primary(CARE) == (
        "At 31 March 2023, the share of children in care in Rotherham who were from ethnic minorities, excluding White "
        "minorities, was 1.1 times their share of the population (likely between 0.8 and 1.5). That is no clear "
        "difference. Their share of the population is 14.8% (School census 2021-22)."
    )


def test_without_the_primary_population_nothing_is_said():
    assert describe_primary(CARE.assign(primary=False)).endswith("is not at hand for this date, so none is made.")
    assert describe_flips(CARE.assign(primary=False)) == ""
    assert describe_primary(CARE.head(0)) == ""


def test_hidden_numbers_give_no_verdict():
    hidden = CARE.assign(lower=None, upper=None, value=None)
    assert "no verdict can be given" in describe_primary(hidden)


def test_where_the_verdict_turns_with_the_population_the_groups_are_named():
    assert describe_flips(CARE) == (
        "At 31 March 2023, the verdict on children in care in Rotherham depends on the population for: ethnic "
        "minorities, excluding White minorities. It is the same beside every population at hand for: Mixed. "
        "Here each group is set beside all children, of every group."
    )
    assert headline_flips(CARE) == (
        "Beside all children, the population decides the verdict for ethnic minorities, excluding White minorities"
    )
    assert headline_flips(CARE.assign(flips=False)) == "The verdict is the same beside every population at hand"


def ratios(*rows):
    columns = ["group", "count", "expected", "excess", "flag", "to_unflag", "detectable_above", "detectable_below"]
    made = pd.DataFrame(rows, columns=columns).assign(reference="White", lower=[1.8, 0.3, 0.9], upper=[3.3, 0.8, 2.8])
    return made.assign(indicator="children_in_care", area="E08000018", date="2023-03-31")


CARE_RATIOS = ratios(
    ("Mixed", 45, 18.8, 26.2, "over-represented", -18, 1.8, 0.4),
    ("Asian", 22, 44.1, -22.1, "under-represented", 9, 1.5, 0.6),
    ("Black", 15, 9.0, 6.0, "no clear difference", None, 2.2, 0.2),
)


def test_an_excess_is_children_and_what_would_end_the_flag():
    said = describe_excess(CARE_RATIOS)
    assert said == (
        "At 31 March 2023, there were 26 more Mixed children among children in care in Rotherham than at the rate of "
        "White children: 45, not 19. There were 22 fewer Asian children: 22, not 44."
    )
    assert said.more == (
        "Mixed: with 18 fewer, they would no longer be called over-represented. "
        "Asian: with 9 more, they would no longer be called under-represented."
    )
    assert headline_excess(CARE_RATIOS).endswith("White children: Mixed +26 and Asian −22")
    assert headline_excess(CARE_RATIOS.assign(flag="no clear difference")).startswith("No group clearly differs")


def test_an_excess_that_is_only_just_clear_comes_last_and_stands_in_no_title():
    rows = CARE_RATIOS.assign(firm=[False, True, False])
    assert describe_excess(rows).startswith("At 31 March 2023, there were 22 fewer Asian children")
    assert describe_excess(rows).endswith("There were 26 more Mixed children: 45, not 19. That is only just clear.")
    assert headline_excess(rows).endswith("White children: Asian −22")
    assert headline_excess(rows.assign(firm=False)).endswith("White children: none more than just clear")


def test_a_public_sentence_whose_verdict_its_limits_do_not_bear_out_is_refused():
    with pytest.raises(OverClaim, match=r'"more than" needs limits above 1, and these are 0.83 to 1.49'):
        describe_primary(CARE.assign(verdict="above"))


def test_a_group_without_a_verdict_comes_with_what_its_numbers_could_have_shown():
    said = describe_power(CARE_RATIOS)
    assert said.endswith("Black children, only a rate of 2.2 times or more, or of 0.2 times or less, could be told.")
    assert "Mixed" not in said


def test_the_unknown_are_counted_and_their_worst_case_said():
    assert describe_unknown(CARE) == (
        "At 31 March 2023, at most 3.5% of the children in care counted in Rotherham are of unknown ethnic group. "
        "Wherever they belong, no group’s share moves from one side of equal to the other."
    )
    turned = CARE.assign(withheld=["what is not known could put the index on either side of 1", "", "", ""])
    assert describe_unknown(turned).endswith("so no verdict is given, for: Mixed.")
    assert headline_unknown(turned) == "The children of unknown group could turn some answers round"
    assert describe_unknown(CARE.assign(unknown_share=0.0)) == "The ethnic group of every child counted is known."


def test_families_take_a_verdict_away_or_leave_it():
    rows = [("Mixed", e, "over-represented") for e in (1, 1.4, 1.8)]
    rows += [("Black", 1, "over-represented"), ("Black", 1.4, "no clear difference"), ("Black", 1.8, "withheld")]
    said = describe_siblings(pd.DataFrame(rows, columns=["group", "design_effect", "flag"]))
    assert "With the range at its widest, the verdict stands for: Mixed." in said
    assert said.endswith("With a wider range, it is no longer clear for: Black.")
    assert said.more.startswith("Black: no longer clear with a design effect of 1.4. The widest range is that with a")


def test_no_table_is_nothing_said():
    for describe in (describe_excess, describe_power, describe_siblings, describe_unknown):
        assert describe(pd.DataFrame()) == ""


def test_children_who_came_alone_are_left_out_with_what_that_leaves_open():
    rows = [("not White", 82, 101, 542, 1.02, 1.26, 0.83, 1.5, "no clear difference"),
            ("not White", 46, 101, 506, 0.61, 1.35, 0.46, 1.6, "no clear difference")]  # fmt: skip
    columns = [
        "group",
        "count_lower",
        "count_upper",
        "everybody",
        "value_lowest",
        "value_highest",
        "lower",
        "upper",
        "verdict",
    ]
    made = pd.DataFrame(rows, columns=columns).assign(subgroup=36, value=lambda t: t["value_lowest"])
    made = made.assign(indicator="children_in_care", area="E08000018", date="2023-03-31")
    assert describe_unaccompanied(made) == (
        "At 31 March 2023, 36 of 542 children in care in Rotherham had come to this country alone to seek asylum. They "
        "are in care here but in no local census. Without them, the share of children who were from ethnic minorities, "
        "excluding White minorities, would be 0.6 to 1.4 times their share of the population (likely between 0.5 and "
        "1.6). That is no clear difference. It depends on their ethnic groups, which are not published."
    )
    assert describe_unaccompanied(made.head(0)) == ""


def test_counts_rounded_to_ten_are_not_said_to_turn_on_single_children():
    said = describe_excess(CARE_RATIOS.assign(status="rounded"))
    assert said.more == ""


def test_a_group_whose_own_count_is_hidden_is_not_put_down_to_the_unknown():
    hidden = CARE.assign(withheld=["what is not known could put the index on either side of 1", "", "", ""])
    hidden = hidden.assign(status=["suppressed", "published", "published", "published"])
    assert describe_unknown(hidden).endswith("no group’s share moves from one side of equal to the other.")
