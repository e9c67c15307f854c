"""The return on children looked after: each rule on a few rows, and what holds for any rows. Every child is made up."""

import csv
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from openpyxl import Workbook

from analysis.sources import ssda903
from analysis.sources.returns.shape import EPISODES, Given
from analysis.vocabulary.errors import AnalysisError

COLUMNS = ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE"]
COLUMNS += ["HOME_POST", "PL_POST", "URN"]
TODAY = Given(today=date(2026, 1, 1))


def row(child="SYN001", start="05/05/2022", end="", ended="", opens="S", status="C2", need="N1", place="U4"):
    return (child, start, opens, status, need, place, "PR1", end, ended, "", "ZZ1 1ZZ", "", "")


def table(path, columns, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def header(folder, *rows, name="header.csv"):
    columns = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]
    return table(folder / name, columns, [(*r, "", "", "") for r in rows])


def reading(folder, *rows, given=TODAY, children=(("SYN001", "1", "01/02/2015", "WBRI"),)):
    paths = [table(folder / "episodes.csv", COLUMNS, rows)]
    if children:
        paths.append(header(folder, *children))
    (found,) = ssda903.read(paths, given)
    return found


def rules(found):
    return [p["rule"] for p in found.problems]


def rows_of(found, rule):
    return [p["row"] for p in found.problems if p["rule"] == rule]


def test_a_return_becomes_episodes_with_the_children_s_characteristics(tmp_path):
    found = reading(tmp_path, row(end="31/03/2023", ended="E4A"))
    (one,) = found.episodes.to_dict("records")
    assert list(found.episodes) == EPISODES
    assert (one["child"], one["kind"], one["row"], one["file"]) == ("SYN001", "care", 2, "episodes.csv")
    assert (one["start"], one["end"], one["born"]) == tuple(
        pd.Timestamp(d) for d in ("2022-05-05", "2023-03-31", "2015-02-01")
    )
    assert (one["opens"], one["closes"], one["reason_ended"]) == (True, True, "E4A")
    assert (one["sex"], one["ethnic_group"], one["placement"]) == ("male", "White British", "Foster placements")
    assert (found.year_ending, found.extracted_on) == (date(2023, 3, 31), date(2023, 3, 31))
    assert [(c.kind, c.first, c.last) for c in found.covers] == [("care", date(2022, 4, 1), date(2023, 3, 31))]
    assert set(rules(found)) <= {"year_assumed"}


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"child": " "}, "blank_id"),
        ({"start": ""}, "no_start"),
        ({"start": "13/13/2022"}, "no_start"),
        ({"end": "04/05/2022", "ended": "E8"}, "end_before_start"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside_and_named(tmp_path, changed, rule):
    found = reading(tmp_path, row("SYN002", "06/06/2022"), row(**changed))
    assert rows_of(found, rule) == [3]
    assert found.files[0].set_aside == {rule: 1}
    assert list(found.episodes["row"]) == [2]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"ended": "E8"}, "reason_without_end"),
        ({"end": "01/06/2022"}, "end_without_reason"),
        ({"end": "32/06/2022"}, "unparseable_date"),
        ({"end": "01/06/9999"}, "implausible_date"),
        ({"status": "Q9"}, "unknown_code"),
        ({"opens": "Q"}, "unknown_code"),
        ({"end": "01/06/2022", "ended": "Q9"}, "unknown_code"),
        ({"place": "Q9"}, "unknown_code"),
        ({"end": "01/06/2022", "ended": "E43"}, "code_out_of_year"),
        ({"place": "K3"}, "code_out_of_year"),
        ({"child": "7.0"}, "id_as_number"),
        ({"child": "SYN009"}, "not_in_header"),
        ({"start": "05/05/2014"}, "start_before_birth"),
        ({"end": "05/05/2022", "ended": "E8"}, "start_equals_end"),
        ({"status": "V4"}, "short_breaks"),
    ],
)
def test_a_row_with_a_fault_that_can_be_borne_is_named_and_used(tmp_path, changed, rule):
    found = reading(tmp_path, row(**changed), row("SYN002", "06/06/2022"))
    assert 2 in rows_of(found, rule)
    assert len(found.episodes) == 2


