"""What each published table shows, in words."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def table_titles() -> dict[str, str]:
    """Key of a table -> its title, from table_titles.toml."""
    return tomllib.loads(files("analysis.reports").joinpath("table_titles.toml").read_text(encoding="utf-8"))


def table_title(key: str) -> str:
    """The title of a table; one that has none is called by its key in words."""
    words = key.replace("_", " ").replace(" 0 17", " 0 to 17")
    return table_titles().get(key) or words[:1].upper() + words[1:]
