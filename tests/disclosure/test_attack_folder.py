"""The attacker on little packs: what their files give away together, and that others' figures are not blamed on us."""

import csv
import json
import re

import openpyxl
import pytest

from analysis.cli import main
from analysis.disclosure.attack import as_json, as_text, attack
from analysis.vocabulary.errors import WrongUse

OURS, THEIRS = "returns_ssda903", "dfe_children_looked_after"
COLUMNS = ["indicator", "area", "date", "span", "breakdown", "group", "source", "vintage"]
CELL = ["measure", "kind", "value", "of", "pop", "per"]


def rows(values, **other):
    """Rows of counts: {(breakdown, group): printed}, of children in care on one day unless told otherwise."""
    base = {"indicator": "children_in_care", "area": "E08000018", "date": "2024-12-31", "span": "point"}
    base |= {"source": OURS, "vintage": "extract of 2025-01-10", "measure": "count", "kind": "count"}
    return [
        base | {"breakdown": breakdown, "group": group, "value": value} | other
        for (breakdown, group), value in values.items()
    ]


def by_sex(total, girls, boys, **other):
    return rows({("total", ""): total, ("sex", "female"): girls, ("sex", "male"): boys}, **other)


@pytest.fixture
def pack(tmp_path):
    """Write a table of a pack: pack("care", rows) gives the folder."""

    def write(name, found, folder="pack", kind="tables", columns=(*COLUMNS, *CELL)):
        place = tmp_path / folder / kind
        place.mkdir(parents=True, exist_ok=True)
        with (place / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(found)
        return tmp_path / folder

    return write


def kinds(folder, **more):
    return sorted({one.kind for one in attack(folder, **more).findings if one.fails})


def groups(folder, kind="recovered", **more):
    return sorted(one.keys[0].place.group for one in attack(folder, **more).findings if one.kind == kind)


def test_all_minus_boys_gives_the_girls(pack):
    folder = pack("care", by_sex("412", "c", "409"))
    [found] = attack(folder).findings
    assert found.kind == "recovered"
    assert found.sentence == (
        "A hidden count can be found exactly, from the printed numbers alone: "
        "children_in_care, E08000018, point 2024-12-31, sex: female (returns_ssda903)."
    )


def test_all_in_one_file_and_boys_in_another_give_the_girls(pack):
    pack("care", rows({("total", ""): "412"}))
    assert groups(pack("by_sex", rows({("sex", "female"): "c", ("sex", "male"): "409"}))) == ["female"]


def test_a_pair_that_is_hidden_around_a_large_remainder_is_safe(pack):
    folder = pack("care", by_sex("412", "c", "c"))
    assert kinds(folder) == []
    assert as_text(attack(folder)).endswith("Nothing hidden can be recovered.")


def test_two_breakdowns_of_a_total_that_nobody_prints_give_a_group(pack):
    pack("by_sex", rows({("sex", "female"): "c", ("sex", "male"): "232"}))
    ages = {("age_band", "0 to 9"): "150", ("age_band", "10 to 17"): "262"}
    assert groups(pack("by_age", rows(ages))) == ["female"]


def test_a_breakdown_that_leaves_some_children_out_is_no_total(pack):
    pack("by_sex", by_sex("c", "180", "232") + rows({("age_band", "0 to 9"): "150", ("age_band", "10 to 17"): "260"}))
    later = {"date": "2025-03-31"}
    pack("later", rows({("sex", "female"): "180", ("sex", "male"): "232"}, **later))
    folder = pack("ages", rows({("age_band", "0 to 9"): "150", ("age_band", "10 to 17"): "260"}, **later))
    assert "contradiction" not in kinds(folder)


def test_months_and_a_year_meet_in_a_quarter_that_nobody_prints(pack):
    events = {"indicator": "referrals", "source": "returns_cin_census"}
    quarters = {"2024-06-30": "100", "2024-09-30": "100", "2024-12-31": "100"}
    months = {"2025-01-31": "40", "2025-02-28": "c", "2025-03-31": "50"}
    found = [rows({("total", ""): value}, date=day, span="quarter", **events)[0] for day, value in quarters.items()]
    found += [rows({("total", ""): value}, date=day, span="month", **events)[0] for day, value in months.items()]
    folder = pack("referrals", found + rows({("total", ""): "393"}, date="2025-03-31", span="year", **events))
    assert [one.keys[0].place.date for one in attack(folder).findings] == ["2025-02-28"]


def test_the_same_rows_of_others_are_the_baseline(pack):
    assert kinds(pack("care", by_sex("412", "c", "409", source=THEIRS))) == []
    assert kinds(pack("public", by_sex("412", "c", "409", public="True"), columns=(*COLUMNS, *CELL, "public"))) == []


def test_a_public_total_gives_our_hidden_group(pack, tmp_path):
    pack("care", rows({("sex", "female"): "c", ("sex", "male"): "409", ("total", ""): "c"}))
    assert kinds(tmp_path / "pack") == []
    theirs = pack("total", rows({("total", ""): "412"}, source=THEIRS), folder="others")
    assert groups(tmp_path / "pack", known=[theirs]) == ["female"]


def test_overlapping_groupings_in_two_files_give_a_group(pack):
    printed = {"White": "300", "Mixed": "c", "Asian": "20", "Black": "30", "Other": "8", "unknown": "c"}
    folder = pack("five", rows({("ethnic_group", group): value for group, value in printed.items()}))
    assert groups(folder) == []
    assert groups(pack("in_all", rows({("ethnic_group", "not White"): "62"}))) == ["Mixed"]


def test_eighteen_groups_in_one_file_give_a_group_of_the_five_in_another(pack):
    pack("five", rows({("ethnic_group", "Asian"): "c", ("ethnic_group", "White"): "c", ("total", ""): "412"}))
    asian = {"Indian": "7", "Pakistani": "9", "Bangladeshi": "0", "Chinese": "0", "Other Asian": "8"}
    folder = pack("eighteen", rows({("ethnic_group_18", group): value for group, value in asian.items()}))
    assert groups(folder) == ["Asian", "White"]


def test_the_year_less_its_other_quarters_gives_the_last(pack):
    events = {"indicator": "child_protection_plans_started", "source": "returns_cin_census", "vintage": ""}
    days = {"2024-06-30": "11", "2024-09-30": "8", "2024-12-31": "c", "2025-03-31": "14"}
    found = [
        one for day, value in days.items() for one in rows({("total", ""): value}, date=day, span="quarter", **events)
    ]
    folder = pack("quarters", found)
    assert kinds(folder) == []
    pack("year", rows({("total", ""): "36"}, date="2025-03-31", span="year", **events))
    assert [one.keys[0].place.date for one in attack(folder).findings] == ["2024-12-31"]


def test_the_year_to_date_of_this_release_less_the_quarters_of_earlier_ones_gives_the_quarter(pack, tmp_path):
    events = {"indicator": "child_protection_plans_started", "source": "returns_cin_census"}
    for quarter, day, value in (("q1", "2024-06-30", "11"), ("q2", "2024-09-30", "8")):
        pack("quarter", rows({("total", ""): value}, date=day, span="quarter", **events), folder=quarter)
    pack("quarter", rows({("total", ""): "c"}, date="2024-12-31", span="quarter", **events))
    now = pack("so_far", rows({("total", ""): "22"}, date="2024-12-31", span="year_to_date", **events))
    assert kinds(now) == []
    assert kinds(now, earlier=[tmp_path / "q1", tmp_path / "q2"]) == ["recovered"]


def test_months_of_children_counted_once_a_year_are_not_added_up(pack):
    found = [
        one
        for day, span, value in (
            ("2025-03-31", "year", "20"),
            ("2025-03-31", "quarter", "c"),
            ("2024-12-31", "quarter", "30"),
        )
        for one in rows({("total", ""): value}, date=day, span=span, indicator="children_in_care_started")
    ]
    assert kinds(pack("started", found)) == []


def test_a_percentage_beside_a_hidden_count_gives_it_back(pack):
    share = {"measure": "share", "kind": "percent", "of": "412"}
    two = rows({("legal_status", "a"): "c"}) + rows({("legal_status", "a"): "0.7"}, **share)
    assert groups(pack("care", two)) == ["a"]


def test_a_rate_beside_a_hidden_count_gives_it_back(pack):
    rate = {"measure": "rate", "kind": "rate", "pop": "56200", "per": "10000"}
    assert kinds(pack("care", rows({("total", ""): "c"}) + rows({("total", ""): "0.5"}, **rate))) == ["recovered"]


def test_limits_beside_a_hidden_count_give_it_back(pack):
    upper = {"measure": "rate", "kind": "upper", "pop": "56200", "per": "10000"}
    assert kinds(pack("care", rows({("total", ""): "c"}) + rows({("total", ""): "1.56"}, **upper))) == ["recovered"]
    share = {"measure": "share", "kind": "lower", "of": "412"}
    hidden = rows({("legal_status", "a"): "c"}) + rows({("legal_status", "a"): "0.2"}, **share)
    assert kinds(pack("care", hidden)) != []


def test_a_ratio_beside_a_hidden_count_is_told(pack):
    ratio = {"measure": "representation index", "kind": "ratio"}
    found = rows({("ethnic_group", "Black"): "c"}) + rows({("ethnic_group", "Black"): "1.8"}, **ratio)
    assert kinds(pack("care", found)) == ["derived"]


def test_a_percentage_without_its_base_beside_a_hidden_count_is_told_and_one_of_the_population_is_not(pack):
    hidden, at = rows({("ethnic_group", "Black"): "c"}), {("ethnic_group", "Black"): "2.8"}
    population = {"measure": "share of the population", "kind": "percent", "of": "56200"}
    assert kinds(pack("care", hidden + rows(at, **population))) == []
    assert kinds(pack("care", hidden + rows(at, measure="change", kind="percent"))) == ["derived"]
    assert kinds(pack("care", hidden + rows(at, measure="representation index", kind="upper"))) == ["derived"]


def test_bounds_printed_of_a_hidden_count_are_taken_into_the_system(pack):
    most = rows({("total", ""): "3"}, measure="count, at most")
    assert kinds(pack("care", rows({("total", ""): "c"}) + most)) == ["narrowed"]


def test_a_count_that_one_file_hides_and_another_prints(pack):
    pack("care", by_sex("412", "c", "c"))
    assert kinds(pack("again", rows({("sex", "female"): "180"}))) == ["elsewhere", "recovered"]


def test_a_corrected_figure_republished_tells_of_the_children_between(pack):
    before = pack("care", rows({("total", ""): "412"}), folder="before")
    now = pack("care", rows({("total", ""): "414"}, vintage="extract of 2025-04-10"))
    assert kinds(now) == []
    [found] = attack(now, earlier=[before]).findings
    assert found.kind == "republished"
    assert "a few children apart" in found.sentence


def test_a_count_hidden_now_that_an_earlier_release_printed_is_known(pack):
    before = pack("care", by_sex("412", "180", "232"), folder="before")
    now = pack("care", by_sex("412", "c", "c"))
    assert kinds(now, earlier=[before]) == ["elsewhere"]


def test_a_small_count_of_ours_that_is_printed_is_told_and_of_others_is_not(pack):
    assert kinds(pack("care", rows({("total", ""): "4"}))) == ["small"]
    assert kinds(pack("care", rows({("total", ""): "4"}, source=THEIRS))) == []
    assert kinds(pack("care", rows({("total", ""): "0"}))) == []


def test_numbers_that_cannot_all_be_true_together_are_told(pack):
    [found] = attack(pack("care", by_sex("412", "240", "232"))).findings
    assert found.sentence.startswith("The published numbers cannot all be true together: children_in_care")


def test_groups_that_close_on_one_day_must_close_on_the_next(pack):
    found = by_sex("412", "180", "232") + by_sex("410", "170", "232", date="2025-03-31")
    assert kinds(pack("care", found)) == ["contradiction"]
    never = [one for one in found if one["date"] == "2025-03-31"]
    assert kinds(pack("care", never)) == []  # a part of the children: nothing says that it is all


def test_fewer_than_five_printed_for_a_count_is_a_bound(pack):
    assert kinds(pack("care", rows({("total", ""): "<4"}))) == ["narrowed"]


def test_a_hidden_sheet_that_holds_what_the_tables_hide(pack):
    folder = pack("care", by_sex("412", "c", "c"))
    book = openpyxl.Workbook()
    book.active.append(["Sex", "Date", "Children"])
    book.active.append(["female", "31 December 2024", "c"])
    book.save(folder / "tables.xlsx")
    assert kinds(folder) == []
    sheet = book.create_sheet("working")
    sheet.append(["female", "31 December 2024", 180])
    sheet.sheet_state = "hidden"
    book.save(folder / "tables.xlsx")
    [found] = attack(folder).findings
    assert found.sentence.startswith('tables.xlsx (hidden sheet "working", row 1, joined) says a number for a group')
    assert "180" not in found.sentence


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Female: 180.", ["elsewhere"]),
        ("Among children in care, female 180 (43.7%).", ["elsewhere"]),
        ("The FEMALE 180 is another word.", []),
        ("female     180    0.44", ["elsewhere"]),
        ("0  female\n180  male", []),
        ("Female c. Male c.", []),
        ("Of the 412, female: c.", []),
        ("Female 31 December 2024: c.", []),
        ("Female 43.7%", []),
    ],
)
def test_alternative_text_that_says_the_number(pack, said, found):
    folder = pack("care", by_sex("412", "c", "c"))
    (folder / "care.txt").write_text(said, encoding="utf-8")
    assert kinds(folder) == found


