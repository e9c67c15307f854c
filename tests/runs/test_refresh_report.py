"""`analysis refresh-report` as a person meets it: which pack, which file, which name, and what is said."""

import shutil
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.reports.kept import keep_contents
from analysis.runs.trees import Current
from little_drafts import NOTES, RATE, draft, parts, run, zipped
from little_pack import little_pack

ROOT = Path(__file__).parents[2]

NO_PACK = (
    "There is no pack of 2022-23 Q4 for Rotherham to refresh from. There are packs of: 2023-24-q4, 2024-25-q4. "
    'Make it: `analysis run --area E08000018 --period "2022-23 Q4"`.'
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A project with packs of Rotherham and a draft."""
    (tmp_path / "analysis.toml").write_text('area = "E08000018"', encoding="utf-8")
    for name, period, run_id in (("2023-24-q4", "2023-24 Q4", "older"), ("2024-25-q4", "2024-25 Q4", "newer")):
        pack(tmp_path / "reports" / "rotherham" / name, period, run_id)
    (tmp_path / "draft.docx").write_bytes(draft())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pack(folder, period, run_id):
    keep_contents(little_pack(folder, period=period), folder)
    (folder / "current.json").write_text(Current(run_id).text(), encoding="utf-8")


def refresh(*options):
    return main(["refresh-report", *map(str, options)])


def test_a_draft_is_refreshed_from_the_latest_pack_beside_itself(here, capsys):
    (here / "reports/rotherham/2025-26-q4").mkdir()
    (here / "reports/rotherham/2024-25-q4-part").mkdir()
    before = (here / "draft.docx").read_bytes()
    assert refresh("draft.docx") == 0
    said = capsys.readouterr().out
    assert said.startswith("draft.docx: 3 slots, filled from Rotherham, 2024-25 Q4, run newer.\n\nChanged (3)\n")
    assert said.endswith("The new file: draft-refreshed.docx. draft.docx is as it was.\n")
    assert (here / "draft.docx").read_bytes() == before
    assert sorted(path.name for path in here.iterdir() if path.is_file()) == [
        "analysis.toml", "draft-refreshed.docx", "draft.docx",
    ]  # fmt: skip


@pytest.mark.usefixtures("here")
def test_the_period_can_be_named(capsys):
    assert refresh("draft.docx", "--period", "2023-24 Q4") == 0
    assert "filled from Rotherham, 2023-24 Q4, run older." in capsys.readouterr().out


def test_a_repeat_says_that_nothing_changed_and_writes_nothing(here, capsys):
    refresh("draft.docx")
    before = sorted(here.iterdir())
    assert refresh("draft-refreshed.docx") == 0
    assert capsys.readouterr().out.endswith(
        "Nothing changed: every slot that is not locked says what this pack says.\n"
    )
    assert refresh("draft.docx") == 0
    assert sorted(here.iterdir()) == before
    assert refresh("draft-refreshed.docx", "--out", "again.docx") == 0
    assert (here / "again.docx").read_bytes() == (here / "draft-refreshed.docx").read_bytes()


def test_a_file_that_somebody_went_on_with_is_not_overwritten(here, capsys):
    (here / "draft-refreshed.docx").write_bytes(b"edited")
    (here / "other.docx").write_bytes(b"mine")
    refresh("draft.docx")
    assert "The new file: draft-refreshed-2.docx." in capsys.readouterr().out
    refresh("draft.docx", "--out", "other.docx")
    assert "The new file: other-2.docx." in capsys.readouterr().out
    assert ((here / "draft-refreshed.docx").read_bytes(), (here / "other.docx").read_bytes()) == (b"edited", b"mine")
    refresh("draft-refreshed-2.docx", "--period", "2023-24 Q4")
    assert "The new file: draft-refreshed-3.docx." in capsys.readouterr().out


def test_a_picture_in_the_new_file_is_readable_by_its_readers(here):
    refresh("draft.docx")
    assert (here / "draft-refreshed.docx").stat().st_mode & 0o444 == (here / "draft.docx").stat().st_mode & 0o444


@pytest.mark.parametrize("kind", ["same", "link", "hard"])
def test_the_draft_itself_is_never_the_new_file(here, capsys, kind):
    before = (here / "draft.docx").read_bytes()
    other = here / "other.docx"
    if kind == "link":
        other.symlink_to(here / "draft.docx")
    if kind == "hard":
        other.hardlink_to(here / "draft.docx")
    assert refresh("draft.docx", "--out", "draft.docx" if kind == "same" else other) == 2
    assert capsys.readouterr().err == '--out is "draft.docx" itself, which is never overwritten. Give another name.\n'
    assert (here / "draft.docx").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["none.docx"], 2, 'There is no file "none.docx". Give the path of a Word draft (.docx).'),
        (["reports"], 2, '"reports" is a folder. Give the path of one Word draft (.docx).'),
        (["draft.docx", "--period", "2022-23 Q4"], 2, NO_PACK),
        (["draft.docx", "--area", "E08000016"], 2,
         "There is no pack for Barnsley to refresh from. Make it: `analysis run --area E08000016`."),
        (["draft.docx", "--reports", "elsewhere"], 2, "There is no pack for Rotherham"),
        (["draft.docx", "--out", "new.pdf"], 2, '--out is "new.pdf": expected the name of a Word file (.docx).'),
        (["draft.docx", "--out", "none/new.docx"], 2, 'There is no folder "none" to put "new.docx" in. Make it first.'),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("here")
def test_what_cannot_be_done_says_what_to_do(capsys, options, code, said):
    assert refresh(*options) == code
    assert capsys.readouterr().err.startswith(said)


@pytest.mark.usefixtures("here")
def test_a_draft_that_may_not_be_read_says_so(capsys, monkeypatch):
    def refuse(_):
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert refresh("draft.docx") == 2
    assert "cannot be opened. Close it in Word, or ask for the right to read it." in capsys.readouterr().err


def test_a_folder_that_may_not_be_written_to_says_so_and_holds_nothing_half_made(here, capsys, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    assert refresh("draft.docx") == 2
    assert capsys.readouterr().err == (
        '"draft-refreshed.docx" could not be written (No space left on device). '
        "Give --out in a folder where there is room and the right to write.\n"
    )
    assert sorted(path.name for path in here.iterdir()) == ["analysis.toml", "draft.docx", "reports"]


def test_a_draft_that_is_open_or_signed_or_has_markers_in_notes_is_refreshed_with_a_warning(here, capsys):
    (here / "~$aft.docx").write_bytes(b"")
    refresh("draft.docx")
    assert "It seems to be open in Word: what has not been saved there is not in the" in capsys.readouterr().out
    (here / "draft.docx").write_bytes(zipped({**parts(), "_xmlsignatures/sig1.xml": b"<a/>"}))
    refresh("draft.docx")
    assert "It is signed, and the signature does not hold for the new file." in capsys.readouterr().out
    (here / "draft.docx").write_bytes(draft(footnotes=NOTES.replace("A note", "{{text:care_rate}}")))
    refresh("draft.docx")
    assert "Markers in footnotes, endnotes and comments are not filled. Put them into the text." in (
        capsys.readouterr().out
    )


def test_an_old_pack_says_to_make_it_again(here, capsys):
    (here / "reports/rotherham/2024-25-q4/contents.json").unlink()
    assert refresh("draft.docx") == 1
    assert "The pack rotherham/2024-25-q4 has no contents.json" in capsys.readouterr().err


def test_an_unknown_key_writes_nothing(here, capsys):
    (here / "draft.docx").write_bytes(draft(f"<w:p>{run('{{text:care_rat}}')}</w:p><w:p>{RATE}</w:p>"))
    assert refresh("draft.docx") == 2
    assert 'Did you mean "care_rate"?' in capsys.readouterr().err
    assert not (here / "draft-refreshed.docx").exists()


def test_sentences_to_look_at_are_told_and_change_no_exit_code(here, capsys):
    (here / "draft.docx").write_bytes(draft(f"<w:p>{run('It rose to ')}{RATE}</w:p>"))
    assert refresh("draft.docx") == 0
    assert "Look again: these sentences may be out of date (1)" in capsys.readouterr().out


@pytest.mark.slow
def test_a_draft_without_slots_gets_its_numbers_tagged(here, capsys):
    shutil.copytree(ROOT / "data" / "raw", here / "data" / "raw")
    folder = here / "reports/rotherham/2024-25-q4"
    table = folder / "tables/care_rate_by_year.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",85.5,", ",80.0,"), encoding="utf-8")
    text = "At 31 March 2025 there were 80.0 children in care per 10,000 in Rotherham."
    (here / "draft.docx").write_bytes(draft(f"<w:p>{run(text)}</w:p>", header1=draft_header()))
    assert refresh("draft.docx") == 0
    said = capsys.readouterr().out
    assert "  80.0  number:care_rate_by_year:rate\n" in said
    assert refresh("draft-refreshed.docx") == 0
    assert "Nothing changed" in capsys.readouterr().out
    (here / "draft.docx").write_bytes(draft(f"<w:p>{run('Nothing to see.')}</w:p>", header1=draft_header()))
    assert refresh("draft.docx") == 1
    assert '"draft.docx" has no slots, and no number in it is exactly one of the pack of 2024-25 Q4.' in (
        capsys.readouterr().err
    )


def draft_header():
    return "<w:hdr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:p/></w:hdr>"
