"""Local reports through a mapping: each rule on a few rows, and what holds for any rows. Every child is made up."""

import csv
import tomllib
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from openpyxl import Workbook

from analysis.sources import mapped
from analysis.sources.episodes import flows, stock
from analysis.sources.returns.mapped_mapping import specification
from analysis.sources.returns.shape import EPISODES, KINDS, Given
from analysis.vocabulary.errors import AnalysisError

TODAY = Given(today=date(2025, 7, 1))
COLUMNS = ["Person No", "Plan start", "Plan end"]
PLAIN = {"child": "Person No", "start": "Plan start", "end": "Plan end"}
TIMES = 'first = 2019-04-01\nextracted_on = "15/06/2025"\n'


def written(folder, rows, columns=COLUMNS, name="report.csv"):
    with (folder / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])
    return folder / name


def mapping(folder, columns=PLAIN, kind="cp_plan", more=TIMES, after="", name="report.toml"):
    lines = "\n".join(f'{field} = "{header}"' for field, header in columns.items())
    (folder / name).write_text(f'kind = "{kind}"\n{more}[columns]\n{lines}\n{after}', encoding="utf-8")
    return folder / name


def reading(folder, rows, fields=None, given=TODAY, kind="cp_plan", more=TIMES, after=""):
    """The reading of these rows: child, start and end, and a column for each further field, of its own name."""
    fields = fields or []
    columns = COLUMNS + [f"The {field}" for field in fields]
    mapping(folder, PLAIN | {field: f"The {field}" for field in fields}, kind, more, after)
    (found,) = mapped.read([written(folder, rows, columns)], given)
    return found


def rows_of(found, rule):
    return [p["row"] for p in found.problems if p["rule"] == rule]


def days(*said):
    return [pd.NaT if day is None else pd.Timestamp(day) for day in said]


def test_a_report_becomes_episodes_with_what_its_mapping_names(tmp_path):
    found = reading(tmp_path, [("SYN01", "10/01/2024", "2024-05-01")])
    (one,) = found.episodes.to_dict("records")
    assert list(found.episodes) == EPISODES
    assert (one["kind"], one["child"], one["file"], one["row"]) == ("cp_plan", "SYN01", "report.csv", 2)
    assert [one["start"], one["end"]] == days("2024-01-10", "2024-05-01")
    assert (one["sex"], one["ethnic_group"], one["opens"], one["closes"]) == ("unknown", "Unclassified", True, True)
    assert [(c.kind, c.first, c.last) for c in found.covers] == [("cp_plan", date(2019, 4, 1), date(2025, 6, 15))]
    assert (found.source, found.name, found.extracted_on) == ("returns_mapped", "report", date(2025, 6, 15))
    assert found.problems == []


def test_a_report_and_its_mapping_are_read_once(tmp_path):
    paths = [written(tmp_path, [("SYN01", "10/01/2024", "")]), mapping(tmp_path)]
    assert all(mapped.claims(path) for path in paths)
    assert len(mapped.read(paths, TODAY)) == 1


def test_a_table_without_a_mapping_and_a_toml_about_something_else_are_not_claimed(tmp_path):
    alone = written(tmp_path, [], name="alone.csv")
    other = tmp_path / "project.toml"
    other.write_text('area = "x"\n', encoding="utf-8")
    assert not mapped.claims(alone)
    assert not mapped.claims(other)
    assert not mapped.claims(written(tmp_path, [], name="project.csv"))
    assert not mapped.claims(tmp_path / "report.xml")


