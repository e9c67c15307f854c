"""Tables against their own rows and columns."""

import pytest

from reading_a_sentence import contradicting


def table(*rows):
    lines = [f"| {row.replace('|', ' | ')} |" for row in rows]
    head = "|---" * len(rows[0].split("|")) + "|"
    return "\n".join([lines[0], head, *lines[1:]]) + "\n\nCounted locally."


@pytest.mark.parametrize(
    ("text", "number", "verdict"),
    [
        (table("Team|Q1|Q2|Q3|Q4|Total", "MASH contacts|211|198|224|187|830"), "830", "arithmetic"),
        (table("Course|2023-24|2024-25|Change", "Neglect|48|60|+12", "Online|37|30|-9"), "-9", "arithmetic"),
        (
            table("Course|2023-24|2024-25|% change", "Neglect|48|60|25%", "Online|40|30|-20%", "Fathers|20|22|10%"),
            "-20%",
            "arithmetic",
        ),
        (table("Outcome|Number|%", "Closed|48|48%", "Open|32|32%", "Transferred|20|25%"), "25%", "arithmetic"),
        (table("Team|Due|Done|%", "North|50|40|80%", "South|60|45|75%", "East|40|30|70%"), "70%", "arithmetic"),
        (table("Month|Missing episodes", "April|81", "May|74", "June|66", "May|78"), "78", "inconsistent"),
        (
            table(
                "Partner|2023-24|2024-25|Difference",
                "Council|£110,000|£121,000|£11,000",
                "Health|£95,000|£99,000|£5,000",
            ),
            "£5,000",
            "arithmetic",
        ),
        (table("Measure|Mar-24|Mar-25|Movement", "Attendance|61%|74%|+15"), "+15", "arithmetic"),
        (table("Quarter|Contacts", "Q1|211", "Q2|198", "Q3|224", "Q4|187", "Total|830"), "830", "arithmetic"),
    ],
)
def test_a_cell_that_the_rest_of_its_table_contradicts_is_found(text, number, verdict):
    assert contradicting(text) == {number: verdict}


@pytest.mark.parametrize(
    "text",
    [
        table("Team|Q1|Q2|Q3|Q4|Year", "Open cases|211|198|224|187|187"),
        table("Team|Q1|Q2|Q3|Q4|Year", "Open cases|211|198|224|187|205"),
        table("Course|2023-24|2024-25|Change", "Neglect|48|60|+12", "Online|37|30|-7"),
        table("Course|2024-25|2023-24|% change", "Neglect|60|48|25%", "Online|30|40|-25%", "Fathers|22|20|10%"),
        table("Course|Target|2024-25|Difference", "Neglect|60|48|-5"),
        table("Outcome|Number|%", "Closed|48|80%", "Open|32|70%", "Transferred|20|95%"),
        table("Team|Audits|% good", "North|24|67%", "South|18|72%", "All|42|69%"),
        table("Team|On time", "North|67%", "South|72%", "Total|70%"),
        table("Indicator|Number", "Referrals|2909", "of which police|900", "Conferences|445", "of which police|300"),
        table("Area|Rate", "Care |", "Rotherham|80", "Plans |", "Rotherham|52"),
        table("Area|CP|Care", "England|40.6|67", "Rotherham|52.6|80"),
        table("Month|Open", "March 2023|211", "June 2023|198", "March 2024|224"),
        table("Group|% of plans", "White|84%", "Mixed|8%", "Asian|5%", "Black|2%", "Other|2%"),
        table("Factor|% of assessments", "Domestic abuse|61%", "Mental health|48%", "Alcohol|22%"),
        table("Measure|2022-23|2023-24|2024-25|Change", "Contacts|300|280|250|-50"),
        table("Quarter|Strategy meetings", "Q1|211", "Q2|198", "Q3|224", "Q4|187", "Year|820"),
        table("Quarter|Open cases", "Q1|211", "Q2|198", "Q3|224", "Q4|187", "Year|187"),
        table("Measure|2023-24|2024-25|Direction of change", "Contacts|300|280|2"),
        table("Age|Boys|Girls|All", "Under 5|24|30|56", "5 to 9|18|22|40"),
    ],
)
def test_a_table_that_means_something_else_is_left_alone(text):
    assert contradicting(text) == {}
