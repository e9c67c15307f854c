"""Every term has a meaning that ends like a sentence, and stands once."""

import pytest

from analysis.vocabulary.glossary import glossary


@pytest.mark.parametrize("term", glossary().values(), ids=lambda term: term.id)
def test_every_term_is_explained_in_a_sentence(term):
    assert term.term.strip()
    assert term.meaning.endswith(".")
    assert len(term.meaning.split()) >= 5


def test_no_term_and_no_acronym_stands_twice_and_they_are_in_order():
    names = [term.term.lower() for term in glossary().values()]
    shorts = [term.short for term in glossary().values() if term.short]
    assert names == sorted(set(names))
    assert len(shorts) == len(set(shorts))