FAULTS = [
    ("kind = =", r"report\.toml is no mapping: its TOML is wrong at line 1, column 8. Mend it"),
    ("kind = ", r"report\.toml is no mapping: its TOML is wrong. Mend it"),
    ("x = 1", "neither kind nor"),
    ('kind = "plans"\n[columns]\n', "kind must be one of cp_plan, care, cin"),
    ("kind = 3\n[columns]\n", "kind must be one of"),
    ('kind = "cin"\n', r"has no \[columns\]"),
    ('kind = "cin"\ndate_order = "month"\n', "date_order is no key of a mapping. Dates are always read day first"),
    (
        'kind = "cin"\ncolour = "red"\n',
        "colour is no key of a mapping. Use kind, sheet, first, extracted_on, columns or",
    ),
    ('kind = "cin"\n[columns]\nstart = "Plan start"', r"\[columns\] has no child. A mapping needs child and start"),
    ('kind = "cin"\n[columns]\nchild = "Person No"', r"\[columns\] has no start"),
    ('kind = "cin"\n[columns]\nchild = "A"\nstart = "B"\nnmae = "C"', "nmae is no field. The fields are child, family"),
    ('kind = "cin"\n[columns]\nchild = 1\nstart = "B"', "child must be the name of a column"),
    ('kind = "cin"\nfirst = "spring"\n[columns]\nchild = "A"\nstart = "B"', "first must be a date such as"),
    ('kind = "cin"\nsheet = 2\n[columns]\nchild = "A"\nstart = "B"', "sheet must be the name of a sheet"),
    ('kind = "cin"\nvalues = 1\n[columns]\nchild = "A"\nstart = "B"', "values are given by field"),
    ('kind = "cin"\n[columns]\nchild = "A"\nstart = "B"\n[values.sex]\nx = "M"', r"\[values.sex\] is of no field"),
    (
        'kind = "cin"\n[columns]\nchild = "A"\nstart = "B"\nsex = "C"\n[values.sex]\nx = "boy"',
        r"\[values.sex\] has a code that is not on the list. Use 1, 2, 0, 9, M, F",
    ),
    (
        'kind = "cin"\n[columns]\nchild = "A"\nstart = "B"\n[values.start]\nx = "1"',
        r"\[values.start\] cannot be, as start has no list of codes",
    ),
    (
        'kind = "cin"\n[columns]\nchild = "A"\nstart = "Plan start"',
        "has no column 'A', which report.toml gives for child",
    ),
    ('kind = "cin"\nfirst = 2031-01-01\n[columns]\nchild = "Person No"\nstart = "Plan start"', "first lies after"),
    ('kind = "cin"\nextracted_on = 2031-01-01\n[columns]\nchild = "Person No"\nstart = "Plan start"', "a day to come"),
]


@pytest.mark.parametrize(("said", "message"), FAULTS)
def test_each_fault_of_a_mapping_is_one_sentence(tmp_path, said, message):
    path = written(tmp_path, [("SYN01", "10/01/2024", "")])
    (tmp_path / "report.toml").write_text(said, encoding="utf-8")
    with pytest.raises(AnalysisError, match=message):
        mapped.read([path], TODAY)


def test_a_broken_mapping_beside_a_report_is_claimed_so_that_it_is_told(tmp_path):
    path = written(tmp_path, [])
    (tmp_path / "report.toml").write_text("kind = ", encoding="utf-8")
    assert mapped.claims(path)
    assert mapped.claims(tmp_path / "report.toml")


def test_a_mapping_without_its_report_and_one_with_two_are_refused(tmp_path):
    path = mapping(tmp_path)
    with pytest.raises(AnalysisError, match=r"report\.toml is a mapping without its report. Put report\.csv"):
        mapped.read([path], TODAY)
    written(tmp_path, [])
    written(tmp_path, [], name="report.xlsx")
    with pytest.raises(AnalysisError, match=r"stands beside report\.csv and report\.xlsx"):
        mapped.read([path], TODAY)


def test_a_report_without_a_mapping_is_refused(tmp_path):
    with pytest.raises(AnalysisError, match=r"report\.csv has no mapping beside it. Write report\.toml"):
        mapped.read([written(tmp_path, [])], TODAY)


def test_a_column_is_found_by_its_letters_and_one_that_is_only_close_is_a_guess(tmp_path):
    mapping(tmp_path, {"child": "person no.", "start": "Plan start", "end": "Plan end date"})
    path = written(tmp_path, [("SYN01", "10/01/2024", "")], ["Person No", "Plan start", "Plan end dates"])
    (found,) = mapped.read([path], TODAY)
    assert [(p["rule"], p["column"]) for p in found.problems] == [("header_guessed", "Plan end dates")]


