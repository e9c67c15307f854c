"""The fixed words of the reports can be read at 14, and every acronym in them is explained."""

import json
import re
import tomllib
from statistics import mean

import pytest

from analysis.reports.brief import brief
from analysis.vocabulary.glossary import glossary
from reading_age import grade, syllables

# Words of two or more capitals that are names, not acronyms to be explained.
PROPER = {"UK"}
READ = [
    "src/analysis/presentation/sentences.toml",
    "src/analysis/reports/brief.toml",
    "src/analysis/vocabulary/lookups/indicators.toml",
    "src/analysis/vocabulary/lookups/glossary.toml",
    "src/analysis/vocabulary/lookups/baselines.toml",
    "src/analysis/vocabulary/lookups/events.toml",
]
# One finding of each kind, as a real pack printed them.
FINDINGS = {
    "plans_rate": "At 31 March 2025, 313 children in Rotherham were on a child protection plan: 52.6 in every 10,000 "
    "(likely between 46.9 and 58.7).",
    "care_change": "That is no clear change on the year before (from 85.9 to 80.0; likely between 14% less and 0% "
    "more).",
    "repeat_plans": "In the year to 31 March 2025, 109 of 393 child protection plans that started in Rotherham were "
    "for a child who had been on a plan before: 27.7% (likely between 23.5% and 32.4%).",
    "care_comparison": "At 31 March 2025, the rate of children in care in Rotherham was 80 in every 10,000 children. "
    "That was below the mean (95.9) and the middle value (median 90.0) of its ten neighbours (2021 model), 8th "
    "highest of 11 (by chance anything from 4th to 10th). It was a little above Yorkshire and The Humber (77) and "
    "above England (67). A little: within the range that chance allows.",
    "care_primary": "At 31 March 2025, the share of children in care in Rotherham who were from ethnic minorities, "
    "excluding White minorities, was 1.1 times their share of the population (likely between 0.9 and 1.3; School "
    "census 2021-22, 14.8%): no clear difference.",
    "care_forecast": "At 31 March 2026, 71 to 91 children in care in every 10,000 can be expected in Rotherham (8 "
    "times in 10): as now, give or take what has changed from one year to the next.",
}


def acronyms(text):
    """The words of two or more capitals in a text, without slots, code and addresses."""
    bare = re.sub(r"`[^`]*`|\{[^}]*\}|https?://\S+", " ", text)
    return {word for word in re.findall(r"[A-Za-z]+", bare) if sum(letter.isupper() for letter in word) > 1}


def explained():
    """What the glossary explains, word by word: COVID of COVID-19."""
    return PROPER | {part for term in glossary().values() for part in re.findall(r"[A-Za-z]+", term.short)}


def strings(held):
    for each in held.values() if isinstance(held, dict) else held:
        if isinstance(each, str):
            yield each
        elif isinstance(each, (dict, list)):
            yield from strings(each)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[("the", 1), ("plan", 1), ("rate", 1), ("moved", 1), ("counted", 2), ("little", 2), ("children", 2)],
        *[("protection", 3), ("council", 2), ("authority", 4), ("population", 4), ("average", 3), ("period", 3)],
        *[("minorities", 4), ("social", 2), ("neighbours", 2), ("statistical", 4), ("places", 2), ("changes", 2)],
        *[("likely", 2), ("range", 1), ("number", 2), ("numbers", 2), ("school", 1), ("census", 2), ("referral", 3)],
        *[("enquiry", 3), ("conference", 3), ("professionals", 4), ("family", 3), ("significant", 4), ("cases", 2)],
        *[("child’s", 1), ("10,000", 1), ("England", 2), ("year", 1), ("reaches", 2), ("times", 1), ("estimate", 3)],
    ],
)
def test_syllables_are_counted_as_a_dictionary_divides_words(word, count):
    assert syllables(word) == count


def test_the_grade_of_a_published_example():
    """13 words and 24 syllables: the worked example of the encyclopaedias, grade 11.3."""
    assert round(grade("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."), 1) == 11.3
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_a_decimal_point_ends_no_sentence():
    assert grade("It was 1.5 in all.") == pytest.approx(0.39 * 5 + 11.8 - 15.59)


def test_the_fixed_sentences_of_the_brief_can_be_read_at_fourteen():
    texts = [*(one.ask for one in brief().questions), *(one.cannot for one in brief().questions if one.cannot)]
    grades = {text: grade(text) for text in [*texts, *brief().limits]}
    assert mean(grades.values()) <= 9, sorted(grades.items(), key=lambda item: -item[1])[:5]


def test_the_glossary_can_be_read_at_fourteen():
    grades = {term.term: grade(term.meaning) for term in glossary().values()}
    assert mean(grades.values()) <= 9, sorted(grades.items(), key=lambda item: -item[1])[:8]


@pytest.mark.parametrize("key", FINDINGS)
def test_the_grade_of_a_finding_is_reported(key, record_property):
    """Names of places and indicators weigh on a finding: its grade is on record, and is held to no more than today."""
    record_property("grade", round(grade(FINDINGS[key]), 1))
    assert grade(FINDINGS[key]) < 18


@pytest.mark.parametrize("path", READ)
def test_every_acronym_of_the_words_in_print_is_in_the_glossary(root, path):
    found = {word for text in strings(tomllib.loads((root / path).read_text("utf-8"))) for word in acronyms(text)}
    assert found - explained() == set()


def test_every_acronym_of_the_notebooks_is_in_the_glossary(root):
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
        assert {word for text in texts for word in acronyms(text)} - explained() == set(), path.name


def test_an_acronym_that_is_not_explained_is_found():
    assert acronyms("The LADO and DfE met; see `CLA` and {ICPC}.") - explained() == {"LADO"}
