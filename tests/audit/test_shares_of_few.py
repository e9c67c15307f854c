"""Shares of a few, and what stands beside them."""

import pytest

from reading_a_sentence import contradicting


@pytest.mark.parametrize(
    ("text", "number", "verdict"),
    [
        ("Of the 20 parents who answered, 72% felt heard.", "72%", "arithmetic"),
        ("A team of 40 workers: 86% hold a degree.", "86%", "arithmetic"),
        ("Of 25 learning reviews, 33% concerned babies.", "33%", "arithmetic"),
        ("In our sample of 36 files, 5.5% had no chronology.", "5.5%", "arithmetic"),
        ("Among the 30 audits, 44% were good.", "44%", "arithmetic"),
        ("In a survey of 60 parents, 41% said yes.", "41%", "arithmetic"),
        ("Of our 12 schools, 70% have a named lead.", "70%", "arithmetic"),
        ("In care: 295 boys and 207 girls. Boys are therefore 62% of the 502.", "62%", "arithmetic"),
        ("Nine in ten of the 150 schools returned the audit, that is 120.", "120", "arithmetic"),
        ("Plans climbed by 109, from 296 to 395.", "109", "arithmetic"),
        ("Contacts were 2,340, 15% up on 2,089.", "15%", "arithmetic"),
    ],
)
def test_a_share_that_no_number_of_the_few_gives_is_found(text, number, verdict):
    assert contradicting(text) == {number: verdict}


@pytest.mark.parametrize(
    "text",
    [
        "Of the 20 parents who answered, 75% felt heard.",
        "Of the 20 parents who answered, about 72% felt heard.",
        "Of the 30 audits, the average score was 72%.",
        "Of 12 meetings held, police attendance was 77%.",
        "A team of 40 workers, with 86% of visits in time.",
        "In 12 schools 94% attendance was reported.",
        "Of the 30 schools, 12 replied, 44% of them in time.",
        "A grant of 40 laptops cut the waiting time by 33%.",
        "Of 33 plans, 33% were for neglect.",
        "The panel of 12 members met; 93% of actions were done.",
        "A group of 25 carers looked after 33% of our teenagers.",
        "Of the 3 schools, 67% agreed.",
        "Of 120 parents, 41% said yes.",
        "Of the 45 agencies, 62.2% replied.",
        "The audit of 30 cases took 44% of the year's budget.",
        "Of the 24 practitioners trained, confidence rose 33%.",
        "Our team of 9 covers 44% of the area's schools.",
        "Of the 15 areas in the region, ours has the highest rate, 44%.",
        "In the group of 12 councils, our share, 44%, is the highest.",
        "Contacts were 2,340, 12% up on 2,089.",
        "Section 47 enquiries have increased from 111,700 to 160,150, an increase of more than 40%.",
        (
            "28 referrals were made by the police (19) and the council (9). The 19 police "
            "referrals concerned 16 children."
        ),
        "40 audits were done; the 36 that could be graded show 20 good.",
        "41% live with our own carers, 29% with agencies and 7% elsewhere.",
        ("The response rate was 36% (148 of 410), 4 points below last year's 40%, when 162 of 405 replied."),
        ("We looked at 72 children. 38 (53%) were good, 24 (33%) required improvement and 10 (14%) were inadequate."),
        "The letter speaks of 40 places; we were given 36, and 4 more in May.",
        "Of 180 sections 47 120 were single. 80% of the 120 ended in a plan.",
    ],
)
def test_a_share_that_is_right_or_of_something_else_is_left_alone(text):
    assert contradicting(text) == {}
