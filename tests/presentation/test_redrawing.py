"""A figure drawn again for a slide: larger letters, its headline and source left to the slide, the same data."""

import pandas as pd
from matplotlib.text import Text

from analysis.disclosure.released import release_table
from analysis.presentation import outputs
from analysis.presentation.dots_people import plot_composition
from analysis.presentation.figures import new_figure
from analysis.presentation.redrawing import for_slide
from analysis.presentation.sheets import ON_SLIDE, PAGE, sheet

WORDS = {"headline": "Asian people: 5.3%", "measure": "Share of all residents"}


def table():
    rows = [("Asian", "2011", 0.041), ("Asian", "2021", 0.053)]
    made = pd.DataFrame(rows, columns=["group", "year", "share"]).assign(citation="ONS Census 2021", public=True)
    return release_table(made, "groups", "public")


def words(figure):
    return [text.get_text() for text in figure.findobj(Text) if text.get_text().strip()]


def test_a_slide_has_the_measure_and_the_data_and_says_headline_and_source_itself():
    page = plot_composition(table(), **WORDS)
    slide = for_slide(page)
    left_out = [word for word in words(page) if word not in words(slide)]
    assert set(words(slide)) <= set(words(page))
    assert [word.split(" ")[0] for word in left_out[:3]] == ["Asian", "Hollow:", "Source:"]
    assert slide.alt == page.alt
    assert (slide.headline, slide.source) == (page.headline, page.source)


def test_the_letters_of_a_slide_are_14_point_or_more_where_it_is_placed():
    slide = for_slide(plot_composition(table(), **WORDS))
    wide, high = slide.get_size_inches()
    scale = min(ON_SLIDE[0] / wide, ON_SLIDE[1] / high)
    assert scale * min(text.get_fontsize() for text in slide.findobj(Text) if text.get_text().strip()) >= 14


def test_the_page_is_drawn_for_again_afterwards():
    for_slide(plot_composition(table(), **WORDS))
    assert sheet() is PAGE


def test_a_figure_of_one_s_own_has_no_slide():
    figure, _ = new_figure("A headline", "A measure", table=table())
    assert for_slide(figure) is None


def test_only_what_the_slides_show_is_drawn_for_them_and_nothing_else_changes(tmp_path):
    for slides in (frozenset({"groups"}), frozenset()):
        folder = tmp_path / str(len(slides))
        outputs.open_door(outputs.Door("03", folder=folder, slides=slides))
        outputs.figure("groups", plot_composition(table(), **WORDS), table())
    outputs.open_door(outputs.Door())
    assert [path.name for path in (tmp_path / "1" / "slides").iterdir()] == ["groups.png"]
    assert not (tmp_path / "0" / "slides").exists()
    for name in ("png", "svg", "csv", "txt"):
        one, other = ((tmp_path / n / "figures" / f"groups.{name}").read_bytes() for n in ("0", "1"))
        assert one == other
