"""A refreshed draft opens in LibreOffice and says there what it says in Word."""

import shutil
import subprocess

import docx
import pytest

from analysis.reports.refresh import refresh
from analysis.reports.word import make_word
from analysis.reports.word_file import WordFile
from little_drafts import draft
from little_pack import little_pack

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def as_text(tmp_path_factory):
    """A function that gives the text of a .docx as LibreOffice reads it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        pytest.skip("LibreOffice was not found (looked for soffice, libreoffice), so no draft was opened. Install it.")
    folder = tmp_path_factory.mktemp("office")

    def convert(data):
        (folder / "draft.docx").write_bytes(data)
        options = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "txt:Text"]
        command = [found, *options, "--outdir", str(folder), str(folder / "draft.docx")]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (folder / "draft.txt").read_text(encoding="utf-8-sig")

    return convert


def test_a_draft_with_everything_in_it_opens(as_text, tmp_path):
    made = refresh(WordFile("draft.docx", draft()), little_pack(tmp_path), "run")
    said = as_text(made.data)
    for words in ("It fell to 85.5. Last time 94.7.", "Children in care: 80 in every 10,000", "Theirs", "ours"):
        assert words in said


def test_a_report_of_ours_that_a_person_edited_opens(as_text, tmp_path):
    make_word(little_pack(tmp_path), tmp_path)
    document = docx.Document(str(tmp_path / "annual_report.docx"))
    line = document.paragraphs[3].insert_paragraph_before("Our own words, and {{number:care_rate_by_year:rate}}.")
    document.add_comment(runs=line.runs, text="Check", author="Jo", initials="J")
    document.save(str(tmp_path / "own.docx"))
    file = WordFile("own.docx", (tmp_path / "own.docx").read_bytes())
    said = as_text(refresh(file, little_pack(tmp_path, period="2025-26 Q4"), "run").data)
    assert "Our own words, and 85.5." in said
    assert "2025-26 Q4" in said
