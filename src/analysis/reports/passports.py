"""The passport of a figure or a table: what is counted, out of what, from which release, and what to beware of."""

from analysis.reports.contents import Item
from analysis.vocabulary.indicators import Indicator, indicators


def passport(item: Item) -> list[tuple[str, str]]:
    """Label and text, line by line. A figure of several indicators names each; one of none has its words only."""
    whats = [indicators()[name] for name in item.indicators if name in indicators()]
    lines = [("What it shows", item.measure)] if item.measure else []
    for what in whats:
        called = f"{what.name}: " if len(whats) > 1 else ""
        lines.append(("What is counted", f"{called}{what.definition}"))
        lines += [("Out of", f"{called}{base_words(what)}")] if base_words(what) and _divides(what, item) else []
        lines.append(("Beware", f"{called}{what.caveat}"))
    lines += [("How to read it", item.note)] if item.note else []
    lines += [("Source", item.source)] if item.source else []
    return lines


def _divides(what: Indicator, item: Item) -> bool:
    """Whether an item is of the indicator over its base: a figure of shares, counts or ratios of it is not."""
    return item.kind != "figure" or not what.per or f"{what.per:,}" in f"{item.measure} {item.headline}"


def base_words(what: Indicator) -> str:
    """What an indicator is divided by, in words."""
    if what.per:
        return f"every {what.per:,} children aged 0 to 17"
    if what.percent_of and what.percent_of in indicators():
        return indicators()[what.percent_of].phrase
    return what.percent_base or ""
