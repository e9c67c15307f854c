"""Every notebook has a question, a parameters cell, no code of its own, and nothing stored that it made."""

import ast
import json
import re
from pathlib import Path

import pytest

from analysis.runs.parameters import Parameters
from analysis.runs.plan import NotebookSpec, Plan, TableSpec, read_plan

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
START = "start"  # what JupyterLab opens on: of the same shape, and no part of the quarterly run
CELL_LINES, CODE_LINES = 12, 80
NO_CODE = {
    ast.FunctionDef: "def", ast.AsyncFunctionDef: "def", ast.ClassDef: "class", ast.Lambda: "lambda",
    ast.For: "for", ast.While: "while", ast.AsyncFor: "for",
    ast.ListComp: "a comprehension", ast.DictComp: "a comprehension",
    ast.SetComp: "a comprehension", ast.GeneratorExp: "a comprehension",
}  # fmt: skip


def complaints(notebook, tables):
    """What a notebook breaks, as sentences; none when all is well."""
    cells = notebook["cells"]
    return [
        *_opening(cells),
        *_parameters(cells[1] if len(cells) > 1 else {}),
        *_code(cells),
        *_stored(cells),
        *_ending(cells),
        *(f"release({key!r}) is not declared in quarterly.toml" for key in released(notebook) if key not in tables),
    ]


def text(cell):
    return "".join(cell.get("source", ""))


def code(cells):
    return [cell for cell in cells if cell["cell_type"] == "code"]


def _opening(cells):
    first = text(cells[0]) if cells and cells[0]["cell_type"] == "markdown" else ""
    if not re.match(r"# \S", first):
        yield 'the first cell does not begin with "# Title"'
    if not any(line.endswith("?") for line in first.splitlines()):
        yield "the first cell has no question: a line that ends with a question mark"


def _parameters(cell):
    if "parameters" not in cell.get("metadata", {}).get("tags", []):
        yield 'the second cell is not tagged "parameters"'
        return
    lines = text(cell).splitlines()
    if not all(re.search(r"  # \S", line) for line in lines):
        yield "a line of the parameters cell has no comment that says what it is"
    schema = Parameters.model_fields
    wanted = {name: (field.annotation, field.default) for name, field in schema.items()}
    try:
        given = {name: (kind, value) for name, kind, value in map(_parameter, lines)}
    except (SyntaxError, ValueError):
        yield "a parameter is not written NAME: type = literal: nothing is derived there"
        return
    if list(given) != list(wanted):
        yield f"the parameters are not {', '.join(wanted)}, in this order"
    for name in set(given) & set(wanted):
        if given[name][1] != wanted[name][1]:
            yield f"the default of {name} is {given[name][1]!r}; the run's is {wanted[name][1]!r}"
        if type(given[name][1]).__name__ != given[name][0]:
            yield f"the default of {name} is no {given[name][0]}"


def _parameter(line):
    [node] = ast.parse(line).body
    if not isinstance(node, ast.AnnAssign) or node.value is None or not isinstance(node.target, ast.Name):
        raise ValueError(line)
    return node.target.id, ast.unparse(node.annotation), ast.literal_eval(node.value)


def _code(cells):
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "code":
            lines = _lines(cell)
            if lines > CELL_LINES:
                yield f"cell {number} has {lines} lines; {CELL_LINES} at most"
            words = {NO_CODE[type(node)] for node in ast.walk(ast.parse(text(cell))) if type(node) in NO_CODE}
            yield from (f"cell {number} has {word}: put it into the package" for word in sorted(words))
    total = sum(_lines(cell) for cell in code(cells)[1:])
    if total > CODE_LINES:
        yield f"there are {total} lines of code besides the parameters; {CODE_LINES} at most"


def _lines(cell):
    """Lines of code without blank ones; the names imported are a list and do not count."""
    imports = [node for node in ast.parse(text(cell)).body if isinstance(node, ast.Import | ast.ImportFrom)]
    counted = {number for number, line in enumerate(text(cell).splitlines(), 1) if line.strip()}
    return len(counted - {line for node in imports for line in range(node.lineno, node.end_lineno + 1)})


def _stored(cells):
    if any(cell.get("outputs") or cell.get("execution_count") is not None for cell in code(cells)):
        yield "it is stored with outputs or execution counts: clear all outputs and save it again"


def _ending(cells):
    if not any("What this does not show" in text(cell) for cell in cells if cell["cell_type"] == "markdown"):
        yield 'there is no section "What this does not show"'
    if not code(cells) or text(code(cells)[-1]).strip() != "outputs.finish()":
        yield "the last code cell is not outputs.finish()"


def released(notebook):
    """The keys that a notebook asks release() for."""
    tree = ast.parse("\n".join(text(cell) for cell in code(notebook["cells"])))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "release"]
    return [node.args[0].value if isinstance(node.args[0], ast.Constant) else "" for node in named]


def disagreements(plan, files):
    """Where the folder and quarterly.toml name different notebooks; one with `needs` may be absent."""
    planned = {notebook.name: notebook.needs for notebook in plan.notebooks}
    absent = [name for name, needs in planned.items() if name not in files and not needs]
    return [
        *(f"{name}.ipynb is not in the folder, and nothing says that it needs more data" for name in absent),
        *(f"{name}.ipynb is not in quarterly.toml" for name in files if name not in planned and name != START),
    ]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_its_shape(path):
    assert complaints(read(path), read_plan(FOLDER).tables) == []


