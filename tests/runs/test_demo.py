"""The demonstration: whole, under its stamp, and in folders of its own."""

import pytest

from analysis.cli import main
from analysis.runs.demo import demo_of
from analysis.vocabulary.audiences import STAMPS
from analysis.vocabulary.project import open_project


def test_the_demonstration_never_meets_the_council_s_own_folders():
    project = open_project()
    made = demo_of(project)
    for name in ("processed", "reports", "private", "returns"):
        assert getattr(made, name) != getattr(project, name)
    assert made.synthetic
    assert not project.synthetic


def test_synthetic_returns_are_never_written_into_a_folder_that_holds_something(tmp_path, capsys):
    (tmp_path / "return.csv").write_text("x", encoding="utf-8")
    assert main(["synthesise", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err


@pytest.mark.slow
def test_every_page_and_figure_of_the_demonstration_says_that_it_is_synthetic(tmp_path):
    options = ["--processed", str(tmp_path / "processed"), "--reports", str(tmp_path / "reports")]
    assert main(["demo", "--notebook", "07_months_and_quarters", *options]) == 0
    (pack,) = (tmp_path / "reports" / "demo" / "rotherham").iterdir()
    stamp = STAMPS["synthetic"]
    pages = [*pack.rglob("*.html"), pack / "findings.md", pack / "scrutiny_brief.md", *pack.rglob("figures/*.svg")]
    assert len(pages) > 8
    assert [page.name for page in pages if stamp not in page.read_text(encoding="utf-8")] == []
    months = (pack / "tables" / "plans_by_month.csv").read_text(encoding="utf-8")
    assert "2018-04-30" in months
    assert "2022-07-31" in months
