"""One thing that is given two values."""

import pytest

from reading_a_sentence import contradicting


@pytest.mark.parametrize(
    ("text", "number", "verdict"),
    [
        (
            "The waiting list held 63 names on 31 March 2025, and those 36 names were all reviewed.",
            "36",
            "inconsistent",
        ),
        ("The helpline took 905 calls. Of these 950 calls a third came at night.", "950", "inconsistent"),
        (
            "Wakefield had 567 plans at 31 March 2025; 192 of these 576 had lasted three months or less.",
            "576",
            "inconsistent",
        ),
        (
            (
                "It was agreed that 40 audits would be done in the year. The programme of 45 audits "
                "for the year was approved."
            ),
            "45",
            "inconsistent",
        ),
        (
            "We trained 412 practitioners in 2024-25. Those 421 practitioners gave the training 4.6 out of 5.",
            "421",
            "inconsistent",
        ),
        (
            (
                "The Voice survey had 188 responses, of which 31 on paper; a total of 198 responses to"
                " the Voice survey is the best yet."
            ),
            "198",
            "inconsistent",
        ),
        ("Our LADO took 231 contacts in 2024-25. Appendix 3: LADO contacts in 2024-25, 213.", "213", "inconsistent"),
        (
            (
                "Early help assessments in 2024-25 (1,240) were up; 1,420 early help assessments in "
                "2024-25 is the most so far."
            ),
            "1,420",
            "inconsistent",
        ),
        (
            "There were 44 practice audits in 2024-25, and of these 46 practice audits a fifth were joint.",
            "46",
            "inconsistent",
        ),
        (
            (
                "The rate of plans was 52.6 per 10,000 at 31 March 2025. We mean to halve the rate of "
                "54.6 recorded at 31 March 2025."
            ),
            "54.6",
            "inconsistent",
        ),
    ],
)
def test_a_second_value_for_one_thing_is_found(text, number, verdict):
    assert contradicting(text) == {number: verdict}


@pytest.mark.parametrize(
    "text",
    [
        "The waiting list held 63 names in March and 36 names in June.",
        "There were 63 children open to the team. Of these 36 were closed.",
        "There were 567 plans; 42 ended in March. Of the remaining 525 most were for neglect.",
        ("There were 567 plans at the start, 42 ended; 192 of these 525 had lasted three months or less."),
        "The board met 6 times in 2024-25. The executive held all 7 meetings it had planned.",
        "The board met 6 times in 2024-25. The 7 meetings of 2023-24 had been online.",
        "The board met 6 times. Attendance at the 4 meetings of the subgroup was poor.",
        "40 audits were done. The programme of 45 audits will be finished in May.",
        "We trained 412 practitioners. Those 312 practitioners who replied were content.",
        "The survey had 188 responses; a total of 198 responses to the survey of parents came in.",
        "We planned 40 visits. The 36 visits that took place were useful.",
        "LADO contacts were 231 in 2023-24. LADO contacts were 213 in 2024-25.",
        (
            "Early help assessments in 2023-24 (1,240) were up; 1,420 early help assessments in "
            "2024-25 is the most so far."
        ),
        "There were 44 audits by health and 46 audits by schools.",
        "The figure of 48 in the draft report was corrected: the final count is 84.",
        "Our rate at 31 March 2025 was 52.6. The rate of 40.6 in England at 31 March 2025 is lower.",
        "The target was 60 visits. The 55 visits made were good.",
        "Of 120 parents asked, 84 replied. Of these 48 had a child on a plan.",
        "36 girls and 63 boys came. The 63 boys were older.",
        (
            "At 31 March 2025 there were 313 plans. On the same day there were 331 children in "
            "need plans with a disability."
        ),
        "Half of those 36 workers left. The 63 workers hired since then have stayed.",
        "12 agencies sent a return. All 21 agencies had been asked.",
        "We had 24 foster carers approved. The 42 foster carers already approved were reviewed.",
        "In Q1 there were 34 alerts. In Q2 there were 43 alerts.",
        "The 63 schools named in the plan and the 36 schools that are academies.",
        "26 notifications were made; of those 62 agencies took part in a review.",
        "The team had 31 workers. The 13 workers on leave are counted.",
        ("The hub took 905 contacts on child exploitation. The 950 contacts on domestic abuse were passed to health."),
        "The group met 4 times. Its 5 members attended.",
        "15 meetings were held. The board met 6 times.",
    ],
)
def test_a_number_of_another_thing_time_or_part_is_left_alone(text):
    assert contradicting(text) == {}
