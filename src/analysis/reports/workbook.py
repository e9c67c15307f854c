"""The workbook: every table of the pack, one a sheet, set out as the public sector's guidance on spreadsheets asks."""

import warnings
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gptables import Cover, GPTable, produce_workbook
from gptables.core.wrappers import GPWorkbook

from analysis.reports.contents import Contents
from analysis.reports.wide import read_long, wide
from analysis.reports.workbook_sheets import notes_sheet, plain, sheet_names, stamp, table_sheet, widths
from analysis.vocabulary.periods import Quarter

AS_WRITTEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LANGUAGE = "en-GB"
FIXED = (1980, 1, 1, 0, 0, 0)  # the time of every part of the file, so that the same tables give the same bytes


def make_workbook(contents: Contents, folder: Path) -> None:
    """Write tables.xlsx into a folder: cover, contents, notes, then the tables of the pack in its order.

    No cell is a formula, whatever its text; a hidden number is [c], one that is not there [x].
    """
    sheets = _sheets(contents)
    made = BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="gptables")  # its own ways with pandas, and that we write Notes
        book = produce_workbook(
            made,
            sheets,
            cover=_cover(contents, len(sheets) - 1),
            contentsheet_options={"title": "Contents", "subtitles": stamp(contents)},
            auto_width=False,
            workbook_options={**AS_WRITTEN, "in_memory": True},
        )
    _set_widths(book, sheets)
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
    opening = [*stamp(contents), contents.partnership, "The tables behind the figures and sentences of the pack."]
    return Cover(
        title=plain(_title(contents)),
        intro=[plain(text) for text in opening if text],
        about=[plain(text) for text in about if text],
    )


def _set_widths(book: GPWorkbook, sheets: dict[str, GPTable]) -> None:
    for name, sheet in sheets.items():
        for at, width in enumerate(widths(sheet.table)):
            book.get_worksheet_by_name(name).set_column(at, at, width)
        book.get_worksheet_by_name(name).ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    listed = book.get_worksheet_by_name("Contents")
    listed.set_column(0, 0, 45)
    listed.set_column(1, 1, 85)


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
