"""A folder of returns: files are known by what they hold, and one that cannot be read stops nothing but itself."""

import os
from datetime import date

import pytest

import little_annex_a
import little_census
from analysis.sources.returns.shape import Given
from analysis.sources.returns_folder import files_in, read_returns
from analysis.vocabulary.errors import AnalysisError, WrongUse

GIVEN = Given(dfe_code="372", today=date(2026, 1, 1))
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE\nSYN001,{},S,C2,N1,U4,PR1,,,\n"


def care(folder, day, name="episodes.csv"):
    folder.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(EPISODES.format(day), encoding="utf-8")


def census(folder, **header):
    folder.mkdir(exist_ok=True, parents=True)
    child = little_census.child(1, little_census.case(little_census.plan("2023-05-20")))
    return little_census.write(folder, little_census.message(child, **header))


def test_every_return_is_found_by_what_it_holds_and_under_any_name(tmp_path):
    census(tmp_path).rename(tmp_path / "export 7.dat.xml")
    care(tmp_path / "903", "05/05/2022", "anything.csv")
    little_annex_a.book(tmp_path, {7: [little_annex_a.plan()]}, name="inspection.xlsx")
    found = read_returns(tmp_path, GIVEN)
    assert {r.source for r in found.readings} == {"returns_cin_census", "returns_ssda903", "returns_annex_a"}
    assert (found.unread, found.blocked) == ([], False)


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path):
    care(tmp_path / "2022", "05/05/2022")
    care(tmp_path / "2021", "05/05/2021")
    found = read_returns(tmp_path, GIVEN)
    assert {use.file for r in found.readings for use in r.files} == {"2021/episodes.csv", "2022/episodes.csv"}
    assert {row["file"] for row in found.problems} == {"2021/episodes.csv", "2022/episodes.csv"}
    assert sorted(r.year_ending for r in found.readings) == [date(2022, 3, 31), date(2023, 3, 31)]


def test_a_return_that_cannot_be_read_blocks_and_the_others_are_read(tmp_path):
    census(tmp_path, LEA="201")
    care(tmp_path / "903", "05/05/2022")
    found = read_returns(tmp_path, GIVEN)
    assert [r.source for r in found.readings] == ["returns_ssda903"]
    (problem,) = [row for row in found.problems if row["severity"] == "blocks"]
    assert (problem["rule"], problem["file"]) == ("return_refused", "return.xml")
    assert found.unread == ["return.xml"]


def test_a_workbook_that_cannot_be_opened_blocks_because_it_may_be_a_return(tmp_path):
    (tmp_path / "annex.xlsx").write_bytes(b"PK\x03\x04")
    found = read_returns(tmp_path, GIVEN)
    assert found.blocked
    assert found.unread == ["annex.xlsx"]


CANNOT = [(b"", "is empty"), (b"CHILD,DEC\0OM\n", "holds zero bytes"), (b'"a note', "line 1 has a quotation mark")]
CANNOT.append((b"x" * 1_200_000, "line 1 has a quotation mark that is never closed, or is no line of column names"))


@pytest.mark.parametrize(("data", "said"), CANNOT)
def test_a_csv_that_holds_no_table_blocks_because_it_may_be_one(tmp_path, data, said):
    (tmp_path / "episodes.csv").write_bytes(data)
    (problem,) = read_returns(tmp_path, GIVEN).problems
    assert problem["severity"] == "blocks"
    assert said in problem["message"]


def test_a_file_that_is_not_in_utf_8_is_read_and_told(tmp_path):
    care(tmp_path, "05/05/2022")
    path = tmp_path / "episodes.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    found = read_returns(tmp_path, GIVEN)
    assert [len(r.episodes) for r in found.readings] == [1]
    assert "other_encoding" in {row["rule"] for row in found.problems}


def test_a_file_of_something_else_is_named(tmp_path):
    (tmp_path / "rota.csv").write_text("name,shift\n", encoding="utf-8")
    (problem,) = read_returns(tmp_path, GIVEN).problems
    assert (problem["rule"], problem["severity"], problem["file"]) == ("unknown_file", "warns", "rota.csv")


def test_months_that_do_not_close_are_told_without_a_number(tmp_path):
    """A stay that goes on under another placement in May, of which the return holds nothing after."""
    care(tmp_path, "05/05/2022")
    path = tmp_path / "episodes.csv"
    lost = "SYN002,05/04/2022,S,C2,N1,U4,PR1,10/06/2022,X1,\n"
    path.write_text(path.read_text(encoding="utf-8") + lost, encoding="utf-8")
    (problem,) = [p for p in read_returns(tmp_path, GIVEN).problems if p["rule"] == "stock_does_not_follow"]
    assert "It is so for children in care in 1 of 11 months" in problem["message"]


def annex_a(folder):
    folder.mkdir()
    return little_annex_a.book(folder, {7: [little_annex_a.plan()]})


