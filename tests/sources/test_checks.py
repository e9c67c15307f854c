"""What does not add up: each rule on a table of a few lines. `tests/sources/test_shipped.py` has the real cases."""

import pytest

from little_raw import release

US, ENGLAND = "E08000018", "E92000001"
HEADER = "indicator,area,measure,2023-03-31"
PARTS = "indicator,area,breakdown,group,measure,2023-03-31"
COUNT, VALUE = f"child_protection_plans,{US},count,", f"child_protection_plans,{US},value,"
PRINTED = f"child_protection_plans,{US},2023-03-31,point,"
OLD, NEW = [release("2023", "2023-10-31")], [release("2024", "2024-10-31")]


def found(raw, rule):
    problems = raw.build().problems
    return problems.loc[problems["rule"] == rule, ["severity", "message"]].to_numpy().tolist()


def test_every_source_of_a_number_is_named_when_they_disagree(raw):
    raw.plans(COUNT + "395", header=HEADER)
    raw.papers(f"text_1,6,{PRINTED},,398,,,,", f"categories_1,7,{PRINTED},,396,,,,", releases=[release("report")])
    [[severity, message]] = found(raw, "sources_disagree")
    assert severity == "warns"
    assert message == (
        "Children on a child protection plan, Rotherham, at 31 March 2023: sources give 398 (board_papers report, "
        "page 6 (text)); 396 (board_papers report, page 7 (categories)); 395 (dfe_children_in_need 2023). "
        "Say which is used."
    )


def test_sources_that_agree_are_no_problem(raw):
    raw.plans(COUNT + "395", header=HEADER)
    raw.plans(COUNT + "395", header=HEADER, name="tool.csv", source="dfe_interactive_tool")
    assert found(raw, "sources_disagree") == []


@pytest.mark.parametrize(
    ("other", "severity", "end"), [(396, "notes", "Say which"), (460, "warns", "They are far apart")]
)
def test_sources_that_are_far_apart_are_a_warning(raw, other, severity, end):
    raw.plans(COUNT + "395", header=HEADER)
    raw.plans(COUNT + str(other), header=HEADER, name="tool.csv", source="dfe_interactive_tool")
    [[found_severity, message]] = found(raw, "sources_disagree")
    assert found_severity == severity
    assert f"). {end}" in message


def test_two_releases_of_one_source_are_a_revision_and_no_disagreement(raw):
    raw.plans(COUNT + "396", header=HEADER, name="a.csv", releases=OLD)
    raw.plans(COUNT + "395", header=HEADER, name="b.csv", releases=NEW)
    assert found(raw, "sources_disagree") == []
    [[severity, message]] = found(raw, "count_revised")
    assert severity == "notes"
    assert message.endswith("396 in the 2023 release, 395 in the 2024 release. The latest is used.")


def test_figures_that_are_not_public_are_never_put_into_words(raw):
    raw.plans(COUNT + "4210", header=HEADER, name="a.csv")
    raw.plans(COUNT + "4217", header=HEADER, name="b.csv", source="dfe_interactive_tool", public=False)
    assert found(raw, "sources_disagree") == [["notes", "Figures of the council's own disagree here."]]


def test_a_rate_moves_because_its_population_did(raw):
    raw.plans(COUNT + "475", VALUE + "82.7", header=HEADER, name="a.csv", releases=OLD)
    raw.plans(COUNT + "475", VALUE + "84.3", header=HEADER, name="b.csv", releases=NEW)
    [[_, message]] = found(raw, "rate_revised")
    assert "82.7 in the 2023 release, 84.3 in the 2024 release. The number did not change: the population" in message
    assert found(raw, "count_revised") == []


@pytest.mark.parametrize("indicator", ["child_protection_plans", "re_referrals"])
def test_without_the_numbers_nothing_is_said_about_the_population(raw, indicator):
    value = f"{indicator},{US},value,"
    raw.plans(value + "20.1", header=HEADER, name="a.csv", releases=OLD)
    raw.plans(value + "20.3", header=HEADER, name="b.csv", releases=NEW)
    [[_, message]] = found(raw, "rate_revised")
    assert "population" not in message


def test_a_withdrawn_number_is_said_to_be_withdrawn(raw):
    raw.plans(COUNT + "437", header=HEADER, name="a.csv", releases=OLD)
    raw.plans(COUNT + "u", header=HEADER, name="b.csv", releases=NEW)
    [[_, message]] = found(raw, "withdrawn")
    assert message.endswith("437 in the 2023 release was withdrawn (u) in the 2024 release. It is not used.")


def test_a_rate_of_the_report_that_no_release_has(raw):
    raw.plans(COUNT + "395", VALUE + "69", header=HEADER)
    raw.papers(f"rates_1,6,{PRINTED},,,70.4,,,", releases=[release("report")])
    [[severity, message]] = found(raw, "report_disagrees")
    assert severity == "warns"
    assert "the report prints 70.4 (board_papers report, page 6 (rates)); published are 69 (dfe_chi" in message


