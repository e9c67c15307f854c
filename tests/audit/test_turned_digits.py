"""A number given again in its paragraph with two digits turned."""

import pytest

from reading_a_sentence import contradicting


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The MASH handled 14,210 contacts. In the overview we said that the MASH took 14,120 contacts.", "14,120"),
        ("Our reviewing officers chaired 702 conferences. The service's own return has 720 meetings chaired.", "720"),
        ("The forecast overspend is £12,500. The overspend of £15,200 will be carried to the next year.", "£15,200"),
        ("The average caseload is 18.6. RAG: the board rated caseload (16.8) amber.", "16.8"),
    ],
)
def test_a_number_with_its_digits_turned_that_is_said_to_be_given_again_is_accused(text, number):
    assert contradicting(text) == {number: "inconsistent"}


@pytest.mark.parametrize(
    "text",
    [
        "The MASH handled 14,210 contacts. In the year before it took 14,120 contacts.",
        "Schools sent 431 contacts. The panel says that 341 were closed.",
        "The hub took 905 contacts on exploitation. The summary has 950 contacts on domestic abuse.",
        "We trained 612 teachers. Another 621 people came to the fair.",
        "Schools sent 143 contacts and the police 431. The panel says that 341 were closed.",
    ],
)
def test_but_not_where_nothing_says_so(text):
    assert contradicting(text) == {}
