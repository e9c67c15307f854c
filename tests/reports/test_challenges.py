"""The challenge log of a pack: every question answered again from released cells, whatever people typed."""

import html
import re

import docx
import mistune
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analysis.reports.challenges import answers, faults, make_challenge_log
from analysis.reports.contents import Challenge
from analysis.reports.markdown import as_text
from analysis.reports.pages import make_pages
from analysis.reports.word import make_word
from little_pack import little_pack

HOSTILE = '=HYPERLINK("x") <b>&amp; |a|b| `c` *d* _e_ [f](https://g.uk) www.h.uk #1 <5 {{text:area}} {{ 7*7 }} \\ ~~i~~'


def asked(folder, *queries, question="How many?", **changed):
    """A little pack to which one question for each query was put."""
    rows = tuple(Challenge(at, question, "2023-06-12", query) for at, query in enumerate(queries, 2))
    return little_pack(folder, challenges=rows, **changed)


def answer(folder, query, **changed):
    [one] = answers(asked(folder, query, **changed))
    return one


def test_a_number_comes_with_what_it_counts_its_limits_its_date_and_its_table(tmp_path):
    one = answer(tmp_path, "number:care_rate_by_year:rate")
    assert one.said == "Children in care, rate: 85.5 (likely between 70.1 and 90.2)."
    assert (one.asked, one.when, one.source) == ("12 June 2023", "31 March 2025", "Table care_rate_by_year")
    assert answer(tmp_path, "number:care_rate_by_year:count").said == "Children in care, count: 3,025."


def test_a_number_of_an_earlier_date_and_of_a_group_is_chosen_by_column(tmp_path):
    earlier = answer(tmp_path, "number:care_rate_by_year:count:date=2016-03-31")
    assert (earlier.said, earlier.when) == ("Children in care, count: 3,016.", "31 March 2016")
    assert answer(tmp_path, "number:care_groups:share:group=Asian").said == "Children in care, Asian, share: 8.5%."


def test_a_hidden_number_says_that_it_is_withheld_and_nothing_of_its_size(tmp_path):
    one = answer(tmp_path, "number:care_groups:share:group=Black")
    assert one.said == "Children in care, Black, share: withheld, so that no child can be recognised."


def test_limits_that_are_hidden_or_of_another_row_are_left_out(tmp_path):
    pack = asked(tmp_path, "number:care_groups:share:group=Asian")
    path = tmp_path / "tables/care_groups.csv"
    limits = "E08000018,Rotherham,children_in_care,2025-03-31,{},share,{},{},,,,\n"
    others = limits.format("Black", "lower", "1.0") + limits.format("Black", "upper", "9.0")
    hidden = limits.format("Asian", "lower", "c") + limits.format("Asian", "upper", "9.9")
    path.write_text(path.read_text(encoding="utf-8") + others + hidden, encoding="utf-8")
    assert answers(pack)[0].said == "Children in care, Asian, share: 8.5%."


def test_a_number_of_a_year_of_a_rate_and_of_another_area_says_so(tmp_path):
    pack = asked(tmp_path, "number:large:rate")
    head = "area,area_name,indicator,date,span,measure,kind,value,of,pop,pop_release,per\n"
    row = "E92000001,England,children_in_care_started,2025-03-31,year,rate,rate,27.1,,,,10000\n"
    (tmp_path / "tables/large.csv").write_text(head + row, encoding="utf-8")
    [one] = answers(pack)
    assert one.said.endswith(", England, rate: 27.1 in every 10,000.")
    assert one.when == "the year to 31 March 2025"


def test_rows_that_have_one_value_by_chance_are_still_told_apart(tmp_path):
    pack = asked(tmp_path, "number:care_groups:share", "number:care_groups:share:group=Black")
    path = tmp_path / "tables/care_groups.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",c,", ",8.5,"), encoding="utf-8")
    assert faults(pack) == [
        'challenge_log.csv row 2: Table "care_groups" has 2 rows of "share". Choose one by a column: ":group=Asian".'
    ]
    assert answers(pack)[1].said == "Children in care, Black, share: 8.5%."


