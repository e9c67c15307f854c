"""Where the project is, and what this council has settled in analysis.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.vocabulary.baselines import Baseline, baselines
from analysis.vocabulary.errors import WrongUse, nearest
from analysis.vocabulary.ethnicity import FIVE, UNKNOWN, five_of

MARKER = "analysis.toml"
RETURNS = "data/raw/returns"


class Comparators(BaseModel):
    """Which neighbours stand in the headline. The other model is always shown beside it."""

    model_config = ConfigDict(extra="forbid", strict=True)
    neighbours: Literal["2021", "2025"] = "2025"


class Disproportionality(BaseModel):
    """The one population and the one group that stand in the public sentence; every other is the annex."""

    model_config = ConfigDict(extra="forbid", strict=True)
    baseline: str = "school_census"
    comparator: str = "White British"  # White, where counts come in five groups only


class OwnBaseline(BaseModel):
    """A population of the council's own, read from data/raw by a sidecar whose `base` is this id."""

    model_config = ConfigDict(extra="forbid", strict=True)
    id: str = Field(pattern=r"^own_[a-z0-9_]+$")
    label: str
    children: bool
    age_bands: list[str] = Field(min_length=1)
    classification: Literal["18+1", "5", "white"] = "18+1"
    by_year: bool = False
    first_year: str = ""

    def as_baseline(self) -> Baseline:
        """The same as the baselines that come with the project."""
        return Baseline(**self.model_dump() | {"base": self.id, "age_bands": tuple(self.age_bands)})


class Settings(BaseModel):
    """This council's choices. An unknown or ill-typed key is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)
    area: str
    partnership: str = ""
    audience: Literal["public", "internal"] = "public"
    vintage: Literal["latest", "first"] = "latest"
    confidence: float = Field(default=0.95, gt=0.5, lt=1)
    comparators: Comparators = Comparators()
    disproportionality: Disproportionality = Disproportionality()
    baselines: list[OwnBaseline] = []
    returns: str = RETURNS
    publish_returns: bool = False  # whether public packs show counts of returns, through the disclosure gate
    disclosure: dict[str, str | int | float] = {}  # its policy: a preset and what differs from it
    keep_returns_days: int = Field(default=400, ge=1)  # how long episodes and snapshots of returns are kept


@dataclass(frozen=True)
class Project:
    """The folders of one project and its settings."""

    root: Path
    raw: Path
    processed: Path
    reports: Path
    settings: Settings
    synthetic: bool = False  # the demonstration: returns of children who do not exist, in folders of their own

    @property
    def private(self) -> Path:
        """What only the owner may read: secrets, workings of runs, what is kept of the returns."""
        return self.root / ".private" / "demo" if self.synthetic else self.root / ".private"

    @property
    def notebooks(self) -> Path:
        """Where the notebooks and quarterly.toml are."""
        return self.root / "notebooks"

    @property
    def returns(self) -> Path:
        """Where the council's returns are: in the raw folder, or the folder named in analysis.toml."""
        return self.raw / "returns" if self.settings.returns == RETURNS else self.root / self.settings.returns


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
        return _checked(Settings(**tomllib.loads(path.read_text(encoding="utf-8"))), path)
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"{path.name} is not valid TOML: {error}") from None
    except ValidationError as error:
        raise WrongUse(f"{path.name}: {first_complaint(error, _names())}") from None


def all_baselines(settings: Settings) -> list[Baseline]:
    """Every population that a share can be set beside: those of the project, then the council's own."""
    return [*baselines(), *(own.as_baseline() for own in settings.baselines)]


def _checked(settings: Settings, path: Path) -> Settings:
    """The settings, if the baseline and the comparator they name exist, and no baseline has an id twice."""
    ids = [baseline.id for baseline in all_baselines(settings)]
    wanted = settings.disproportionality.baseline
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice:
        raise WrongUse(f'{path.name} names the baseline "{twice}" twice.')
    if wanted not in ids:
        known = ", ".join(ids)
        raise WrongUse(
            f'{path.name}: disproportionality.baseline is "{wanted}".{nearest(wanted, ids)} The baselines are: {known}.'
        )
    group = settings.disproportionality.comparator
    groups = [*FIVE, *(name for name, five in five_of().items() if five != UNKNOWN)]
    if group not in groups:
        raise WrongUse(
            f'{path.name}: disproportionality.comparator is "{group}".{nearest(group, groups)} It is one group, '
            'such as "White British" or "White".'
        )
    return settings


SECTIONS: dict[str, type[BaseModel]] = {"comparators": Comparators, "disproportionality": Disproportionality}
SECTIONS |= {"baselines": OwnBaseline}


def _names() -> list[str]:
    inner = [f"{section}.{name}" for section, model in SECTIONS.items() for name in model.model_fields]
    return [*(name for name in Settings.model_fields if name not in SECTIONS), *inner]


def first_complaint(error: ValidationError, known: list[str]) -> str:
    """The first of pydantic's complaints, in the reader's words."""
    found = error.errors()[0]
    name = ".".join(str(part) for part in found["loc"])
    if found["type"] == "extra_forbidden":
        return f'"{name}" is not known.{nearest(name, known)} The names are: {", ".join(known)}.'
    if found["type"] == "missing":
        return f'"{name}" is missing.'
    return f'"{name}" is {found["input"]!r}: {found["msg"][0].lower()}{found["msg"][1:]}.'
