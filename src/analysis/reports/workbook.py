"""The workbook: every table of the pack, one a sheet, set out as the public sector's guidance on spreadsheets asks."""

import warnings
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gptables import Cover, GPTable, produce_workbook
from gptables.core.wrappers import GPWorkbook

from analysis.reports.contents import Contents
from analysis.reports.sign_off import sealed, standing
from analysis.reports.wide import read_long, wide
from analysis.reports.workbook_sheets import lines, notes_sheet, plain, sheet_names, stamp, table_sheet, widths
from analysis.vocabulary.periods import Quarter

AS_WRITTEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LINE = 16  # points that a line of 12-point type takes
COVER_ROOM = 70  # characters in a line of the cover
A4 = 9  # as Excel numbers sizes of paper
LANGUAGE = "en-GB"
FIXED = (1980, 1, 1, 0, 0, 0)  # the time of every part of the file, so that the same tables give the same bytes


def make_workbook(contents: Contents, folder: Path) -> None:
    """Write tables.xlsx into a folder: cover, contents, notes, then the tables of the pack in its order.

    No cell is a formula, whatever its text; a hidden number is [c], one that is not there [x].
    """
    sheets = _sheets(contents)
    cover = _cover(contents, len(sheets) - 1)
    made = BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="gptables")  # its own ways with pandas, and that we write Notes
        book = produce_workbook(
            made,
            sheets,
            cover=cover,
            contentsheet_options={"title": "Contents", "subtitles": stamp(contents)},
            auto_width=False,
            workbook_options={**AS_WRITTEN, "in_memory": True},
        )
    _set_out(book, cover, sheets)
    book.set_properties(
        {
            "title": _title(contents),
            "author": contents.partnership or contents.area_name,
            "created": datetime.combine(Quarter.parse(contents.period).end, time()),
        }
    )
    book.close()
    (folder / "tables.xlsx").write_bytes(_settled(made.getvalue()))


def _sheets(contents: Contents) -> dict[str, GPTable]:
    made = {"Notes": notes_sheet(contents)}
    found = [
        (item, section) for section in contents.sections for item in section.of("table") if item.file(".csv").is_file()
    ]
    for name, (item, section) in zip(sheet_names([item.key for item, _ in found]), found, strict=True):
        cells = read_long(item.file(".csv"))
        if cells:
            made[name] = table_sheet(item, section, contents, wide(cells))
    return made


def _title(contents: Contents) -> str:
    return f"Tables: {contents.area_name}, {contents.period}"


def _cover(contents: Contents, tables: int) -> Cover:
    which = f"This view has {contents.which}." if contents.which else ""
    about = [
        f"Area: {contents.area_name} ({contents.area}).",
        f"Period: {contents.period}, to {contents.period_words}.",
        which,
        f"There are {tables} tables, one a sheet. The Contents sheet leads to each.",
        "The Notes sheet says what the symbols, numbers and words mean.",
        "Numbers are as printed in the tables folder of the pack, which has each of these tables as a plain file.",
        *contents.notes,
    ]
    what = "The tables behind the figures and sentences of the pack."
    opening = [*stamp(contents), contents.partnership, what, standing(contents), sealed(contents)]
    return Cover(
        title=plain(_title(contents)),
        intro=[plain(text) for text in opening if text],
        about=[plain(text) for text in about if text],
    )


def _set_out(book: GPWorkbook, cover: Cover, sheets: dict[str, GPTable]) -> None:
    """Columns that fit what they hold, and pages that print a whole row: A4 across, headers again on every page."""
    for name, sheet in sheets.items():
        page = book.get_worksheet_by_name(name)
        wide = widths(sheet.table)
        for at, width in enumerate(wide):
            page.set_column(at, at, width)
        for row, deep in enumerate(lines(sheet.table, wide), sheet.data_range[0]):
            page.set_row(row, LINE * deep)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        page.repeat_rows(sheet.data_range[0])
    for row, text in enumerate(_cover_lines(cover)):
        if len(text) > COVER_ROOM:
            book.get_worksheet_by_name("Cover").set_row(row, LINE * len(wrap(text, COVER_ROOM)))
    listed = book.get_worksheet_by_name("Contents")
    listed.set_column(0, 0, 45)
    listed.set_column(1, 1, 85)
    for page in book.worksheets():
        page.set_paper(A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)


def _cover_lines(cover: Cover) -> list[str]:
    """The rows of the cover: gptables puts a heading of its own above each of its two parts."""
    return [cover.title, "", *cover.intro, "", *cover.about]


def _settled(data: bytes) -> bytes:
    """The same file with its language, and with one fixed time on every part."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = part.replace(b"</cp:coreProperties>", b"<dc:language>%s</dc:language></cp:coreProperties>")
                part = part.replace(b"%s", LANGUAGE.encode())
            new.writestr(ZipInfo(name, FIXED), part, ZIP_DEFLATED)
    return made.getvalue()
