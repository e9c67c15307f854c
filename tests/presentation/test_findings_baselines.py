"""Sentences on a share as a report prints it, beside the population share that it prints next to it."""

import pandas as pd

from analysis.presentation.findings_baselines import describe_baselines

GRT = "Gypsy, Roma and Traveller"


def grid(*rows):
    columns = ["set", "baseline_label", "share", "value", "lower", "upper", "verdict", "comparable", "plausible"]
    return pd.DataFrame(rows, columns=columns).assign(
        cohort_label="Plans: Gypsy/Roma, 5.5%", label="Gypsy/Roma", condition="", defined=True,
        count_lower=22, count_upper=22, denominator=398, traced="",
    )  # fmt: skip


GYPSY_ROMA = grid(
    ("", "The share printed beside it", 0.00049, 112.8, 75.1, 167.9, "above", False, False),
    (GRT, f"2011 Census, all ages, {GRT}", 0.00049, 112.9, 75.1, 168.0, "above", False, False),
    (GRT, f"2021 Census, all ages, {GRT}", 0.00348, 15.87, 10.6, 23.6, "above", False, True),
    (GRT, f"School census 2021-22, {GRT}", 0.0138, 4.0, 2.7, 5.95, "above", True, True),
)


def test_a_printed_share_is_worked_out_as_printed_traced_and_set_beside_every_population_by_name():
    traced = GYPSY_ROMA.assign(traced=[f"2011 Census, all ages, {GRT}", "", "", ""])
    assert describe_baselines(traced) == (
        "Plans: Gypsy/Roma, 5.5%, is 113 times the 0.049% of the population that the report sets beside it (likely "
        "between 75 and 168). That population is not credible: these children would be more than a tenth of everybody "
        f"it counts. Like for like (School census 2021-22, {GRT}), it is 4.0 times (likely between 2.7 and 6.0): more "
        "than its share of that population."
    )
    assert describe_baselines(traced).more == (
        f"Plans: Gypsy/Roma, 5.5%, is 22 of 398 children. The 0.049% comes from: 2011 Census, all ages, {GRT}. "
        "Beside each population at hand, it is this many times: 113 (2011 Census, all ages), 15.9 (2021 Census, all "
        "ages) and 4.0 (School census 2021-22)."
    )


def test_counts_that_a_rounded_percentage_allows_stand_beside_its_ratio():
    made = GYPSY_ROMA.head(1).assign(share=0.089, value=2.596, lower=2.12, upper=3.135, plausible=True)
    made = made.assign(count_lower=90, count_upper=93, denominator=396)
    said = describe_baselines(made)
    assert "is 2.6 times the 8.9% of the population that the report sets beside it (likely between 2.1 and" in said
    assert said.more == "Plans: Gypsy/Roma, 5.5%, is 90 to 93 of 396 children."
