"""quarterly.toml: which notebooks run, in which order, and which tables may be published."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from analysis.vocabulary.errors import WrongUse, nearest
from analysis.vocabulary.project import first_complaint

PLAN = "quarterly.toml"
Areas = Literal["area", "comparators", "authorities", "everyone", "beside_england", "england"]
Span = Literal["", "point", "month", "quarter", "year"]
AREAS: tuple[Areas, ...] = get_args(Areas)
# Names of notebooks and tables become names of files.
Name = Annotated[str, Field(pattern=r"^[0-9A-Za-z_]+$")]


class TableSpec(BaseModel):
    """One `[tables.KEY]` of quarterly.toml."""

    model_config = ConfigDict(extra="forbid", strict=True)
    kind: Literal["observations", "population", "neighbours", "comparators", "problems", "releases", "sources"] = (
        "observations"
    )
    indicators: list[str] = []
    breakdowns: list[str] = ["total"]
    groups: list[str] = []
    sources: list[str] = []
    span: Span = ""
    every: Literal["year", "quarter", "month"] = "year"  # of stock: each 31 March, each quarter's or each month's end
    areas: Areas = "area"
    dates: Literal["all", "period", "period_beside", "latest"] = "all"
    bases: list[str] = []
    needs: str = ""  # what the table has no rows without


class NotebookSpec(BaseModel):
    """One `[[notebooks]]`: its name, the question it answers, and what it cannot do without."""

    model_config = ConfigDict(extra="forbid", strict=True)
    name: Name
    question: str
    needs: str = ""


class Plan(BaseModel):
    """quarterly.toml, checked."""

    model_config = ConfigDict(extra="forbid", strict=True)
    notebooks: list[NotebookSpec]
    tables: dict[Name, TableSpec]

    @field_validator("notebooks")
    @classmethod
    def _each_once(cls, notebooks: list[NotebookSpec]) -> list[NotebookSpec]:
        names = [notebook.name for notebook in notebooks]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise WrongUse(f'{PLAN} names the notebook "{twice[0]}" twice.')
        return notebooks

    def chosen(self, names: list[str]) -> list[NotebookSpec]:
        """The notebooks by name, in the plan's order; all when no name is given."""
        known = [notebook.name for notebook in self.notebooks]
        for name in names:
            if name not in known:
                raise WrongUse(f'No notebook is called "{name}".{nearest(name, known)} They are: {", ".join(known)}.')
        return [notebook for notebook in self.notebooks if not names or notebook.name in names]


def read_plan(notebooks: Path) -> Plan:
    """The plan in a notebooks folder."""
    path = notebooks / PLAN
    try:
        return Plan(**tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise WrongUse(
            f"There is no {PLAN} in {notebooks.name}. It lists the notebooks of the quarterly run."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"{PLAN} is not valid TOML: {error}") from None
    except ValidationError as error:
        raise WrongUse(f"{PLAN}: {first_complaint(error, ['notebooks', 'tables', *TableSpec.model_fields])}") from None
