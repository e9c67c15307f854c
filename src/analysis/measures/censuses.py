"""Two censuses beside each other: the share that is not White by age, and the number of people of each group."""

import numpy as np
import pandas as pd

from analysis.measures.shape import like
from analysis.vocabulary.ethnicity import FIVE, five_of, members

FIRST, LAST = "2011", "2021"
ALL_AGES = "all ages"
# Bands that add up to one which both censuses have; those that a wider one stands for are "within" it.
TILES: dict[str, list[tuple[str, ...]]] = {
    "15-17": [("15", "16-17")],
    "10-17": [("10-14", "15", "16-17"), ("10-11", "12-14", "15-17")],
}
ORDER = ["0-4", "5-7", "8-9", "10-11", "12-14", "10-14", "15", "16-17", "15-17", "10-17", ALL_AGES]
NEW_BOX, TRAVELLERS = "Roma", "Gypsy, Roma and Traveller"
NOTES = {
    NEW_BOX: "a new box in 2021: no change is given",
    TRAVELLERS: "Roma had no box in 2011: no change is given",
    "Other White": "in 2011 it may have held Roma people",
}
FEWEST = 10  # people in the first census; below it no percentage is given


def not_white_by_age(population: pd.DataFrame) -> pd.DataFrame:
    """The share of residents who are not White by age band, one row a census and band, as far as they are at hand.

    `population` is of one area: base, year, age_band, sex, classification ("white", "5", or "18+1" for all ages), group
    and population. The result has people (not White), of (everybody of the band) and share, a proportion; and `part`:
    "band", "within" (a band that a wider one stands for), "like for like" (ages 10 to 17, which both censuses have)
    or "all ages". The 2011 Census gives White and everybody by age, Census 2021 five groups from 10 to 17 only.
    """
    by_age = population["classification"].isin(["white", "5"]) & (population["age_band"] != ALL_AGES)
    whole = (population["classification"] == "18+1") & (population["age_band"] == ALL_AGES)
    rows = population[population["base"].isin(["census_2011", "census_2021"]) & (by_age | whole)]
    made = _tiled(_counted(_without_sexes(rows)))
    made = made[made["age_band"].isin(ORDER) & (made["of"] > 0)]
    made = made.assign(_at=made["age_band"].map({band: at for at, band in enumerate(ORDER)}))
    made = made.sort_values(["year", "_at"], kind="stable", ignore_index=True).drop(columns="_at")
    return like(population, made.assign(group="not White", share=made["people"] / made["of"], part=_parts(made)))


def _without_sexes(rows: pd.DataFrame) -> pd.DataFrame:
    """Both sexes together where a table has them so; else its rows by sex, to be added up."""
    keys = [rows[name] for name in ("base", "classification", "age_band", "group")]
    together = rows["sex"].eq("all")
    return rows[together | ~together.groupby(keys).transform("any")]


def _counted(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a census and band: everybody (the printed total, or the sum of all groups) and those not White."""
    shared = [name for name in ("area", "area_name", "source", "vintage", "citation", "public") if name in rows]
    white = rows["group"].map(five_of()).fillna(rows["group"]).eq("White")
    total = rows["group"].eq("All")
    parts = rows.assign(
        _white=rows["population"].where(white), _all=rows["population"].where(total),
        _sum=rows["population"].where(~total),
    )  # fmt: skip
    grouped = parts.groupby(["base", "year", "age_band"], sort=False)
    sums = grouped[["_white", "_all", "_sum"]].sum(min_count=1)
    everybody = sums["_all"].fillna(sums["_sum"])
    made = grouped[shared].first().assign(people=everybody - sums["_white"], of=everybody)
    return made[made["people"].notna()].reset_index()


def _tiled(bands: pd.DataFrame) -> pd.DataFrame:
    """The bands, and beside them the wider ones that they add up to exactly."""
    made = [bands]
    for wide, ways in TILES.items():
        for year, rows in bands.groupby("year"):
            found = set(rows["age_band"])
            way = next((tiles for tiles in ways if found.issuperset(tiles)), ())
            if way and wide not in found:
                parts = rows[rows["age_band"].isin(way)]
                sums = {name: parts[name].sum() for name in ("people", "of")}
                made.append(parts.head(1).assign(age_band=wide, year=year, **sums))
    return pd.concat(made, ignore_index=True)


def _parts(made: pd.DataFrame) -> pd.Series:
    said = made["age_band"].map({"10-17": "like for like", ALL_AGES: ALL_AGES}).fillna("band")
    return said.mask(made["age_band"].isin(["15", "16-17"]), "within")


def people_by_group(population: pd.DataFrame) -> pd.DataFrame:
    """Residents of all ages by group in two censuses with the change: everybody, then each of five with its parts.

    `population` is of one area: base, year, age_band, classification, group and population. The result has
    people_before, people_after, change (people) and value (percent of the first, from ten people), missing where the
    two do not compare; `note` says why. Full counts, so no limits. Roma had no box in 2011.
    """
    rows = population[(population["classification"] == "18+1") & (population["age_band"] == ALL_AGES)]
    rows = rows[rows["base"].isin(["census_2011", "census_2021"])]
    wide = rows.pivot_table(index="group", columns="year", values="population", aggfunc="sum", sort=False)
    wide = pd.DataFrame(wide).reindex(columns=[FIRST, LAST])
    sums = {five: wide[wide.index.map(five_of()) == five].sum(min_count=1) for five in FIVE}
    sums[TRAVELLERS] = wide[wide.index.isin(members(TRAVELLERS))].sum(min_count=1)
    wide = pd.concat([wide, pd.DataFrame(sums).T])
    order = _order()
    wide = wide[wide.index.isin(order)].loc[[group for group in order if group in wide.index]]
    wide = wide.dropna(how="all")
    before, after = wide[FIRST], wide[LAST]
    alike = ~wide.index.isin([NEW_BOX, TRAVELLERS])
    apart = (after - before).where(alike)
    made = pd.DataFrame(
        {
            "group": wide.index,
            "people_before": before.to_numpy(),
            "people_after": after.to_numpy(),
            "change": apart.to_numpy(),
            "value": (100 * apart / before.where(before >= FEWEST)).to_numpy(),
            "note": [NOTES.get(str(group), "") for group in wide.index],
        }
    )
    breakdown = np.where(made["group"].isin(five_of()), "ethnic_group_18", "ethnic_group")
    made = made.assign(statistic="change", breakdown=breakdown, lower=np.nan, upper=np.nan, confidence=np.nan)
    made = made.assign(method="full counts", base="percent of the people in the first census", first=FIRST, last=LAST)
    return _described(like(population, made), rows)


def _order() -> list[str]:
    """Everybody, then each of the five and the groups in it, Gypsy, Roma and Traveller before its own."""
    parts = {five: [group for group, of in five_of().items() if of == five] for five in FIVE}
    parts["White"].insert(2, TRAVELLERS)
    return ["All", *(group for five in FIVE for group in [five, *parts[five]])]


def _described(made: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The area's name on each row, and every census that a row rests on in its citation."""
    names = {name: rows[name].iloc[0] for name in ("area", "area_name") if name in rows and len(rows)}
    cited = {"citation": "; ".join(dict.fromkeys(rows["citation"]))} if "citation" in rows and len(rows) else {}
    return made.assign(**names, **cited)
