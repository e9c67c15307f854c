"""The titles of tables: every one that the notebooks publish has one, and a table of one's own its key in words."""

from analysis.reports.table_titles import table_title, table_titles
from analysis.runs.gather import known_keys


def test_every_table_of_the_notebooks_has_a_title_and_no_title_is_of_nothing(root):
    published = {key for kind, key in known_keys(root / "notebooks") if kind == "table"}
    assert published == set(table_titles())


def test_titles_fit_in_two_lines_and_no_two_are_alike():
    assert max(map(len, table_titles().values())) <= 110
    assert len(set(table_titles().values())) == len(table_titles())


def test_a_table_without_a_title_is_called_by_its_key():
    assert table_title("children_0_17_of_ours") == "Children 0 to 17 of ours"
