"""A stated change against the two values that it is between."""

import pytest

from reading_a_sentence import contradicting


@pytest.mark.parametrize(
    ("text", "number", "verdict"),
    [
        ("Contacts went up from 1,240 to 1,426, or 12%.", "12%", "arithmetic"),
        ("Early help: 1,240 → 1,426 (+12%).", "+12%", "arithmetic"),
        ("Early help episodes: 1,240 in 2023-24, 1,426 in 2024-25. That is an increase of 12%.", "12%", "arithmetic"),
        ("Missing episodes fell 20% to 320 from 370.", "20%", "arithmetic"),
        ("Missing episodes fell by 40 to 320, having been 370 the year before.", "40", "arithmetic"),
        ("Return interviews numbered 412 (380 a year earlier), up 12%.", "12%", "arithmetic"),
        ("Staff turnover was 18% against 14% last year, a rise of 6 points.", "6", "arithmetic"),
        ("Spend rose 10%, from £240,000 to £252,000.", "10%", "arithmetic"),
        ("The budget went from £1,200,000 to £1,260,000: up £80,000.", "£80,000", "arithmetic"),
        ("Contacts fell from 980 to 910 while early help plans rose from 410 to 460, up 20%.", "20%", "arithmetic"),
        (
            "Contacts fell from 980 to 910, down 70; early help plans rose from 410 to 460, a rise of 60.",
            "60",
            "arithmetic",
        ),
        ("Vacancies: 24 then 18, a drop of 8.", "8", "arithmetic"),
        ("Agency staff dropped to 31 from 44, a reduction of 15.", "15", "arithmetic"),
        ("LADO referrals rose 25% between 2023-24 (160) and 2024-25 (190).", "25%", "arithmetic"),
        (
            "Attendance improved from 61% to 74%, an improvement of 15 percentage points.",
            "15 percentage points",
            "arithmetic",
        ),
        ("Numbers of carers: 212 last year and 196 this year, a net loss of 18.", "18", "arithmetic"),
        ("We had 310 MACE cases a year ago and now have 250, 30% fewer.", "30%", "arithmetic"),
        ("Home educated children rose from 640 to 720 (up 15%).", "15%", "arithmetic"),
        ("Joiners 30, leavers 22, net 12.", "12", "arithmetic"),
        ("The number of foster carers fell from 212 to 196. This is a reduction of 20.", "20", "arithmetic"),
        ("Training places: 780, then 655. ▼ 26%", "26%", "arithmetic"),
    ],
)
def test_a_change_that_is_not_that_of_its_two_ends_is_found(text, number, verdict):
    assert contradicting(text) == {number: verdict}


@pytest.mark.parametrize(
    "text",
    [
        "Contacts went up from 1,240 to 1,426, or 15%.",
        "Contacts rose from 40 to 52 (87% of them were in time).",
        "Audits rose from 40 to 52, 81% of them good.",
        "The care rate is 80 against 67 in England, down 7%.",
        "Visits rose from 410 to 460, and 88% were on time.",
        "Contacts fell from 980 to 910; referrals fell by 9%.",
        "CLA went from 502 to 476. Referrals were up 8.9%.",
        ("Contacts fell from 980 to 910 and early help plans rose from 410 to 460, by 7% and 12% respectively."),
        "Up from 331 to 334, 75%.",
        "Attendance rose from 61% to 74%, up 21%.",
        "From 9 to 5, a drop of 4 each month.",
        "We trained 412 staff against a target of 400, up 20% on last year.",
        "The team grew from 8 to 12, with 3 more to come.",
        "Contacts rose 15% from 1,240 to 1,426, though the rise slowed to 3% in the last quarter.",
        "Attendance grew from 40 to 52, an increase of 12 or 30%.",
        "Contacts rose by 186, from 1,240 to 1,426, and calls by 40.",
        "The rate fell from 69.0 to 45.3, down 34%.",
        "Plans fell from 475 to 395 (17% lower), then to 265 (33% lower).",
        "Contacts went from 1,240 to 1,426 to 1,500, up 5% in the year.",
        "Numbers rose from 12 to 15, up 3, and there were 4 fewer complaints.",
        "Between 2022 and 2024, 40 children left; 12 joined, a net fall of 28.",
        "The helpline took 905 calls, up from 880, a change of leadership having cost 2 weeks.",
        "From 14 to 16 March 30 children attended, up 5.",
        "The rise of 12% to 1,426 contacts compares with 8% nationally.",
        "Contacts grew 15% to 1,426; in the region they grew 9%.",
        "Of 412 contacts 40 were repeats, down 12 on last year.",
        "We had 310 cases a year ago and now have 250, 60 fewer, of which 20% closed early.",
        "Re-referrals fell from 22% to 18% (England 22%, down 1 point).",
        "Complaints rose from 31 to 44, 13 more, while compliments fell from 60 to 51, 9 fewer.",
        "Complaints rose by 13, to 44.",
        "The number of foster carers fell from 212 to 196. This is a reduction of 16.",
        "The partnership met 6 times, up from 4, and attendance was 88%, up 3 points.",
    ],
)
def test_a_change_that_is_right_or_of_something_else_is_left_alone(text):
    assert contradicting(text) == {}
