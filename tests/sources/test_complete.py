"""What the published cells leave to be said: denominators, hidden counts, numbers added from bands."""

import pytest

from little_raw import release

US, ENGLAND = "E08000018", "E92000001"
PARTS = "indicator,area,breakdown,group,measure,2023-03-31"
TOTAL = f"child_protection_plans,{US},total,,count,"
LENGTH = f"child_protection_plans,{US},duration,"


def hidden(built):
    rows = built.observations[built.observations["status"] == "suppressed"]
    return list(zip(rows["group"], rows["count_lower"], rows["count_upper"], strict=True))


def test_a_hidden_count_lies_between_zero_and_what_the_totals_leave(raw):
    raw.plans(
        TOTAL + "395", LENGTH + "long,count,70", LENGTH + "short,count,320", LENGTH + "middle,count,c", header=PARTS
    )
    assert hidden(raw.build()) == [("middle", 0, 5)]


def test_two_hidden_counts_can_sum_to_one(raw):
    rows = [LENGTH + "long,count,394", LENGTH + "middle,count,c", LENGTH + "short,count,c"]
    raw.plans(TOTAL + "395", *rows, header=PARTS)
    assert hidden(raw.build()) == [("middle", 0, 1), ("short", 0, 1)]


def test_parts_that_overshoot_the_total_leave_a_hidden_count_open_and_not_zero(raw):
    raw.plans(TOTAL + "395", LENGTH + "long,count,396", LENGTH + "middle,count,c", header=PARTS)
    [(_, lower, upper)] = hidden(raw.build())
    assert lower == 0
    assert upper != upper


def test_without_a_total_a_hidden_count_is_open(raw):
    raw.plans(LENGTH + "long,count,396", LENGTH + "middle,count,c", header=PARTS)
    [(_, _, upper)] = hidden(raw.build())
    assert upper != upper


def test_a_hidden_total_hides_what_it_leaves(raw):
    raw.plans(TOTAL + "c", LENGTH + "long,count,20", LENGTH + "middle,count,c", header=PARTS)
    assert all(upper != upper for _, _, upper in hidden(raw.build()))


def test_a_rounded_total_leaves_five_more(raw):
    rows = [TOTAL + "100", LENGTH + "long,count,90", LENGTH + "middle,count,c"]
    raw.plans(*(row.replace(US, ENGLAND) for row in rows), header=PARTS)
    assert hidden(raw.build()) == [("middle", 0, 20)]


def test_the_widest_total_of_other_releases_bounds_a_release_without_one(raw):
    raw.plans(TOTAL + "396", header=PARTS, name="a.csv", releases=[release("2022")])
    raw.plans(TOTAL + "395", header=PARTS, name="b.csv", releases=[release("2024")])
    raw.plans(LENGTH + "long,count,390", LENGTH + "middle,count,c", header=PARTS, name="c.csv")
    assert hidden(raw.build()) == [("middle", 0, 6)]


def test_a_rate_divides_by_the_estimates_of_its_own_release(raw):
    count = f"child_protection_plans,{US},count,"
    raw.people(f"{US},56368", name="old.csv", releases=[release("old estimates")])
    raw.people(f"{US},57205", name="new.csv", releases=[release("new estimates")])
    raw.plans(count + "396", name="a.csv", releases=[release("2023", population="old estimates")])
    raw.plans(count + "395", name="b.csv", releases=[release("2024", population="new estimates")])
    rows = raw.build().observations[["vintage", "denominator", "denominator_vintage"]]
    assert rows.to_numpy().tolist() == [["2023", 56368, "old estimates"], ["2024", 57205, "new estimates"]]


@pytest.mark.parametrize(
    ("day", "year"),
    [("2023-03-31", "2022"), ("2022-06-30", "2022"), ("2022-12-31", "2022"), ("2023-04-30", "2023")],
)
def test_a_date_divides_by_the_june_that_its_closing_march_uses(raw, day, year):
    people = {"2021": "111111", "2022": "222222", "2023": "333333"}
    raw.people(f"{US}," + ",".join(people.values()), header="area," + ",".join(people), releases=[release("mid")])
    header = f"indicator,area,measure,{day}"
    raw.plans(f"child_protection_plans,{US},count,9", header=header, releases=[release("2023", population="mid")])
    assert raw.build().observations.loc[0, "denominator"] == float(people[year])


