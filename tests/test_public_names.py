"""The names a notebook meets: listed, explained with an example that runs, and found by Tab."""

import doctest
import inspect
import re

import pytest
from IPython.core.completer import IPCompleter, provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import analysis
from analysis.vocabulary.errors import WrongUse

TABLE = re.findall(r"^[A-Z][a-z]+ {2,}(.+)$", analysis.__doc__, flags=re.MULTILINE)
SHELF = [name for line in TABLE for name in line.split(", ")]  # the names that the package's own docstring lists


def test_the_docstring_of_the_package_lists_what_to_begin_with():
    assert SHELF[:4] == ["start", "catalogue", "release", "observations"]
    assert set(SHELF) <= set(analysis.__all__)


def test_dir_shows_the_names_and_nothing_else():
    assert dir(analysis) == sorted(analysis.__all__)
    assert [name for name in dir(analysis) if name.startswith("_")] == []


@pytest.mark.parametrize("name", analysis.__all__)
def test_a_name_says_in_its_first_line_what_it_is(name):
    first = (inspect.getdoc(getattr(analysis, name)) or "").split("\n")[0]
    assert len(first.split()) > 3


@pytest.fixture
def exploring(root, monkeypatch):
    """A notebook in its own folder, with every public name at hand."""
    monkeypatch.chdir(root / "notebooks")
    monkeypatch.delenv("ANALYSIS_RUN", raising=False)
    monkeypatch.setattr("analysis.runs.session._session", None)
    return {name: getattr(analysis, name) for name in analysis.__all__}


def test_the_example_of_each_name_to_begin_with_runs_one_after_the_other(exploring):
    examples = {name: doctest.DocTestParser().get_examples(inspect.getdoc(exploring[name])) for name in SHELF}
    assert [name for name, found in examples.items() if not found] == []
    order = sorted(SHELF, key=lambda name: name not in ("start", "release", "crude_rate", "change"))
    waiting = [one.source for name in order for one in examples[name]]
    for _ in range(3):  # an example may use what a later one makes
        waiting = [source for source in waiting if not ran(source, exploring)]
    assert waiting == []


def ran(source, names):
    try:
        exec(source, names)
    except NameError:
        return False
    return True


@pytest.fixture(scope="module")
def shell():
    """What runs a notebook's cells, without a history on this machine."""
    return InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}), user_ns={"analysis": analysis})


def completed(shell, text):
    with provisionalcompleter():
        found = IPCompleter(shell=shell, namespace=shell.user_ns).completions(text, len(text))
        return {one.text.lstrip(".") for one in found}


def test_tab_completes_the_names(shell):
    assert completed(shell, "analysis.cata") == {"catalogue"}
    assert set(SHELF) <= completed(shell, "analysis.")


def test_a_question_mark_shows_the_docstring(shell):
    found = shell.object_inspect("analysis.catalogue")
    assert found["found"]
    assert found["docstring"].startswith("What can be asked for, one thing a row")
    assert 'catalogue("indicators")' in found["docstring"]


def test_a_notebook_shows_the_sentence_of_our_own_errors_and_no_traceback(shell, capsys):
    shell.run_cell("analysis.catalogue('areal')")
    said = capsys.readouterr().out
    assert said.strip().startswith('There is no catalogue of "areal". Did you mean "areas"?')
    assert "Traceback" not in said
    assert WrongUse("One sentence.")._render_traceback_() == ["One sentence."]
