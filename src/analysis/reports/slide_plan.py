"""Which figures become slides, with which findings."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def slide_plan() -> dict[str, list[str]]:
    """Figure -> the findings that go with it, from slides.toml."""
    text = files("analysis.reports").joinpath("slides.toml").read_text(encoding="utf-8")
    return {key: list(block["findings"]) for key, block in tomllib.loads(text).items()}
