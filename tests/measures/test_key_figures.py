"""Many indicators at once, each as its own rate or percentage, beside England and the neighbours."""

import pandas as pd
import pytest

from analysis.measures.comparisons import on_the_same_population
from analysis.measures.key_figures import beside_england, indicator_values
from analysis.measures.rates import printed_rate

US, ENGLAND, A, B, C = "E08000018", "E92000001", "E08000016", "E08000017", "E08000036"
SETS = pd.DataFrame({"set": ["neighbours 2025"] * 3 + ["England"], "area": [A, B, C, ENGLAND]})


def row(indicator, area, date, count, denominator, value=None):
    return {
        "indicator": indicator, "area": area, "date": date, "count": count, "denominator": denominator, "value": value,
    }  # fmt: skip


def table(*rows):
    return pd.DataFrame(list(rows))


def test_a_rate_stays_one_row_and_is_per_ten_thousand():
    made = indicator_values(table(row("child_protection_plans", US, "2025-03-31", 313.0, 59_521.0)))
    assert len(made) == 1
    assert made["value"].iloc[0] == pytest.approx(52.586, abs=0.001)
    assert made["statistic"].iloc[0] == "rate"


def test_a_share_is_in_percent_and_every_row_keeps_its_own_words():
    made = indicator_values(
        table(
            row("child_protection_plans", US, "2025-03-31", 313.0, 59_521.0),
            row("child_protection_plans_repeat", US, "2025-03-31", 109.0, 393.0),
        )
    )
    assert list(made["indicator"]) == ["child_protection_plans", "child_protection_plans_repeat"]
    assert made["value"].iloc[1] == pytest.approx(27.735, abs=0.001)
    assert list(made["count"]) == [313.0, 109.0]


def test_a_rate_without_a_number_stands_as_published_without_limits():
    made = indicator_values(table(row("children_in_care", US, "2025-03-31", None, None, 80.0)))
    assert made[["statistic", "value"]].iloc[0].to_list() == ["rate", 80.0]
    assert made[["lower", "upper"]].isna().all(axis=None)


def values(*rows):
    made = table(*rows)
    return made.assign(lower=made["value"] - 5, upper=made["value"] + 5)


def test_england_and_the_neighbours_are_of_the_area_s_own_latest_date():
    rows = values(
        row("child_protection_plans", US, "2024-03-31", None, None, 50.0),
        row("child_protection_plans", ENGLAND, "2024-03-31", None, None, 40.0),
        row("child_protection_plans", ENGLAND, "2025-03-31", None, None, 80.0),
        *(
            row("child_protection_plans", area, "2024-03-31", None, None, v)
            for area, v in ((A, 30.0), (B, 45.0), (C, 90.0))
        ),
        row("child_protection_plans", A, "2025-03-31", None, None, 999.0),
    )
    made = beside_england(rows, US, SETS, "neighbours 2025").iloc[0]
    assert (made["ours"], made["england"], made["neighbours"]) == (50.0, 40.0, 45.0)
    assert made["value"] == pytest.approx(1.25)
    assert (made["lower"], made["upper"]) == (pytest.approx(45 / 40), pytest.approx(55 / 40))


def test_a_rate_on_another_population_is_left_out_of_a_comparison():
    rows = table(
        row("child_protection_plans", US, "2022-03-31", 475.0, 57_453.0, 82.7),
        row("child_protection_plans", A, "2022-03-31", 300.0, 49_000.0, 61.0),
        row("child_protection_plans", ENGLAND, "2022-03-31", 50_920.0, 12_093_290.0, 42.1),
    ).assign(denominator_vintage=["old", "new", "old"])
    assert list(on_the_same_population(rows, US)["area"]) == [US, ENGLAND]


def test_a_printed_rate_stands_as_printed_with_limits_of_its_own_count():
    rows = table(row("children_in_care", US, "2023-03-31", 542.0, 57_205.0, 95.0))
    made = printed_rate(rows).iloc[0]
    assert made["value"] == 95.0
    assert (made["lower"], made["upper"]) == (pytest.approx(86.9, abs=0.05), pytest.approx(103.1, abs=0.05))


def test_england_is_not_compared_with_itself():
    rows = values(row("child_protection_plans", ENGLAND, "2024-03-31", None, None, 40.0))
    assert beside_england(rows, ENGLAND, SETS, "neighbours 2025")["value"].isna().all()
