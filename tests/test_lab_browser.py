"""JupyterLab in a real browser, as `make lab` opens it: Run All, from the folder of the notebooks."""

import json
import time

import nbformat
import pytest

from little_browser import launched
from little_lab import TRIED, copied, figures, not_run, open_notebook, run_all, served, shown, wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}


@pytest.fixture(scope="module")
def browser():
    with launched() as one:
        yield one


@pytest.fixture(scope="module")
def lab(root, tmp_path_factory):
    """A server for all the tests."""
    with served(root, copied(root, tmp_path_factory.mktemp("lab") / "project")) as running:
        yield running


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="en-GB")
    opened = context.new_page()
    opened.asked = []
    opened.on("request", lambda request: opened.asked.append(request.url))
    yield opened
    context.close()


def test_it_opens_on_the_start_notebook_asks_nothing_of_the_internet_and_saves_no_figure(page, lab):
    """One visit: the page that opens by itself, no question about news, and Save after a cell was run."""
    stored = lab.folder / "notebooks" / "start.ipynb"
    before, saved = stored.read_bytes(), stored.stat().st_mtime_ns
    open_notebook(page, lab, "")
    assert page.url.endswith("/lab/tree/notebooks/start.ipynb")
    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function("document.querySelector('.jp-CodeCell .jp-InputArea-prompt').textContent.includes('[1]')")
    page.keyboard.press("Control+s")
    wait(lambda: stored.stat().st_mtime_ns != saved, 20, "The notebook was not saved.")
    time.sleep(0.5)
    assert stored.read_bytes() == before
    assert page.locator(".Toastify__toast").count() == 0
    ours = (f"http://127.0.0.1:{lab.port}/", "data:", "blob:")
    assert [url for url in page.asked if not url.startswith(ours)] == []


@pytest.mark.parametrize("name", TRIED)
def test_run_all_completes_with_every_figure_and_nothing_on_stderr(name, page, lab):
    open_notebook(page, lab, f"lab/tree/notebooks/{name}.ipynb?reset")
    run_all(page)
    assert (shown(page, "stderr"), shown(page, "stdout"), not_run(page)) == ([], [], 0)
    expected = figures(lab.folder / "notebooks" / f"{name}.ipynb")
    assert page.locator(".jp-OutputArea-output img").count() == expected > 0
    assert page.locator(".jp-OutputArea-output img").evaluate_all("all => all.every(each => each.naturalWidth > 500)")


def test_the_check_can_fail(page, lab):
    cells = [nbformat.v4.new_code_cell(text) for text in ("import sys; print('x', file=sys.stderr)", "1 / 0", "2")]
    path = lab.folder / "notebooks" / "scratch" / "planted.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), path)
    open_notebook(page, lab, "lab/tree/notebooks/scratch/planted.ipynb?reset")
    run_all(page)
    printed, failed = shown(page, "stderr")
    assert printed.strip() == "x"
    assert "ZeroDivisionError" in failed
    assert not_run(page) == 1


def test_what_is_tried_in_scratch_keeps_what_it_showed(lab):
    path = lab.folder / "notebooks" / "scratch" / "kept.ipynb"
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="395")], execution_count=1)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    lab.ask("contents/notebooks/scratch/kept.ipynb", "PUT", {"type": "notebook", "content": notebook})
    lab.ask("contents/notebooks/made.ipynb", "PUT", {"type": "notebook", "content": notebook})
    assert "395" in path.read_text(encoding="utf-8")
    [made] = json.loads((lab.folder / "notebooks" / "made.ipynb").read_text(encoding="utf-8"))["cells"]
    assert (made["outputs"], made["execution_count"]) == ([], None)
