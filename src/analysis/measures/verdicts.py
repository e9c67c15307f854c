"""What limits allow to be said of a ratio: above, below, no clear difference, or nothing."""

import pandas as pd

ABOVE, BELOW, UNCLEAR, WITHHELD = "above", "below", "no clear difference", "cannot be said"


def verdicts(lower: pd.Series, upper: pd.Series) -> pd.Series:
    """The word for each pair of limits; a pair with one missing allows none."""
    said = pd.Series(UNCLEAR, index=lower.index).mask(lower > 1, ABOVE).mask(upper < 1, BELOW)
    return said.where(lower.notna() & upper.notna(), WITHHELD)
