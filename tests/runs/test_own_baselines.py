"""A population of the council's own that does not match its block in analysis.toml is refused by name."""

import pytest

from analysis.runs.own_baselines import check_own_baselines
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.project import open_project

BLOCK = """area = "E08000018"
[[baselines]]
id = "own_pupils_2025"
label = "Our schools, January 2025"
children = true
age_bands = ["pupils"]
"""
LINES = ["area,group,2025", "E08000018,White British,800", "E08000018,Pakistani,150"]


def checked(raw, block=BLOCK, **sidecar):
    (raw.folder.parent / "analysis.toml").write_text(block, encoding="utf-8")
    keys = {"source": "own_pupils", "base": "own_pupils_2025", "age_band": "pupils", "classification": "18+1"}
    raw.people(*LINES[1:], header=LINES[0], name="own.csv", **keys | sidecar)
    check_own_baselines(open_project(raw.folder.parent, raw=raw.folder), raw.build().population)


def test_one_that_matches_is_taken(raw):
    checked(raw)


@pytest.mark.parametrize(
    ("sidecar", "said"),
    [
        ({"base": "own_pupils"}, 'names the population "own_pupils_2025", and no file in data/raw has it'),
        ({"age_band": ""}, 'has no age_band "pupils", which analysis.toml gives it. .* it has: none'),
        ({"age_band": "5-16"}, "it has: 5-16"),
        ({"classification": "5"}, 'has no classification "18.1"'),
    ],
)
def test_one_that_does_not_is_refused_by_what_differs(raw, sidecar, said):
    with pytest.raises(WrongUse, match=said):
        checked(raw, **sidecar)


def test_without_one_nothing_is_asked(raw):
    checked(raw, 'area = "E08000018"')
