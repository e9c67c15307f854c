"""Published files: what is read, and what is said about a file that cannot be."""

import pytest

from analysis.vocabulary.errors import AnalysisError
from little_raw import release

US, REGION, ENGLAND = "E08000018", "E12000003", "E92000001"
COUNT = f"child_protection_plans,{US},count,"
WIDE = "indicator,area,measure,2022-03-31,2023-03-31"
PARTS = "indicator,area,breakdown,group,measure,2023-03-31"


def only(table, **wanted):
    """The one row of a table with these values."""
    for name, value in wanted.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0]


def complaint(built, rule):
    """The one problem of a rule."""
    return only(built.problems, rule=rule)


@pytest.mark.parametrize("symbol", ["c", "x", "z", "u", "k", "low", ":"])
def test_a_symbol_is_kept_as_the_reason_and_is_never_a_number(raw, symbol):
    raw.plans(COUNT + symbol)
    row = raw.build().observations.iloc[0]
    assert row["reason"] == symbol
    assert row[["count", "denominator", "value"]].isna().all()
    assert row["status"] == ("suppressed" if symbol == "c" else "missing")


def test_a_suppressed_count_starts_at_zero_and_a_missing_one_has_no_interval(raw):
    raw.plans(COUNT + "c,z", header=WIDE)
    suppressed, missing = raw.build().observations.to_dict("records")
    assert suppressed["count_lower"] == 0
    assert missing["count_lower"] != missing["count_lower"]


def test_a_sidecar_can_say_that_x_means_suppressed(raw):
    raw.plans(COUNT + "x", symbols={"x": "suppressed"})
    assert raw.build().observations.loc[0, "status"] == "suppressed"


def test_a_sidecar_cannot_give_a_symbol_a_meaning_of_its_own(raw):
    raw.plans(COUNT + "x", symbols={"x": "supressed"})
    with pytest.raises(AnalysisError, match=r"plans\.csv\.source\.toml: \"symbols\.x\" is 'supressed'"):
        raw.build()


@pytest.mark.parametrize(
    "cell", ["4,217", "4217-", "-4217", "4217.", "1e4217", "٤٢١٧", "4217 children", "=4217", "nan", "C"]
)
def test_an_unknown_cell_is_named_by_file_line_and_date_and_never_repeated(raw, cell):
    raw.plans(COUNT + "395", COUNT.replace(US, ENGLAND) + f'"{cell}"')
    built = raw.build()
    found = complaint(built, "unknown_symbol")
    assert (found["severity"], found["file"], found["row"]) == ("blocks", "plans.csv", 3)
    assert found["message"].startswith("The cell under 2023-03-31 is neither a number nor a known symbol.")
    assert "4217" not in found["message"]
    assert len(built.observations) == 1


@pytest.mark.parametrize(
    ("row", "rule", "said"),
    [
        (f"child_protection_plan,{US},count,4217", "unknown_indicator", "'child_protection_plan' is not an indicator."),
        ("child_protection_plans,E08000099,count,4217", "unknown_area", "'E08000099' is not a known area code."),
        ("child_protection_plans,Rotherham,count,4217", "unknown_area", "'Rotherham' is not a known area code."),
        (f"child_protection_plans,{US},number,4217", "unknown_measure", "'number' is not a measure:"),
    ],
)
def test_an_unknown_label_is_a_problem_with_its_line(raw, row, rule, said):
    raw.plans(COUNT + "395", row)
    found = complaint(raw.build(), rule)
    assert (found["severity"], found["file"], found["row"]) == ("blocks", "plans.csv", 3)
    assert found["message"].startswith(said)
    assert "4217" not in found["message"]


def test_an_unknown_ethnic_group_is_a_problem_with_its_line(raw):
    raw.plans(
        f"children_in_care,{US},ethnic_group,White,count,441",
        f"children_in_care,{US},ethnic_group,Whyte,count,4217",
        f"children_in_care,{US},age_band,1-4,count,80",
        header=PARTS,
    )
    found = complaint(raw.build(), "unknown_group")
    assert (found["severity"], found["row"]) == ("blocks", 3)
    assert found["message"] == "'Whyte' is not a known ethnic group. Add a line to ethnic_groups.csv."


def test_every_complaint_is_made_at_once(raw):
    raw.plans(COUNT + "395", f"plans,{US},count,1", COUNT.replace(US, "E1") + "1", COUNT.replace(US, ENGLAND) + "?")
    assert set(raw.build().problems["rule"]) >= {"unknown_indicator", "unknown_area", "unknown_symbol"}


def test_a_repeated_row_blocks(raw):
    raw.plans(COUNT + "395", COUNT + "398")
    found = complaint(raw.build(), "repeated_row")
    assert (found["severity"], found["row"]) == ("blocks", 3)
    assert found["message"] == "The count for 2023-03-31 stands in the file twice. Keep one."


