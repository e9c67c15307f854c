"""The parameters of a run: a schema of names and types, checked before anything is touched."""

import math
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from analysis.vocabulary.areas import area
from analysis.vocabulary.errors import AnalysisError, WrongUse
from analysis.vocabulary.periods import Quarter
from analysis.vocabulary.project import first_complaint


class Parameters(BaseModel):
    """What every notebook of the run is given. The same names stand in each notebook's parameters cell."""

    model_config = ConfigDict(extra="forbid", strict=True)
    area: str = ""  # the one in analysis.toml
    period: str = "latest"
    vintage: Literal["latest", "first"] = "latest"
    audience: Literal["public", "internal", "synthetic"] = "public"
    confidence: float = Field(default=0.95, gt=0.5, lt=1)

    @field_validator("area")
    @classmethod
    def _known_area(cls, code: str) -> str:
        return area(code).code if code else ""

    @field_validator("period")
    @classmethod
    def _a_quarter(cls, text: str) -> str:
        return text if text == "latest" else str(Quarter.parse(text))


NAMES = list(Parameters.model_fields)


def check_parameters(given: dict[str, Any]) -> Parameters:
    """The parameters, if every name is known and every value is of its type; otherwise one sentence."""
    try:
        return Parameters(**given)
    except ValidationError as error:
        raise WrongUse(f"Parameter {first_complaint(error, NAMES)}") from None


def from_text(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Parameters typed on a command line. A number becomes a number only where the schema wants one."""
    given: dict[str, Any] = {}
    for name, text in pairs:
        if name in given:
            raise WrongUse(f'Parameter "{name}" is given twice.')
        given[name] = _number(name, text) if name == "confidence" else text
    return given


def _number(name: str, text: str) -> float:
    try:
        number = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise WrongUse(f'Parameter "{name}" is "{text}": expected a number such as 0.95.')
    return number


def choose_period(asked: str, covered: list[Quarter], name: str, as_at: str = "") -> Quarter:
    """The quarter asked for, or the latest covered; one that the data does not cover is refused with the list."""
    if not covered and as_at:
        raise WrongUse(f"Nothing at hand for {name} had been published by {as_at}. Give a later --as-at.")
    if not covered:
        raise AnalysisError(f"The data has no figures for {name} yet. Put its published tables into data/raw first.")
    if asked == "latest":
        return covered[-1]
    quarter = Quarter.parse(asked)
    if quarter not in covered:
        raise WrongUse(
            f"The data does not cover {quarter} for {name}. It covers: {', '.join(str(q) for q in covered)}."
        )
    return quarter
