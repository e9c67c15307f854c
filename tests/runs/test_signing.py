"""sign_off.toml: what signs a pack, and everything that does not."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.reports.contents import NOT_SIGNED, SignOff
from analysis.runs.signing import read_sign_off

TODAY = date(2026, 5, 4)
SIGNED = """
["2022-23-q4"]
status = "approved"
by = "Business manager"
on = 2026-05-01
seal = "gvdp-ncrk-bfqt"
"""
APPROVED = SignOff("approved", "Business manager", "2026-05-01", "gvdp-ncrk-bfqt")


def read(folder, text, pack="2022-23-q4"):
    """What a sign_off.toml in the folder of an area says of one of its packs."""
    target = folder / "rotherham" / pack
    target.mkdir(parents=True, exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode()
    (target.parent / "sign_off.toml").write_bytes(data)
    return read_sign_off(target, TODAY)


def test_without_a_file_and_without_an_entry_a_pack_is_a_draft_and_nothing_is_said(tmp_path):
    (tmp_path / "rotherham").mkdir()
    assert read_sign_off(tmp_path / "rotherham" / "2022-23-q4", TODAY) == (NOT_SIGNED, [])
    assert read(tmp_path, "") == (NOT_SIGNED, [])
    assert read(tmp_path, '["2022-23-q4"]\nstatus = "draft"\nby = ""') == (NOT_SIGNED, [])


@pytest.mark.parametrize(
    "written",
    [
        SIGNED,
        "\ufeff" + SIGNED,
        SIGNED.replace("\n", "\r\n"),
        SIGNED.replace("2026-05-01", '"2026-05-01"'),
        SIGNED.replace("2026-05-01", '"01/05/2026"'),
        SIGNED.replace("gvdp-ncrk-bfqt", " GVDP-NCRK-BFQT "),
        SIGNED.replace("Business manager", "  Business\u202e\\n manager "),
    ],
    ids=["plain", "byte order mark", "Windows lines", "day in quotes", "day first", "capitals", "unseen signs"],
)
def test_a_whole_entry_signs_its_pack(tmp_path, written):
    assert read(tmp_path, written) == (APPROVED, [])


def test_the_template_signs_nothing_and_has_no_fault(tmp_path, root):
    text = (root / "reports" / "templates" / "sign_off.toml").read_bytes()
    assert read(tmp_path, text) == (NOT_SIGNED, [])
    signed = text.replace(b'"draft"\nby = ""\non = 2023-06-12\nseal = ""', SIGNED.partition("status = ")[2].encode())
    assert read(tmp_path, signed) == (APPROVED, [])


def test_a_signature_is_of_one_pack_only(tmp_path):
    assert read(tmp_path, SIGNED)[0] == APPROVED
    for other in ("2023-24-q4", "2022-23-q4-first", "2022-23-q4-part"):
        assert read(tmp_path, SIGNED, other) == (NOT_SIGNED, []), other
    internal = tmp_path / "rotherham-internal" / "2022-23-q4"
    internal.mkdir(parents=True)
    assert read_sign_off(internal, TODAY) == (NOT_SIGNED, [])


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (
            '"approved"',
            '"aproved"',
            'status is "aproved": expected draft, checked or approved. Did you mean "',
        ),
        ('"approved"', '"Approved"', 'status is "Approved": expected draft, checked or approved. Did you mean "appr'),
        ('"approved"', "true", 'status is missing. Write status = "…": draft, checked or approved.'),
        ('"Business manager"', '" \\u200e "', 'by is missing. Write by = "…": the name or the role of who signs.'),
        ('"Business manager"', f'"{"x" * 121}"', "by is longer than 120 characters. Write a name or a role."),
        ('by = "Business manager"\n', "", "by is missing."),
        ("on = 2026-05-01\n", "", "on is missing. Write on = 2023-06-12: the day of the signature."),
        ("2026-05-01", "2026-05-05", "on is 2026-05-05, a day that is still to come."),
        ("2026-05-01", "2023-03-30", "on is 2023-03-30, before the quarter ended on 2023-03-31."),
        (
            "2026-05-01",
            '"05/13/2026"',
            '"05/13/2026" is not a date. Write it like "2023-06-12" or "12/06/2023"',
        ),
        ("2026-05-01", "2026-05-01T10:00:00", 'on is "2026-05-01 10:00:00": expected a day without a time'),
        ("2026-05-01", "20260501", 'on is "20260501": expected a day without a time'),
        ('seal = "gvdp-ncrk-bfqt"\n', "", "seal is missing. Write seal = "),
        ("gvdp-ncrk-bfqt", "f7f21de43b92", 'seal is "f7f21de43b92": expected one such as "gvdp-ncrk-bfqt"'),
        ("status", "state", '"state" is not known. Did you mean "status"? The names are: status, by, on, seal.'),
    ],
)
def test_what_is_wrong_in_an_entry_leaves_a_draft_and_is_said(tmp_path, was, now, said):
    assert was in SIGNED
    found, [fault] = read(tmp_path, SIGNED.replace(was, now))
    assert found == NOT_SIGNED
    assert fault.startswith("rotherham/sign_off.toml, 2022-23-q4: ")
    assert said in fault
    assert fault.endswith("Until then this pack is a draft.")


def test_a_name_that_is_no_pack_is_said_with_the_nearest_and_signs_nothing(tmp_path):
    found, [fault] = read(tmp_path, SIGNED.replace("2022-23-q4", "2022-23 Q4"))
    assert found == NOT_SIGNED
    assert '"2022-23 Q4" is no pack here, so it signs nothing. Did you mean "2022-23-q4"?' in fault


@pytest.mark.parametrize("name", ["sign_off.toml.txt", "Sign_off.TOM", "sign_off (1).toml"])
def test_a_file_under_nearly_the_right_name_is_told(tmp_path, name):
    (tmp_path / name).write_text(SIGNED, encoding="utf-8")
    assert read_sign_off(tmp_path / "2022-23-q4", TODAY) == (
        NOT_SIGNED,
        [f"{name} is not read. Save it as sign_off.toml."],
    )


def test_an_entry_that_is_no_table_signs_nothing(tmp_path):
    found, [fault] = read(tmp_path, '"2022-23-q4" = "approved"')
    assert found == NOT_SIGNED
    assert "expected [2022-23-q4] with status, by, on, seal under it." in fault


@pytest.mark.parametrize(
    "text",
    [SIGNED + SIGNED, '["2022-23-q4"', b"\xff\xfe\x00", "a = " + "[" * 5000, "a = " + "9" * 5000],
    ids=["twice", "unclosed", "UTF-16", "nested", "long number"],
)
def test_a_file_that_cannot_be_read_leaves_every_pack_a_draft(tmp_path, text):
    found, [fault] = read(tmp_path, text)
    assert found == NOT_SIGNED
    assert fault.startswith("rotherham/sign_off.toml is not valid TOML, so every pack beside it is a draft: ")


QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
WRONG = ['status = "draft"', "status = 1", 'on = "soon"', "on = 07:00:00", "by = []", '["2022-23-q5"]']
LINES = st.sampled_from([*SIGNED.splitlines(), *WRONG])


@QUIET
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode), st.lists(LINES).map("\n".join)))
def test_no_file_stops_a_run_or_signs_anything_that_it_does_not_say_in_full(tmp_path, text):
    found, faults = read(tmp_path, text)
    assert found in (NOT_SIGNED, APPROVED)
    if found == APPROVED:
        assert all(line in text for line in SIGNED.split())
    assert all(fault.startswith("rotherham/sign_off.toml") for fault in faults)


@QUIET
@given(st.permutations(SIGNED.strip().splitlines()[1:]))
def test_the_order_of_the_lines_does_not_matter(tmp_path, lines):
    assert read(tmp_path, "\n".join(['["2022-23-q4"]', *lines])) == (APPROVED, [])