def test_only_all_children_aged_0_to_17_are_a_denominator(raw):
    rows = [f"{US},0-17,All,57205", f"{US},0-4,All,15000", f"{US},0-17,White,50000"]
    raw.people(*rows, header="area,age_band,group,2022", releases=[release("mid")])
    raw.plans(
        f"child_protection_plans,{US},count,395",
        header="indicator,area,measure,2023-03-31",
        releases=[release("2023", population="mid")],
    )
    assert raw.build().observations.loc[0, "denominator"] == 57205


def test_a_release_that_names_no_population_has_no_denominator(raw):
    raw.people(f"{US},57205", releases=[release("mid")])
    raw.plans(f"child_protection_plans,{US},count,395", header="indicator,area,measure,2023-03-31")
    assert raw.build().observations["denominator"].isna().all()


def test_a_printed_denominator_is_kept(raw):
    raw.people(f"{US},57205", releases=[release("mid")])
    rows = [f"children_in_care,{US},count,542", f"children_in_care,{US},denominator,56368"]
    raw.plans(*rows, header="indicator,area,measure,2023-03-31", releases=[release("2023", population="mid")])
    assert raw.build().observations.loc[0, "denominator"] == 56368


def repeat(built):
    return built.observations[built.observations["indicator"] == "re_referrals"].iloc[0]


def test_a_percentage_is_of_the_number_of_its_own_release(raw):
    rows = [f"referrals,{US},count,3110", f"re_referrals,{US},value,16.6"]
    raw.plans(*rows, header="indicator,area,measure,2023-03-31", name="b.csv")
    raw.plans(rows[0].replace("3110", "3100"), header="indicator,area,measure,2023-03-31", name="a.csv",
              releases=[release("2024")])  # fmt: skip
    row = repeat(raw.build())
    assert (row["denominator"], row["denominator_vintage"]) == (3110, "dfe_children_in_need 2023")


def test_a_percentage_of_a_year_is_never_of_the_number_of_one_month(raw):
    header = "indicator,area,measure,2023-03-31"
    raw.plans(f"referrals,{US},count,244", header=header, span="month", name="a_months.csv")
    raw.plans(f"referrals,{US},count,3110", f"re_referrals,{US},value,16.6", header=header, name="b_years.csv")
    assert repeat(raw.build())["denominator"] == 3110


def test_a_percentage_falls_back_on_another_source_but_on_the_report_last(raw):
    header = "indicator,area,measure,2023-03-31"
    raw.papers(f"text_1,6,referrals,{US},2023-03-31,year,,,3000,,,,")
    raw.plans(f"referrals,{US},count,3110", header=header, name="a.csv")
    raw.plans(f"re_referrals,{US},value,16.6", header=header, name="b.csv", source="dfe_interactive_tool")
    assert repeat(raw.build())["denominator"] == 3110


CONFERENCES = [f"initial_conferences,{US},working_days,{band},count,{n}" for band, n in (("0-10", 100), ("11-15", 30))]


def in_time(built):
    rows = built.observations
    return rows[rows["indicator"] == "initial_conferences_within_15_days"].to_dict("records")


def test_bands_are_added_where_every_band_is_a_number(raw):
    raw.plans(*CONFERENCES, header=PARTS)
    [row] = in_time(raw.build())
    assert (row["count"], row["status"]) == (130, "derived")
    assert row["reason"] == "sum of 0-10 and 11-15 working days"


def test_a_hidden_band_is_never_added_as_zero(raw):
    raw.plans(CONFERENCES[0], CONFERENCES[1].replace(",30", ",c"), header=PARTS)
    assert in_time(raw.build()) == []


def test_the_sum_joins_the_percentage_that_the_same_release_printed(raw):
    printed = f"initial_conferences_within_15_days,{US},total,,value,81.3"
    raw.plans(*CONFERENCES, printed, f"initial_conferences,{US},total,,count,160", header=PARTS)
    [row] = in_time(raw.build())
    assert (row["count"], row["value"], row["denominator"]) == (130, 81.3, 160)
