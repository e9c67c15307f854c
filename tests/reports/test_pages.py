"""Pages as they are written: what a reader, a screen reader and an archive need of them, without a browser."""

from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

import little_site
from analysis.reports.contents import Item
from analysis.reports.page_grids import long_grid, plotted_grid
from analysis.reports.page_words import Linker, paragraphs
from analysis.reports.pages import make_pages

VOID = {"meta", "img", "br", "link", "input", "hr"}
PAGES = ["index", little_site.NOTEBOOK, "02_care", "glossary"]


class Page(HTMLParser):
    """Every tag of a page with its attributes and its text, and the tags that were left open."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append([tag, dict(attrs), ""])
        if tag not in VOID:
            self.open.append(len(self.tags) - 1)

    def handle_endtag(self, tag):
        assert self.tags[self.open.pop()][0] == tag

    def handle_data(self, data):
        for at in self.open:
            self.tags[at][2] += data

    def all(self, *names):
        return [(tag, about, " ".join(text.split())) for tag, about, text in self.tags if tag in names]

    def one(self, name):
        [found] = self.all(name)
        return found


@pytest.fixture
def pack(tmp_path):
    """Contents whose pages are made."""
    contents = little_site.make(tmp_path / "pack")
    make_pages(contents, tmp_path / "pack")
    return contents


def read(folder, name):
    return Page((folder / "site" / f"{name}.html").read_text(encoding="utf-8"))


def test_the_annex_of_a_finding_is_folded_under_it(tmp_path):
    contents = little_site.make(tmp_path)
    first = contents.sections[0]
    items = tuple(replace(one, more="By two sources.") if one.key == "plans_rate" else one for one in first.items)
    make_pages(replace(contents, sections=(replace(first, items=items), *contents.sections[1:])), tmp_path)
    page = read(tmp_path, little_site.NOTEBOOK)
    [annex] = [one for one in page.all("details") if one[1].get("id") == "finding-plans_rate-more"]
    assert annex[2] == "More detail By two sources."
    assert sum(one[1].get("id", "").endswith("-more") for one in page.all("details")) == 1


@pytest.fixture
def folder(pack, tmp_path):  # noqa: ARG001 - its pages are made
    return tmp_path / "pack"


@pytest.fixture(params=PAGES)
def page(request, folder):
    return read(folder, request.param)


def test_each_page_has_its_language_its_title_and_its_landmarks(page):
    assert page.one("html")[1]["lang"] == "en-GB"
    assert page.one("title")[2].endswith("Rotherham, 2024-25 Q4")
    for landmark in ("header", "nav", "main", "footer"):
        assert page.one(landmark)
    assert not page.open


def test_the_skip_link_comes_first_and_leads_to_the_main_part(page):
    [first, *_] = page.all("a")
    assert first[1]["href"] == "#main"
    assert page.one("main")[1]["id"] == "main"


def test_headings_go_down_one_step_at_a_time_under_one_h1(page):
    levels = [int(tag[1]) for tag, *_ in page.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_nothing_is_loaded_and_no_script_runs(page):
    assert not page.all("script", "link", "iframe", "object", "embed", "form")
    assert all(about["src"].startswith("data:image/") for _, about, _ in page.all("img"))
    assert all("http" not in about["href"] for _, about, _ in page.all("a"))
    assert "url(" not in page.one("style")[2]
    assert "@import" not in page.one("style")[2]


def test_every_link_leads_somewhere(page, folder):
    ids = {about.get("id") for name in PAGES for _, about, _ in read(folder, name).tags}
    for _, about, text in page.all("a"):
        path, _, part = about["href"].partition("#")
        assert text
        assert not path or (folder / "site" / path).is_file()
        assert not part or part in ids


def test_ids_stand_once(page):
    ids = [about["id"] for _, about, _ in page.tags if "id" in about]
    assert len(ids) == len(set(ids))


def test_tables_have_a_caption_and_scopes_and_the_keyboard_scrolls_tables_and_pictures(page):
    tables, captions = page.all("table"), page.all("caption")
    assert len(tables) == len(captions)
    assert all(about.get("scope") in ("col", "row") for _, about, _ in page.all("th"))
    regions = [about for _, about, _ in page.all("div") if about.get("role") == "region"]
    assert len(regions) == len(tables) + len(page.all("img"))
    assert all(about["tabindex"] == "0" and about["aria-label"] for about in regions)


def test_every_picture_has_the_alternative_text_of_the_data(pack, folder):
    for section in pack.sections:
        pictures = [about["alt"] for _, about, _ in read(folder, section.notebook).all("img")]
        assert pictures == [item.alt for item in section.of("figure")]


def test_a_drawing_is_preferred_to_a_photograph_of_it(pack, folder):
    kinds = [read(folder, s.notebook).one("img")[1]["src"].split(";")[0] for s in pack.sections]
    assert kinds == ["data:image/png", "data:image/svg+xml"]


def test_awkward_words_come_through_as_they_are(folder):
    page = read(folder, "02_care")
    found = [text for _, about, text in page.all("p") if about.get("id") == "finding-awkward"]
    assert found == [f"At first {little_site.AWKWARD}"]
    assert "<b>&" in [text for *_, text in page.all("td")]
    plans = read(folder, little_site.NOTEBOOK)
    assert f"Plans {little_site.AWKWARD}" in [text for *_, text in plans.all("h3")]
    assert f"Nor {little_site.AWKWARD}" in [text for *_, text in plans.all("p")]
    assert "Why it is so." in [text for *_, text in plans.all("p")]


@pytest.mark.parametrize("name", PAGES)
def test_an_internal_pack_says_so_on_every_page_and_a_public_one_on_none(name, tmp_path):
    for audience, times in (("public", 0), ("internal", 2)):
        folder = tmp_path / audience
        make_pages(little_site.make(folder, audience=audience), folder)
        text = (folder / "site" / f"{name}.html").read_text(encoding="utf-8")
        assert text.count("Internal: not for publication.") == times


def test_an_earlier_view_is_named_under_the_title(tmp_path):
    make_pages(little_site.make(tmp_path, which="as published by 31 January 2023"), tmp_path)
    for name in PAGES:
        assert "Not the latest figures: as published by 31 January 2023." in read(tmp_path, name).one("main")[2]


def test_the_same_contents_give_the_same_bytes(pack, folder):
    site = folder / "site"
    before = {path.name: path.read_bytes() for path in sorted(site.iterdir())}
    make_pages(pack, folder)
    assert {path.name: path.read_bytes() for path in sorted(site.iterdir())} == before
    assert str(folder).encode() not in b"".join(before.values())


def test_the_index_answers_each_question_and_links_only_the_files_that_there_are(pack, folder):
    page = read(folder, "index")
    questions = [section.question for section in pack.sections]
    assert [text for *_, text in page.all("h3")] == questions
    assert pack.sections[0].items[0].text in [text for *_, text in page.all("p")]
    assert "tables.xlsx" not in page.one("main")[2]
    (folder / "tables.xlsx").write_bytes(b"")
    make_pages(pack, folder)
    assert "tables.xlsx: every table in one workbook" in [text for *_, text in read(folder, "index").all("li")]


def test_a_question_is_answered_by_the_findings_that_belong_together(pack, tmp_path):
    items = tuple(
        Item("finding", key, tmp_path, text)
        for key, text in (
            ("care_rate", "542 in care."),
            ("other", "Other."),
            ("care_change", "That is no clear change."),
        )
    )
    section = replace(pack.sections[0], notebook="02_children_in_care", items=items)
    make_pages(replace(pack, sections=(section,)), tmp_path)
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "<p>542 in care. That is no clear change.</p>" in page


def test_a_figure_has_its_passport_its_numbers_and_a_way_to_how_it_was_made(folder):
    page = read(folder, little_site.NOTEBOOK)
    summaries = [text for *_, text in page.all("summary")]
    assert summaries == [
        "About this figure: what is counted, and what to beware of",
        "The numbers behind this figure (2 rows)",
    ]
    assert f"../notebooks/{little_site.NOTEBOOK}.ipynb" in [about["href"] for _, about, _ in page.all("a")]
    assert "This pack rests on: DfE children in need; ONS." in page.one("footer")[2]


def test_what_every_row_shares_is_said_once(pack):
    grid = plotted_grid(pack.find("figure", "care_trend").file(".csv"))
    assert grid.head == ["Date", "Number", "Value", "Lower limit", "Upper limit"]
    assert grid.rows[1] == ["31 March 2025", "476", "80.0", "72.9", "87.5"]
    assert grid.shared == ["Indicator: Children in care", "Area: Rotherham", "Published in: DfE, 2025 release"]


def test_what_heads_a_row_is_filled_and_what_a_number_rests_on_stands_after_it(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("area,group,unit,date,value\nE1,,per cent,2025-03-31,4\nE1,Asian,rate,2024-03-31,5\n")
    grid = plotted_grid(path)
    assert grid.head == ["Date", "Group", "Value", "Unit"]
    assert grid.shared == []


def test_the_measures_of_a_long_table_stand_side_by_side(pack):
    grid = long_grid(pack.find("table", "care_by_year").file(".csv"))
    assert grid.head[:3] == ["Date", "Group", "Count"]
    rows = [dict(zip(grid.head, row, strict=True)) for row in grid.rows]
    assert len(rows) == 2
    assert rows[0]["Rate per 10,000"] == "85.9"
    assert rows[0]["Rate, lower limit"] == "78.5"
    assert rows[0]["Rate per 10,000: of children aged 0 to 17"] == "58441"
    assert rows[1]["Share (%)"] == "x"
    assert (grid.holds("c"), grid.holds("x"), grid.long) == (True, True, False)


def test_rows_that_differ_only_in_their_result_stay_apart(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text(
        "date,measure,kind,value,of,pop,pop_release,per\n2025,share,percent,4,,,,\n2025,share,percent,5,,,,\n"
    )
    assert [row[-1] for row in long_grid(path).rows] == ["4", "5"]


def test_a_term_is_linked_where_a_page_first_uses_it():
    linker = Linker()
    first = linker.link("Two child protection plans & a referral; a rate that may mean little.")
    assert 'href="glossary.html#child_protection_plan">child protection plans</a> &amp; a' in first
    assert "#mean" not in first
    assert "#child_protection_plan" not in linker.link("A child protection plan.")
    assert "#mean" in linker.link("Above the mean.")


def test_simple_markdown_becomes_paragraphs():
    assert paragraphs("**One** and\n`two`, 2 * 3.\n\n\nThree.\n") == ["One and two, 2 * 3.", "Three."]
    assert paragraphs("") == []


def test_a_changed_template_makes_another_run(root):
    from analysis.runs.manifest import CODE

    templates = [path for path in (root / "src/analysis/reports/templates").rglob("*") if path.is_file()]
    assert templates
    assert {path.suffix for path in templates} <= set(CODE)
