"""Where the project is, and what this council has settled in analysis.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.vocabulary.errors import WrongUse, nearest

MARKER = "analysis.toml"


class Comparators(BaseModel):
    """Which neighbours stand in the headline. The other model is always shown beside it."""

    model_config = ConfigDict(extra="forbid", strict=True)
    neighbours: Literal["2021", "2025"] = "2025"


class Settings(BaseModel):
    """This council's choices. An unknown or ill-typed key is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)
    area: str
    partnership: str = ""
    audience: Literal["public", "internal"] = "public"
    vintage: Literal["latest", "first"] = "latest"
    confidence: float = Field(default=0.95, gt=0.5, lt=1)
    comparators: Comparators = Comparators()
    returns: str = "data/raw/returns"


@dataclass(frozen=True)
class Project:
    """The folders of one project and its settings."""

    root: Path
    raw: Path
    processed: Path
    reports: Path
    settings: Settings

    @property
    def notebooks(self) -> Path:
        """Where the notebooks and quarterly.toml are."""
        return self.root / "notebooks"


def find_root(start: Path | None = None) -> Path:
    """The nearest folder, from `start` (or here) upward, that holds analysis.toml."""
    here = (start or Path.cwd()).resolve()
    for folder in [here, *here.parents]:
        if (folder / MARKER).is_file():
            return folder
    raise WrongUse(
        f"No {MARKER} was found in {here.name or here} or above it. Run the command inside the project's folder."
    )


def open_project(
    start: Path | None = None, raw: Path | None = None, processed: Path | None = None, reports: Path | None = None
) -> Project:
    """The project around `start`, with any folder replaced by the one given."""
    root = find_root(start)
    settings = read_settings(root / MARKER)

    def place(given: Path | None, usual: str) -> Path:
        return Path(given).resolve() if given else root / usual

    return Project(
        root,
        place(raw, "data/raw"),
        place(processed, "data/processed"),
        place(reports, "reports"),
        settings,
    )


def read_settings(path: Path) -> Settings:
    """analysis.toml, checked. The message names the key, what was expected and what came."""
    try:
        return Settings(**tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"{path.name} is not valid TOML: {error}") from None
    except ValidationError as error:
        raise WrongUse(f"{path.name}: {first_complaint(error, _names())}") from None


def _names() -> list[str]:
    inner = [f"comparators.{name}" for name in Comparators.model_fields]
    return [*(name for name in Settings.model_fields if name != "comparators"), *inner]


def first_complaint(error: ValidationError, known: list[str]) -> str:
    """The first of pydantic's complaints, in the reader's words."""
    found = error.errors()[0]
    name = ".".join(str(part) for part in found["loc"])
    if found["type"] == "extra_forbidden":
        return f'"{name}" is not known.{nearest(name, known)} The names are: {", ".join(known)}.'
    if found["type"] == "missing":
        return f'"{name}" is missing.'
    return f'"{name}" is {found["input"]!r}: {found["msg"][0].lower()}{found["msg"][1:]}.'
