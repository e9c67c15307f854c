"""contents.json: a published pack gives back what its reports were made from, and holds nothing more."""

from dataclasses import replace

import pytest

from analysis.reports.kept import NAME, keep_contents, kept_contents
from analysis.vocabulary.errors import AnalysisError
from little_pack import little_pack


def test_a_pack_gives_back_its_contents_wherever_it_has_been_moved(tmp_path):
    pack = little_pack(tmp_path / "made", elsewhere=frozenset({("figure", "b"), ("figure", "a")}))
    keep_contents(pack, tmp_path / "made")
    (tmp_path / "made").rename(tmp_path / "published")
    found = kept_contents(tmp_path / "published")
    assert found == moved(pack, tmp_path / "published")
    assert found.find("figure", "care_rate_trend").file(".png").is_file()


def moved(pack, folder):
    items = tuple(replace(item, folder=folder) for item in pack.items())
    return replace(pack, sections=(replace(pack.sections[0], items=items),))


def test_it_holds_no_path_and_is_the_same_twice(tmp_path):
    pack = little_pack(tmp_path, template=tmp_path / "own.docx")
    keep_contents(pack, tmp_path)
    once = (tmp_path / NAME).read_bytes()
    keep_contents(pack, tmp_path)
    assert (tmp_path / NAME).read_bytes() == once
    assert str(tmp_path).encode() not in once
    assert b"own.docx" not in once


@pytest.mark.parametrize(
    ("text", "said"),
    [(None, "has no contents.json"), ("{", "cannot be read"), ("[]", "cannot be read"), ('{"known": 3}', "cannot be")],
)
def test_a_pack_without_contents_says_to_make_it_again(tmp_path, text, said):
    if text is not None:
        (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(
        AnalysisError, match=rf"{said}.*Make it again, for its area and period: `analysis run --force`\."
    ):
        kept_contents(tmp_path)