def test_the_day_of_an_extract_is_said_in_returns_toml_by_file_or_folder(tmp_path):
    annex_a(tmp_path / "june")
    annex_a(tmp_path / "march")
    text = '[[returns]]\npath = "june"\nextracted_on = 2023-06-30\n'
    text += '[[returns]]\npath = "march/annex_a.xlsx"\nextracted_on = 2023-03-31\n'
    (tmp_path / "returns.toml").write_text(text, encoding="utf-8")
    found = read_returns(tmp_path, GIVEN)
    assert {r.name: r.extracted_on for r in found.readings} == {
        "june/annex_a": date(2023, 6, 30), "march/annex_a": date(2023, 3, 31),
    }  # fmt: skip
    assert "extract_date_assumed" not in {row["rule"] for row in found.problems}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x", "not valid TOML"),
        ("a = 1", "blocks and nothing else"),
        ('[[returns]]\npath = "nowhere"', "names no file or folder"),
        ('[[returns]]\npath = "june"\nextracted_on = "2023-06-30"', "is to be a date"),
        ('[[returns]]\npath = "june"\nextracted_on = 2999-06-30', "still to come"),
        ('[[returns]]\npath = "june"\nyear_ending = 2023-06-30', "the 31 March"),
        ('[[returns]]\npath = "june"\ndrawn = 2023-06-30', "'drawn' is not known"),
    ],
)
def test_a_returns_toml_that_is_unclear_is_refused(tmp_path, text, said):
    annex_a(tmp_path / "june")
    (tmp_path / "returns.toml").write_text(text, encoding="utf-8")
    with pytest.raises(AnalysisError, match=said):
        read_returns(tmp_path, GIVEN)


def test_two_returns_of_one_day_are_told_and_none_is_taken_in_silence(tmp_path):
    for council in ("here", "there"):
        care(tmp_path / council, "05/05/2022")
    (problem,) = [row for row in read_returns(tmp_path, GIVEN).problems if row["rule"] == "returns_twice"]
    assert "here/episodes.csv" in problem["message"]
    assert "there/episodes.csv" in problem["message"]


def test_an_empty_folder_is_told(tmp_path):
    assert [row["rule"] for row in read_returns(tmp_path, GIVEN).problems] == ["no_returns"]


def test_a_name_that_is_no_utf_8_is_shown_as_it_can_be(tmp_path):
    (tmp_path / os.fsdecode(b"rota\xff.csv")).write_text("name,shift\n", encoding="utf-8")
    (problem,) = read_returns(tmp_path, GIVEN).problems
    assert problem["file"].encode("utf-8") == b"rota?.csv"


@pytest.mark.parametrize(("lea", "known"), [("E08000018", True), ("372.0", True), ("201", False)])
def test_the_council_is_known_by_either_of_its_codes(tmp_path, lea, known):
    census(tmp_path, LEA=lea)
    given = Given(area="E08000018", dfe_code="372", today=date(2026, 1, 1))
    assert read_returns(tmp_path, given).blocked is not known


def test_a_module_of_which_no_row_could_be_used_answers_nothing(tmp_path):
    path = census(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("CPPstartDate", "CPPStartDay"), encoding="utf-8")
    found = read_returns(tmp_path, GIVEN)
    assert "cp_plan" not in {cover.kind for reading in found.readings for cover in reading.covers}
    assert "empty_table" in {row["rule"] for row in found.problems}


def test_lock_files_hidden_files_and_readmes_are_passed_over(tmp_path):
    for name in ("~$annex.xlsx", ".DS_Store", "README.md", ".hidden/a.csv", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert files_in(tmp_path) == []


def test_a_path_that_is_not_there_is_wrong_use(tmp_path):
    with pytest.raises(WrongUse, match="nowhere is not there"):
        read_returns(tmp_path / "nowhere", GIVEN)


@pytest.mark.parametrize("joint", ["\n", ""])
def test_where_all_children_stand_on_one_line_a_row_is_the_place_of_a_child(tmp_path, joint):
    children = [little_census.child(k, little_census.case(little_census.plan("2023-05-20"))) for k in range(3)]
    children[1] = children[1].replace("2023-05-20", "someday")
    text = little_census.message(*children).replace("\n", joint)
    little_census.write(tmp_path, text)
    found = read_returns(tmp_path, GIVEN)
    notes = [row for row in found.problems if row["rule"] == "one_line"]
    (bad,) = [row for row in found.problems if row["rule"] == "unparseable_date"]
    line = text[: text.index("someday")].count("\n") + 1
    assert (bad["row"] == 2, len(notes)) == ((True, 1) if joint == "" else (False, 0))
    assert joint == "" or bad["row"] <= line


def test_children_on_one_line_of_a_903_are_told_by_their_place(tmp_path):
    episode = "<EPISODE><DECOM>{}</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL></EPISODE>"
    child = "<CHILD><HEADER><CHILDID>SYN{}</CHILDID></HEADER>{}</CHILD>"
    days = ["05/05/2022", "someday", "06/06/2022"]
    text = "".join(child.format(k, episode.format(day)) for k, day in enumerate(days))
    (tmp_path / "return.xml").write_text(f"<EXPSSDA903>{text}</EXPSSDA903>", encoding="utf-8")
    found = read_returns(tmp_path, GIVEN)
    assert [row["row"] for row in found.problems if row["rule"] == "unparseable_date"] == [2]
    assert [row["file"] for row in found.problems if row["rule"] == "one_line"] == ["return.xml"]


def test_a_name_that_would_do_something_to_a_terminal_is_shown_with_marks(tmp_path):
    (tmp_path / "a\x1b[31m\u202eb.txt").write_text("x", encoding="utf-8")
    (problem,) = read_returns(tmp_path, GIVEN).problems
    assert problem["file"] == "a\ufffd[31m\ufffdb.txt"


def test_a_table_wider_than_any_return_is_refused_at_once(tmp_path):
    (tmp_path / "wide.csv").write_text(",".join(f"c{k}" for k in range(5000)) + "\n1\n", encoding="utf-8")
    (problem,) = read_returns(tmp_path, GIVEN).problems
    assert problem["message"] == "wide.csv has more than 2,000 columns, so it is no table of a return."
