"""Word file, slides and workbook as LibreOffice opens them: no repair, no empty page, and the findings are on them."""

import shutil
import subprocess
from dataclasses import replace

import pytest

from analysis.reports.slides import make_slides
from analysis.reports.word import make_word
from analysis.reports.workbook import make_workbook
from little_pack import little_pack
from needed import needed

pytestmark = pytest.mark.office
FINDING = "At 31 March 2025, 476 children were in care."


@pytest.fixture(scope="module")
def office():
    """LibreOffice, and the two programs that read a PDF."""
    why = "no report was opened as a reader would"
    found = needed("LibreOffice", ["soffice", "libreoffice"], why)
    needed("pdftotext", ["pdftotext"], why)
    return found


@pytest.fixture(scope="module")
def pages(office, tmp_path_factory):
    """Name of a report -> the words of each of its pages, as converted to PDF by a LibreOffice of its own."""
    folder = tmp_path_factory.mktemp("pack")
    pack = little_pack(folder)
    pack = replace(pack, known=pack.known | {("finding", "care_rate")})
    for make in (make_word, make_slides, make_workbook):
        make(pack, folder)
    names = ["annual_report.docx", "slides.pptx", "tables.xlsx"]
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *names]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "Error" not in done.stdout + done.stderr, done.stderr
    return {name: words_of((folder / name).with_suffix(".pdf")) for name in names}


def words_of(path):
    """The words of each page of a PDF, on one line."""
    assert path.is_file(), (
        f"{path.name} was not made: a program of LibreOffice is missing, or it could not read the file."
    )
    text = subprocess.run([shutil.which("pdftotext"), str(path), "-"], check=True, capture_output=True, text=True)
    return [" ".join(page.split()) for page in text.stdout.split("\f")[:-1]]


@pytest.mark.parametrize("name", ["annual_report.docx", "slides.pptx", "tables.xlsx"])
def test_it_opens_and_no_page_is_empty_or_shows_a_fault(pages, name):
    assert len(pages[name]) >= 3
    for at, words in enumerate(pages[name], 1):
        assert len(words) > 10, f"page {at} of {name} is empty"
        assert not {"#NAME?", "#VALUE!", "#REF!", "Err:"} & set(words.split()), f"page {at} of {name} shows a fault"
        assert "{{" not in words, f"page {at} of {name} shows a marker"


def test_the_finding_is_on_the_page_and_on_the_slide(pages):
    assert FINDING in " ".join(pages["annual_report.docx"])
    assert FINDING in " ".join(pages["slides.pptx"])


def test_the_numbers_are_on_the_sheet(pages):
    words = " ".join(pages["tables.xlsx"])
    assert "Redcar and Cleveland" in words
    assert "3,025" in words  # the count of 2025, with its comma
