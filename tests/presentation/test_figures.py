"""Every figure: released tables only, room for its words, the same bytes each time, alternative text."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from analysis.disclosure.released import NotReleased, release_table
from analysis.presentation import figures
from analysis.presentation.citations import of_the_crown
from analysis.presentation.figures import citation, house, new_figure, placeholder
from analysis.presentation.headlines import headline_flows
from analysis.presentation.saving import save, shown

SOURCE = "DfE children in need, 2025 release"
HEADLINE = "The rate has fallen by more than half since 2018 and now stands close to the middle of its neighbours"


def small_table(**columns: object) -> pd.DataFrame:
    rows = {"area": ["E08000018"] * 2, "date": ["2024-03-31", "2025-03-31"], "value": [45.34, 52.65]}
    rows |= {"citation": [SOURCE] * 2, "public": [True] * 2}
    return release_table(pd.DataFrame(rows | columns), "small", "public")


def drawn_small(headline: str = HEADLINE) -> figures.HouseFigure:
    figure, panel = new_figure(
        headline, "Children on a plan, per 10,000 aged 0–17", table=small_table(), note="A note."
    )
    with house():
        panel.plot([2024, 2025], [45.34, 52.65])
    figure.alt = "From 45.3 to <52.7> & more."
    return figure


def contrast(colour: str, ground: str = "white") -> float:
    def light(one: str) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(one)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(colour), light(ground)))
    return (high + 0.05) / (low + 0.05)


def test_a_table_that_was_not_released_is_not_drawn():
    with pytest.raises(NotReleased, match="takes a table from release"):
        new_figure("Headline", "Measure", table=pd.DataFrame(small_table()))


def test_a_table_that_was_not_released_is_not_saved(tmp_path):
    with pytest.raises(NotReleased, match="takes a table from release"):
        save(drawn_small(), tmp_path / "one", pd.DataFrame(small_table()))


def test_two_saves_give_the_same_bytes(tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        save(drawn_small(), tmp_path / name / "rate", small_table())
    for suffix in (".png", ".svg", ".csv", ".txt"):
        first, second = ((tmp_path / name / f"rate{suffix}").read_bytes() for name in ("first", "second"))
        assert first == second, suffix


def test_another_time_zone_hash_seed_user_and_matplotlib_setting_change_no_byte(tmp_path):
    (tmp_path / "matplotlibrc").write_text("font.family: serif\nsavefig.bbox: tight\nlines.linewidth: 9\n")
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import test_figures as t\n"
        "t.save(t.drawn_small(), Path(sys.argv[2]), t.small_table())"
    )
    save(drawn_small(), tmp_path / "here", small_table())
    env = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "USER": "other", "MATPLOTLIBRC": str(tmp_path)}
    there = [sys.executable, "-c", script, str(Path(__file__).parent), str(tmp_path / "there")]
    subprocess.run(there, check=True, env=env, cwd=tmp_path)
    for suffix in (".png", ".csv", ".txt"):
        assert (tmp_path / f"here{suffix}").read_bytes() == (tmp_path / f"there{suffix}").read_bytes(), suffix
    here, there = ((tmp_path / f"{name}.svg").read_text() for name in ("here", "there"))
    assert here == there.replace("there-", "here-")


def test_pictures_carry_alternative_text_and_no_trace_of_who_or_when(tmp_path):
    save(drawn_small(), tmp_path / "rate", small_table())
    svg, png = (tmp_path / "rate.svg").read_text(), (tmp_path / "rate.png").read_bytes()
    assert 'role="img" aria-labelledby="rate-title rate-desc"' in svg
    assert f'<title id="rate-title">{HEADLINE}</title>' in svg
    assert '<desc id="rate-desc">From 45.3 to &lt;52.7&gt; &amp; more.</desc>' in svg
    assert b"Description\0From 45.3 to <52.7> & more." in png
    for trace in (b"Software", b"Matplotlib v", b"dc:date", os.fsencode(Path.home())):
        assert trace not in svg.encode()
        assert trace not in png


def test_the_data_file_holds_what_is_drawn_as_it_is_printed(tmp_path):
    save(drawn_small(), tmp_path / "rate", small_table(count=[265.0, 313.0], file="secret.csv"))
    assert (tmp_path / "rate.csv").read_text().splitlines() == [
        "area,date,count,value,citation",
        f'E08000018,2024-03-31,265,45.3,"{SOURCE}"',
        f'E08000018,2025-03-31,313,52.7,"{SOURCE}"',
    ]


def test_a_hidden_cell_is_empty_in_the_data_file_even_where_the_table_holds_a_number(tmp_path):
    save(drawn_small(), tmp_path / "rate", small_table(count=[3.0, 313.0], status=["suppressed", "published"]))
    assert (tmp_path / "rate.csv").read_text().splitlines()[1] == f'E08000018,2024-03-31,,,suppressed,"{SOURCE}"'


def test_the_notebook_shows_the_picture_with_its_alternative_text():
    data, about = shown(drawn_small())._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert about == {"image/png": {"alt": "From 45.3 to <52.7> & more."}}


def test_an_empty_table_draws_a_calm_placeholder_that_can_be_published(tmp_path):
    empty = release_table(pd.DataFrame(small_table()).iloc[:0], "small", "public")
    figure = placeholder("No children on a plan", "Children on a plan", table=empty)
    save(figure, tmp_path / "none", empty)
    assert "No figures at hand for this date." in [text.get_text() for text in figure.findobj(Text)]
    assert figure.source == "no published figures at hand"
    assert figure.alt == "No children on a plan. No figures at hand for this date."


def test_the_readers_own_matplotlib_settings_are_left_alone():
    before = dict(mpl.rcParams)
    shown(drawn_small())
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("words", [4, 14, 24])
def test_headline_measure_and_notes_are_at_least_nine_point_and_inside_the_picture(words):
    with house():
        check_room(drawn_small(" ".join((HEADLINE.split() * 2)[:words])))


def check_room(figure):
    edge = figure.bbox
    for text in figure.texts:
        box = text.get_window_extent()
        assert text.get_fontsize() >= 9
        assert min(box.x0, box.y0) >= 0, text.get_text()
        assert max(box.x1 - edge.x1, box.y1 - edge.y1) <= 0, text.get_text()
    panel = figure.axes[0].get_tightbbox()
    assert not any(panel.overlaps(text.get_window_extent()) for text in figure.texts)


def test_every_ink_has_contrast_enough_for_words_on_white():
    inks = [figures.BLUE, figures.PINK, figures.GREY, figures.INK, figures.QUIET_INK, *figures.WORDS_IN.values()]
    assert min(contrast(ink) for ink in inks) >= 4.5


def test_sources_are_condensed_and_name_the_population_estimates():
    table = small_table(
        citation=["DfE children in need, 2024 release", SOURCE],
        denominator_vintage=["mid-year estimates, 2025", "mid-year estimates, DfE children in need 2024"],
    )
    assert citation(table) == (
        "DfE children in need, 2024 and 2025 releases; ONS mid-year estimates, 2025 release; "
        "ONS mid-year estimates as used in DfE children in need 2024"
    )


CENSUS = "Children in need census, own return"


def test_returns_are_cited_by_the_days_on_which_they_were_drawn_and_have_no_licence_of_the_crown():
    first, last = (f"{CENSUS}, extract of {day}" for day in ("2023-04-20", "2024-04-19"))
    assert citation(small_table(citation=first)) == f"{CENSUS} of 20 April 2023"
    assert citation(small_table(citation=[first, last])) == f"{CENSUS}s of 20 April 2023 to 19 April 2024"
    assert not of_the_crown(small_table(citation=first))
    assert of_the_crown(small_table(citation=[first, SOURCE]))
    assert of_the_crown(small_table(citation=first, denominator_vintage="mid-year estimates, 2025"))


@pytest.mark.parametrize(("span", "said"), [("quarter", "Quarter"), ("month", "Month"), ("year", "Year")])
def test_the_headline_of_flows_names_their_period(span, said):
    flows = pd.DataFrame({"indicator": ["children_in_care_started"], "date": ["2024-03-31"], "count": [62.0]})
    assert headline_flows(flows.assign(span=span)).startswith(f"{said} to 31 March 2024: came into care 62")


def test_alternative_text_keeps_whole_sentences_and_says_when_some_are_left_out():
    long = "one two three four five six seven eight nine ten."
    assert figures.alt_words([long, "", long]) == f"{long} {long}"
    said = figures.alt_words([long] * 20)
    assert said.endswith("ten. The data file has the rest.")
    assert 140 <= len(said.split()) <= 150


def test_the_data_file_names_the_release_of_the_population(tmp_path):
    save(drawn_small(), tmp_path / "rate", small_table(denominator_vintage="mid-year estimates, 2025"))
    assert "mid-year estimates, 2025" in (tmp_path / "rate.csv").read_text()


def test_a_share_needs_no_population_estimates_in_its_source():
    assert citation(small_table(denominator_vintage="dfe_children_in_need 2025")) == SOURCE
