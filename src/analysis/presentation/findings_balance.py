"""Where a count on a day comes from: the year before, what began and what ended, in one sentence."""

import pandas as pd

from analysis.presentation.numbers import whole
from analysis.presentation.wording import area_words, latest, resolved, say, when_words, word


def describe_balance(balance: pd.DataFrame) -> str:
    """The last year of a result of measures.balance.stock_and_flow; an empty text where no year has all four numbers.

    It says how many there were a year before, how many began and ended, and whether the count follows within 1%.
    """
    row = latest(balance)
    if row is None:
        return ""
    what = resolved(str(row["indicator"]))
    day = str(row["date"])[:10]
    counts = {name: whole(row[name]) for name in ("before", "started", "ended", "expected", "count")}
    slots = {
        "area": area_words(str(row["area"])),
        "when": when_words(day, "year"),
        "what": word("balance_what", what.id, what.phrase),
    }
    slots |= {"size": whole(abs(row["value"])), "side": "more" if row["value"] > 0 else "fewer"}
    slots |= {name: word(f"balance_{name}", what.id, name) for name in ("came", "left")}
    key = "exact" if row["value"] == 0 else "balanced" if row["balanced"] else "apart"
    return say("balance", key, **counts, **slots)
