"""What there is to ask for: indicators, areas, periods, baselines and declared tables, each as rows to read."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from analysis.presentation.listing import Listing
from analysis.runs.at_hand import AtHand
from analysis.runs.plan import Areas
from analysis.runs.tables import comparator_sets
from analysis.sources import store
from analysis.vocabulary.areas import ENGLAND, area, areas
from analysis.vocabulary.baselines import Baseline
from analysis.vocabulary.errors import WrongUse, nearest
from analysis.vocabulary.indicators import Indicator, indicator
from analysis.vocabulary.periods import Quarter, in_words, parse_date

SPANS = {"point": "on a day", "month": "in a month", "quarter": "in a quarter", "year": "in a year"}
WHOSE: dict[Areas, str] = {
    "area": "of this area",
    "comparators": "of this area and its comparators",
    "authorities": "of every authority",
    "everyone": "of every area",
    "beside_england": "of this area and England",
    "england": "of England",
}
COLUMNS = ["kind", "id", "name", "about", "first", "last", "ask"]


def list_kind(kind: str, at_hand: AtHand) -> Listing:
    """One kind of thing with its own columns; without a kind, all of them one under the other."""
    if kind and kind not in KINDS:
        raise WrongUse(f'There is no catalogue of "{kind}".{nearest(kind, list(KINDS))} It has: {", ".join(KINDS)}.')
    if kind:
        return Listing(KINDS[kind](at_hand).drop(columns=["about", "ask"]))
    made = [KINDS[name](at_hand).assign(kind=name.removesuffix("s")) for name in KINDS]
    return Listing(pd.concat([one.reindex(columns=COLUMNS) for one in made if len(one)], ignore_index=True).fillna(""))


def _table(rows: Sequence[Mapping[str, object]], columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[*columns.split(), "about", "ask"])


def _indicators(at_hand: AtHand) -> pd.DataFrame:
    """One row an indicator and span: referrals come by month and by year."""
    rows = [
        _indicator_row(indicator(str(name)), str(span), found)
        for (name, span), found in at_hand.figures().groupby(["indicator", "span"])
    ]
    return _table(rows, "id name counts unit span first last areas breakdowns")


def _indicator_row(what: Indicator, span: str, found: pd.DataFrame) -> dict[str, object]:
    yearly = span in ("point", "year")  # nothing else is divided by a year's children
    per = f"per {what.per:,}" if what.per else what.unit
    unit = (per if yearly else "") or "number"
    return {
        "id": what.id,
        "name": what.name,
        "counts": what.counts,
        "unit": unit,
        "span": span,
        "first": found["date"].min(),
        "last": found["date"].max(),
        "areas": found["area"].nunique(),
        "breakdowns": ", ".join(sorted(set(found["breakdown"]) - {"total"})),
        "about": f"{what.counts} {SPANS[span]}, {unit}; {found['area'].nunique()} areas",
        "ask": f'observations("{what.id}")' if yearly else f'observations("{what.id}", span="{span}")',
    }


def _areas(at_hand: AtHand) -> pd.DataFrame:
    """The area, then its neighbours, region and England, then whatever else is at hand."""
    figures, named = at_hand.figures(), at_hand.data["neighbours"]
    names = dict(zip(named["neighbour"], named["neighbour_name"], strict=True))
    rows = []
    for code, what in _relations(at_hand).items():
        mine = figures[figures["area"] == code]
        rows.append({
            "id": code,
            "name": areas()[code].name if code in areas() else names.get(code, code),
            "what": what,
            "first": mine["date"].min() if len(mine) else "",
            "last": mine["date"].max() if len(mine) else "",
            "indicators": mine["indicator"].nunique(),
            "about": what if len(mine) else f"{what}; no figures at hand",
            "ask": f'start("my_question", area="{code}")' if len(mine) else "",
        })  # fmt: skip
    return _table(rows, "id name what indicators first last")


def _relations(at_hand: AtHand) -> dict[str, str]:
    """What each area is to this one."""
    own = area(at_hand.area)
    said = {own.code: ["this area"]}
    sets = comparator_sets(at_hand.area, at_hand.data["neighbours"])
    models = sorted((name for name in sets if name.startswith("neighbours ")), reverse=True)
    for name in models:
        for code in sets[name]:
            said.setdefault(code, []).append(name.removeprefix("neighbours "))
    found = {code: f"neighbour ({', '.join(words)})" if code != own.code else words[0] for code, words in said.items()}
    found |= {code: what for code, what in ((own.region, "its region"), (ENGLAND, "England")) if code != own.code}
    others = sorted(set(at_hand.figures()["area"]) - set(found))
    found |= {code: f"another {area(code).level}" for code in others}
    return {code: what for code, what in found.items() if code}


def _periods(at_hand: AtHand) -> pd.DataFrame:
    """Each quarter in which the area has a figure, and whether a pack can be made of it."""
    figures = at_hand.figures()
    mine = figures[figures["area"] == at_hand.area]
    covered = store.covered_quarters(at_hand.data["selected"]).get(at_hand.area, [])
    quarters = mine["date"].map(lambda day: Quarter.of(parse_date(day)))
    rows = [
        {
            "id": str(quarter),
            "name": f"{in_words(quarter.start)} to {in_words(quarter.end)}",
            "first": found["date"].min(),
            "last": found["date"].max(),
            "indicators": found["indicator"].nunique(),
            "pack": "yes" if quarter in covered else "",
            "about": "a pack can be made" if quarter in covered else "some figures, not enough for a pack",
            "ask": f'start("my_question", period="{quarter}")' if quarter in covered else "",
        }
        for quarter, found in mine.groupby(quarters)
    ]
    return _table(rows, "id name indicators first last pack")


def _baselines(at_hand: AtHand) -> pd.DataFrame:
    """Each population that a share can be set beside, with the years that the area has."""
    rows = []
    for one in at_hand.baselines:
        years = _years(one, at_hand)
        ages = "pupils" if one.age_bands == ("pupils",) else ", ".join(one.age_bands)
        rows.append({
            "id": one.id,
            "name": one.label,
            "base": one.base,
            "ages": ages,
            "classification": one.classification,
            "children": "yes" if one.children else "",
            "first": min(years, default=""),
            "last": max(years, default=""),
            "used": "in the public sentence" if one.id == at_hand.primary else "",
            "about": f"ages {ages}, classification {one.classification}",
            "ask": f'shares_on(shares, "{one.id}")' if years else "",
        })  # fmt: skip
    return _table(rows, "id name base ages classification children first last used")


def _years(one: Baseline, at_hand: AtHand) -> list[str]:
    people = at_hand.data["population"]
    mine = people[(people["area"] == at_hand.area) & (people["base"] == one.base)]
    mine = mine[mine["age_band"].isin(one.age_bands) & (mine["classification"] == one.classification)]
    return [year for year in mine["year"].astype(str) if year >= one.first_year]


def _tables(at_hand: AtHand) -> pd.DataFrame:
    """The tables that quarterly.toml declares, which alone may be published."""
    rows = []
    for key, spec in at_hand.tables.items():
        what = [indicator(name).name for name in spec.indicators] or [spec.kind]
        some = f"{what[0]} and {len(what) - 1} more" if len(what) > 2 else " and ".join(what)
        about = [*(name for name in spec.breakdowns if name != "total"), WHOSE[spec.areas]]
        rows.append({
            "id": key,
            "name": some,
            "breakdowns": ", ".join(spec.breakdowns),
            "areas": spec.areas,
            "dates": spec.dates,
            "needs": spec.needs,
            "about": "; ".join([*about, f"needs {spec.needs}"] if spec.needs else about),
            "ask": f'release("{key}")',
        })  # fmt: skip
    return _table(rows, "id name breakdowns areas dates needs")


KINDS: dict[str, Callable[[AtHand], pd.DataFrame]] = {
    "indicators": _indicators,
    "areas": _areas,
    "periods": _periods,
    "baselines": _baselines,
    "tables": _tables,
}
