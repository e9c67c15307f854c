"""JupyterLab for this project: on this machine only, on the start notebook, asking nothing of the internet.

Used by `make lab`, and without make by `py -m uv run jupyter lab --config=lab/jupyter_lab_config.py`.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = "notebooks/scratch"


def forget_outputs(model: dict, path: str, **_: object) -> None:
    """Save a notebook without what it showed, so that no figure of a child reaches git; scratch keeps its own."""
    if model["type"] != "notebook" or path.strip("/").startswith(f"{SCRATCH}/"):
        return
    for cell in model["content"]["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
            cell["metadata"] = {key: kept for key, kept in cell["metadata"].items() if key == "tags"}
    model["content"]["metadata"]["language_info"] = {"name": "python"}  # which Python it was is nobody's difference


c = get_config()  # noqa: F821 - given by JupyterLab to its configuration
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.root_dir = str(ROOT)
c.LabApp.default_url = "/lab/tree/notebooks/start.ipynb"
# Settings of the reader's own come after these.
c.LabApp.app_settings_dir = str(ROOT / "lab" / "settings")
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
c.FileContentsManager.pre_save_hook = forget_outputs

(ROOT / SCRATCH).mkdir(exist_ok=True)