def test_one_area_under_its_old_and_its_new_code_is_a_repeated_row(raw):
    raw.plans("children_in_care,E08000016,count,400", "children_in_care,E08000038,count,401")
    built = raw.build()
    assert complaint(built, "repeated_row")["severity"] == "blocks"
    assert built.observations["count"].tolist() == [400]


def test_one_figure_in_two_files_is_a_problem_that_names_both(raw):
    raw.plans(COUNT + "395", name="one.csv")
    raw.plans(COUNT + "398", name="two.csv")
    found = complaint(raw.build(), "repeated_row")
    assert (found["severity"], found["file"]) == ("blocks", "two.csv")
    assert "stands in one.csv too" in found["message"]


def test_a_population_that_stands_twice_is_a_problem(raw):
    raw.people(f"{US},57205", f"{US},57206")
    assert complaint(raw.build(), "repeated_row")["severity"] == "blocks"


def test_a_file_without_a_sidecar_is_refused(raw):
    raw.plans(COUNT + "395").with_name("plans.csv.source.toml").unlink()
    with pytest.raises(AnalysisError, match=r"plans\.csv has no plans\.csv\.source\.toml beside it"):
        raw.build()


def test_a_sidecar_without_its_file_is_refused(raw):
    raw.plans(COUNT + "395", name="here.csv")
    raw.plans(COUNT + "395", name="gone.csv").unlink()
    with pytest.raises(AnalysisError, match=r"gone\.csv\.source\.toml describes a file that is not there"):
        raw.build()


def test_a_changed_file_blocks(raw):
    path = raw.plans(COUNT + "395")
    path.write_text(path.read_text().replace("395", "396"))
    found = complaint(raw.build(), "checksum")
    assert (found["severity"], found["file"]) == ("blocks", "plans.csv")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"licence_url": "x"}, '"licence_url" is not known.'),
        ({"public": "yes"}, "\"public\" is 'yes'"),
        ({"releases": [release("2023", published="October 2023")]}, '"October 2023" is not a date.'),
        ({"releases": [release("2023", vintige="x")]}, "is not known"),
    ],
)
def test_a_wrong_sidecar_is_refused_by_name(raw, changes, said):
    raw.plans(COUNT + "395", **changes)
    with pytest.raises(AnalysisError, match=r"^plans\.csv\.source\.toml: ") as refused:
        raw.build()
    assert said in str(refused.value)
    assert refused.value.exit_code == 1


def test_a_sidecar_without_a_release_is_refused(raw):
    path = raw.plans(COUNT + "395").with_name("plans.csv.source.toml")
    path.write_text(path.read_text().split("\n[[releases]]")[0] + "releases = []\n")
    with pytest.raises(AnalysisError, match=r'plans\.csv\.source\.toml: "releases" is \[\]'):
        raw.build()


def test_an_unknown_layout_is_refused_with_the_list(raw):
    raw.plans(COUNT + "395", layout="observation")
    with pytest.raises(AnalysisError, match=r"layout 'observation' is not known\. The layouts are: observations"):
        raw.build()


def test_an_empty_folder_is_refused(raw):
    with pytest.raises(AnalysisError, match=r"There is no data in raw\. Expected CSV files"):
        raw.build()


@pytest.mark.parametrize("missing", ["indicator", "area", "measure"])
def test_a_missing_column_is_named(raw, missing):
    raw.add("plans.csv", "indicator,area,measure,2023-03-31".replace(missing, "vintage") + "\n1,2,3,4\n")
    with pytest.raises(AnalysisError, match=rf"plans\.csv lacks the column '{missing}'\. It needs: indicator, area, m"):
        raw.build()


def test_a_column_that_stands_twice_is_refused(raw):
    raw.plans(COUNT + "395,398", header="indicator,area,measure,2023-03-31,2023-03-31")
    with pytest.raises(AnalysisError, match=r"plans\.csv has the column '2023-03-31' twice"):
        raw.build()


@pytest.mark.parametrize("column", ["31/03/2023", "2023-3-31", "2023-13-31", "2023", "notes", "breakdwn", ""])
def test_a_column_that_is_no_date_is_refused_and_never_skipped(raw, column):
    raw.plans(COUNT + "395", header=f"indicator,area,measure,{column}")
    with pytest.raises(AnalysisError, match="which is neither known nor a date such as 2023-03-31"):
        raw.build()


def test_a_column_that_is_no_year_is_refused_in_a_population(raw):
    raw.people(f"{US},57205", header="area,mid-2022")
    with pytest.raises(AnalysisError, match="'mid-2022', which is neither known nor a year such as 2021 or 2021-22"):
        raw.build()


@pytest.mark.parametrize("row", [COUNT + "395,9", "child_protection_plans,E08000018,count"])
def test_a_ragged_row_is_refused_with_its_line(raw, row):
    raw.plans(COUNT + "395", row)
    with pytest.raises(AnalysisError, match=r"plans\.csv line 3 has more or fewer cells than the header"):
        raw.build()