@pytest.mark.parametrize(("printed", "problems"), [("69.0", 0), ("69.1", 1), ("70", 1)])
def test_a_printed_rate_must_follow_from_its_own_number(raw, printed, problems):
    rows = [COUNT + "395", VALUE + printed, f"child_protection_plans,{US},denominator,57205"]
    raw.plans(*rows, header=HEADER)
    assert len(found(raw, "rate_does_not_follow")) == problems


def test_parts_that_do_not_sum_to_their_total(raw):
    rows = [f"child_protection_plans,{US},duration,{band},count,{n}" for band, n in (("short", 200), ("long", 190))]
    raw.plans(f"child_protection_plans,{US},total,,count,395", *rows, header=PARTS)
    [[severity, message]] = found(raw, "parts_do_not_sum")
    assert severity == "notes"
    assert message.endswith("the parts by duration add up to 390, the total is 395 (dfe_children_in_need 2023).")


@pytest.mark.parametrize("symbol", ["c", "x", "z"])
def test_parts_are_not_said_to_fall_short_where_one_is_hidden_or_missing(raw, symbol):
    rows = [f"child_protection_plans,{US},duration,{band},count,{n}" for band, n in (("short", 200), ("long", symbol))]
    raw.plans(f"child_protection_plans,{US},total,,count,395", *rows, header=PARTS)
    assert found(raw, "parts_do_not_sum") == []


def test_rounded_parts_may_miss_the_total_by_their_rounding(raw):
    parts = [f"child_protection_plans,{ENGLAND},sex,{sex},count,{n}" for sex, n in (("girls", 24990), ("boys", 25800))]
    raw.plans(f"child_protection_plans,{ENGLAND},total,,count,50780", *parts, header=PARTS)
    assert found(raw, "parts_do_not_sum") == []


def test_two_populations_behind_one_year_are_named(raw):
    raw.people(f"{US},57453", header="area,2020", name="old.csv", releases=[release("old estimates")])
    raw.people(f"{US},56555", header="area,2020", name="new.csv", releases=[release("new estimates")])
    [[_, message]] = found(raw, "population_releases_differ")
    assert "31 March 2021, Rotherham: 56,555 (new estimates); 57,453 (old estimates)." in message


def census(raw, *totals):
    codes = ["E08000018", "E08000016", "E08000017"]
    raw.people(*(f"{code},All,{before},{after}" for code, (before, after) in zip(codes, totals, strict=True)),
               header="area,group,2016-17,2017-18", base="school_census", age_band="pupils")  # fmt: skip
    return found(raw, "series_break")


def test_a_jump_in_most_areas_at_once_is_a_break_in_the_series(raw):
    [[severity, message]] = census(raw, (38359, 44903), (30000, 35000), (40000, 46000))
    assert severity == "warns"
    assert message == (
        "School census: totals move by +17% (middle of 3 areas) from 2016-17 to 2017-18. Compare from 2017-18 on."
    )


def test_a_jump_in_one_area_is_no_break(raw):
    assert census(raw, (38359, 44903), (30000, 30100), (40000, 40100)) == []


def test_a_population_of_nobody_is_no_error(raw):
    assert census(raw, (0, 44903), (0, 35000), (0, 46000)) == []


def test_two_neighbour_models_say_how_many_they_share(raw):
    rows = [f"2021,{US},1,E08000010,Wigan,C", f"2021,{US},2,E08000016,Barnsley,C"]
    rows += [f"2025,{US},1,E08000038,Barnsley,C", f"2025,{US},2,E08000024,Sunderland,C"]
    raw.add("near.csv", "\n".join(["model,area,rank,neighbour,neighbour_name,closeness", *rows]), layout="neighbours",
            source="dfe_statistical_neighbours", releases=[release("2021"), release("2025")])  # fmt: skip
    [[_, message]] = found(raw, "neighbour_models_differ")
    assert message.startswith("Rotherham: the neighbour models of 2021 and 2025 share 1 of 2.")


def test_a_recode_says_which_codes_the_data_uses(raw):
    raw.plans("children_in_care,E08000038,count,400", header=HEADER)
    messages = [message for _, message in found(raw, "area_recoded")]
    assert (
        "Barnsley has the codes E08000016 and E08000038 (from 2025-04-01): read as one series under E08000016. "
        "The data here uses E08000038."
    ) in messages


def test_problems_stand_in_the_order_of_their_weight(raw):
    raw.plans(COUNT + "395", COUNT + "?", header=HEADER)
    raw.papers(f"text_1,6,{PRINTED},,398,,,,")
    assert list(dict.fromkeys(raw.build().problems["severity"])) == ["blocks", "warns", "notes"]