def test_the_same_name_goes_before_one_of_the_same_letters(tmp_path):
    mapping(tmp_path, {"child": "Person No", "start": "Start"})
    path = written(tmp_path, [("SYN01", "01/01/2024", "10/01/2024")], ["Person No", "START", "Start"])
    (found,) = mapped.read([path], TODAY)
    assert list(found.episodes["start"]) == days("2024-01-10")


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (("", "10/01/2024", ""), "blank_id"),
        (("SYN02", "", ""), "no_start"),
        (("SYN02", "01/13/2024", ""), "no_start"),
        (("SYN02", "10/01/2024", "09/01/2024"), "end_before_start"),
        (("SYN02", "16/06/2025", ""), "future_start"),
        (("SYN01", "10/01/2024", ""), "duplicate_row"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside_and_named(tmp_path, row, rule):
    found = reading(tmp_path, [("SYN01", "10/01/2024", ""), row])
    assert rows_of(found, rule) == [3]
    assert found.files[0].set_aside == {rule: 1}
    assert len(found.episodes) == 1


def test_of_two_plans_that_start_on_one_day_the_last_is_used(tmp_path):
    found = reading(tmp_path, [("SYN01", "10/01/2024", ""), ("SYN01", "10/01/2024", "01/02/2024")])
    assert rows_of(found, "same_start_twice") == [2]
    assert list(found.episodes["end"]) == days("2024-02-01")


def test_problems_name_the_column_as_the_report_has_it(tmp_path):
    found = reading(tmp_path, [("SYN01", "10/01/2024", "soon")])
    assert [(p["rule"], p["column"], p["row"]) for p in found.problems] == [("unparseable_date", "Plan end", 2)]


def test_an_end_after_the_extract_is_open(tmp_path):
    found = reading(tmp_path, [("SYN01", "10/01/2024", "16/06/2025"), ("SYN02", "10/01/2024", "15/06/2025")])
    assert rows_of(found, "future_end") == [2]
    assert list(found.episodes["end"]) == days(None, "2025-06-15")


CELLS = [
    ("family", "7.0", "7"),
    ("since", "01/12/2023", pd.Timestamp("2023-12-01")),
    ("ethnic_group", "WBRI", "White British"),
    ("ethnic_group", "Arab", "Arab"),
    ("sex", "f", "female"),
    ("disability", "Y", "yes"),
    ("born", "01/02/2015", pd.Timestamp("2015-02-01")),
    ("unborn", "Yes", True),
    ("unborn", "", False),
    ("category_of_abuse_initial", "NEG", "neglect"),
    ("category_of_abuse_latest", "Multiple: [x]", "multiple"),
    ("category_of_need", "N1 - Abuse", "Abuse or neglect"),
    ("legal_status", "C2", "Full care order"),
    ("placement", "Foster placements", "Foster placements"),
    ("referral_source", "6", "Police"),
    ("previous_plans", "2", 2),
    ("short_breaks", "y", True),
    ("unaccompanied", "1", True),
    ("unaccompanied_until", "01/02/2030", pd.Timestamp("2030-02-01")),
    ("no_further_action", "true", True),
    ("opens", "N", False),
    ("closes", "N", False),
]


@pytest.mark.parametrize(("field", "cell", "value"), CELLS)
def test_each_field_has_its_conversion(tmp_path, field, cell, value):
    found = reading(tmp_path, [("SYN01", "10/01/2024", "01/02/2024", cell)], [field])
    assert found.episodes[field][0] == value
    assert not rows_of(found, "unknown_code")


def test_every_field_that_a_person_can_map_is_a_field(tmp_path):
    del tmp_path
    ours = {"kind", "file", "sheet", "row"}
    assert set(specification()["fields"]) == set(EPISODES) - ours


@pytest.mark.parametrize(
    ("field", "cell", "rule", "value"),
    [
        ("sex", "??", "unknown_code", "unknown"),
        ("ethnic_group", "martian", "unknown_ethnicity", "Unclassified"),
        ("previous_plans", "two", "not_a_number", pd.NA),
        ("unborn", "maybe", "unknown_code", False),
        ("category_of_abuse_latest", "??", "unknown_code", "unknown"),
        ("reason_ended", "moved to his aunt", "unknown_code", ""),
        ("outcome", "see notes", "unknown_code", ""),
        ("born", "01/02/0215", "implausible_date", pd.NaT),
        ("since", "01/02/2030", "future_date", pd.NaT),
        ("family", "7.0", "id_as_number", "7"),
    ],
)
def test_a_cell_that_cannot_be_read_says_nothing_and_is_named(tmp_path, field, cell, rule, value):
    found = reading(tmp_path, [("SYN01", "10/01/2024", "01/02/2024", cell)], [field])
    assert rows_of(found, rule) == [2]
    got = found.episodes[field][0]
    assert pd.isna(got) if pd.isna(value) else got == value
    assert cell not in str(found.problems)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("section_47", "Conference", "conference"),
        ("section_47", "N", "no conference"),
        ("conference", "yes", "plan"),
        ("conference", "No plan", "no plan"),
    ],
)
def test_an_outcome_is_that_of_its_kind(tmp_path, kind, cell, value):
    found = reading(tmp_path, [("SYN01", "10/01/2024", "", cell)], ["outcome"], kind=kind)
    assert list(found.episodes["outcome"]) == [value]


