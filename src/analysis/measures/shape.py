"""Results keep the kind of the table they were made from: computed from released counts, a result is released."""

import pandas as pd


def like(table: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """`made` as the same kind of table as `table`, with its marks: pandas' own way for a table's subclasses."""
    return table._constructor(made).__finalize__(table)


def stacked(*tables: pd.DataFrame) -> pd.DataFrame:
    """Results one under the other, as the same kind of table as the first: what a figure of several draws."""
    return like(tables[0], pd.concat(tables, ignore_index=True))