def test_a_blank_end_wins_over_a_reason(tmp_path):
    found = reading(tmp_path, row(ended="E8"))
    assert found.episodes["end"].isna().all()
    assert not found.episodes["closes"].any()


def test_a_move_between_placements_is_no_end_of_care(tmp_path):
    found = reading(
        tmp_path, row(end="01/07/2022", ended="X1"), row(start="01/07/2022", opens="P", end="01/09/2022", ended="E3")
    )
    assert list(found.episodes["opens"]) == [True, False]
    assert list(found.episodes["closes"]) == [False, True]
    assert list(found.episodes["reason_ended"]) == ["", "E3"]


def test_the_same_row_twice_counts_once_however_its_dates_are_written(tmp_path):
    found = reading(tmp_path, row(), row(start="2022-05-05"))
    assert found.files[0].set_aside == {"duplicate_row": 1}
    assert rows_of(found, "duplicate_row") == [3]


def test_of_two_rows_with_one_start_the_last_is_used_and_still_opens_the_stay(tmp_path):
    found = reading(tmp_path, row(), row(opens="P", place="U6"))
    assert rows_of(found, "same_start_twice") == [2]
    assert list(found.episodes["row"]) == [3]
    assert list(found.episodes["opens"]) == [True]


def test_an_episode_of_no_length_stands_beside_the_one_that_follows_that_day(tmp_path):
    found = reading(tmp_path, row(end="05/05/2022", ended="X1"), row(opens="P"))
    assert len(found.episodes) == 2
    assert list(found.episodes["end"].isna()) == [False, True]


def test_an_overlap_ends_where_the_next_begins_and_closes_only_before_a_new_stay(tmp_path):
    first = row(end="01/08/2022", ended="E4A")
    for opens, closes in (("P", False), ("S", True)):
        found = reading(tmp_path, first, row(start="01/07/2022", opens=opens))
        assert rows_of(found, "overlapping") == [2]
        assert found.episodes["end"][0] == pd.Timestamp("2022-07-01")
        assert found.episodes["closes"][0] == closes


def test_an_open_episode_ends_where_the_next_begins(tmp_path):
    found = reading(tmp_path, row(), row(start="01/07/2022", opens="P"))
    assert rows_of(found, "open_then_another") == [2]
    assert found.episodes["end"][0] == pd.Timestamp("2022-07-01")


def test_a_short_break_does_not_end_a_placement(tmp_path):
    found = reading(tmp_path, row(), row(start="01/07/2022", status="V4"))
    assert list(found.episodes["short_breaks"]) == [False, True]
    assert found.episodes["end"].isna().all()


def test_nothing_later_than_the_day_it_was_drawn_is_counted(tmp_path):
    told = Given(extracted_on=date(2022, 12, 31), today=date(2026, 1, 1))
    found = reading(tmp_path, row(end="05/01/2023", ended="E8"), row("SYN002", "02/01/2023"), given=told)
    assert rows_of(found, "future_end") == [2]
    assert rows_of(found, "future_start") == [3]
    assert found.episodes["end"].isna().all()
    assert not found.episodes["closes"].any()
    assert found.covers[0].last == date(2022, 12, 31)


def test_a_child_without_an_episode_or_with_a_strange_ethnicity_is_named_in_the_header(tmp_path):
    children = [("SYN001", "2", "01/02/2015", "martian"), ("SYN005", "1", "01/02/2015", "WBRI")]
    found = reading(tmp_path, row(), children=children)
    assert rows_of(found, "unknown_ethnicity") == [2]
    assert rows_of(found, "not_in_episodes") == [3]
    assert list(found.episodes["ethnic_group"]) == ["Unclassified"]


def test_a_child_twice_in_the_header_is_read_from_the_last_row(tmp_path):
    children = [("SYN001", "1", "01/02/2015", "WBRI"), ("SYN001", "2", "01/02/2015", "WBRI")]
    found = reading(tmp_path, row(), children=[*children, children[1]])
    assert rows_of(found, "duplicate_child") == [2, 3]
    assert rows_of(found, "duplicate_row") == [4]
    assert list(found.episodes["sex"]) == ["female"]