@pytest.mark.parametrize(("cell", "value"), [("RC1", "Adopted"), ("a) died", "Died"), ("E4A returned home", "E4A")])
def test_a_reason_is_a_code_or_its_words_and_never_other_text(tmp_path, cell, value):
    found = reading(tmp_path, [("SYN01", "10/01/2024", "01/02/2024", cell)], ["reason_ended"])
    assert list(found.episodes["reason_ended"]) == [value]


def test_a_reason_beside_a_blank_end_is_none(tmp_path):
    found = reading(tmp_path, [("SYN01", "10/01/2024", "", "RC1")], ["reason_ended"])
    assert list(found.episodes["reason_ended"]) == [""]
    assert rows_of(found, "reason_without_end") == [2]


def test_the_report_s_own_words_are_read_as_the_mapping_says(tmp_path):
    rows = [("SYN01", "10/01/2024", "", "Boy", "Welsh"), ("SYN02", "10/01/2024", "", "not  asked", "WBRI")]
    after = '[values.sex]\n"boy" = "M"\n"Not asked" = ""\n[values.ethnic_group]\nWelsh = "White British"\n'
    found = reading(tmp_path, rows, ["sex", "ethnic_group"], after=after)
    assert list(found.episodes["sex"]) == ["male", "unknown"]
    assert list(found.episodes["ethnic_group"]) == ["White British", "White British"]
    assert found.problems == []


def test_a_birth_to_come_is_unborn(tmp_path):
    found = reading(tmp_path, [("SYN01", "10/01/2025", "", "01/08/2025")], ["born"])
    assert list(found.episodes["unborn"]) == [True]


def test_without_a_first_day_nothing_is_covered(tmp_path):
    found = reading(tmp_path, [("SYN01", "10/01/2024", "")], more="extracted_on = 2025-06-15\n")
    assert found.covers == []
    assert len(rows_of(found, "coverage_not_given")) == 1


def test_without_a_row_that_can_be_used_nothing_is_covered(tmp_path):
    found = reading(tmp_path, [])
    assert found.covers == []
    assert len(rows_of(found, "empty_table")) == 1


def test_the_day_drawn_is_the_mapping_s_or_given_or_the_latest_in_the_report(tmp_path):
    rows = [("SYN01", "10/01/2024", "30/05/2025"), ("SYN02", "01/01/2031", "")]
    told = Given(extracted_on=date(2025, 6, 20), today=TODAY.today)
    assert reading(tmp_path, rows, given=told).extracted_on == date(2025, 6, 15)
    assert reading(tmp_path, rows, given=told, more="").extracted_on == date(2025, 6, 20)
    found = reading(tmp_path, rows, more="")
    assert found.extracted_on == date(2025, 5, 30)
    assert len(rows_of(found, "extract_date_assumed")) == 1


