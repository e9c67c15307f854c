"""Totals of lists, counts of shares, ratios and means, within a sentence."""

import pytest

from reading_a_sentence import contradicting


@pytest.mark.parametrize(
    ("text", "number", "verdict"),
    [
        ("The three sites saw 112, 96 and 75 visitors - 293 altogether.", "293", "arithmetic"),
        ("Referrals came from schools (112), police (96) and health (75), 293 in all.", "293", "arithmetic"),
        ("Schools made 112 contacts, police 96 and health 75; together these three made 293.", "293", "arithmetic"),
        ("Sessions: 24 in spring; 30 in summer; 18 in autumn. In total 82 sessions were held.", "82", "arithmetic"),
        ("We ran 24 courses in spring and 30 in summer, making 64.", "64", "arithmetic"),
        ("Audits: Q1 24, Q2 30, Q3 18 and Q4 22. Total 104.", "104", "arithmetic"),
        (
            "Contributions were council £110,000, health £95,000 and police £42,500, a total of £257,500.",
            "£257,500",
            "arithmetic",
        ),
        ("Barnsley 24, Doncaster 30, Sheffield 41 and Rotherham 22 come to 127.", "127", "arithmetic"),
        (
            "Participants were social workers (45), nurses (30) and police officers (20), giving a total of 105.",
            "105",
            "arithmetic",
        ),
        ("The panel heard 24 cases in the first half and 30 in the second, totalling 64.", "64", "arithmetic"),
        ("The five bands (65, 61, 88, 39 and 12) add up to 275.", "275", "arithmetic"),
        ("The dentists saw 73% of 450 children, that is 349.", "349", "arithmetic"),
        ("With 445 conferences and 393 plans begun, 78% of conferences led to a plan.", "78%", "arithmetic"),
        ("Our rate was 84 and that of our neighbours 60, a ratio of 1.6.", "1.6", "arithmetic"),
        ("The hub took 240 calls and opened 96 assessments: 50% of calls led to an assessment.", "50%", "arithmetic"),
        ("90% of the 60 schools (58) returned the audit.", "58", "arithmetic"),
        ("Assaults rose: 78 this year is 2.5 times the 39 of last year.", "2.5 times", "arithmetic"),
        ("64% of 250 parents, or 175, felt heard.", "175", "arithmetic"),
        ("The number of workers was 480, an average of 45 a month over 12 months.", "45", "arithmetic"),
    ],
)
def test_what_a_sentence_counts_wrongly_is_found(text, number, verdict):
    assert contradicting(text) == {number: verdict}


@pytest.mark.parametrize(
    "text",
    [
        "12 courses and 300 people, a total of 450 people attended events.",
        "3 events, 12 courses and 300 people in all.",
        "We made 45 visits and 60 calls, to 90 families in all.",
        "We made 45 visits and 60 calls, 90 families in all.",
        "Of 36 cases, 12 were closed and 20 open, 4 being transferred: 36 in all.",
        "40 audits were done, of which 12 were joint; a total of 45 were planned.",
        "The survey had 60 boys and 50 girls, 112 replies in all.",
        "There were 12 in January, 14 in February and 30 by March in total.",
        "The three sites saw 112, 96 and 75 visitors - 283 altogether.",
        "We trained 40 staff in Q1 and 52 in Q2. In total 300 staff have been trained since 2021.",
        "Attendance: health 80%, police 75% and schools 70%; 75% overall.",
        "Attendance: health 80%, police 75% and schools 70%, 75% overall.",
        "Visits: 40 in May, 45 in June and 50 in July, 45 a month overall.",
        "The area has 12 nurseries and 90 schools, 110 settings in all with the colleges.",
        "We held 12 meetings with 40 parents and 30 children, 85 people in all.",
        "The team is made up of 4 managers, 12 workers and 2 clerks: 18 in total.",
        "We saw 45 and 60 children in the two halves, 105 in all.",
        "Cases: 24 open, 30 closed. That is 12 more than last year.",
        "In 2023-24 there were 24, in 2024-25 30, a total of 54 over the 2 years.",
        "Boys 160, girls 145, and 8 not yet born: 313 on plans.",
        "On plans: 160 boys and 145 girls, 313 in all.",
        "In care were 290 boys and 186 girls, 476 in all.",
        "Spend was £40,000 on staff, £12,000 on training and £3,000 on venues, which gives £55,000.",
        "In care: 290 boys; 186 girls are placed in 40 homes.",
        "Schools gave 24 and health 30 replies; a total of 60 had been sent out.",
        "We asked 24 boys and 30 girls; in all 48 replied.",
        "Questions 4, 5 and 6 total 20 marks.",
        "The dentists saw 73% of 450 children, that is 329.",
        "The dentists saw 73% of 450 children, 120 of them under five.",
        "75% of 40 staff, 24 more than last year, were trained.",
        "80% of 120 cases (90 last year) were in time.",
        "Visits ranged from 3 to 12 days, with an average of 7 days.",
        "The average was 14 days; the longest team average was 12 weeks.",
        "With 445 conferences and 393 plans begun, 88% of conferences led to a plan.",
        "Black children are 2.6 times as likely to be in care: 12% of care and 4.6% of children.",
        "The rate was 80 against 67, 1.2 times as high.",
        ("Rates: 80 for Rotherham and 67 for England; Black children were 1.6 times as likely to be in care."),
        "There were 3 managers to 12 workers, a ratio of 1 to 4.",
        "Attendance averaged 88%, the lowest being police at 61% and the highest schools at 97%.",
        "Caseloads averaged 17, the highest 28.",
        "The oldest was 17 and the average age 9.",
        "The average age was 14 years and the longest stay 3 years, the shortest 1 year.",
        "20% of 85 staff, 17 people, left.",
        "Most waits were short: 12 of 40 took a week, the average being 5 days, the lowest 1 day.",
        "There were 24 boys and 12 girls, twice as many boys.",
        "The ratio of social workers to children is 1 to 17.",
        "78% of conferences led to a plan. There were 445 conferences and 320 plans were reviewed.",
        ("80% of referrals led to an assessment; 2,909 referrals came and 2,100 assessments were done."),
    ],
)
def test_what_adds_up_or_is_no_sum_is_left_alone(text):
    assert contradicting(text) == {}
