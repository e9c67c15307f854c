import pytest

from analysis.vocabulary.tidy import PROBLEMS, problem, table


def test_rows_are_sorted_by_their_key():
    made = table([{"area": "B", "count": 1}, {"area": "A", "count": 2}], ["area", "count"], ["area"])
    assert made["area"].tolist() == ["A", "B"]


def test_a_repeated_key_stops_and_names_the_key():
    rows = [{"area": "A", "date": "2023-03-31", "count": n} for n in (395, 398)]
    with pytest.raises(ValueError, match="2 rows share a key of area, date") as refused:
        table(rows, ["area", "date", "count"], ["area", "date"])
    assert "398" not in str(refused.value)


def test_no_rows_are_a_table_all_the_same():
    assert list(table([], ["area", "count"], ["area"]).columns) == ["area", "count"]


def test_a_problem_fills_every_column():
    assert sorted(problem("warns", "checksum", "Changed.")) == sorted(PROBLEMS)