def test_placements_that_touch_are_one_period_in_care(tmp_path):
    rows = [
        ("SYN01", "10/01/2024", "01/03/2024"),
        ("SYN01", "01/03/2024", "01/05/2024"),
        ("SYN01", "01/08/2024", ""),
        ("SYN02", "10/01/2024", ""),
        ("SYN02", "01/02/2024", "01/02/2024"),
    ]
    found = reading(tmp_path, rows, kind="care")
    assert list(found.episodes["opens"]) == [True, False, True, True, False]
    assert list(found.episodes["closes"]) == [False, True, False, False, True]
    assert list(found.episodes["end"]) == days("2024-03-01", "2024-05-01", None, "2024-02-01", "2024-02-01")
    assert rows_of(found, "open_then_another") == [5]
    assert len(rows_of(found, "periods_by_touching")) == 1


def test_short_breaks_follow_from_the_legal_status_and_end_nothing(tmp_path):
    rows = [("SYN01", "10/01/2024", "", "C2"), ("SYN01", "01/02/2024", "", "V4")]
    found = reading(tmp_path, rows, ["legal_status"], kind="care")
    assert list(found.episodes["short_breaks"]) == [False, True]
    assert found.episodes["end"].isna().all()


def test_overlapping_plans_are_kept_and_named(tmp_path):
    found = reading(tmp_path, [("SYN01", "10/01/2024", ""), ("SYN01", "01/02/2024", "")])
    assert rows_of(found, "two_open_plans") == [3]
    assert len(found.episodes) == 2


def test_a_row_that_is_open_closes_nothing_whatever_it_says(tmp_path):
    found = reading(tmp_path, [("SYN01", "10/01/2024", "", "Y")], ["closes"], kind="care")
    assert list(found.episodes["closes"]) == [False]