def test_a_byte_order_mark_windows_line_ends_and_spaces_are_no_matter(raw):
    text = f"indicator,area,measure,2023-03-31\r\nchild_protection_plans, {US} ,count, 395 \r\n"
    raw.add("plans.csv", b"\xef\xbb\xbf" + text.encode())
    assert raw.build().observations["count"].tolist() == [395]


@pytest.mark.parametrize("content", [b"caf\xe9", b"\xff\xfei\x00n\x00", b'indicator,area,measure\n"open'])
def test_a_file_that_is_not_utf_8_csv_is_refused_in_one_sentence(raw, content):
    raw.add("plans.csv", b"indicator,area,measure\n" + content)
    with pytest.raises(AnalysisError, match=r"plans\.csv is not CSV in UTF-8\. Save it again as CSV UTF-8\."):
        raw.build()


def test_an_empty_cell_is_no_figure(raw):
    raw.plans(COUNT + ",395", header=WIDE)
    assert raw.build().observations["date"].tolist() == ["2023-03-31"]


def test_a_row_of_a_release_that_the_sidecar_does_not_list_is_refused(raw):
    raw.plans(f"child_protection_plans,{US},2024,count,395", header="indicator,area,vintage,measure,2023-03-31")
    with pytest.raises(AnalysisError, match="has a row of release '2024', which its sidecar does not list"):
        raw.build()


def test_a_row_without_a_release_is_refused_where_a_file_holds_several(raw):
    header = "indicator,area,vintage,measure,2023-03-31"
    raw.plans(f"child_protection_plans,{US},,count,395", header=header, releases=[release("2023"), release("2024")])
    with pytest.raises(AnalysisError, match="has a row of release '2023-03-31', which its sidecar does not list"):
        raw.build()


def test_each_date_can_have_a_release_of_its_own(raw):
    releases = [release("2022", date="2022-03-31"), release("2023", date="2023-03-31")]
    raw.plans(COUNT + "475,395", header=WIDE, releases=releases)
    assert raw.build().observations["vintage"].tolist() == ["2022", "2023"]


def test_the_returns_folder_is_not_looked_into(raw):
    raw.plans(COUNT + "395")
    raw.plans("not,a,published,file", name="returns/children.csv").with_name("children.csv.source.toml").unlink()
    assert len(raw.build().observations) == 1


@pytest.mark.parametrize("area", [ENGLAND, REGION])
def test_a_rounded_count_is_an_interval_of_five_either_side(raw, area):
    raw.plans(COUNT.replace(US, area) + "50780")
    row = raw.build().observations.iloc[0]
    assert (row["count_lower"], row["count_upper"], row["status"]) == (50775, 50785, "rounded")


def test_a_rounded_count_cannot_go_below_zero(raw):
    raw.plans(COUNT.replace(US, ENGLAND) + "0")
    row = raw.build().observations.iloc[0]
    assert (row["count_lower"], row["count_upper"]) == (0, 5)


def test_a_local_count_is_exact_and_zero_means_zero(raw):
    raw.plans(COUNT + "0")
    row = raw.build().observations.iloc[0]
    assert (row["count_lower"], row["count"], row["count_upper"], row["status"]) == (0, 0, 0, "published")


@pytest.mark.parametrize("cell", ["c", "", "57,205", "-1"])
def test_a_population_that_is_no_number_blocks_or_is_left_out(raw, cell):
    raw.people(f'{US},"{cell}",57205', header="area,2021,2022")
    built = raw.build()
    assert built.population["year"].tolist() == ["2022"]
    assert (built.problems["rule"] == "not_a_number").sum() == (cell != "")


def test_an_unknown_group_or_area_in_a_population_is_a_problem_with_its_line(raw):
    rows = [f"{US},Pakistani,10001", f"{US},Pakistan,4217", "E08000099,Pakistani,4217"]
    raw.people(*rows, header="area,group,2021", base="census_2021", classification="18+1")
    built = raw.build()
    assert complaint(built, "unknown_group")["row"] == 3
    assert complaint(built, "unknown_area")["row"] == 4
    assert not built.problems["message"].str.contains("4217").any()


def test_neighbours_with_an_unknown_area_or_rank_are_problems(raw):
    header = "model,area,rank,neighbour,neighbour_name,closeness"
    rows = [f"2025,{US},1,E08000038,Barnsley,Very close", "2025,E9,1,E08000010,Wigan,Close", f"2025,{US},II,E1,B,C"]
    text = "\n".join([header, *rows]) + "\n"
    raw.add("near.csv", text, layout="neighbours", source="dfe_statistical_neighbours", releases=[release("2025")])
    built = raw.build()
    assert built.neighbours["neighbour"].tolist() == ["E08000016"]
    assert set(built.problems["rule"]) >= {"unknown_area", "not_a_number"}
