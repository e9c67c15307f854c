"""What synthetic returns found in the readers, each on the smallest return that shows it."""

from datetime import date

from openpyxl import Workbook

from analysis.sources import safeguarding_dataset, ssda903
from analysis.sources.returns.shape import Given
from analysis.sources.returns_counts import counts

COLUMNS = ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "DEC", "REC"]


def test_an_end_without_a_reason_is_an_ending_in_a_workbook_too(tmp_path):
    book = Workbook()
    book.active.title = "Episodes"
    book.active.append(COLUMNS)
    book.active.append(["SYN1", date(2024, 5, 1), "S", "C2", "N1", "U6", date(2024, 9, 1), None])
    book.save(tmp_path / "2025.xlsx")
    (reading,) = ssda903.read([tmp_path / "2025.xlsx"], Given(today=date(2025, 6, 1)))
    assert reading.episodes["closes"].tolist() == [True]


def test_an_end_whose_reason_is_a_dash_is_an_ending(tmp_path):
    path = tmp_path / "2025_episodes.csv"
    path.write_text(",".join(COLUMNS) + "\nSYN1,01/05/2024,S,C2,N1,U6,01/09/2024,-\n", encoding="utf-8")
    (reading,) = ssda903.read([path], Given(today=date(2025, 6, 1)))
    assert reading.episodes["closes"].tolist() == [True]


def test_a_return_with_one_unknown_category_of_abuse_can_be_counted(tmp_path):
    """Enquiries have no category of abuse and the plan an unknown one: both get one name, which pandas refuses."""
    tables = {
        "ssd_cp_plans": (
            "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_latest_category",
            "SYNP1,SYN1,2024-05-01,,Q7",
        ),
        "ssd_s47_enquiry": (
            "s47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date",
            "SYNE1,SYN1,2024-04-20,2024-04-30",
        ),
    }
    for name, lines in tables.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    given = Given(extracted_on=date(2025, 3, 31), today=date(2025, 6, 1))
    found = counts(safeguarding_dataset.read(sorted(tmp_path.glob("*.csv")), given))
    assert "child_protection_plans" in set(found["indicator"])
