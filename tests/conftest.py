"""What many tests share: the shipped data, built once, and a little raw folder of one's own."""

from collections import Counter
from pathlib import Path

import pytest

from analysis.sources import store
from little_raw import LittleRaw
from reading_a_sentence import Figures

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def shipped():
    """The processed tables of data/raw as it is shipped."""
    return store.build(ROOT / "data" / "raw")


@pytest.fixture(scope="session")
def figures(shipped):
    """The shipped tables as the audit of a draft is given them."""
    return Figures(shipped)


@pytest.fixture
def raw(tmp_path):
    """An empty raw folder to which a test adds files of a few lines each."""
    return LittleRaw(tmp_path / "raw")


def pytest_collection_modifyitems(items):
    """Files with the most slow tests first: two workers then end together, and not one long after the other.

    Coverage, which more than doubles the time of what is slow already, is measured on the other tests.
    """
    late = [item for item in items if item.get_closest_marker("slow")]
    slow = Counter(item.path for item in late)
    for item in late:
        item.add_marker("no_cover")
    items.sort(key=lambda item: -slow[item.path])
