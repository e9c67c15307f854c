"""One sentence over many indicators: which are above England, which below, which not clearly either."""

import pandas as pd

from analysis.presentation.numbers import listed, small_number
from analysis.presentation.wording import area_words, resolved, say, word


def describe_glance(table: pd.DataFrame, area: str) -> str:
    """Which indicators are above and which below England; limits that reach England's make it "not clearly".

    Without a figure for England there is nothing to say: an empty text.
    """
    known = table[table["value"].notna()]
    if known.empty:
        return ""
    limits = known["lower"].notna() & known["upper"].notna()
    above = known[limits & (known["lower"] > 1)]
    below = known[limits & (known["upper"] < 1)]
    unclear = known[limits & (known["lower"] <= 1) & (known["upper"] >= 1)]
    sides = {"above": above, "below": below, "unclear": unclear, "no_range": known[~limits]}
    counts = {side: small_number(len(rows)) if len(rows) else "none" for side, rows in sides.items()}
    said = [say("glance", "opening", area=area_words(area), known=small_number(len(known)), **counts)]
    return " ".join([*said, *(say("glance", key, names=_names(rows)) for key, rows in sides.items() if len(rows))])


def _names(rows: pd.DataFrame) -> str:
    shorts = [word("short", str(name), resolved(str(name)).name) for name in rows["indicator"]]
    return listed([name[0].lower() + name[1:] for name in shorts])
