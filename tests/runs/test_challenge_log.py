"""challenge_log.csv as Excel saves it, and as people fill it in."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.reports.challenges import faults
from analysis.reports.contents import Challenge, Contents
from analysis.runs.challenge_log import read_challenge_log
from analysis.runs.gather import known_keys

LOG = "question,date asked,query\nHow many?,12/06/2023,number:care_rate_by_year:count\nWhy so?,2024-01-31,\n"
READ = (
    Challenge(2, "How many?", "2023-06-12", "number:care_rate_by_year:count"),
    Challenge(3, "Why so?", "2024-01-31", ""),
)


def read(folder, text):
    (folder / "challenge_log.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_challenge_log(folder)


def test_without_a_log_nothing_is_asked(tmp_path):
    assert read_challenge_log(tmp_path) == ((), [])
    assert read(tmp_path, "question,date asked,query\n") == ((), [])


@pytest.mark.parametrize(
    "written",
    [
        LOG,
        "\ufeff" + LOG,
        LOG.replace("\n", "\r\n"),
        LOG.replace("question,date asked,query", "Question, Date_Asked ,QUERY"),
        LOG.replace("2023,", "2023 ,").replace("12/06", " 12/6"),
        LOG + ",,\n\n , ,\n",
        LOG.replace("How many?", '"How\n many\x0b\u202e?"'),
    ],
    ids=["UTF-8", "byte order mark", "Windows lines", "capitals", "spaces", "empty rows", "line breaks and controls"],
)
def test_the_log_is_read_as_excel_and_people_write_it(tmp_path, written):
    assert read(tmp_path, written) == (READ, [])


def test_the_template_is_read_without_a_fault_and_asks_only_for_what_the_notebooks_publish(root):
    found, said = read_challenge_log(root / "reports" / "templates")
    assert (len(found), said) == (5, [])
    pack = Contents("E08000018", "", "", "2022-23 Q4", "", "public", "", (), known=known_keys(root / "notebooks"))
    assert faults(replace(pack, challenges=found)) == []
    assert [one.query.partition(":")[0] for one in found[:4]] == ["text", "number", "number", "figure"]


def test_columns_in_another_order_are_read_by_name(tmp_path):
    assert read(tmp_path, "query,question,date asked\ntext:care_rate,How?,01/02/2024\n") == (
        (Challenge(2, "How?", "2024-02-01", "text:care_rate"),),
        [],
    )


def test_a_column_that_is_not_known_is_left_out_and_said(tmp_path):
    found, [fault] = read(tmp_path, "question,date asked,query,asked by\nWhy?,2024-01-31,,A. Member\n")
    assert found == (Challenge(2, "Why?", "2024-01-31", ""),)
    assert fault == (
        'challenge_log.csv: the column "asked by" is not used. The columns are: question, date asked, query.'
    )


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("question,asked,query", 'has no column "date asked"'),
        ("question;date asked;query", 'has no column "question"'),
        ("question,date asked,query,query", 'has more than once the column "query"'),
        ("", 'has no column "question"'),
    ],
)
def test_a_log_without_its_three_columns_once_each_answers_nothing_and_says_so(tmp_path, header, said):
    found, [fault] = read(tmp_path, LOG.replace("question,date asked,query", header))
    assert found == ()
    assert fault == (
        f"challenge_log.csv {said}. Its columns are: question, date asked, query. Its questions are not in this pack."
    )


@pytest.mark.parametrize(
    ("row", "kept", "said"),
    [
        ("Why?,06/13/2024,", Challenge(2, "Why?", "", ""), 'date asked: "06/13/2024" is not a date. Write it like'),
        ("Why?,1/2/24,", Challenge(2, "Why?", "", ""), 'date asked: "1/2/24" is not a date.'),
        ("Why?,,", Challenge(2, "Why?", "", ""), "it has no date asked."),
        ("Why?", Challenge(2, "Why?", "", ""), "it has no date asked."),
        (",2024-01-31,text:x", Challenge(2, "(no question)", "2024-01-31", "text:x"), "it has no question."),
        ("A,2024-01-31,why, not", Challenge(2, "A", "2024-01-31", "why"), "it has more cells than there are columns."),
    ],
)
def test_what_is_wrong_in_a_row_is_said_with_its_number_and_the_rest_is_kept(tmp_path, row, kept, said):
    found, [fault] = read(tmp_path, f"question,date asked,query\n{row}\n")
    assert found == (kept,)
    assert fault.startswith(f"challenge_log.csv row 2: {said}")


def test_rows_are_numbered_as_excel_does_also_after_a_cell_of_two_lines(tmp_path):
    found, _ = read(tmp_path, 'question,date asked,query\n"One\ntwo",2024-01-31,\n\nThree,2024-01-31,\n')
    assert [(one.row, one.question) for one in found] == [(2, "One two"), (4, "Three")]


def test_excels_plain_csv_is_read_with_the_letters_of_windows_and_said(tmp_path):
    found, [fault] = read(tmp_path, LOG.replace("How many?", "£5 for each child’s visit?").encode("cp1252"))
    assert found[0].question == "£5 for each child’s visit?"
    assert fault == (
        "challenge_log.csv is not in UTF-8, and was read with the letters of Windows. Save it from Excel as CSV UTF-8."
    )


def test_what_is_no_text_answers_nothing_and_stops_nothing(tmp_path):
    assert read(tmp_path, b"PK\x03\x04" + b"\x00" * 40)[0] == ()
    found, [fault] = read(tmp_path, "question,date asked,query\n" + "x" * 200_000)
    assert found == ()
    assert fault.startswith("challenge_log.csv is not a CSV file. Save it from Excel as CSV UTF-8.")
    (tmp_path / "challenge_log.csv").rename(tmp_path / "challenge_log.xlsx")
    assert read_challenge_log(tmp_path) == ((), ["challenge_log.xlsx is not read. Save it as challenge_log.csv."])
    (tmp_path / "challenge_log.xlsx").unlink()
    (tmp_path / "challenge_log.csv").mkdir()
    assert read_challenge_log(tmp_path) == ((), [])


QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
PIECES = st.sampled_from(["question", "date asked", "query", ",", "\n", '"', "\r", "31/12/2024", "\0", "’", " "])


@QUIET
@given(st.one_of(st.binary(max_size=300), st.lists(PIECES).map("".join).map(str.encode)))
def test_no_file_stops_a_run(tmp_path, data):
    found, faults = read(tmp_path, data)
    assert all(one.question for one in found)
    assert all(fault.startswith("challenge_log.csv") for fault in faults)


CELL = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp")), min_size=1, max_size=20)


@QUIET
@given(st.lists(st.tuples(CELL, st.dates(), CELL), max_size=6), st.booleans())
def test_every_row_that_a_person_wrote_comes_back_as_it_was_written(tmp_path, rows, day_first):
    made = io.StringIO()
    form = "{:%d/%m/}{:04d}" if day_first else "{:}"
    days = [form.format(day, day.year) if day_first else day.isoformat() for _, day, _ in rows]
    written = [[question, day, query] for (question, _, query), day in zip(rows, days, strict=True)]
    csv.writer(made).writerows([["question", "date asked", "query"], *written])
    found, faults = read(tmp_path, made.getvalue())
    assert faults == []
    assert found == tuple(Challenge(at, q, day.isoformat(), s) for at, (q, day, s) in enumerate(rows, 2))
