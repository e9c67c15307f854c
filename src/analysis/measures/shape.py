"""Results keep the kind of the table they were made from: computed from released counts, a result is released."""

import pandas as pd


def like(table: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """`made` as the same kind of table as `table`, with its marks: pandas' own way for a table's subclasses."""
    return table._constructor(made).__finalize__(table)
