"""What `make lab` opens: its settings, how notebooks are saved, and each notebook run from its own folder."""

import json

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook, new_output
from traitlets.config.loader import PyFileConfigLoader

from little_lab import TRIED, command, copied, figures

ENGLAND = "E92000001"


@pytest.fixture
def settings(root, tmp_path):
    """What the configuration says, of a project elsewhere."""
    (copied(root, tmp_path / "project") / "notebooks" / "scratch").mkdir()
    return PyFileConfigLoader("jupyter_lab_config.py", path=str(tmp_path / "project" / "lab")).load_config()


def test_it_is_served_to_this_machine_only_and_begins_with_the_start_notebook(root, settings, tmp_path):
    assert settings.ServerApp.ip == "127.0.0.1"
    assert settings.ServerApp.root_dir == str(tmp_path / "project")
    assert settings.LabApp.default_url == "/lab/tree/notebooks/start.ipynb"
    assert (root / "notebooks" / "start.ipynb").is_file()


def test_make_and_windows_use_the_same_settings(root):
    assert command(root)[3:] == ["--config=lab/jupyter_lab_config.py"]
    assert "py -m uv run jupyter lab --config=lab/jupyter_lab_config.py" in (root / "README.md").read_text("utf-8")


def test_it_does_not_ask_about_news(settings, tmp_path):
    assert settings.LabApp.news_url is None
    said = json.loads((tmp_path / "project" / "lab" / "settings" / "overrides.json").read_text(encoding="utf-8"))
    assert said["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false", "checkForUpdates": False}


@pytest.mark.parametrize(("path", "kept"), [("notebooks/a.ipynb", False), ("notebooks/scratch/a.ipynb", True)])
def test_a_notebook_is_saved_without_what_it_showed_but_in_scratch(settings, path, kept):
    metadata = {"tags": ["parameters"], "execution": {"iopub.execute_input": "2026-01-01"}}
    cell = new_code_cell("1", outputs=[new_output("stream", text="395")], execution_count=1, metadata=metadata)
    notebook = new_notebook(cells=[cell], metadata={"language_info": {"name": "python", "version": "3.11.7"}})
    settings.FileContentsManager.pre_save_hook(
        model={"type": "notebook", "content": notebook}, path=path, contents_manager=None
    )
    assert bool(cell.outputs) == kept
    assert (cell.execution_count == 1) == kept
    assert list(cell.metadata) == (["tags", "execution"] if kept else ["tags"])
    assert ("version" in notebook.metadata.language_info) == kept


def test_other_files_are_saved_as_they_are(settings):
    model = {"type": "file", "content": "area = 1"}
    settings.FileContentsManager.pre_save_hook(model=model, path="analysis.toml", contents_manager=None)
    assert model == {"type": "file", "content": "area = 1"}


def sections(folder):
    """(title, cells) of each notebook that the browser does not open, and of the start notebook for England."""
    paths = [path for path in sorted(folder.glob("*.ipynb")) if path.stem not in TRIED]
    found = [(path.stem, cells(path)) for path in paths]
    parameters, *rest = cells(folder / "start.ipynb")
    return [*found, ("start of England", [parameters, new_code_cell(f'area = "{ENGLAND}"'), *rest])]


def cells(path):
    return [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]


def run_from(folder, cells):
    """Run cells in one kernel in a folder, as JupyterLab would: the first that fails ends it, with its error."""
    made = new_notebook(cells=[new_code_cell(cell.source) for cell in cells])
    NotebookClient(made, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return made.cells


@pytest.mark.slow
def test_the_notebooks_run_from_their_own_folder_with_every_figure_and_nothing_on_stderr(root, tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.delenv("ANALYSIS_RUN", raising=False)
    folder = copied(root, tmp_path / "project") / "notebooks"
    parts = sections(folder)
    titled = [(title, cell) for title, part in parts for cell in [new_code_cell("%reset -f"), *part]]
    done = run_from(folder, [cell for _, cell in titled])
    streams = [(title, out.text) for (title, _), cell in zip(titled, done, strict=True) for out in cell.outputs
               if out.output_type == "stream"]  # fmt: skip
    assert streams == []
    pictures = {title: 0 for title, _ in parts}
    for (title, _), cell in zip(titled, done, strict=True):
        pictures[title] += sum("image/png" in out.get("data", {}) for out in cell.outputs)
    assert pictures == {title: figures(folder / f"{title.split()[0]}.ipynb") for title, _ in parts}
