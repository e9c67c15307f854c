"""Workbooks that somebody sent: what cannot be read safely is refused in one sentence, before it is unpacked."""

import io
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook

from analysis.sources.returns.workbooks import open_workbook, reference, why_not
from analysis.vocabulary.errors import AnalysisError


def workbook(path, *rows):
    book = Workbook()
    for cells in rows:
        book.active.append(list(cells))
    book.save(path)
    return path


def refused(folder, data, said, name="return.xlsx"):
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(AnalysisError, match=said) as raised:
        open_workbook(path)
    assert name in str(raised.value)
    assert why_not(path) == str(raised.value)


def zipped(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_cells_keep_their_types_and_leading_zeros(tmp_path):
    (sheet,) = open_workbook(workbook(tmp_path / "a.xlsx", ["0001", 12, 1.5, True, None, "NA"]))
    assert sheet.cells.rows == {1: {1: "0001", 2: 12, 3: 1.5, 4: True, 6: "NA"}}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password-protected or an old .xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is password-protected"),
        (b"<html><table></table></html>", "is a web page or XML"),
        (b"child,start\nSYN1,2023-01-01\n", "looks like text"),
        (b"PK\x03\x04 and nothing more", "damaged or cut short"),
    ],
)
def test_what_is_no_workbook_is_refused_by_what_it_is(tmp_path, data, said):
    refused(tmp_path, data, said)


def test_a_workbook_cut_short_is_refused(tmp_path):
    whole = workbook(tmp_path / "a.xlsx", ["x"] * 50).read_bytes()
    refused(tmp_path, whole[: len(whole) // 2], "damaged or cut short")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    refused(tmp_path, zipped(**{"a.xml": "<a/>"}), "is no Excel workbook")


def test_a_zip_that_would_fill_the_memory_is_refused_before_it_is_unpacked(tmp_path):
    bomb = zipped(**{"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": b"0" * 150_000_000})
    tracemalloc.start()
    refused(tmp_path, bomb, "times its size")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000  # bytes, of 150 million that it would be


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_declares_entities_is_refused(tmp_path, encoding):
    evil = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'.encode(encoding)
    refused(tmp_path, zipped(**{"xl/workbook.xml": evil}), "declares entities")


def test_excel_s_lock_files_are_no_fault(tmp_path):
    (tmp_path / "~$return.xlsx").write_bytes(b"x" * 100)
    assert why_not(tmp_path / "~$return.xlsx") == ""


def test_rows_that_hold_formats_alone_cost_nothing(tmp_path):
    book = Workbook()
    book.active["A1"] = "child"
    for row in range(2, 3000):
        book.active.cell(row, 1).number_format = "dd/mm/yyyy"
    book.save(tmp_path / "a.xlsx")
    (sheet,) = open_workbook(tmp_path / "a.xlsx")
    assert list(sheet.cells.rows) == [1]


@pytest.mark.parametrize(("row", "column", "cell"), [(1, 1, "A1"), (12, 27, "AA12"), (3, 702, "ZZ3")])
def test_a_cell_is_named_as_people_write_it(row, column, cell):
    assert reference(row, column) == cell


def test_an_id_that_excel_fills_up_with_zeros_keeps_them(tmp_path):
    book = Workbook()
    book.active.append([123])
    book.active["A1"].number_format = "00000"
    book.save(tmp_path / "a.xlsx")
    (sheet,) = open_workbook(tmp_path / "a.xlsx")
    assert sheet.cells.rows == {1: {1: "00123"}}