def workbook(folder, *sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(folder / "report.xlsx")
    return folder / "report.xlsx"


ROW = ("SYN01", datetime(2024, 1, 10), 45352)


def test_a_workbook_reads_like_a_csv_with_a_title_above_the_names(tmp_path):
    mapping(tmp_path)
    path = workbook(tmp_path, ("Cover", [("A report",)]), ("Plans", [("A title",), (), COLUMNS, ROW]))
    assert mapped.claims(path)
    (found,) = mapped.read([path], TODAY)
    (one,) = found.episodes.to_dict("records")
    assert (one["sheet"], one["row"]) == ("Plans", 4)
    assert [one["start"], one["end"]] == days("2024-01-10", "2024-03-01")


def test_a_row_with_nothing_in_the_columns_named_is_set_aside_and_a_failed_formula_is_blank(tmp_path):
    mapping(tmp_path)
    names = [*COLUMNS, "Errors"]
    path = workbook(tmp_path, ("Plans", [names, ROW, (None, None, None, "x"), ("#REF!", *ROW[1:])]))
    (found,) = mapped.read([path], TODAY)
    assert rows_of(found, "prefilled_row") == [3]
    assert rows_of(found, "blank_id") == [4]


def test_two_sheets_with_the_columns_need_the_mapping_to_name_one(tmp_path):
    mapping(tmp_path)
    path = workbook(tmp_path, ("One", [COLUMNS, ROW]), ("Two", [COLUMNS, ROW, ("SYN02", *ROW[1:])]))
    with pytest.raises(AnalysisError, match="has several sheets with the columns"):
        mapped.read([path], TODAY)
    mapping(tmp_path, more='sheet = "Two"\n')
    assert len(mapped.read([path], TODAY)[0].episodes) == 2
    mapping(tmp_path, more='sheet = "Three"\n')
    with pytest.raises(AnalysisError, match="has no sheet 'Three'"):
        mapped.read([path], TODAY)


def test_a_workbook_that_lacks_a_column_or_has_it_twice_is_refused(tmp_path):
    mapping(tmp_path)
    with pytest.raises(AnalysisError, match=r"report\.xlsx, sheet 'One', has no column 'Plan end'"):
        mapped.read([workbook(tmp_path, ("One", [COLUMNS[:2], ROW[:2]]))], TODAY)
    with pytest.raises(AnalysisError, match="has the column 'Plan end' twice"):
        mapped.read([workbook(tmp_path, ("One", [[*COLUMNS, "Plan end"], ROW]))], TODAY)
    with pytest.raises(AnalysisError, match=r"has no sheet with the columns that report\.toml names"):
        mapped.read([workbook(tmp_path, ("One", [("a", "b")]))], TODAY)


def test_a_formula_never_calculated_and_cells_merged_over_rows_are_refused(tmp_path):
    mapping(tmp_path)
    path = workbook(tmp_path, ("One", [COLUMNS, ("SYN01", "=B9+1", None)]))
    with pytest.raises(AnalysisError, match="cell B2 is a formula that holds no calculated value"):
        mapped.read([path], TODAY)
    book = Workbook()
    for row in (COLUMNS, ROW, ("SYN02", None, None)):
        book.active.append(list(row))
    book.active.merge_cells("B2:B3")
    book.save(path)
    with pytest.raises(AnalysisError, match="B2:B3 is merged over several rows"):
        mapped.read([path], TODAY)


def test_a_title_merged_over_rows_does_no_harm(tmp_path):
    mapping(tmp_path)
    book = Workbook()
    for row in (("A title",), (), COLUMNS, ROW):
        book.active.append(list(row))
    book.active.merge_cells("A1:C2")
    book.save(tmp_path / "report.xlsx")
    assert len(mapped.read([tmp_path / "report.xlsx"], TODAY)[0].episodes) == 1


def test_a_draft_can_be_read_back_and_used_where_the_kind_is_clear(tmp_path):
    columns = [*COLUMNS, "Ethnicity", "Gender", "Worker", "Next meeting", "Checked", "Visits", 'Odd "name"']
    row = ("SYN01", "10/01/2024", "", "WBRI", "M", "NOBODY", "01/02/2024", "Y", "3", "")
    path = written(tmp_path, [row], columns)
    draft = mapped.suggest(path)
    (tmp_path / "report.toml").write_text(draft, encoding="utf-8")
    (found,) = mapped.read([path], TODAY)
    assert tomllib.loads(draft)["kind"] == "cp_plan"
    assert list(found.episodes["sex"]) == ["male"]
    assert found.covers == []
    assert '# "Worker": text\n' in draft
    assert '# "Next meeting": dates; could be since, born, unaccompanied_until\n' in draft
    assert '# "Checked": yes or no; could be opens' in draft
    assert '# "Visits": numbers; could be previous_plans\n' in draft
    assert '# "Odd \\"name\\"": nothing\n' in draft
    assert not any(cell in draft for cell in ("SYN01", "10/01/2024", "WBRI", "NOBODY"))


def test_a_draft_leaves_the_kind_to_be_filled_in_where_it_is_not_clear(tmp_path):
    draft = mapped.suggest(written(tmp_path, [], ["Someone", "Start date", "Ethnicities"]))
    said = tomllib.loads(draft)
    assert "kind" not in said
    assert '# kind = ""  # what is a row? One of: cp_plan, care' in draft
    assert said["columns"] == {"start": "Start date"}
    assert '# child = ""  # not found: fill it in' in draft


def test_names_of_two_kinds_leave_the_kind_open(tmp_path):
    draft = mapped.suggest(written(tmp_path, [], ["Person No", "Plan start", "Placement start"]))
    assert "kind" not in tomllib.loads(draft)


def test_a_name_that_is_close_is_marked_in_the_draft(tmp_path):
    draft = mapped.suggest(written(tmp_path, [], ["Person No", "Dates of birth"]))
    assert 'born = "Dates of birth"  # guessed' in draft


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_is_told_by_its_own_names(tmp_path, kind):
    names = specification()["kinds"][kind]
    draft = mapped.suggest(written(tmp_path, [], ["Person No", names["start"][0], *names["end"][:1]]))
    assert tomllib.loads(draft)["kind"] == kind


def test_a_file_without_a_line_of_names_gets_no_draft(tmp_path):
    path = written(tmp_path, [], ["SYN01", "NOBODY", "10/01/2024"])
    with pytest.raises(AnalysisError, match="holds a date or a number where the column names belong") as told:
        mapped.suggest(path)
    assert "NOBODY" not in str(told.value)
    path = written(tmp_path, [], ["SYN01", "NOBODY"])
    with pytest.raises(AnalysisError, match="has no column name that is known") as told:
        mapped.suggest(path)
    assert "NOBODY" not in str(told.value)
    with pytest.raises(AnalysisError, match="is empty"):
        mapped.suggest(written(tmp_path, [], [], name="empty.csv"))


def test_a_draft_of_a_workbook_names_the_sheet_where_there_are_several(tmp_path):
    path = workbook(tmp_path, ("Cover", [("A report", "of plans")]), ("Plans", [("Title",), COLUMNS, ROW]))
    assert tomllib.loads(mapped.suggest(path))["sheet"] == "Plans"
    path = workbook(tmp_path, ("Plans", [COLUMNS, ROW]))
    assert "sheet" not in tomllib.loads(mapped.suggest(path))


DAYS = st.sampled_from(["", "x", "2024-01-10", "10/01/2024", "01/03/2024", "2024-06-30", "2031-01-01", "02/13/2024"])
ROWS = st.lists(st.tuples(st.sampled_from(["", "SYN1", "SYN2", "SYN3", "7.0"]), DAYS, DAYS), max_size=12)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@drawn(ROWS, st.sampled_from(list(KINDS)))
def test_every_row_is_used_or_set_aside_and_named(tmp_path, rows, kind):
    found = reading(tmp_path, rows, kind=kind)
    (use,) = found.files
    assert use.rows_read == sum(any(cells) for cells in rows) == use.rows_used + sum(use.set_aside.values())
    assert use.rows_used == len(found.episodes)
    assert all(len(rows_of(found, rule)) == number for rule, number in use.set_aside.items())
    assert not (found.episodes["end"] < found.episodes["start"]).any()
    assert not any("SYN" in str(p["message"]) for p in found.problems)


READ = {"2024-01-10": 10, "10/01/2024": 10, "01/03/2024": 61, "2024-06-30": 182}


@QUICK
@drawn(ROWS)
def test_plans_count_as_a_plain_recount_does(tmp_path, rows):
    found = reading(tmp_path, [*rows, ("SYN9", "10/01/2024", "")]).episodes
    kept = {}  # of two plans of a child that start on one day, the last
    for child, start, end in [*rows, ("SYN9", "10/01/2024", "")]:
        if child and start in READ and READ[start] <= READ.get(end, 999):
            kept.setdefault((child, READ[start]), [])
            if READ.get(end, 999) not in kept[child, READ[start]]:
                kept[child, READ[start]].append(READ.get(end, 999))
    expected = [(child, start, ends[-1]) for (child, start), ends in kept.items()]
    for number, day in ((10, "2024-01-10"), (60, "2024-02-29"), (61, "2024-03-01"), (182, "2024-06-30")):
        assert stock(found, [day])["count"].sum() == len({c for c, start, end in expected if start <= number < end})
    moved = flows(found, [("2024-01-01", "2024-03-01")]).iloc[0]
    assert moved["starts"] == sum(start <= 61 for _, start, _ in expected)
    assert moved["ends"] == sum(end <= 61 for _, _, end in expected)


@QUICK
@drawn(ROWS)
def test_care_adds_up_from_one_day_to_the_next(tmp_path, rows):
    found = reading(tmp_path, [*rows, ("SYN9", "10/01/2024", "")], kind="care").episodes
    starts, ends = found["start"][found["opens"]], found["end"][found["closes"]]
    for day in pd.date_range("2024-01-01", "2024-12-31", freq="30D"):
        here = found[(found["start"] <= day) & ~(found["end"] <= day)]
        assert here["child"].is_unique
        assert len(here) == (starts <= day).sum() - (ends <= day).sum()
