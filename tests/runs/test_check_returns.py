"""check-returns as an analyst types it: what came, what is wrong, what it counts, and never a child's value."""

import json
from datetime import date

import pytest

import little_annex_a
import little_census
from analysis.cli import main

CANARY = "SYN-CANARY-7731"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "903").mkdir()
    rows = [
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC",
        f"{CANARY},05/05/2022,S,C2,N1,U4,PR1,,",
        f"{CANARY}2,05/05/2022,S,V2,N1,U4,PR1,01/02/2023,E8",
        f"{CANARY}3,not {CANARY},S,V2,N1,U4,PR1,,",
        ",05/05/2022,S,V2,N1,U4,PR1,,",
    ]
    (tmp_path / "903" / "episodes.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    plans = [little_annex_a.plan(f"{CANARY}{k}", latest=CANARY) for k in range(3)]
    little_annex_a.book(tmp_path, {7: plans})
    case = little_census.case(little_census.plan("2023-05-20", Reviews=CANARY))
    little_census.write(tmp_path, little_census.message(little_census.child(1, case, LAchildID=CANARY)))
    return tmp_path


def checked(capsys, *arguments):
    code = main(["check-returns", *map(str, arguments), "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def count(found, measure, day, breakdown="total"):
    rows = [c for c in found["counts"] if (c["measure"], c["date"], c["breakdown"]) == (measure, day, breakdown)]
    return [row["count"] for row in rows]


def test_files_counts_and_problems_come_as_json(folder, capsys):
    code, found = checked(capsys, folder, "--extracted-on", "2023-06-30")
    assert code == 1
    assert set(found) == {"files", "counts", "problems"}
    (care,) = [f for f in found["files"] if f["file"] == "903/episodes.csv"]
    assert (care["rows_read"], care["rows_used"], care["set_aside"]) == (4, 2, {"blank_id": 1, "no_start": 1})
    assert count(found, "children_in_care", "2023-03-31") == [1]
    assert count(found, "children_in_care_started", "2023-03-31") == [2]
    assert count(found, "children_in_care_ceased", "2023-03-31") == [1]
    assert {"blank_id", "no_start", "unknown_code"} <= {row["rule"] for row in found["problems"]}


def test_a_day_asked_for_is_counted_and_a_return_that_does_not_cover_it_says_so(folder, capsys):
    _, found = checked(capsys, folder, "--on", "2022-12-31", "--extracted-on", "2023-06-30")
    assert count(found, "children_in_care", "2022-12-31") == [2]
    assert count(found, "child_protection_plans", "2022-12-31") in ([], [0])
    said = [row for row in found["problems"] if row["rule"] == "day_not_covered"]
    assert any("is complete for" in row["message"] for row in said)


def test_a_return_of_part_of_a_year_gives_the_flows_of_its_last_quarter(tmp_path, capsys):
    rows = [little_annex_a.plan(k, start=date(2023, 1, 10 + k)) for k in range(3)]
    little_annex_a.book(tmp_path, {7: [*rows, little_annex_a.plan(9, start=date(2023, 4, 20))]})
    _, found = checked(capsys, tmp_path, "--extracted-on", "2023-05-10")
    flows = [(c["date"], c["span"], c["count"]) for c in found["counts"]
             if c["measure"] == "child_protection_plans_started" and c["breakdown"] == "total"]  # fmt: skip
    assert flows == [("2023-03-31", "quarter", 3)]
    assert count(found, "child_protection_plans", "2023-05-10") == [4]


def test_no_value_of_a_child_is_printed(folder, capsys):
    main(["check-returns", str(folder)])
    text = capsys.readouterr()
    main(["check-returns", str(folder), "--format", "json"])
    json_ = capsys.readouterr()
    assert CANARY not in text.out + text.err + json_.out + json_.err


def test_people_read_what_came_what_is_wrong_and_the_numbers(folder, capsys):
    assert main(["check-returns", str(folder / "903")]) == 1
    said = capsys.readouterr().out
    assert "episodes.csv (Episodes): 4 rows, 2 used, set aside: 1 no_start; 1 blank_id" in said or "1 blank_id" in said
    assert "warns: blank_id: The row has no child id" in said
    assert "episodes.csv: 1 x" in said
    assert "Children in care on 31 March 2023: 1" in said
    assert "Not for publication" in said


def test_a_clean_return_ends_well(tmp_path, capsys):
    child = little_census.child(1, little_census.case(little_census.plan("2023-05-20")))
    little_census.write(tmp_path, little_census.message(child))
    main(["check-returns", str(tmp_path), "--format", "json"])
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {row["rule"] for row in problems} <= {"module_absent"}


def test_another_authority_s_return_is_blocking_and_looked_at_all_the_same(tmp_path, capsys):
    child = little_census.child(1, little_census.case(little_census.plan("2023-05-20")))
    little_census.write(tmp_path, little_census.message(child, LEA="201"))
    code, found = checked(capsys, tmp_path)
    assert code == 1
    assert "wrong_authority" in {row["rule"] for row in found["problems"] if row["severity"] == "blocks"}
    assert count(found, "child_protection_plans", "2024-03-31") == [1]
    _, refused = checked(capsys, tmp_path, "--area", "E08000018")
    assert refused["counts"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere is not there"),
        ([".", "--year-ending", "2023-03-30"], "is the 31 March on which a year of returns ends"),
        ([".", "--year-ending", "2999-03-31"], "a year that has not begun"),
        ([".", "--on", "2999-01-01"], "--on is a day still to come"),
        ([".", "--extracted-on", "31-03-2023"], 'Write it like "2023-06-12"'),
    ],
)
def test_wrong_use_is_one_sentence(arguments, said, capsys):
    assert main(["check-returns", *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([""], "PATH is empty"),
        (["903", "--on", ""], '"" is not a date'),
        (["903", "--extracted-on", "31/02/2024"], '"31/02/2024" is not a date'),
    ],
)
def test_an_empty_path_or_day_is_refused_and_not_taken_as_none(arguments, said, capsys):
    assert main(["check-returns", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_two_files_that_are_refused_are_both_said_with_their_reason(tmp_path, capsys):
    for name in ("one.xlsx", "two.xlsx"):
        (tmp_path / name).write_bytes(b"PK\x03\x04" if name == "one.xlsx" else b"")
    assert main(["check-returns", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "    one.xlsx is damaged or cut short" in said
    assert "    two.xlsx is empty" in said
