"""Cells of tables whose column or row says that they count nothing that is published: targets, budgets, posts."""

import re
from dataclasses import replace
from functools import cache

from analysis.audit.claims import Claim
from analysis.audit.idle import idle_words


def without_others(claim: Claim) -> Claim:
    """A claim of a cell, of nothing where its column or row says so: it may be quoted, and is held to no figure.

    What stands in brackets is left out of the words: "Conferences in time (target 90%)" is of conferences.
    """
    row, column = (re.sub(r"\([^)£]*\)", " ", claim.context.get(key, "")) for key in ("row", "column"))
    if not (_words("columns").search(column) or _words("rows").search(row)):
        return claim
    return replace(claim, indicators=(), groups=(), label="", clear=False, sure=False,
                   context={**claim.context, "other": "yes"})  # fmt: skip


@cache
def _words(which: str) -> re.Pattern[str]:
    return re.compile("|".join(idle_words()["others"][which]), re.IGNORECASE)
