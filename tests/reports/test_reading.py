"""The fixed words of the reports can be read at 14, and every acronym in them is explained."""

import json
import re
import tomllib
from statistics import mean

import pytest

from analysis.presentation.wording import sentences as written
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
# What the slots of the templates hold, where it is more than a number.
SLOTS = {
    "when": "At 31 March 2025", "area": "Rotherham", "place": " in Rotherham", "where": " in Rotherham",
    "phrase": "children on a child protection plan", "what": "the rate of children in care", "name": "children in care",
    "what_capital": "The rate of children in care", "of": "child protection plans that started",
    "were": "were for a child who had been on a plan before", "likely": "likely between 23.5% and 32.4%",
    "range": "between 174 and 500", "group": "Mixed", "groups": "Asian and Black", "reference": "White",
    "beside": "England", "baseline": "School census 2021-22", "verdict": "over-represented", "who": "people",
    "whose": "its ten neighbours (2025 model)", "sides": "above the mean (57.1)", "mean": "above the mean (57.1)",
    "median": "below their middle value (median 99.0)", "names": "children on a plan and plans started",
    "parts": "plans started", "first": "31 March 2013", "last": "31 March 2025", "day": "1 April 2020",
    "event": "COVID-19", "together": "Brothers and sisters come on to plans together", "step": "year", "period": "year",
    "every": "year", "periods": "years", "about": ", about 2 in 5", "cohort": "Children in care: non-White, 30%",
    "label": "non-White", "each": "without Barnsley, the mean of its neighbours", "steps": "section 47 enquiries",
    "ways": "England without Rotherham",
}  # fmt: skip


def filled():
    """The templates that are whole sentences, with a typical filling: "section key" -> text."""
    whole = re.compile(r"[A-Z{].*\.")
    return {
        f"{section} {key}": re.sub(r"\{([a-z_]+)\}", lambda slot: SLOTS.get(slot[1], "5"), template)
        for section, templates in written().items()
        for key, template in templates.items()
        if whole.fullmatch(template)
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


def test_the_sentences_of_the_findings_can_be_read_at_fourteen():
    """All of them together, and none alone above grade 14: a long one is balanced by the short ones round it."""
    grades = {key: round(grade(text), 1) for key, text in filled().items()}
    assert len(grades) > 200
    assert grade(" ".join(filled().values())) <= 9
    assert {key: value for key, value in grades.items() if value > 14} == {}


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
