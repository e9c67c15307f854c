"""Words of change and comparison whose subject or values stand in another sentence, a label, a heading, a table."""

import pytest

from analysis.audit.frames import unframed
from reading_a_sentence import overstated

CONTRARY = [
    ("CP plans: 313 (265). Numbers have almost halved since March 2024.", "halved"),
    ("Plan numbers rose by 48. This is a slight dip on the year before.", "a slight dip"),
    ("476 children in care at 31 March 2025 (502). SW reported the numbers were up again.", "were up"),
    ("3+ placements 13% (England 10%), which is a significant improvement on the year before (7%).",
     "a significant improvement"),
    ("2,909 referrals in 2024-25. The police representative said that the number had fallen for another year.",
     "fallen"),
    ("7,112 contacts were logged. It was 6,890 in the year before. The volume has exploded.", "exploded"),
    ("Two measures moved the right way: ICPC timeliness went up to 75.1% and re-referrals came down to 19.6%.",
     "went up"),
    ("Rotherham's re-referral rate has been above England's in each of the last three years.",
     "in each of the last three years"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), CONTRARY)
def test_a_word_that_all_values_within_reach_are_against_is_found(figures, text, words):
    assert any(words in found for found in overstated(text, figures))


INNOCENT = [
    "476 children in care at 31 March 2025 (502). The number has come down.",
    "476 children were in care at 31 March 2025, against 502 a year before. The number of audits has risen.",
    "Plans rose to 313. Staff sickness has fallen sharply, and turnover with it.",
    "313 children were on plans. By September this had risen to 320 and by December it had fallen to 290.",
    "The number of children on plans fell in March but has risen since.",
    "Children missing from care: 212 episodes (198). A small increase.",
    "Conferences in time fell to 75.1%. Since April performance has improved markedly, to 88%.",
    "We had 313 plans in March. Numbers rose in June, fell in September, and now stand at 298.",
    "Over a fifteen-year period the number of children on plans has risen and fallen.",
    "Over the last ten years the number of children in our care has grown, and in the last year it has come down.",
    "Long-term stability was 63%. England's figure is 69%. We are behind the national average.",
    "Members asked why the number of plans had risen by 48. The service said that the drop was expected.",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_words_that_some_values_bear_out_or_of_something_else_are_left_alone(figures, text):
    assert overstated(text, figures) == []


def test_a_heading_and_a_table_give_a_subject_and_its_values(figures):
    table = "| | March 2023 | March 2024 |\n|---|---|---|\n| Black | 15 | 19 |\n| White | 441 | 404 |\n"
    text = (
        f"# Children in care at 31 March 2024\n\n{table}\nThe number of Black children has soared since March 2023.\n"
    )
    assert overstated(text, figures) == ["soared"]


def test_who_says_a_thing_is_taken_off_what_is_said():
    assert unframed("The chair noted that plans fell.").strip() == "plans fell."
    assert unframed("England saw a steep drop in plans.") == "England saw a steep drop in plans."
