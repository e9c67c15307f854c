"""What every file of a pack says, by the key of what it says it of, so that files can be held to each other."""

import re
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
from docx import Document
from docx.oxml.ns import qn
from lxml import html
from openpyxl import load_workbook
from pptx import Presentation

from analysis.reports.workbook_sheets import sheet_names

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Days, months, years and quarters: dates are no figures.
DATES = re.compile(
    rf"(\d{{1,2}} )?\b({MONTHS}) \d{{4}}|\d{{4}}-\d\d-\d\d|\d\d/\d\d/\d{{4}}|\b(1[6-9]|20)\d\d([-/]\d\d)?( Q\d)?\b"
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
COMPARED = re.compile(r"\d+ indicators")  # how many a sentence compares, which is in no cell
WORDS = "finding", "figure", "table"


def numbers(text):
    """The numbers of a text as printed, in order, without its dates and without commas in thousands."""
    return [found.rstrip(",").replace(",", "") for found in NUMBER.findall(DATES.sub(" ", text))]


def released(folder):
    """Every number of the tables and of the figures' data, and how many rows each has."""
    return cells_of([*folder.glob("tables/*.csv"), *folder.glob("figures/*.csv")])


def cells_of(paths):
    """Every number of some CSV files, without its sign, and how many rows each file has."""
    found = set()
    for path in paths:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        found |= {str(len(table)), *(str(table[name].nunique()) for name in table)}  # how many there are
        for text in set(table.to_numpy().ravel()):
            found |= {*numbers(text), text.lstrip("-−")}
    return {Decimal(text) for text in found if re.fullmatch(r"\d+(\.\d+)?", text)}


def is_released(number, cells):
    """Whether a number is one of the cells, or one of them rounded half up to as many places as it is printed with."""
    wanted = Decimal(number)
    place = Decimal(1).scaleb(wanted.as_tuple().exponent)
    return wanted in cells or any(
        abs(cell - wanted) < place and cell.quantize(place, ROUND_HALF_UP) == wanted for cell in cells
    )


# ---- one reader a format: {(kind, key): what it says}


def of_findings(folder):
    lines = (folder / "findings.md").read_text(encoding="utf-8").splitlines()
    return {("finding", found[2]): found[1] for line in lines if (found := re.fullmatch(r"- (.*) `(\w+)`", line))}


def of_alts(folder):
    """Alternative texts: each file has headline, measure, alternative text, note and source, a paragraph each."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("figures/*.txt")}
    return {("figure", key): text.split("\n\n")[2] for key, text in texts.items()}


def of_tables(folder):
    read = {path.stem: pd.read_csv(path, dtype=str, keep_default_na=False) for path in folder.glob("tables/*.csv")}
    return {("table", key): " | ".join(table.to_numpy().ravel()) for key, table in read.items()}


def of_word(folder):
    kinds = {"text": "finding", "figure": "figure", "table": "table"}
    said = {}
    for control in Document(folder / "annual_report.docx").element.body.iter(qn("w:sdt")):
        kind, _, key = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")).partition(":")
        if kind in kinds:
            cells = [_text(cell) for row in list(control.iter(qn("w:tr")))[1:] for cell in row.iter(qn("w:tc"))]
            pictures = [each.get("descr") for each in control.iter(qn("wp:docPr"))]
            said[kinds[kind], key] = " | ".join({"figure": pictures, "table": cells}.get(kind, [_text(control)]))
    return said


def _text(part):
    return "".join(piece.text or "" for piece in part.iter(qn("w:t")))


def of_slides(folder):
    """Pictures by key; everything else that is written on a slide or in its notes under its number."""
    said = {}
    for at, slide in enumerate(Presentation(folder / "slides.pptx").slides):
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        if slide.has_notes_slide:
            texts.append(slide.notes_slide.notes_text_frame.text)
        said["slide", str(at)] = " | ".join(texts)
        for shape in slide.shapes:
            if hasattr(shape, "image"):
                said["figure", shape.name] = shape._element.nvPicPr.cNvPr.get("descr")
    return said


def of_workbook(folder):
    book = load_workbook(folder / "tables.xlsx")
    keys = [path.stem for path in folder.glob("tables/*.csv")]
    names = dict(zip(sheet_names(keys), keys, strict=True))
    return {
        ("table", names[sheet.title]): " | ".join(printed(cell) for row in held(sheet) for cell in row)
        for sheet in book.worksheets
        if sheet.title in names
    }


def held(sheet):
    """The cells of the table on a sheet, without its headers."""
    [(_, place)] = sheet.tables.items()
    return list(sheet[place])[1:]


def printed(cell):
    """A cell as a reader sees it."""
    if isinstance(cell.value, (int, float)):
        return f"{cell.value:.{len(cell.number_format.partition('.')[2])}f}"
    return f"{cell.value:%Y-%m-%d}" if cell.is_date else str(cell.value or "")


def of_pages(folder):
    said = defaultdict(str)
    for path in sorted((folder / "site").glob("*.html")):
        page = html.fromstring(path.read_bytes())
        for kind in WORDS:
            for part in page.xpath(f'//*[starts-with(@id, "{kind}-")]'):
                cells = part.xpath(".//img/@alt" if kind == "figure" else ".//tbody//*[self::td or self::th]")
                texts = [cell if isinstance(cell, str) else cell.text_content() for cell in cells]
                text = part.text_content() if kind == "finding" else " | ".join(texts)
                said[kind, part.get("id").partition("-")[2]] = " ".join(text.split())
    return dict(said)


READERS = {
    "findings.md": of_findings,
    "figures": of_alts,
    "tables": of_tables,
    "annual_report.docx": of_word,
    "slides.pptx": of_slides,
    "tables.xlsx": of_workbook,
    "site": of_pages,
}


def _numbers(kind, text):
    """The numbers of a text; of a table those of its cells that hold nothing else."""
    cells = text.split(" | ") if kind == "table" else [text]
    bare = [cell for cell in cells if kind != "table" or not re.search("[A-Za-z]", DATES.sub("", cell))]
    return [number for cell in bare for number in numbers(cell)]


def disagreements(folder):
    """(key, file, file, what differs) wherever two files of a pack give different numbers for the same thing.

    Sentences and alternative texts have to give the same numbers in the same order. A table may be laid out in fewer
    cells than its CSV has, but in no other ones.
    """
    said = {name: read(folder) for name, read in READERS.items()}
    found = []
    for one, other in ((one, other) for one in said for other in said if one < other):
        for key in sorted(set(said[one]) & set(said[other]) - {key for key in said[one] if key[0] == "slide"}):
            mine, theirs = (_numbers(key[0], said[name][key]) for name in (one, other))
            if key[0] == "table" and "tables" in (one, other):
                apart = set(theirs) - set(mine) if one == "tables" else set(mine) - set(theirs)
            else:
                apart = set() if key[0] == "table" or mine == theirs else {*mine, *theirs}
            found += [(key, one, other, sorted(apart))] if apart else []
    return found


def written(folder):
    """{file: every text in it}, whether or not a key stands behind it."""
    word = Document(folder / "annual_report.docx").element.body
    pages = [html.fromstring(path.read_bytes()) for path in sorted((folder / "site").glob("*.html"))]
    return {
        "findings.md": (folder / "findings.md").read_text(encoding="utf-8").splitlines(),
        "scrutiny_brief.md": (folder / "scrutiny_brief.md").read_text(encoding="utf-8").splitlines(),
        "figures": [path.read_text(encoding="utf-8") for path in folder.glob("figures/*.txt")],
        "annual_report.docx": [_text(paragraph) for paragraph in word.iter(qn("w:p"))],
        "slides.pptx": list(of_slides(folder).values()),
        "site": [text for page in pages for text in page.xpath("//main//text()[not(ancestor::svg)] | //main//@alt")],
    }


def not_released(folder, fixed):
    """(file, number, text) of whatever is printed and neither released nor among the `fixed` numbers of the wording."""
    cells = released(folder)
    known, found = {}, []
    for name, texts in written(folder).items():
        for text in texts:
            for number in numbers(text):
                if number not in known:
                    known[number] = number in fixed or is_released(number, cells)
                found += [] if known[number] else [(name, number, text)]
    return found


def not_beside(folder, fixed):
    """(key, number) of whatever a finding prints that neither a table nor a figure of its own notebook has."""
    found = []
    for path in sorted((folder / "site").glob("0*.html")):
        page = html.fromstring(path.read_bytes())
        keys = [each.partition("-")[::2] for each in page.xpath("//figure/@id | //*[@class='table']/@id")]
        cells = cells_of([folder / f"{kind}s" / f"{key}.csv" for kind, key in keys])
        for part in page.xpath("//p[starts-with(@id, 'finding-')]"):
            key, text = part.get("id").partition("-")[2], COMPARED.sub(" ", part.text_content())
            found += [(key, n) for n in numbers(text) if n not in fixed and not is_released(n, cells)]
    return found
