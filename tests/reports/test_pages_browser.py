"""Pages in a real browser: axe at WCAG 2.2 AA, alternative text, narrow windows, keyboard, print, and no network."""

import pytest

import little_site
from analysis.reports.pages import make_pages
from little_browser import launched

pytestmark = pytest.mark.browser
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NAMES = ["index", little_site.NOTEBOOK, "02_care", "challenge_log", "glossary"]
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true; })"


@pytest.fixture(scope="module")
def browser():
    with launched() as one:
        yield one


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """Contents with the folder that holds their pages."""
    folder = tmp_path_factory.mktemp("pack") / "pack"
    contents = little_site.make(folder, audience="internal", which="as published by 31 January 2023")
    make_pages(contents, folder)
    return contents, folder


@pytest.fixture(params=NAMES)
def page(request, browser, pack):
    """One page in a window 1280 wide; whatever it asks for beyond its own file is refused and kept in `asked`."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened = context.new_page()
    address = (pack[1] / "site" / f"{request.param}.html").as_uri()
    opened.asked = []

    def refuse(route):
        opened.asked.append(route.request.url)
        route.abort()

    context.route(lambda url: url.split("#")[0] != address and not url.startswith("data:"), refuse)
    opened.name = request.param
    opened.goto(address)
    yield opened
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_fault_at_wcag_2_2_aa(page, width):
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(OPEN_ALL)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    assert [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found["violations"]] == []
    assert len(found["passes"]) > 10


def test_every_picture_is_drawn_with_the_alternative_text_of_the_data(page, pack):
    drawn = page.evaluate("[...document.images].map(each => [each.alt, each.complete && each.naturalWidth > 0])")
    alts = [item.alt for section in pack[0].sections if section.notebook == page.name for item in section.of("figure")]
    assert drawn == [[alt, True] for alt in alts]


def test_a_page_320_wide_does_not_scroll_sideways(page):
    """As at 400% zoom in a window 1280 wide; also with the text spacing of WCAG 1.4.12."""
    page.set_viewport_size({"width": 320, "height": 900})
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    page.evaluate("document.body.style.cssText = 'line-height: 1.5; letter-spacing: .12em; word-spacing: .16em'")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


def test_a_picture_keeps_letters_that_can_be_read_in_a_narrow_window(page):
    """9 pt of a picture 504 pt wide are 11 pixels where it is 640 wide; its box scrolls, by the keyboard too."""
    page.set_viewport_size({"width": 320, "height": 900})
    for drawn in page.locator(".picture").all():
        assert drawn.locator("img").bounding_box()["width"] >= 640
        assert drawn.get_attribute("tabindex") == "0"
        assert page.locator(".sideways").first.is_visible()


def test_the_first_tab_is_the_skip_link_and_it_leads_into_the_main_part(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main, footer, body').tagName") in ("MAIN", "BODY")


def test_a_page_asks_for_nothing_but_itself(page):
    page.evaluate(OPEN_ALL)
    page.wait_for_load_state("networkidle")
    assert page.asked == []


def test_print_opens_what_is_folded_and_leaves_the_links_between_pages_out(page):
    page.emulate_media(media="print")
    assert page.locator("nav").is_hidden()
    for folded in page.locator("details:not(.long) > dl, details:not(.long) table").all():
        assert folded.is_visible()
    assert page.pdf().startswith(b"%PDF")
