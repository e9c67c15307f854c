"""A file that a person wrote under nearly the right name: Windows hides endings, and Excel has its own."""

from pathlib import Path


def misnamed(folder: Path, name: str) -> list[str]:
    """A sentence for each file that was perhaps meant to be `name`, such as sign_off.toml.txt; there is no `name`."""
    stem = name.partition(".")[0]
    found = sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    return [f"{one} is not read. Save it as {name}." for one in found if one.lower().startswith(stem)]