def test_a_number_that_a_table_prints_for_the_group_is_not_taken_for_the_hidden_one(pack):
    folder = pack("care", by_sex("412", "c", "c") + by_sex("410", "180", "230", date="2025-03-31"))
    (folder / "care.txt").write_text("At 31 March 2025: female 180.", encoding="utf-8")
    assert kinds(folder) == []


def test_a_figure_s_csv_that_holds_what_the_table_hides(pack):
    columns = (*COLUMNS[:6], "count", "value", "citation")
    pack("care", by_sex("412", "c", "c"))
    drawn = [one | {"count": "180", "citation": "SSDA903, own return"} for one in rows({("sex", "female"): ""})]
    assert kinds(pack("care", drawn, kind="figures", columns=columns)) == ["elsewhere", "recovered"]


def test_a_table_of_another_shape_that_holds_what_the_tables_hide(pack):
    folder = pack("care", by_sex("412", "c", "c"))
    (folder / "working.csv").write_text("Sex,Children\nfemale,180\n", encoding="utf-8")
    assert kinds(folder) == ["elsewhere"]


def test_people_of_a_group_in_another_table_are_not_taken_for_its_hidden_count(pack):
    folder = pack("care", rows({("ethnic_group", "Asian"): "c", ("ethnic_group", "White"): "300"}))
    people = [{"area": "E08000018", "group": "Asian", "measure": "people", "kind": "count", "value": "10551"}]
    pack("people", people, columns=("area", "group", "measure", "kind", "value"))
    (folder / "people.txt").write_text("Asian 10,551", encoding="utf-8")
    assert kinds(folder) == []


