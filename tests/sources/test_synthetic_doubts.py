"""Where a reader and the truth of a synthetic return disagree, on the smallest return that shows it."""

from datetime import date

import pytest
from openpyxl import Workbook

from analysis.sources import ssda903
from analysis.sources.returns.shape import Given

COLUMNS = ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "DEC", "REC"]


@pytest.mark.xfail(strict=True, reason="the SSDA903 reader takes an empty cell for a reason")
def test_an_end_without_a_reason_is_an_ending_in_a_workbook_too(tmp_path):
    """ssda903_episodes._chained asks for REC == "", where _read_codes has found the blanks (its column `unsaid`)."""
    book = Workbook()
    book.active.title = "Episodes"
    book.active.append(COLUMNS)
    book.active.append(["SYN1", date(2024, 5, 1), "S", "C2", "N1", "U6", date(2024, 9, 1), None])
    book.save(tmp_path / "2025.xlsx")
    (reading,) = ssda903.read([tmp_path / "2025.xlsx"], Given(today=date(2025, 6, 1)))
    assert reading.episodes["closes"].tolist() == [True]


@pytest.mark.xfail(strict=True, reason="the SSDA903 reader takes a dash for a reason")
def test_an_end_whose_reason_is_a_dash_is_an_ending(tmp_path):
    path = tmp_path / "2025_episodes.csv"
    path.write_text(",".join(COLUMNS) + "\nSYN1,01/05/2024,S,C2,N1,U6,01/09/2024,-\n", encoding="utf-8")
    (reading,) = ssda903.read([path], Given(today=date(2025, 6, 1)))
    assert reading.episodes["closes"].tolist() == [True]
