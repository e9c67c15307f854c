"""What a sentence or a table says against itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_a_sentence import contradicting


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Of 80 cases audited, 52 were good or better (58%).", {"58%": "arithmetic"}),
        ("45 of the 60 schools replied, a response rate of 70%.", {"70%": "arithmetic"}),
        ("14 agencies were asked and 11 answered, that is 85%.", {"85%": "arithmetic"}),
        ("Contacts rose from 8,000 to 9,200, an increase of 12%.", {"12%": "arithmetic"}),
        ("Contacts fell by 295, from 1,678 to 1,393.", {"295": "arithmetic"}),
        ("Attendance rose from 61% to 74%, up 15 percentage points.", {"15 percentage points": "arithmetic"}),
        ("The three sites saw 112, 96 and 75 visitors - 293 altogether.", {"293": "arithmetic"}),
        ("Seven wards sent 21 delegates each: 154 people.", {"154": "arithmetic"}),
        ("A third of the 270 delegates, 80 people, came from schools.", {"80": "arithmetic"}),
        ("| Group | Number |\n|---|---|\n| Schools | 10 |\n| Police | 20 |\n| Total | 31 |", {"31": "arithmetic"}),
        ("We held 14 practice weeks. The 16 practice weeks we held reached many.", {"16": "inconsistent"}),
        ("Page 4 gives 64 courses in the year, page 9 gives 61 courses in the year.", {"61": "inconsistent"}),
    ],
)
def test_what_does_not_add_up_is_found(text, found):
    assert contradicting(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Of 80 cases audited, 52 were good or better (65%).",
        "Contacts rose from 8,000 to 9,200, an increase of 15%.",
        "The three sites saw 112, 96 and 75 visitors - 283 altogether.",
        "200 people attended, 50 of them from schools and 30 from health, and 92% would recommend it.",
        "We trained 412 staff in the spring and 396 staff in the autumn.",
        "In 2021-22 there were 64 exclusions; in 2022-23 there were 71 exclusions.",
        "The survey had 240 replies from parents and 210 replies from children.",
        "Domestic abuse was a factor in 61% of plans, and 40 of the 265 children on plans had a disability.",
        "401 plans began and 532 ended, leaving 265.",
    ],
)
def test_what_adds_up_or_is_of_two_things_is_left_alone(text):
    assert contradicting(text) == {}


@given(st.integers(1, 400), st.integers(10, 400), st.integers(0, 1))
def test_a_share_of_two_counts_rounded_half_up_is_never_accused_and_one_two_units_off_always_is(part, rest, decimals):
    whole = part + rest
    step = 10**decimals
    units = (200 * part * step + whole) // (2 * whole)  # rounded half up, in units of the last place
    for units_off in (0, 2):
        shown = (units + units_off) / step
        text = f"Of {whole} files, {part} were complete, that is {shown:.{decimals}f}%."
        assert (f"{shown:.{decimals}f}%" in contradicting(text)) == bool(units_off)


@given(st.integers(300, 9000), st.integers(300, 9000))
def test_a_change_is_its_two_ends_difference_and_no_other(before, after):
    step = abs(after - before)
    if step < 2 or any(1890 <= one <= 2110 for one in (before, after, step)):
        return  # a number like a year is read as one
    assert contradicting(f"Calls changed from {before} to {after}, a change of {step}.") == {}
    assert contradicting(f"Calls changed from {before} to {after}, a change of {step + 1}.") == {
        str(step + 1): "arithmetic"
    }