def test_numbers_of_labels_and_of_the_group_s_other_rows_are_not_taken_for_its_hidden_count(pack):
    columns = (*COLUMNS, "baseline_label", *CELL)
    label = {"baseline_label": "2021 Census, ages 10 to 17"}
    found = rows({("ethnic_group", "Asian"): "c"}, **label)
    found += rows({("ethnic_group", "Asian"): "15.0"}, measure="people", kind="count", **label)
    folder = pack("care", found, columns=columns)
    page = (
        "<tr><td>Section 47 enquiries</td><td>Asian</td><td>2021 Census, ages 10 to 17</td><td>15</td><td>c</td></tr>"
    )
    (folder / "page.html").write_text(f"<table>{page}</table>", encoding="utf-8")
    assert kinds(folder) == []
    (folder / "page.html").write_text(f"<table>{page.replace('>c<', '>9<')}</table>", encoding="utf-8")
    assert kinds(folder) == ["elsewhere"]


def test_a_count_without_a_source_is_ours_unless_others_print_the_figure(pack):
    assert kinds(pack("bare", rows({("total", ""): "4"}, source=""))) == ["small"]
    theirs = pack("theirs", rows({("total", ""): "4"}, source=THEIRS), folder="second")
    pack("bare", rows({("total", ""): "4"}, source=""), folder="second")
    assert kinds(theirs) == []


