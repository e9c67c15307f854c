"""Every figure of tests/published comes out of data/raw to its printed precision, or differs for a stated reason."""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest

from analysis.sources import store
from analysis.vocabulary.ethnicity import members
from analysis.vocabulary.indicators import indicators

HERE = Path(__file__).parent
FILES = sorted((HERE / "published").glob("*.csv"))
KEY = ["indicator", "area", "date", "span", "breakdown", "group"]
NAMED = {"non-White": "not White", "Gypsy or Irish Traveller and Roma": "Gypsy, Roma and Traveller"}
BROAD = ("White", "Mixed", "Asian", "Black", "Other")


@pytest.fixture(scope="module")
def built(shipped):
    return shipped


@pytest.fixture(scope="module")
def tables(built):
    selected = {"latest": built.selected, "first": store.select(built.observations, built.releases, "first")}
    return {name: table.set_index(KEY).sort_index() for name, table in selected.items()}


def read(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_published_figure_is_reproduced_or_differs_for_a_stated_reason(path, built, tables):
    wrong = []
    for line, row in enumerate(read(path).to_dict("records"), 2):
        found = reproduce(row, built, tables)
        if found != row["expected"] and not row["differs_because"]:
            wrong.append(f"line {line}: {row['indicator']} {row['date']} {row['kind']} {row['expected']}, not {found}")
    assert wrong == []


def test_few_figures_differ_and_each_says_why():
    rows = pd.concat([read(path) for path in FILES])
    assert len(rows) > 2_400
    assert (rows["differs_because"] != "").mean() < 0.06


def test_the_check_can_fail(built, tables):
    row = read(FILES[0]).iloc[0].to_dict()
    assert reproduce(row | {"date": "2014-03-31"}, built, tables) != row["expected"]


def reproduce(row, built, tables):
    """What our data gives for a row, printed as the row is printed; None when it is not at hand."""
    if row["kind"] in ("rank", "closeness"):
        return neighbour(row, built)
    if row["indicator"] == "population":
        return population(row, built)
    if row["kind"].startswith("neighbours_"):
        return neighbours(row, built, tables)
    if row["kind"].startswith("share_percent") or row["group"] == "non-White":
        return share(row, tables)
    found = observation(row, built, tables)
    if found is None:
        return None
    if row["kind"].startswith("count"):
        number = found[row["kind"]]
        return printed(number, row["expected"]) if pd.notna(number) else found["reason"]
    return figure(found, row)


def observation(row, built, tables):
    key = tuple(row[name] for name in KEY)
    if row["vintage"] in tables:
        table = tables[row["vintage"]]
        return table.loc[key].to_dict() if key in table.index else None
    rows = built.observations
    for name, value in zip(KEY, key, strict=True):
        rows = rows[rows[name] == value]
    rows = rows[(rows["vintage"] == row["vintage"]) & (rows["source"] != "board_papers")].sort_values("source")
    return rows.iloc[0].to_dict() if len(rows) else None


def figure(found, row):
    """The rate or percentage as published, else as its count and denominator give it."""
    if pd.notna(found["value"]):
        return printed(found["value"], row["expected"])
    if pd.isna(found["count"]) or pd.isna(found["denominator"]):
        return found["reason"] or None
    whole = indicators()[row["indicator"]].per or 100
    return printed(whole * found["count"] / found["denominator"], row["expected"])


def printed(number, like):
    """Rounded half up to the places that `like` shows."""
    places = len(like.partition(".")[2]) if like.replace(".", "").replace("-", "").isdigit() else 0
    half_up = Decimal(repr(round(float(number), 9))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return str(half_up)


def neighbours(row, built, tables):
    model = row["kind"].split("_")[1]
    rows = built.neighbours
    codes = rows[(rows["model"] == model) & (rows["area"] == row["area"])]["neighbour"]
    values = []
    for code in codes:
        found = observation(row | {"area": code}, built, tables)
        if found and pd.notna(found["value"]):
            values.append(found["value"])
        elif found and pd.notna(found["count"]) and pd.notna(found["denominator"]):
            values.append((indicators()[row["indicator"]].per or 100) * found["count"] / found["denominator"])
    series = pd.Series(values)
    return printed(series.median() if row["kind"].endswith("median") else series.mean(), row["expected"])


def neighbour(row, built):
    rows = built.neighbours
    mine = rows[(rows["model"] == row["vintage"]) & (rows["area"] == row["area"])]
    found = mine.loc[mine["neighbour_name"] == row["group"], row["kind"]]
    return str(found.iloc[0]).lower() if len(found) else None


def population(row, built):
    base, ages, classification = row["breakdown"].split("|")
    if base not in ("census_2011", "census_2021", "mid_year_estimate"):
        base, year = base.rsplit("_", 1)
    else:
        year = row["date"][:4]
    rows = built.population
    rows = rows[(rows["base"] == base) & (rows["year"] == year) & (rows["area"] == row["area"])]
    rows = rows[rows["vintage"].str.contains("DfE") == (row["vintage"] != "latest")]
    exact = rows[rows["age_band"] == ages]
    same = exact[exact["classification"] == classification]
    exact = same if len(same) else exact
    if row["kind"] == "population":
        return count_people(exact if len(exact) else within(rows, ages), row["group"])
    parts = exact if len(exact) else within(rows, ages)
    everybody, some = people(parts, "All"), people(parts, row["group"])
    return printed(100 * some / everybody, row["expected"]) if everybody and some is not None else None


def within(rows, ages):
    """The bands that together make up an age range."""
    if "-" not in ages or not ages.replace("-", "").isdigit():
        return rows.iloc[:0]
    low, high = map(int, ages.split("-"))
    bands = rows[rows["age_band"].str.fullmatch(r"\d+(-\d+)?") & (rows["classification"] != "total")]
    edges = [(int(band.split("-")[0]), int(band.split("-")[-1])) for band in bands["age_band"]]
    return bands.loc[[low <= first and last <= high for first, last in edges]]


def count_people(rows, group):
    number = people(rows, group)
    return None if number is None else str(int(number))


def people(rows, group):
    """People of a group or a named set; everybody, where no total is given, is the sum of the groups."""
    totals = rows[rows["group"] == "All"]["population"]
    detailed = rows[rows["group"] != "All"]
    if group == "All":
        return totals.sum() if len(totals) else detailed["population"].sum() or None
    exact = detailed[detailed["group"] == group]
    if len(exact):
        return exact["population"].sum()
    if set(detailed["group"]) == {"White"}:
        return totals.sum() - detailed["population"].sum() if group == "non-White" else None
    if group == "not White British" and "school_census" in set(rows["base"]):
        return totals.sum() - detailed[detailed["group"] == "White British"]["population"].sum()
    name = NAMED.get(group, group)
    inside = members(name)
    chosen = detailed[detailed["group"].isin(inside)]["population"]
    return chosen.sum() if len(chosen) else None


def share(row, tables):
    """A group's number or its share in percent; "non-White" is every group but White and Unknown, with its bounds."""
    rows = tables.get(row["vintage"], tables["latest"]).reset_index()
    for name in KEY[:5]:
        rows = rows[rows[name] == row[name]]
    groups = rows.set_index("group")[["count", "count_lower", "count_upper"]]
    wanted = ["Mixed", "Asian", "Black", "Other"] if row["group"] == "non-White" else [row["group"]]
    if not set(wanted) <= set(groups.index):
        return None
    bounds = [bound for bound in ("upper", "lower") if row["kind"].endswith(bound)]
    bound = f"count_{bounds[0]}" if bounds else "count"
    some = groups.loc[wanted, bound].sum(skipna=False)
    if row["kind"].startswith("count"):
        return printed(some, row["expected"])
    total = tables["latest"].loc[(*(row[name] for name in KEY[:4]), "total", ""), "count"]
    whole = groups["count"].sum() if row["breakdown"] == "ethnic_group_18" else total
    return printed(100 * some / whole, row["expected"])
