"""Notebook 05 in JupyterLab: on published figures alone, and with a synthetic table in place of a council's returns."""

import json

import matplotlib as mpl
import pandas as pd
import pytest

from analysis.disclosure.released import release_table
from analysis.presentation import outputs
from analysis.runs import session

pytestmark = pytest.mark.slow
SYNTHETIC = {  # made up: White, Mixed, Asian, Black, Other, Unknown
    "referrals": (2000, 190, 180, 95, 60, 120), "section_47_enquiries": (850, 95, 70, 40, 22, 30),
    "initial_conferences": (300, 40, 22, 14, 8, 9), "child_protection_plans_started": (265, 36, 18, 12, 6, 5),
    "child_protection_plans_ended": (255, 30, 20, 11, 6, 4), "child_protection_plans": (205, 32, 14, 10, 4, 5),
    "children_in_care_started": (140, 22, 12, 11, 9, 3),
}  # fmt: skip


def synthetic():
    groups = ("White", "Mixed", "Asian", "Black", "Other", "Unknown")
    rows = [
        (name, day, "point" if name == "child_protection_plans" else "year", group, float(n))
        for day in ("2024-03-31", "2025-03-31")
        for name, counts in SYNTHETIC.items()
        for group, n in zip(groups, counts, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["indicator", "date", "span", "group", "count"])
    return table.assign(
        area="E08000018", area_name="Rotherham", breakdown="ethnic_group", source="synthetic", vintage="none",
        status="derived", citation="Synthetic returns: no child is counted here", public=True,
    )  # fmt: skip


def explored(root, **parameters):
    """The findings and figures of the notebook, run cell by cell without a run's folder."""
    cells = json.loads((root / "notebooks" / "05_decision_pathway.ipynb").read_text(encoding="utf-8"))["cells"]
    names = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
            names |= parameters if "parameters" in cell["metadata"].get("tags", []) else {}
    found = {one["key"]: one["text"] for one in outputs._door.findings}
    return found, {name: made for name, made in names.items() if name.endswith("_figure")}


@pytest.fixture(autouse=True)
def _at_the_root(root, monkeypatch):
    monkeypatch.chdir(root)
    monkeypatch.delenv(session.CONTEXT, raising=False)
    mpl.use("agg")
    yield
    outputs.open_door(outputs.Door())


def test_on_published_figures_local_groups_wait_for_returns(root):
    found, figures = explored(root, period="2024-25 Q4")
    assert "For Black children, it was 1.68 times (likely between 1.66 and 1.70)" in found["england_pathway"]
    assert "72 more children on a plan in Rotherham than at England’s rate (likely between 39" in found["gap_in_plans"]
    assert "at that rate there would have been 241" in found["gap_in_plans"]
    assert "wait for its returns" in found["pathway_by_ethnic_group"]
    assert "gap_by_ethnic_group" not in found
    assert [name for name, figure in figures.items() if figure.empty] == [
        "local_figure", "step_figure", "local_gap_figure",
    ]  # fmt: skip


def test_with_synthetic_returns_the_local_pathway_lights_up(root, monkeypatch):
    given = session.release

    def release(key):
        if key == "pathway_by_ethnic_group":
            return release_table(synthetic(), key, "public")
        return given(key)

    monkeypatch.setattr(session, "release", release)
    found, figures = explored(root, period="2024-25 Q4")
    more = {one["key"]: one.get("more", "") for one in outputs._door.findings}
    assert "the rate of referrals in Rotherham was" in found["pathway_by_ethnic_group"]
    assert "Mixed" in found["pathway_by_ethnic_group"]
    assert found["pathway_by_ethnic_group"].endswith("counts of a period, not the same children followed.")
    assert "more Mixed children on a plan in Rotherham than at the rate of White" in found["gap_by_ethnic_group"]
    assert "There were 32, and at that rate" in found["gap_by_ethnic_group"]
    assert "Not split, for too few or hidden numbers: Other." in more["gap_by_ethnic_group"]
    assert not any(figure.empty for figure in figures.values())
    assert all("Synthetic returns" in figures[name].source for name in ("local_figure", "local_gap_figure"))


@pytest.mark.parametrize("period", ["2014-15 Q4", "2012-13 Q4"])
def test_old_periods_leave_out_what_is_not_at_hand(root, period):
    found, figures = explored(root, period=period)
    assert "england_pathway" not in found
    assert figures["england_figure"].empty
    assert ("gap_in_plans" in found) == (period != "2012-13 Q4")


def test_england_has_nothing_to_stand_beside(root):
    found, _ = explored(root, area="E92000001", period="2024-25 Q4")
    assert found["way_to_a_plan"] == "There is nothing to set England beside: it is what the others are set beside."
    assert "gap_in_plans" not in found


def quarters():
    """Made up: thirteen quarters in which Mixed children come on to plans at three times their share, then more."""
    groups = ("White", "Mixed", "Asian", "Black", "Other", "Unknown")
    ends = pd.date_range("2022-03-31", periods=13, freq="QE").strftime("%Y-%m-%d")
    rows = [
        ("child_protection_plans_started", day, "quarter", group, float(n))
        for day in ends
        for group, n in zip(groups, (80, 12, 5, 3, 2, 1), strict=True)
    ]
    table = pd.DataFrame(rows, columns=["indicator", "date", "span", "group", "count"])
    about = ("area", "area_name", "breakdown", "source", "vintage", "status", "citation", "public")
    return table.assign(**{name: synthetic()[name].iloc[0] for name in about})


def test_with_synthetic_quarters_an_early_warning_is_given(root, monkeypatch):
    given = session.release

    def release(key):
        if key == "quarters_by_ethnic_group":
            return release_table(quarters(), key, "public")
        return given(key)

    monkeypatch.setattr(session, "release", release)
    found, _ = explored(root, period="2024-25 Q4")
    assert "Mixed children" in found["early_warning"]
    assert "over-represented" in found["early_warning"]
    assert "since the quarter that ended on 31 December 2022" in found["early_warning"]  # the fourth quarter


def test_without_quarters_by_group_nothing_is_watched(root):
    assert "early_warning" not in explored(root, period="2024-25 Q4")[0]