def test_a_rank_says_what_chance_allows(tmp_path):
    pack = asked(tmp_path, "number:large:rank")
    head = "area,indicator,date,measure,kind,value,of,pop,pop_release,per\n"
    rows = "".join(f"E08000018,children_in_care,2025-03-31,rank,{kind},{value},,,,\n"
                   for kind, value in (("count", 6), ("lower", 4), ("upper", 9)))  # fmt: skip
    (tmp_path / "tables/large.csv").write_text(head + rows, encoding="utf-8")
    assert answers(pack)[0].said == "Children in care, rank: 6 (by chance anything from 4 to 9)."


def test_a_finding_and_a_figure_are_answered_in_their_own_words(tmp_path):
    one = answer(tmp_path, "text:care_change")
    assert (one.said, one.source) == ("That is no clear change.", "Finding care_change")
    assert one.when == "the pack of 2024-25 Q4"
    drawn = answer(tmp_path, "figure:care_rate_trend")
    assert (drawn.said, drawn.source) == ("Children in care: 80 in every 10,000", "Figure care_rate_trend")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("There is nothing here on staff.", "This data cannot say. There is nothing here on staff."),
        ("Note: ask the council.", "This data cannot say. Note: ask the council."),
        ("text:plans_rate", "No figures are at hand for this date."),
        ("number:front_door:count", "No figures are at hand for this date."),
        ("figure:plans_forecast", "No figures are at hand for this date."),
    ],
)
def test_what_the_data_cannot_say_or_does_not_have_this_time_is_said_calmly(tmp_path, query, said):
    pack = asked(tmp_path, query)
    assert [one.said for one in answers(pack)] == [said]
    assert faults(pack) == []


def test_a_part_of_a_pack_says_what_it_leaves_out(tmp_path):
    one = answer(tmp_path, "text:plans_rate", elsewhere=frozenset({("finding", "plans_rate")}))
    assert one.said == "This is not in this part of the pack: its notebook was left out of the run."


@pytest.mark.parametrize("query", ["{{text:care_change}}", " text:care_change ", "Text : care_change"])
def test_braces_spaces_and_a_capital_of_a_query_do_not_matter(tmp_path, query):
    assert answer(tmp_path, query).said == "That is no clear change."


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("text:care_rat", '"text:care_rat" names no finding. Did you mean "care_rate"?'),
        ("figure:care_rate_tred", 'names no figure. Did you mean "care_rate_trend"?'),
        ("number:care_rate_by_yaer:rate", 'names no table. Did you mean "care_rate_by_year"?'),
        ("number:care_rate_by_year:rat", 'Table "care_rate_by_year" has no measure "rat". Did you mean "rate"?'),
        ("number:care_groups:share", 'has 2 rows of "share". Choose one by a column: ":group=Asian".'),
        ("number:care_groups:share:group=Asien", 'has no row with group=Asien. Did you mean "Asian"?'),
        ("number:care_rate_by_year", '"number:care_rate_by_year" is no query. Write number:TABLE:MEASURE, text:KEY'),
        ("figur:care_rate_trend", '"figur:care_rate_trend" is no query. Did you mean "figure"? Write'),
        ("care_rate", '"care_rate" is no query. Did you mean "text:care_rate"? Write'),
        ("care_rate_trend", 'Did you mean "figure:care_rate_trend"?'),
        ("table:care_groups", '"table:care_groups" is no query. Write'),
        ("text:area", '"text:area" names no finding.'),
        ("=1+1", '"=1+1" is no query. Write'),
        (
            "",
            "it has no query. Write number:TABLE:MEASURE, text:KEY or figure:KEY, or in words why the data cannot say.",
        ),
        (" ", "it has no query."),
    ],
)
def test_a_query_that_is_not_understood_is_told_with_its_row_and_the_nearest_and_the_others_are_answered(
    tmp_path, query, said
):
    pack = asked(tmp_path, "text:care_change", query)
    [fault] = faults(pack)
    assert fault.startswith("challenge_log.csv row 3: ")
    assert said in fault
    first, second = answers(pack)
    assert first.said == "That is no clear change."
    assert second.said == "This question is not answered in this pack yet."


def test_the_log_of_the_pack_has_each_question_with_its_answer(tmp_path):
    make_challenge_log(asked(tmp_path, "number:care_rate_by_year:rate", "", audience="internal"), tmp_path)
    assert (tmp_path / "challenge_log.md").read_text(encoding="utf-8") == (
        "# Challenge log: Rotherham at 31 March 2025\n\n**Internal: not for publication.**\n\n"
        "Each question is answered again from the figures of this pack.\n\n"
        "## 1. How many?\n\n- Asked: 12 June 2023\n"
        "- Answer now: Children in care, rate: 85.5 (likely between 70.1 and 90.2).\n"
        "- As at: 31 March 2025\n- From: Table `care_rate_by_year`\n\n"
        "## 2. How many?\n\n- Asked: 12 June 2023\n- Answer now: This question is not answered in this pack yet.\n"
    )


