"""Who may import whom: the floors of the house, and the few rooms that each heavy library is allowed in."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "analysis"
# From the ground up. A floor may import the floors named, and itself.
FLOORS = {
    "vocabulary": [],
    "sources": ["vocabulary"],
    "measures": ["vocabulary"],
    "disclosure": ["vocabulary"],
    "audit": ["measures", "vocabulary"],
    "presentation": ["disclosure", "vocabulary"],
    "reports": ["presentation", "disclosure", "vocabulary"],
    "runs": ["audit", "reports", "presentation", "disclosure", "measures", "sources", "vocabulary"],
    "cli_parser": [],
    "cli": [
        "cli_parser",
        "runs",
        "audit",
        "reports",
        "presentation",
        "disclosure",
        "measures",
        "sources",
        "vocabulary",
    ],
    "__main__": ["cli"],
    "__init__": [],  # the names a notebook needs are loaded on first use
}
ROOMS = {
    "statsmodels": ["measures", "disclosure"],
    "scipy": ["measures", "disclosure"],
    "seaborn": ["presentation"],
    "matplotlib": ["presentation"],
    "afcharts": ["presentation"],
    "papermill": ["runs"],
    "nbclient": ["runs"],
}
ADVICE = {
    "vocabulary": "it is the ground floor and knows nothing of data, arithmetic or figures",
    "sources": "it reads data and computes nothing: let runs join the two",
    "measures": "it must not read data or draw: take a table as an argument, return a table",
    "disclosure": "it decides on counts that it is given: take a table as an argument",
    "audit": "it reads a draft and is given the data: take tables as an argument",
    "presentation": "it draws and says and never calculates or reads: take the measure's result as an argument",
    "reports": "it sets out what the notebooks published: take contents, and calculate nothing",
    "runs": "only the command line stands above it",
}
READING = {"open", "read_csv", "read_text", "read_bytes", "read_excel", "read_table", "to_csv", "write_text"}


def floor_of(path):
    """The folder of a module inside the package, or the module's own name at its top."""
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imported(tree):
    """(line, dotted name) of every import, also those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, "." * node.level
        elif isinstance(node, ast.ImportFrom):
            within = node.module == "analysis"
            yield from (
                ((node.lineno, f"analysis.{name.name}") for name in node.names)
                if within
                else ((node.lineno, node.module),)
            )


def complaints(floor, place, source):
    """What a module's imports break, as sentences that name the fix."""
    found = []
    for line, name in imported(ast.parse(source)):
        top, _, rest = name.partition(".")
        if name.startswith("."):
            found.append(f"{place} line {line}: write the import out in full, from analysis.…")
        elif top == "analysis" and rest.split(".")[0] not in (*FLOORS[floor], floor):
            advice = ADVICE.get(floor, "it imports nothing of the package")
            found.append(f"{place} line {line}: {floor} must not import {name}: {advice}.")
        elif top in ROOMS and floor not in ROOMS[top]:
            found.append(f"{place} line {line}: {top} belongs in {' and '.join(ROOMS[top])} only. Move the code there.")
    return found


def reading(tree):
    """Lines that open, read or write a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in READING:
                yield node.lineno


MODULES = sorted(PACKAGE.rglob("*.py"))


def test_every_import_points_down():
    found = []
    for path in MODULES:
        found += complaints(floor_of(path), path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))
    assert found == []


def test_measures_never_touch_a_file():
    found = [
        f"{path.name} line {line}: measures must not read data: take a table as an argument."
        for path in sorted((PACKAGE / "measures").glob("*.py"))
        for line in reading(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_every_folder_has_its_floor():
    assert {floor_of(path) for path in MODULES} <= set(FLOORS)


def test_no_module_is_longer_than_200_lines():
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 200} == {}


@pytest.mark.parametrize(
    ("floor", "source", "said"),
    [
        (
            "measures",
            "from analysis.sources import store",
            "measures must not import analysis.sources: it must not read",
        ),
        ("measures", "from analysis import sources", "measures must not import analysis.sources"),
        ("sources", "import analysis.measures.rates", "sources must not import analysis.measures.rates"),
        ("disclosure", "def f():\n    from analysis.sources import cells", "line 2: disclosure must not import"),
        ("presentation", "from analysis.measures.rates import crude_rate", "it draws and says and never calculates"),
        ("vocabulary", "from analysis.disclosure.released import x", "vocabulary must not import"),
        ("runs", "from analysis.cli import main", "runs must not import analysis.cli: only the command line"),
        ("runs", "from . import plan", "write the import out in full"),
        ("runs", "import scipy.stats", "scipy belongs in measures and disclosure only."),
        ("measures", "from matplotlib import pyplot", "matplotlib belongs in presentation only."),
        ("presentation", "import papermill", "papermill belongs in runs only."),
    ],
)
def test_the_check_can_fail(floor, source, said):
    [found] = complaints(floor, "planted.py", source)
    assert found.startswith("planted.py line ")
    assert said in found


@pytest.mark.parametrize(
    ("floor", "source"),
    [
        ("measures", "import pandas\nfrom scipy import stats\nfrom analysis.measures.shape import like"),
        ("presentation", "import seaborn\nfrom analysis.disclosure.released import require_released"),
        ("cli", "from analysis.runs.quarterly import run"),
    ],
)
def test_what_points_down_is_left_alone(floor, source):
    assert complaints(floor, "planted.py", source) == []


def test_the_check_on_files_can_fail():
    assert list(reading(ast.parse("import pandas as pd\npd.read_csv('x')"))) == [2]
