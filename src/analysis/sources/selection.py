"""One row for each figure: which source, which release."""

import pandas as pd

from analysis.vocabulary import tidy

# 31 March: the Department for Education first; its comparison tool where nothing else has the figure; then the report.
SOURCE_ORDER = ["dfe_children_in_need", "dfe_children_looked_after", "dfe_interactive_tool", "board_papers"]
TOOL = "dfe_interactive_tool"
SELECTED_KEY = ["indicator", "area", "date", "span", "breakdown", "group"]


def select(observations: pd.DataFrame, releases: pd.DataFrame, vintage: str = "latest") -> pd.DataFrame:
    """One row for each key: the best source that has the figure, in its latest (or its first) release.

    A hidden figure stays hidden, and a withdrawn one withdrawn: no other number takes its place. With `vintage` latest,
    a number that DfE's own comparison tool has since revised is the tool's, and where the chosen row has a count but no
    printed rate, the rate that a later publication printed is set beside it, with its source in `value_source`.
    """
    out = releases.groupby(["source", "vintage"])["published"].min()
    published = out.reindex(pd.MultiIndex.from_frame(observations[["source", "vintage"]])).fillna("")
    rows = observations.assign(
        _missing=(observations["status"] == tidy.MISSING) & ~(_withdrawn(observations) & (vintage == "latest")),
        _rank=observations["source"].map({name: place for place, name in enumerate(SOURCE_ORDER)}),
        _published=published.to_numpy(),
    )
    order = rows.sort_values("_published", ascending=vintage == "first", kind="stable")
    ordered = order.sort_values(["_missing", "_rank"], kind="stable")
    own = order.groupby([*SELECTED_KEY, "source"], dropna=False).head(1)  # one release for each source first
    own = own.sort_values(["_missing", "_rank"], kind="stable")
    chosen = own.groupby(SELECTED_KEY, dropna=False).head(1).set_index(SELECTED_KEY).sort_index()
    if vintage == "latest":
        chosen = _with_revisions(chosen, ordered)
    chosen["value_source"] = chosen["source"].where(chosen["value"].notna(), "")
    if vintage == "latest":
        chosen = _with_printed_rates(chosen, ordered)
    return chosen.reset_index()[[*tidy.OBSERVATIONS, "value_source"]]


def _withdrawn(observations: pd.DataFrame) -> pd.Series:
    """Rows that say "missing" where another release of the same source has a number."""
    printed = observations["count"].notna() | observations["value"].notna()
    ever = printed.groupby([observations[name] for name in (*SELECTED_KEY, "source")], dropna=False).transform("any")
    return (observations["status"] == tidy.MISSING) & ever


def _with_revisions(chosen: pd.DataFrame, ordered: pd.DataFrame) -> pd.DataFrame:
    """Numbers that the comparison tool has revised since the statistical release that was chosen."""
    tool = ordered[(ordered["source"] == TOOL) & ordered["count"].notna()].groupby(SELECTED_KEY).head(1)
    tool = tool.set_index(SELECTED_KEY).reindex(chosen.index)
    later = chosen["count"].notna() & tool["count"].notna() & (tool["_published"] > chosen["_published"])
    apart = (tool["count"] - chosen["count"]).abs()
    # A revision moves a number a little. A number far off counts something else, and is left to `problems`.
    revised = later & (apart > 0) & (apart <= (0.1 * chosen["count"]).clip(lower=10))
    return pd.concat([chosen[~revised], tool[revised]]).sort_index()


def _with_printed_rates(chosen: pd.DataFrame, ordered: pd.DataFrame) -> pd.DataFrame:
    """The rate that a later publication printed, where the chosen row has none of its own."""
    printed = ordered[ordered["value"].notna() & (ordered["source"] != "board_papers")]
    found = printed.join(chosen["_published"].rename("_since"), on=SELECTED_KEY)
    found = found[found["_published"] >= found["_since"]].groupby(SELECTED_KEY).head(1)
    found = found.set_index(SELECTED_KEY).reindex(chosen.index)
    fill = chosen["value"].isna() & found["value"].notna() & ~chosen["status"].isin([tidy.SUPPRESSED, tidy.MISSING])
    columns = {"value": "value", "unit": "unit", "value_source": "source"}
    return chosen.assign(**{name: chosen[name].where(~fill, found[other]) for name, other in columns.items()})
