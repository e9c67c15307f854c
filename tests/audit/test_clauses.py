"""How a sentence is parted, so that each number keeps its own words."""

import pytest

from analysis.audit.clauses import clauses
from analysis.audit.numbers import numbers


def parts(text):
    found = numbers(text)
    return [
        text[start:end].strip(" ,;:()") for start, end in clauses(text, [one for one in found if not one.idle], found)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("475 plans, 556 in care", ["475 plans", "556 in care"]),
        ("from 475 to 395", ["from 475", "to 395"]),
        ("children and young people in care: 542", ["children and young people in care", "542"]),
        ("England (42.7) is below us", ["England (42.7) is below us"]),
        ("152 of these were repeats", ["152 of these were repeats"]),
        ("1,268 enquiries per 10,000 children", ["1,268 enquiries per 10,000 children"]),
    ],
)
def test_a_sentence_parts_where_two_things_are_set_side_by_side(text, found):
    assert [part for part in parts(text) if part] == found
