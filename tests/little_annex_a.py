"""Little Annex A workbooks with labelled synthetic ids: the columns that count, and a row of them."""

from datetime import date

from openpyxl import Workbook

WHO = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]
HEADERS = {
    3: [*WHO, "Date of referral", "Referral Source", "Referral NFA?"],
    4: [*WHO, "Continuous Assessment Start Date", "Continuous Assessment Date of Authorisation"],
    5: [
        *WHO, "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan",
    ],
    6: [*WHO, "CIN Start Date", "Primary Need Code", "CIN Closure Date", "Reason for Closure"],
    7: [
        *WHO, "Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse",
        "Child Protection Plan End Date", "Number of Previous Child Protection Plans",
    ],
    8: [
        *WHO, "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
        "Date Started to be Looked After", "Child's Category of Need", "Child's Legal Status",
        "Date Ceased to be Looked After", "Reason Ceased to be Looked After", "Placement Type",
    ],
    11: ["Individual adopter identifier", "Gender", "Ethnicity", "Disability"],
}  # fmt: skip
DRAWN = date(2023, 3, 31)
BORN = date(2015, 2, 1)


def who(number, sex="a) Male", group="a) WBRI", born=BORN, age=8):
    return [f"SYN{number:03}" if isinstance(number, int) else number, sex, group, born, age]


def plan(number=1, start=date(2023, 1, 10), end=None, initial="a) NEG", latest="d) EMO", before=0, **about):
    return [*who(number, **about), start, initial, latest, end, before]


def care(number=1, start=date(2022, 6, 1), end=None, reason="", alone="b) No", status="a) C2", need="a) N1", **about):
    return [*who(number, **about), alone, start, need, status, end, reason, "a) U4"]


def book(folder, lists, name="annex_a.xlsx", above=(), below=(), headers=None):
    """`lists`: number of a list, or the name of a sheet -> its rows; the number stands first in the name."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in lists.items():
        number = int("".join(c for c in str(title) if c.isdigit()) or 0)
        sheet = made.create_sheet(f"List {title}" if isinstance(title, int) else title)
        for cells in [*above, (headers or HEADERS)[number], *rows, *below]:
            sheet.append(list(cells))
    made.save(folder / name)
    return folder / name