def test_the_folder_and_the_plan_name_the_same_notebooks():
    assert disagreements(read_plan(FOLDER), [path.stem for path in NOTEBOOKS]) == []


def test_every_declared_table_is_used():
    used = {key for path in NOTEBOOKS if path.stem != START for key in released(read(path))}
    declared = set(read_plan(FOLDER).tables)
    waiting = any(notebook.needs and not (FOLDER / f"{notebook.name}.ipynb").is_file()
                  for notebook in read_plan(FOLDER).notebooks)  # fmt: skip
    unused = declared - used
    assert unused == set(), f"declared and asked for by no notebook{' at hand' if waiting else ''}"


def test_the_question_of_a_notebook_is_the_plan_s():
    questions = {notebook.name: notebook.question for notebook in read_plan(FOLDER).notebooks}
    apart = [path.stem for path in NOTEBOOKS if questions.get(path.stem, "") not in text(read(path)["cells"][0])]
    assert apart == []


def markdown(*lines):
    return {"cell_type": "markdown", "metadata": {}, "source": "\n".join(lines)}


def python(*lines, tags=(), **more):
    cell = {"cell_type": "code", "metadata": {"tags": list(tags)}, "source": "\n".join(lines)}
    return cell | {"outputs": [], "execution_count": None} | more


DEFAULTS = [
    f"{name}: {type(field.default).__name__} = {field.default!r}  # what it is"
    for name, field in Parameters.model_fields.items()
]
TITLE = markdown("# Plans", "", "How many?")
PARAMETERS = python(*DEFAULTS, tags=["parameters"])
WORK = python('plans = release("plans")')
LIMITS = markdown("## What this does not show", "Much.")
FINISH = python("outputs.finish()")
GOOD = [TITLE, PARAMETERS, WORK, LIMITS, FINISH]
TABLES = {"plans": TableSpec()}


def test_a_notebook_of_the_right_shape_has_no_complaints():
    assert complaints({"cells": GOOD}, TABLES) == []


def changed(place, cell):
    return [*GOOD[:place], *([cell] if cell else []), *GOOD[place + 1 :]]


PLANTED = [
    (changed(0, markdown("Plans", "How many?")), 'does not begin with "# Title"'),
    (changed(0, markdown("# Plans", "So many.")), "has no question"),
    (changed(0, None), 'does not begin with "# Title"'),
    (changed(1, python(*DEFAULTS)), 'the second cell is not tagged "parameters"'),
    (changed(1, python(*DEFAULTS[1:], tags=["parameters"])), "the parameters are not area, period"),
    (changed(1, python(*DEFAULTS[1:], "area: str = ''", tags=["parameters"])), "has no comment"),
    (changed(1, python(*DEFAULTS, "slug = area.lower()  # more", tags=["parameters"])), "nothing is derived"),
    (changed(1, python(*DEFAULTS, "slug: str = area.lower()  # more", tags=["parameters"])), "nothing is derived"),
    (
        changed(1, python(*DEFAULTS[:-1], "confidence: float = 0.9  # sure", tags=["parameters"])),
        "the default of confidence",
    ),
    (changed(1, python(*DEFAULTS[:-1], "confidence: str = 0.95  # sure", tags=["parameters"])), "is no str"),
    (changed(2, python("def rate(x):", "    return x")), "cell 3 has def"),
    (changed(2, python("class Rate:", "    pass")), "cell 3 has class"),
    (changed(2, python("for x in y:", "    print(x)")), "cell 3 has for"),
    (changed(2, python("while True:", "    pass")), "cell 3 has while"),
    (changed(2, python("f = lambda x: x")), "cell 3 has lambda"),
    (changed(2, python("f = [x for x in y]")), "cell 3 has a comprehension"),
    (changed(2, python(*["x = 1"] * 13)), "cell 3 has 13 lines; 12 at most"),
    ([*GOOD[:3], *[python(*["x = 1"] * 10)] * 8, *GOOD[3:]], "82 lines of code"),
    (changed(2, python("x = 1", execution_count=3)), "stored with outputs or execution counts"),
    (changed(2, python("x = 1", outputs=[{"text": "395"}])), "stored with outputs or execution counts"),
    (changed(3, None), 'no section "What this does not show"'),
    (changed(4, None), "the last code cell is not outputs.finish()"),
    (changed(4, python("outputs.finish()", "x = 1")), "the last code cell is not outputs.finish()"),
    (changed(2, python('x = release("plan")')), "release('plan') is not declared"),
    (changed(2, python("x = release(key)")), "release('') is not declared"),
]


@pytest.mark.parametrize(("cells", "said"), PLANTED, ids=[said for _, said in PLANTED])
def test_the_check_can_fail(cells, said):
    found = complaints({"cells": cells}, TABLES)
    assert [sentence for sentence in found if said in sentence], found


def test_the_check_of_the_folder_can_fail():
    plan = Plan(
        notebooks=[NotebookSpec(name="a", question="?"), NotebookSpec(name="b", question="?", needs="returns")],
        tables={},
    )
    assert disagreements(plan, ["a"]) == []
    assert len(disagreements(plan, ["b", "c"])) == 2
