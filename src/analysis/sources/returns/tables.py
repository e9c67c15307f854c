"""A table as it stands in a file: raw cells, and the row of the file that each came from."""

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class RawTable:
    """Cells as they came: text from CSV and XML, typed values from a workbook.

    The index of `frame` is the row in the file (a CSV's line, a sheet's row, an element's line), so that a problem can
    name it. `dropped` are the headers of columns that nobody asked for: they were never read. `short` are the rows with
    fewer cells than there are columns.
    """

    file: str
    sheet: str
    frame: pd.DataFrame
    dropped: list[str] = field(default_factory=list)
    epoch_1904: bool = False
    short: list[int] = field(default_factory=list)
