"""One row for each figure: which source, which release, and what never takes another's place."""

import pytest

from little_raw import release

US = "E08000018"
HEADER = "indicator,area,measure,2023-03-31"
COUNT, VALUE = f"child_protection_plans,{US},count,", f"child_protection_plans,{US},value,"
TOOL = {"source": "dfe_interactive_tool"}


@pytest.fixture
def publish(raw):
    """Add one publication: its rows, its release, when it came out."""

    def add(*rows, vintage="2023", published="2023-10-31", **sidecar):
        name = f"{sidecar.get('source', 'dfe')}_{vintage}.csv"
        raw.plans(*rows, header=HEADER, name=name, releases=[release(vintage, published)], **sidecar)

    return add


def chosen(raw, **options):
    selected = raw.build(**options).selected
    assert len(selected) == 1
    return selected.iloc[0]


def test_latest_and_first_choose_between_two_releases(raw, publish):
    publish(COUNT + "396", vintage="2023", published="2023-10-31")
    publish(COUNT + "395", vintage="2024", published="2024-10-31")
    assert chosen(raw)["count"] == 395
    assert chosen(raw, vintage="first")["count"] == 396


def test_the_date_of_publication_decides_and_not_the_name_of_the_release(raw, publish):
    publish(COUNT + "396", vintage="B", published="2023-10-31")
    publish(COUNT + "395", vintage="A", published="2024-10-31")
    assert chosen(raw)["count"] == 395


def test_an_earlier_view_does_not_know_a_later_release(raw, publish):
    publish(COUNT + "396", vintage="2023", published="2023-10-31")
    publish(COUNT + "395", vintage="2024", published="2024-10-31")
    assert chosen(raw, as_at="2024-10-30")["count"] == 396
    assert chosen(raw, as_at="2024-10-31")["count"] == 395


def test_the_statistical_release_comes_before_the_tool_and_both_before_the_report(raw, publish):
    publish(COUNT + "395", published="2024-10-31")
    publish(COUNT + "390", **TOOL, published="2023-01-31")
    raw.papers(f"text_1,6,child_protection_plans,{US},2023-03-31,point,,,398,,,,")
    assert chosen(raw)[["count", "source"]].tolist() == [395, "dfe_children_in_need"]


def test_where_only_the_report_has_a_figure_it_is_the_report_s(raw):
    raw.papers(f"text_1,6,child_protection_plans,{US},2023-03-31,point,,,398,,,,")
    assert chosen(raw)[["count", "source"]].tolist() == [398, "board_papers"]


def test_a_source_without_the_figure_gives_way_to_one_with_it(raw, publish):
    publish(COUNT + "z")
    publish(COUNT + "395", **TOOL)
    assert chosen(raw)["count"] == 395


def test_a_hidden_number_stays_hidden_whoever_else_prints_it(raw, publish):
    publish(COUNT + "c", vintage="2024", published="2024-10-31")
    publish(COUNT + "3", vintage="2023", published="2023-10-31")
    publish(COUNT + "3", VALUE + "0.5", **TOOL, vintage="2025", published="2025-10-31")
    raw.papers(f"text_1,6,child_protection_plans,{US},2023-03-31,point,,,3,,,,")
    row = chosen(raw)
    assert row["status"] == "suppressed"
    assert row[["count", "value"]].isna().all()


def test_a_withdrawn_number_does_not_come_back_from_an_earlier_release(raw, publish):
    publish(COUNT + "437", vintage="2023", published="2023-10-31")
    publish(COUNT + "u", vintage="2024", published="2024-10-31")
    row = chosen(raw)
    assert (row["status"], row["reason"]) == ("missing", "u")
    assert chosen(raw, vintage="first")["count"] == 437


def test_a_withdrawn_number_does_not_come_back_from_another_source_either(raw, publish):
    publish(COUNT + "437", vintage="2023", published="2023-10-31")
    publish(COUNT + "u", vintage="2024", published="2024-10-31")
    publish(COUNT + "437", VALUE + "76.4", **TOOL, vintage="2025", published="2025-10-31")
    raw.papers(f"text_1,6,child_protection_plans,{US},2023-03-31,point,,,437,,,,")
    row = chosen(raw)
    assert row["status"] == "missing"
    assert row[["count", "value"]].isna().all()


