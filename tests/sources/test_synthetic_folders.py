"""The whole folder of an area, all formats at once, is read as its truth, whatever the seed and the mess."""

from collections import defaultdict
from dataclasses import replace

import pytest

from analysis.sources.returns_folder import read_returns
from analysis.sources.synthetic import FORMATS, synthesise
from synthetic_rounds import DRAWN, GIVEN, ROTHERHAM, SMALL, differing

ALL = [*FORMATS, "ssda903_workbook", "ssda903_xml"]


@pytest.mark.slow
@pytest.mark.parametrize("mess", range(4))
@pytest.mark.parametrize("seed", [61, 62, 63])
def test_a_whole_folder_is_read_as_the_truth(tmp_path, seed, mess):
    made = synthesise(tmp_path, [ROTHERHAM], seed, mess=mess, formats=ALL, **SMALL)
    found = read_returns(tmp_path / "rotherham", replace(GIVEN, extracted_on=DRAWN))
    assert (found.blocked, found.unread) == (False, [])
    of = defaultdict(list)
    for reading in found.readings:
        of[reading.name.split("/")[0]].append(reading)
    assert {name: len(readings) for name, readings in of.items()} == {
        name: 1 if name in ("annex_a", "safeguarding_dataset", "mapped") else 3 for name in ALL
    }
    said = {(row["file"].split("/")[-1], row["sheet"], str(row["row"]), row["rule"]) for row in found.problems}
    # The census's own day of export is not asked for where the day is given.
    planted = [fault for fault in made.ledger if fault["rule"] != "extract_date_ignored"]
    assert [f for f in planted if (f["file"], f["sheet"], str(f["row"]), f["rule"]) not in said] == []
    wrong = {name: differing(of[name], made.truth[ROTHERHAM, name]) for name in ALL}
    assert {name: differ for name, differ in wrong.items() if differ} == {}