def test_without_a_header_the_episodes_are_read_with_a_warning(tmp_path):
    found = reading(tmp_path, row(), children=())
    assert "no_table_of_children" in rules(found)


def test_an_unaccompanied_child_is_so_until_the_day_given_even_a_day_to_come(tmp_path):
    uasc = [("SYN001", "1", "01/02/2006", ""), ("SYN002", "1", "01/02/2006", "01/02/2030"), ("SYN008", "1", "", "")]
    paths = [
        table(tmp_path / "a.csv", COLUMNS, [row(), row("SYN002"), row("SYN003")]),
        table(tmp_path / "b.csv", ["CHILD", "SEX", "DOB", "DUC"], uasc),
    ]
    (found,) = ssda903.read(paths, TODAY)
    assert list(found.episodes["unaccompanied"]) == [True, True, False]
    assert list(found.episodes["unaccompanied_until"].dt.year.fillna(0)) == [0, 2030, 0]
    assert rows_of(found, "not_in_episodes") == [4]


def test_tables_that_are_not_counted_from_are_recognised_by_their_columns(tmp_path):
    reviews = table(tmp_path / "x.csv", ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"], [("SYN001", "", "", "PN1")])
    assert ssda903.claims(reviews)
    (found,) = ssda903.read([reviews, table(tmp_path / "e.csv", [*COLUMNS, "LA"], [(*row(), "x")])], TODAY)
    assert found.files[1].set_aside == {"table_not_used": 1}
    assert [p["column"] for p in found.problems if p["rule"] == "extra_column"] == ["LA"]


def test_a_file_of_something_else_is_not_claimed(tmp_path):
    assert not ssda903.claims(table(tmp_path / "episodes.csv", ["area", "count"], [("x", "1")]))
    (tmp_path / "no.xlsx").write_text("no workbook", encoding="utf-8")
    (tmp_path / "no.xml").write_text("<Message/>", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    assert not any(ssda903.claims(tmp_path / name) for name in ("no.xlsx", "no.xml", "empty.csv"))


def test_a_missing_column_stops_the_reading(tmp_path):
    path = table(tmp_path / "e.csv", [c for c in COLUMNS if c != "REC"], [])
    with pytest.raises(AnalysisError, match=r"e\.csv lacks the column REC of the table Episodes"):
        ssda903.read([path], TODAY)


def test_a_table_with_column_names_only_stops_the_reading(tmp_path):
    with pytest.raises(AnalysisError, match="has no episodes below its column names"):
        reading(tmp_path)


def test_two_tables_of_episodes_for_one_return_stop_the_reading(tmp_path):
    paths = [table(tmp_path / name, COLUMNS, [row()]) for name in ("episodes.csv", "episode.csv")]
    with pytest.raises(AnalysisError, match="both hold the table Episodes"):
        ssda903.read(paths, TODAY)


@pytest.mark.parametrize("name", ["{}_episodes.csv", "{}/episodes.csv", "SSDA903_{}_episodes.csv"])
def test_each_year_s_return_is_a_reading_of_its_own(tmp_path, name):
    paths = []
    for year in (2022, 2021):
        paths.append(table(tmp_path / name.format(year), COLUMNS, [row(start=f"05/05/{year}")]))
        paths.append(
            header(
                tmp_path, ("SYN001", "1", "01/02/2015", "WBRI"), name=name.format(year).replace("episodes", "header")
            )
        )
    found = ssda903.read(paths, TODAY)
    assert [r.year_ending.year for r in found] == [2022, 2023]
    assert [rules(r) for r in found] == [[], []]


def test_the_dates_decide_the_year_and_a_name_that_disagrees_is_told(tmp_path):
    (found,) = ssda903.read([table(tmp_path / "episodes 2018-19.csv", COLUMNS, [row()])], TODAY)
    assert found.year_ending == date(2023, 3, 31)
    assert "year_in_name" in rules(found)


def test_a_year_given_of_which_nothing_is_there_stops_the_reading(tmp_path):
    many = [row(f"SYN{k}", end="01/03/2023", ended="E8") for k in range(100)]
    with pytest.raises(AnalysisError, match="no date in the year to 31 March 2025"):
        reading(tmp_path, *many, given=Given(year_ending=date(2025, 3, 31), today=date(2026, 1, 1)))


def test_a_few_old_stays_are_open_in_the_year_that_is_given(tmp_path):
    found = reading(tmp_path, row(), given=Given(year_ending=date(2025, 3, 31), today=date(2026, 1, 1)))
    assert found.year_ending == date(2025, 3, 31)
    assert "year_given" in rules(found)


def test_a_year_that_rests_on_one_date_beside_many_of_another_is_doubted(tmp_path):
    many = [row(f"SYN{k}", end="01/03/2023", ended="E8") for k in range(5)]
    assert "year_doubtful" in rules(reading(tmp_path, *many, row("SYN9", start="01/05/2024")))
    assert "year_assumed" in rules(reading(tmp_path, *many))


def test_a_year_that_is_not_over_is_known_up_to_the_last_date_in_it(tmp_path):
    found = reading(tmp_path, row(start="10/06/2025"), row("SYN002", start="20/08/2025"))
    assert found.covers[0].last == date(2025, 8, 20)
    assert "extract_date_assumed" in rules(found)


def test_care_that_goes_on_and_is_followed_by_nothing_is_named(tmp_path):
    found = reading(tmp_path, row(end="01/09/2022", ended="X1"), row("SYN002", end="01/09/2022", ended="X1"),
                    row("SYN002", start="01/09/2022", opens="P"))  # fmt: skip
    assert rows_of(found, "continues_nowhere") == [2]


def test_a_row_that_breaks_off_is_named(tmp_path):
    path = table(tmp_path / "episodes.csv", COLUMNS, [row()])
    path.write_text(path.read_text(encoding="utf-8") + "SYN002,01/06/2022,S\n", encoding="utf-8")
    (found,) = ssda903.read([path], TODAY)
    assert rows_of(found, "short_row") == [2, 3] or rows_of(found, "short_row") == [3]


@pytest.mark.parametrize(
    ("after", "ceases"),
    [
        ([], True),
        ([row(start="01/07/2022", opens="P")], False),
        ([row(start="02/07/2022", opens="P")], False),
        ([row(start="01/07/2022", opens="S")], True),
        ([row(start="01/09/2022", opens="S")], True),
    ],
)
def test_an_end_without_a_reason_is_an_end_of_care_unless_care_goes_on_from_there(tmp_path, after, ceases):
    found = reading(tmp_path, row(end="01/07/2022"), *after)
    assert bool(found.episodes["closes"][0]) is ceases


def test_a_slip_beyond_the_year_does_not_move_the_return_to_the_next(tmp_path):
    many = [row(f"SYN{k}", end="01/03/2023", ended="E8") for k in range(100)]
    found = reading(tmp_path, *many, row("SYN999", start="02/04/2023"))
    assert found.year_ending == date(2023, 3, 31)
    assert {"beyond_the_year", "future_start"} <= set(rules(found))


def test_a_return_whose_dates_stop_early_covers_no_more_than_them(tmp_path):
    found = reading(tmp_path, *[row(f"SYN{k}", end="01/11/2022", ended="E8") for k in range(60)])
    assert found.covers[0].last == date(2022, 11, 1)
    assert "drawn_early" in rules(found)


def test_a_workbook_with_a_sheet_a_table_reads_like_the_files(tmp_path):
    book = Workbook()
    book.active.title = "episodes"
    for cells in (["a title"], COLUMNS, row(end="01/07/2022", ended="E8")):
        book.active.append(list(cells))
    sheet = book.create_sheet("header")
    sheet.append(["CHILD", "SEX", "DOB", "ETHNIC"])
    sheet.append(["SYN001", 1, date(2015, 2, 1), "WBRI"])
    book.create_sheet("notes").append(["anything"])
    book.save(tmp_path / "return.xlsx")
    assert ssda903.claims(tmp_path / "return.xlsx")
    (found,) = ssda903.read([tmp_path / "return.xlsx"], TODAY)
    (one,) = found.episodes.to_dict("records")
    assert (one["sheet"], one["row"], one["sex"], one["closes"]) == ("episodes", 3, "male", True)
    assert set(rules(found)) - {"year_assumed"} == {"unknown_table"}


def test_a_formula_that_nobody_calculated_is_refused_and_not_read_as_an_open_stay(tmp_path):
    book = Workbook()
    for cells in (COLUMNS, [*row()[:7], "=B2+30", "E8"]):
        book.active.append(list(cells))
    book.save(tmp_path / "return.xlsx")
    with pytest.raises(AnalysisError, match="cell H2 is a formula that holds no calculated value"):
        ssda903.read([tmp_path / "return.xlsx"], TODAY)


XML = """<?xml version="1.0"?>{}
<EXPSSDA903><CHILD><HEADER><CHILDID>SYN001</CHILDID><SEX>1</SEX><DOB>01/02/2006</DOB><ETHNIC>WBRI</ETHNIC>
<UASC>1</UASC><DUC>01/02/2024</DUC><AREVIEW><REVIEW>01/06/2022</REVIEW></AREVIEW></HEADER>
<EPISODE><DECOM>05/05/2022</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL></EPISODE>
</CHILD></EXPSSDA903>"""


def test_an_xml_return_reads_like_the_files(tmp_path):
    path = tmp_path / "return.xml"
    path.write_text(XML.format(""), encoding="utf-8")
    assert ssda903.claims(path)
    (found,) = ssda903.read([path], TODAY)
    (one,) = found.episodes.to_dict("records")
    assert (one["child"], one["placement"], one["row"], one["unaccompanied"]) == (
        "SYN001",
        "Foster placements",
        4,
        True,
    )
    assert sorted(use.what for use in found.files) == ["Episodes", "Header", "Reviews", "UASC"]


def test_an_xml_with_a_document_type_is_refused_and_one_broken_off_is_named_by_line(tmp_path):
    path = tmp_path / "return.xml"
    path.write_text(XML.format('<!DOCTYPE x [<!ENTITY a "b">]>'), encoding="utf-8")
    with pytest.raises(AnalysisError, match="document type or an entity"):
        ssda903.read([path], TODAY)
    path.write_text(XML.format("")[:-30], encoding="utf-8")
    with pytest.raises(AnalysisError, match="wrong at line 4"):
        ssda903.read([path], TODAY)


DAYS = st.sampled_from(["", "x", "01/04/2022", "2022-05-05", "05/05/2022", "01/07/2022", "31/03/2023", "01/09/2030"])
MESSY = st.lists(
    st.builds(row, st.sampled_from(["", "SYN1", "SYN2", "1.0"]), DAYS, DAYS, st.sampled_from(["", "X1", "E8"]),
              st.sampled_from(["S", "P"]), st.sampled_from(["C2", "V4", "?"])),
    max_size=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(MESSY)
def test_every_row_is_used_or_set_aside_and_named_and_no_child_is_in_two_places(tmp_path, rows):
    found = reading(tmp_path, row("SYN9", "01/02/2023"), *rows)
    use = found.files[0]
    assert use.rows_read == len(rows) + 1 == use.rows_used + sum(use.set_aside.values())
    assert all(len(rows_of(found, rule)) == n for rule, n in use.set_aside.items() if rule != "duplicate_row")
    made = found.episodes
    assert (made["start"] <= pd.Timestamp("2023-03-31")).all()
    for day in pd.date_range("2022-04-01", "2023-03-31", freq="45D"):
        here = made[(made["start"] <= day) & (made["end"].isna() | (made["end"] > day)) & ~made["short_breaks"]]
        assert here["child"].is_unique
    assert not any("SYN" in str(p["message"]) for p in found.problems)
