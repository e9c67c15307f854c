"""Sidecars: who published a raw file, which releases it holds, when they came out, and the file's checksum."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.vocabulary.errors import AnalysisError, WrongUse
from analysis.vocabulary.periods import parse_date
from analysis.vocabulary.project import first_complaint

SUFFIX = ".source.toml"


class Release(BaseModel):
    """One published release of a series. `population` names the estimates its rates rest on, or "none"."""

    model_config = ConfigDict(extra="forbid", strict=True)
    vintage: str
    published: str
    published_is: str
    release: str
    population: str = "none"
    date: str = ""  # when each date of a file has its own release


class Sidecar(BaseModel):
    """What stands beside a raw file. Reading it checks every key."""

    model_config = ConfigDict(extra="forbid", strict=True)
    layout: str
    source: str
    cite: str  # how a figure names it, without the release
    publisher: str
    publication: str
    reference_date: str
    licence: str
    public: bool
    note: str
    sha256: str
    releases: list[Release] = Field(min_length=1)
    span: str = ""
    symbols: dict[str, Literal["suppressed", "missing"]] = {}
    age_band: str = ""
    base: str = ""
    classification: str = ""


@dataclass(frozen=True)
class RawFile:
    """A raw file with its sidecar; `name` is its path inside the raw folder."""

    path: Path
    name: str
    sidecar: Sidecar
    sha256: str = field(repr=False)

    @property
    def unchanged(self) -> bool:
        """Whether the file is the one that its sidecar describes."""
        return self.sha256 == self.sidecar.sha256

    def release(self, vintage: str = "", day: str = "") -> Release:
        """The release of a row: by its vintage, by its date, or the file's only one."""
        releases = self.sidecar.releases
        for release in releases:
            if vintage and release.vintage == vintage:
                return release
            if not vintage and (release.date == day if release.date else len(releases) == 1):
                return release
        raise AnalysisError(
            f"{self.name} has a row of release {vintage or day!r}, which its sidecar does not list. "
            f"Add it under [[releases]] in {self.path.name}{SUFFIX}."
        )


def raw_files(raw: Path) -> Iterator[RawFile]:
    """Every published raw file, sorted by name, with its sidecar. The returns folder is not looked into."""
    for path in sorted([*raw.rglob("*.csv"), *raw.rglob("*" + SUFFIX)]):
        name = path.relative_to(raw).as_posix()
        if name.startswith("returns/"):
            continue
        if path.suffix == ".csv":
            yield RawFile(path, name, read_sidecar(path), checksum(path))
        elif not path.with_name(path.name.removesuffix(SUFFIX)).is_file():
            raise AnalysisError(f"{path.name} describes a file that is not there. Put it back, or delete its sidecar.")


def read_sidecar(path: Path) -> Sidecar:
    """The sidecar of a raw file; a file without one is refused, for its figures could not be cited."""
    side = path.with_name(path.name + SUFFIX)
    if not side.is_file():
        raise AnalysisError(
            f"{path.name} has no {side.name} beside it, so nothing says who published it. Put it back, or write one."
        )
    try:
        found = Sidecar(**tomllib.loads(side.read_text(encoding="utf-8")))
        for release in found.releases:
            parse_date(release.published)
    except WrongUse as error:
        raise AnalysisError(f"{side.name}: {error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AnalysisError(f"{side.name} is not valid TOML: {error}") from None
    except ValidationError as error:
        raise AnalysisError(f"{side.name}: {first_complaint(error, list(Sidecar.model_fields))}") from None
    return found


def checksum(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def published_by(release: Release, as_at: date | None) -> bool:
    """Whether a release was out on `as_at`."""
    return as_at is None or parse_date(release.published) <= as_at
