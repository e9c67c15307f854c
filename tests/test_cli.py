"""`analysis build` on little raw folders: exit codes and what is printed."""

import pytest

from analysis.cli import main

US = "E08000018"
COUNT = f"child_protection_plans,{US},count,"
HEADER = "indicator,area,measure,2022-03-31,2023-03-31"


@pytest.fixture
def build(raw, tmp_path, monkeypatch):
    """Run `analysis build` on the little raw folder, inside a project of its own."""
    (tmp_path / "analysis.toml").write_text(f'area = "{US}"')
    monkeypatch.chdir(tmp_path)

    def run(*options):
        return main(["build", "--raw", str(raw.folder), "--processed", str(tmp_path / "out"), *options])

    return run


def test_a_clean_build_is_0_and_writes_the_tables(build, raw, tmp_path, capsys):
    raw.plans(COUNT + "475,395", header=HEADER)
    assert build() == 0
    assert "2 observations and 0 population figures" in capsys.readouterr().out
    assert "child_protection_plans" in (tmp_path / "out" / "selected.csv").read_text()


def test_a_blocking_problem_is_1_and_is_printed_with_its_place(build, raw, capsys):
    raw.plans(COUNT + "475,4217?", header=HEADER)
    assert build() == 1
    printed = capsys.readouterr()
    assert "  blocks: The cell under 2023-03-31 is neither a number nor a known symbol." in printed.out
    assert "[plans.csv line 2]" in printed.out
    assert "4217" not in printed.out + printed.err


def test_a_warning_is_printed_and_changes_no_exit_code(build, raw, capsys):
    raw.plans(COUNT + "475,395", header=HEADER)
    raw.papers(f"text_1,6,child_protection_plans,{US},2023-03-31,point,,,398,,,,")
    assert build() == 0
    assert (
        "  warns: Children on a child protection plan, Rotherham, at 31 March 2023: sources" in capsys.readouterr().out
    )


def test_notes_are_counted(build, raw, capsys):
    raw.plans(COUNT + "475,395", header=HEADER)
    assert build() == 0
    assert "  notes: 3 x area_recoded" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_1_and_one_sentence(build, raw, capsys):
    raw.plans("395", header="number")
    assert build() == 1
    assert capsys.readouterr().err == "plans.csv lacks the column 'indicator'. It needs: indicator, area, measure.\n"


def test_an_empty_folder_is_1(build, capsys):
    assert build() == 1
    assert capsys.readouterr().err.startswith("There is no data in raw.")


def test_as_at_hides_what_was_published_later(build, raw, tmp_path):
    raw.plans(COUNT + "475,395", header=HEADER)
    assert build("--as-at", "2023-10-30") == 0
    assert len((tmp_path / "out" / "observations.csv").read_text().splitlines()) == 1


@pytest.mark.parametrize("day", ["31/10/2023", "2023-02-30", "yesterday", "2023-10"])
def test_a_date_that_is_none_is_2(build, raw, capsys, day):
    raw.plans(COUNT + "475,395", header=HEADER)
    assert build("--as-at", day) == 2
    assert capsys.readouterr().err == f'"{day}" is not a date. Write it like "2023-03-31".\n'


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--nope"], "Unrecognized arguments: --nope. `analysis --help` lists what is known.\n"),
        (["--vintage", "newest"], "Argument --vintage: invalid choice: 'newest'"),
        (["--vint", "first"], "Unrecognized arguments: --vint first."),
        (["--as-at"], "Argument --as-at: expected one argument."),
    ],
)
def test_wrong_use_is_2_and_one_sentence(build, capsys, options, said):
    with pytest.raises(SystemExit, match="2"):
        build(*options)
    assert capsys.readouterr().err.startswith(said)


def test_no_command_or_an_unknown_one_is_2(capsys):
    for arguments in ([], ["bild"]):
        with pytest.raises(SystemExit, match="2"):
            main(arguments)
    assert "Traceback" not in capsys.readouterr().err


def test_outside_a_project_is_2(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 2
    assert capsys.readouterr().err.startswith("No analysis.toml was found")


def test_a_wrong_setting_is_2(build, tmp_path, capsys):
    (tmp_path / "analysis.toml").write_text('area = "E08000018"\nvintage = "newest"')
    assert build() == 2
    assert capsys.readouterr().err.startswith("analysis.toml: \"vintage\" is 'newest'")


def test_an_error_of_another_s_making_is_told_without_its_words(build, raw, capsys, monkeypatch):
    raw.plans(COUNT + "475,395", header=HEADER)
    monkeypatch.setattr("analysis.sources.store.build", lambda *_: int("Jane Doe 01/02/2010"))
    assert build() == 1
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert "Jane" not in said


def test_debug_shows_where_an_error_came_from(raw, monkeypatch, tmp_path):
    (tmp_path / "analysis.toml").write_text(f'area = "{US}"')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("analysis.sources.store.build", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError, match="division"):
        main(["--debug", "build", "--raw", str(raw.folder), "--processed", str(tmp_path / "out")])
