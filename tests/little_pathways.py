"""Little results of a pathway, a gap and routes into care, for the tests of sentences and pictures."""

import pandas as pd

NEED, PLANS, CARE = "children_in_need", "child_protection_plans", "children_in_care"
ABOVE, BELOW, UNCLEAR, WITHHELD = "above", "below", "no clear difference", "cannot be said"
AREA_STEPS = (
    ("referrals", "population", "", "Rotherham", 0.941, 0.908, 0.976, BELOW),
    ("section_47_enquiries", "population", "", "Rotherham", 1.126, 1.065, 1.190, ABOVE),
    ("section_47_enquiries", "previous stage", "referrals", "Rotherham", 1.196, 1.131, 1.264, ABOVE),
    ("initial_conferences", "population", "", "Rotherham", 1.263, 1.151, 1.386, ABOVE),
    ("initial_conferences", "previous stage", "section_47_enquiries", "Rotherham", 1.05, 0.99, 1.13, UNCLEAR),
)
GROUPS = (
    (NEED, "population", "", "Black", 1.677, 1.659, 1.696, ABOVE),
    (PLANS, "population", "", "Black", 0.951, 0.915, 0.988, WITHHELD),
    (PLANS, "previous stage", NEED, "Black", 0.567, 0.546, 0.589, BELOW),
    (CARE, "previous stage", NEED, "Black", 1.02, 0.99, 1.05, UNCLEAR),
    (NEED, "population", "", "Other", None, None, None, WITHHELD),
)


def results(*rows, reference="White", area="E92000001", span="point", method="log-Wald"):
    columns = ["stage", "basis", "previous", "group", "value", "lower", "upper", "verdict"]
    made = pd.DataFrame(rows, columns=columns)
    return made.assign(reference=reference, area=area, span=span, date="2024-03-31", method=method, unknown_share=0.03)


PARTS = (
    ("expected", 241.4, None, None, None),
    ("entry: referrals", -14.2, -22.3, -5.9, True),
    ("entry: section_47_enquiries", 44.5, 29.8, 60.0, True),
    ("entry: initial_conferences", 3.0, -6.0, 12.0, False),
    ("length of stay", 16.0, None, None, None),
    ("change in stock", 22.3, None, None, None),
    ("count", 313.0, None, None, None),
)


def gap(gap_lower=38.6, gap_upper=108.3, group="Rotherham", reference="England", left_out=""):
    made = pd.DataFrame(PARTS, columns=["part", "value", "lower", "upper", "clear"])
    made["clear"] = made["clear"].astype("boolean")
    return made.assign(
        indicator=PLANS, area="E08000018", date="2025-03-31", group=group, reference=reference, left_out=left_out,
        gap=71.6, gap_lower=gap_lower, gap_upper=gap_upper, ends="published",
    )  # fmt: skip


def routes(alone=26.0):
    rows = [
        (CARE, "Full care order", 281.0, 59.0, 54.6, 63.4),
        (CARE, "Interim care order", 102.0, 21.4, 18.0, 25.3),
        (CARE, "Youth justice legal statuses", None, None, None, None),
        (CARE, "Detained for child protection", 0.0, 0.0, 0.0, 0.8),
        ("children_in_care_unaccompanied", "Unaccompanied", alone, 5.46, 3.8, 7.9),
    ]
    made = pd.DataFrame(rows, columns=["indicator", "group", "count", "value", "lower", "upper"])
    return made.assign(area="E08000018", date="2025-03-31", denominator=476.0)