def test_a_number_that_the_tool_has_since_revised_is_the_tool_s(raw, publish):
    publish(COUNT + "395", published="2023-10-31")
    publish(COUNT + "397", **TOOL, vintage="2025", published="2025-10-31")
    assert chosen(raw)[["count", "source"]].tolist() == [397, "dfe_interactive_tool"]
    assert chosen(raw, vintage="first")["count"] == 395


def test_an_older_tool_revises_nothing(raw, publish):
    publish(COUNT + "395", published="2025-10-31")
    publish(COUNT + "397", **TOOL, published="2025-10-30")
    assert chosen(raw)["count"] == 395


def test_a_printed_rate_comes_from_a_later_publication_and_says_so(raw, publish):
    publish(COUNT + "395", published="2023-10-31")
    publish(VALUE + "69", **TOOL, vintage="2025", published="2025-10-31")
    row = chosen(raw)
    assert row[["count", "source", "value", "value_source"]].tolist() == [
        395,
        "dfe_children_in_need",
        69,
        TOOL["source"],
    ]


def test_a_rate_printed_before_the_chosen_number_is_never_set_beside_it(raw, publish):
    publish(COUNT + "395", published="2024-10-31")
    publish(VALUE + "70.3", **TOOL, published="2024-10-30")
    row = chosen(raw)
    assert row["value"] != row["value"]
    assert row["value_source"] == ""


def test_the_rate_of_the_report_is_never_set_beside_a_published_number(raw, publish):
    publish(COUNT + "395", published="2023-01-31")
    raw.papers(
        f"rates_1,6,child_protection_plans,{US},2023-03-31,point,,,,70.4,,,", releases=[release("2022/23 report")]
    )
    row = chosen(raw)
    assert row["value"] != row["value"]


def test_an_earlier_view_hides_later_populations_and_neighbour_models(raw, publish):
    publish(COUNT + "395")
    raw.people(f"{US},57205", releases=[release("mid", "2024-07-31")])
    near = f"model,area,rank,neighbour,neighbour_name,closeness\n2021,{US},1,E08000010,Wigan,Close\n"
    near += f"2025,{US},1,E08000016,Barnsley,Close\n"
    raw.add("near.csv", near, layout="neighbours", source="dfe_statistical_neighbours",
            releases=[release("2021", "2021-04-30"), release("2025", "2025-05-31")])  # fmt: skip
    built = raw.build(as_at="2023-12-31")
    assert built.population.empty
    assert built.neighbours["model"].tolist() == ["2021"]
    assert set(built.releases["published"]) == {"2021-04-30", "2023-10-31"}


def test_a_view_from_before_everything_is_empty_and_no_error(raw, publish):
    publish(COUNT + "395")
    built = raw.build(as_at="2000-01-01")
    assert [len(table) for table in (built.observations, built.selected, built.releases)] == [0, 0, 0]


def test_a_month_and_a_year_that_end_on_one_day_are_two_figures(raw):
    row = f"referrals,{US},count,"
    raw.plans(row + "244", header=HEADER, name="months.csv", span="month")
    raw.plans(row + "3110", header=HEADER, name="years.csv")
    assert dict(raw.build().selected[["span", "count"]].to_numpy()) == {"month": 244, "year": 3110}


def test_a_number_far_from_the_release_counts_something_else_and_is_no_revision(raw, publish):
    """The comparison tool's plans that ended were 102 where the statistics have 584: ended after two years or more."""
    publish(COUNT + "584", vintage="2024", published="2024-10-31")
    publish(COUNT + "102", vintage="2026", published="2026-04-08", **TOOL)
    assert chosen(raw)["count"] == 584
    assert "far apart" in " ".join(raw.build().problems["message"])


def test_a_number_near_the_release_is_its_revision(raw, publish):
    publish(COUNT + "409", vintage="2015", published="2015-10-01")
    publish(COUNT + "407", vintage="2025", published="2025-04-29", **TOOL)
    assert chosen(raw)["count"] == 407
