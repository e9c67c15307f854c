"""What a trend or a forecast may start from: one definition, one population release."""

import pandas as pd
import pytest

from analysis.measures.timeline import timeline, unbroken
from analysis.measures.trends import trend

ROWS = pd.DataFrame(
    [
        ("2010-03-31", 380, "2011"), ("2024-03-31", 400, "2025"), ("2025-03-31", 410, "2025"),
        ("2026-03-31", 300, "2025"), ("2027-03-31", 310, "2025"),
    ],
    columns=["date", "count", "denominator_vintage"],
).assign(indicator="child_protection_plans", area="E08000018", denominator=50000)  # fmt: skip


def test_only_the_rows_that_compare_with_the_last_are_kept():
    assert unbroken(ROWS)["date"].tolist() == ["2026-03-31", "2027-03-31"]  # since Families First
    assert unbroken(ROWS.iloc[:3])["date"].tolist() == ["2024-03-31", "2025-03-31"]  # of one population release
    assert unbroken(ROWS.assign(indicator="children_in_care"))["date"].tolist()[0] == "2024-03-31"


def test_the_order_of_the_rows_is_no_matter_and_a_hidden_last_count_does_not_decide():
    assert unbroken(ROWS.iloc[::-1])["date"].tolist() == ["2027-03-31", "2026-03-31"]
    hidden = ROWS.assign(count=[380, 400, 410, None, None])
    assert unbroken(hidden)["date"].tolist() == ["2024-03-31", "2025-03-31", "2026-03-31", "2027-03-31"]


def test_a_series_without_releases_or_events_stays_whole():
    plain = ROWS[["date", "count"]]
    assert len(unbroken(plain)) == 5


def test_a_series_across_a_change_of_definition_is_refused_with_its_name():
    with pytest.raises(ValueError, match=r"What is counted changed within this series \(Families First\)"):
        trend(ROWS.iloc[1:], 1)
    assert len(timeline(unbroken(ROWS), 1).count) == 2
