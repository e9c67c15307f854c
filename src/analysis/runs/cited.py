"""What a reader needs beside a figure: the name of its area, and who published it or counted it."""

import pandas as pd

from analysis.sources.own_returns import CITED
from analysis.vocabulary.areas import areas


def named(rows: pd.DataFrame, releases: pd.DataFrame) -> pd.DataFrame:
    """The rows with the area's name and the citation a reader needs: publisher, series, release."""
    names = {code: a.name for code, a in areas().items()}
    cite = releases.drop_duplicates("source").set_index("source")["cite"]
    said = rows["source"].map(cite).fillna(rows["source"])
    vintage = rows["vintage"].astype(str)
    year = vintage.str.extract(r"(20\d\d(?:/\d\d)?)", expand=False).fillna("")
    release = year.where(rows["source"].eq("board_papers"), year + " release").where(year != "", "")
    census = rows["source"].str.startswith("ons_census")
    citation = said.where(census, said + (", " + release).where(release != "", ""))
    own = rows["source"].map(CITED)
    own = own.where(
        rows["public"].astype(str) != "True", "Synthetic " + own
    )  # returns are public only where nobody is in them
    return rows.assign(
        area_name=rows["area"].map(names), citation=citation.where(own.isna(), own + ", " + vintage)
    ).reset_index(drop=True)
