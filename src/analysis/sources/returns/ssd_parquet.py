"""Tables of the dataset brought as Parquet, which needs the package pyarrow; without it they are told, not read."""

import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pandas as pd

from analysis.sources.returns.tables import RawTable
from analysis.vocabulary.errors import AnalysisError

_MARK = b"PAR1"
_TAIL = 8  # the length of the footer, and the mark
_LARGEST = 1 << 24  # bytes of a footer
_NAME = re.compile(rb"[A-Za-z0-9]{3,4}_[A-Za-z0-9_]+")


def is_one(path: Path) -> bool:
    """Whether a file is Parquet, by its first and last bytes."""
    if path.stat().st_size < len(_MARK) + _TAIL:
        return False
    with path.open("rb") as file:
        if file.read(len(_MARK)) != _MARK:
            return False
        file.seek(-len(_MARK), 2)
        return file.read() == _MARK


def columns_of(path: Path) -> list[str]:
    """The names of the columns; without pyarrow, what looks like one of the dataset's in the footer."""
    if find_spec("pyarrow"):
        return list(_library().read_schema(path).names)
    with path.open("rb") as file:
        file.seek(-_TAIL, 2)
        length = int.from_bytes(file.read(4), "little")
        file.seek(-min(length + _TAIL, _LARGEST, path.stat().st_size), 2)
        return list(dict.fromkeys(name.decode() for name in _NAME.findall(file.read())))


def refuse_without_library(path: Path) -> None:
    """An AnalysisError where pyarrow is not installed."""
    if not find_spec("pyarrow"):
        raise AnalysisError(
            f"{path.name} is Parquet, which needs the package pyarrow. Install it, or bring the table as CSV."
        )


def read(path: Path, wanted: Callable[[str], bool]) -> RawTable:
    """The columns wanted. The index is the row of the table, the first being 1."""
    names = [name for name in columns_of(path) if wanted(name)]
    try:
        frame = _library().read_table(path, columns=names).to_pandas().astype(object)
    except (OSError, ValueError):
        raise AnalysisError(f"{path.name} is damaged. Write it again, or bring the table as CSV.") from None
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="row")
    return RawTable(path.name, "", frame)


def _library() -> ModuleType:
    return import_module("pyarrow.parquet")
