"""A passage is parted where a reader would stop, and nowhere else."""

import pytest

from analysis.audit.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "There were approx. 395 plans.",
        "Boys vs. girls: 295 vs. 181.",
        "5.2. The Board noted the report.",
        "5. The Board noted the report.",
        "a. Children in care: 476.",
        "(iv). Plans are to be read.",
        "Mr. J. Smith and Mrs. A. B. Jones came.",
        "It met at 5 p.m. on Monday.",
        "Figures to 31 Mar. 2025 show 313 plans.",
        "Ofsted (see para. 4.5) said so.",
        "The C. of E. school has 4.",
        "By Sept. 2025 we had 313.",
        "Rates: Eng. 42.1, Rotherham 54.0.",
        "At St. Mary's there were 40.",
    ],
)
def test_a_short_form_or_a_mark_at_the_start_ends_no_sentence(text):
    assert [said for _, said in sentences(text)] == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Cllr. Smith noted 395 plans.", "Dr. Jones agreed."),
        ("See e.g. Table 4.", "It has 395."),
        ("See p. 14 and pp. 3-5.", "Then stop."),
        ("It concerned Child A.", "Two plans followed."),
        ("It met at 5 p.m.", "The chair spoke."),
        ("It ended in Dec.", "The next one is in May."),
        ("In 2025 there were 313.", "45 were new."),
        ("It was 10 a.m.", "12 people came."),
        ("Plans, reviews etc.", "The Board agreed."),
        ("The rate was 82.", "That is high."),
        ("We had 395 in Rotherham, S. Yorks.", "The region had more."),
        ("Is it 395?", "It is."),
    ],
)
def test_two_sentences_are_two(first, second):
    assert [said for _, said in sentences(f"{first} {second}")] == [first, second]