def test_a_year_that_others_print_less_our_quarters_gives_the_last(pack, tmp_path):
    events = {"indicator": "child_protection_plans_started", "source": "returns_cin_census"}
    days = {"2024-06-30": "11", "2024-09-30": "8", "2024-12-31": "c", "2025-03-31": "14"}
    found = [rows({("total", ""): value}, date=day, span="quarter", **events)[0] for day, value in days.items()]
    pack("quarters", found)
    theirs = {"indicator": events["indicator"], "source": "dfe_children_in_need", "date": "2025-03-31", "span": "year"}
    others = pack("year", rows({("total", ""): "36"}, **theirs), folder="others")
    assert kinds(tmp_path / "pack") == []
    assert kinds(tmp_path / "pack", known=[others]) == ["recovered"]


def test_a_public_total_less_groups_whose_total_we_do_not_print_gives_the_hidden_one(pack, tmp_path):
    pack("care", rows({("sex", "female"): "c", ("sex", "male"): "409"}))
    others = pack("total", rows({("total", ""): "412"}, source=THEIRS), folder="others")
    assert kinds(tmp_path / "pack") == []
    assert groups(tmp_path / "pack", known=[others]) == ["female"]


def test_observations_that_others_published_are_known_as_they_stand_on_disk(pack, tmp_path):
    pack("care", rows({("sex", "female"): "c", ("sex", "male"): "409"}))
    [total] = rows({("total", ""): ""}, source=THEIRS)
    columns = (*COLUMNS, "count", "status", "public")
    for name, count, status in (("total", "412.0", "published"), ("hidden", "", "suppressed")):
        others = pack(name, [total | {"count": count, "status": status, "public": "True"}], name, "", columns)
        assert kinds(tmp_path / "pack", known=[others]) == (["recovered"] if count else [])


def test_a_file_that_cannot_be_looked_into_is_a_note(pack):
    folder = pack("care", by_sex("412", "c", "c"))
    (folder / "data.parquet").write_bytes(b"PAR1")
    made = attack(folder)
    assert made.safe
    assert as_text(made).startswith("Note: data.parquet could not be looked into")


def test_no_sentence_says_a_hidden_count_and_json_holds_the_same(pack):
    made = attack(pack("care", by_sex("412", "c", "405")))
    assert not re.search(r"\b7\b", as_text(made) + as_json(made).replace('"counts": 3', "") + repr(made))
    assert json.loads(as_json(made))["safe"] is False


def test_the_command_is_1_with_findings_0_without_and_2_for_no_folder(pack, capsys, tmp_path):
    assert main(["attack", str(pack("care", by_sex("412", "c", "409")))]) == 1
    assert "can be found exactly" in capsys.readouterr().out
    assert main(["attack", str(pack("care", by_sex("412", "c", "c"))), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["safe"] is True
    assert main(["attack", str(tmp_path / "nothing")]) == 2
    with pytest.raises(WrongUse, match="whole numbers from 1"):
        attack(tmp_path / "pack", width=0)