def test_without_questions_a_pack_has_no_log_and_speaks_of_none(tmp_path):
    pack = little_pack(tmp_path)
    for make in (make_challenge_log, make_pages, make_word):
        make(pack, tmp_path)
    assert not (tmp_path / "challenge_log.md").exists()
    assert not (tmp_path / "site/challenge_log.html").exists()
    assert "challenge_log" not in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "members have asked" not in words_of(tmp_path / "annual_report.docx")


def test_what_a_person_typed_comes_out_as_text_in_pages_and_in_word(tmp_path):
    pack = asked(tmp_path, HOSTILE, question=HOSTILE)
    for make in (make_pages, make_word):
        make(pack, tmp_path)
    page = (tmp_path / "site/challenge_log.html").read_text(encoding="utf-8")
    [heading] = re.findall(r"<h2>(.*)</h2>", page)
    assert html.unescape(heading) == f"1. {HOSTILE}"
    assert "<b>" not in page
    assert '<a href="challenge_log.html">1 question, answered again' in (tmp_path / "site/index.html").read_text()
    said = words_of(tmp_path / "annual_report.docx")
    assert said.count(HOSTILE) == 2


def test_a_partnerships_own_word_file_can_hold_the_log_also_when_nothing_is_asked(tmp_path):
    document = docx.Document()
    document.add_paragraph("{{table:challenge_log}}")
    document.save(str(tmp_path / "own.docx"))
    make_word(little_pack(tmp_path, template=tmp_path / "own.docx"), tmp_path)
    said = docx.Document(str(tmp_path / "annual_report.docx")).element
    assert "".join(piece.text for piece in said.iter(docx.oxml.ns.qn("w:t"))) == "No question is logged."
    make_word(asked(tmp_path, "text:care_change", template=tmp_path / "own.docx"), tmp_path)
    assert "That is no clear change." in words_of(tmp_path / "annual_report.docx")


def test_the_page_leads_from_each_answer_to_what_it_comes_from(tmp_path):
    make_pages(asked(tmp_path, "number:care_rate_by_year:rate", "text:care_change"), tmp_path)
    page = (tmp_path / "site/challenge_log.html").read_text(encoding="utf-8")
    places = re.findall(r'<dd><a href="02.html#(.*?)">', page)
    assert places == ["table-care_rate_by_year", "finding-care_change"]
    whole = (tmp_path / "site/02.html").read_text(encoding="utf-8")
    assert all(f'id="{place}"' in whole for place in places)


def words_of(path):
    document = docx.Document(str(path))
    cells = [cell.text for table in all_tables(document) for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def all_tables(document):
    return [docx.table.Table(one, document) for one in document.element.iter(docx.oxml.ns.qn("w:tbl"))]


def shown(markdown):
    """The words that a reader of rendered Markdown sees, and whether anything in them is more than words."""
    page = mistune.create_markdown(plugins=["table", "strikethrough", "url", "footnotes"])(markdown)
    assert set(re.findall(r"<(\w+)", page)) <= {"h2", "p", "ul", "li"}, page
    return [html.unescape(re.sub(r"<[^>]*>", "", line)) for line in page.splitlines() if re.sub(r"<[^>]*>", "", line)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@example(HOSTILE)
@example("1. one")
@example("- one")
@example("---")
@example("<5")
@example("2) two")
@example("[^1]: note")
@example("&lt; &#60; https://g.uk www.g.uk a@g.uk")
@given(st.text(st.sampled_from("ab1 \t\n.)(-+*_`~#=|<>[]!&;\\:/@{}$^'\"%\u2028\x00"), min_size=1, max_size=40))
def test_any_text_is_read_in_markdown_as_it_was_typed(text):
    plain = " ".join(text.replace("\x00", "").split())
    lines = shown(f"## 1. {as_text(text)}\n\n- Answer now: {as_text(text)}\n\n{as_text(text)}\n")
    assert lines[0].strip() == f"1. {plain}".strip()
    assert lines[1].strip() == f"Answer now: {plain}".strip()
    assert lines[2:] == ([plain] if plain else [])
