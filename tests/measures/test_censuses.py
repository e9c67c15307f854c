"""Two censuses beside each other: printed counts of Rotherham, added up by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.released import ReleasedTable, release_table
from analysis.measures.censuses import not_white_by_age, people_by_group

COLUMNS = ["base", "year", "classification", "age_band", "sex", "group", "population"]

# Rotherham, LC2101EW: everybody and White by age. Not White 2,013 of 15,738 at 0 to 4 (12.8%), 1,428 of 15,664 at 10
# to 14 (9.1%).
BY_AGE_2011 = {"0-4": (15738, 13725), "10-14": (15664, 14236), "15": (3215, 2931), "16-17": (6797, 6130)}


def by_age_2011():
    return [
        ("census_2011", "2011", "white", band, "all", group, number)
        for band, numbers in BY_AGE_2011.items()
        for group, number in zip(("All", "White"), numbers, strict=True)
    ]


def by_age_2021(**bands):
    """Five groups by sex: `bands` has White and each other group, of both sexes, halved here."""
    return [
        ("census_2021", "2021", "5", band, sex, group, number / 2)
        for band, numbers in bands.items()
        for sex in ("female", "male")
        for group, number in zip(("White", "Mixed", "Asian", "Black", "Other"), numbers, strict=False)
    ]


def all_ages(year, **groups):
    return [
        (f"census_{year}", year, "18+1", "all ages", "all", group.replace("_", " "), number)
        for group, number in groups.items()
    ]


def table(*rows):
    return pd.DataFrame([row for some in rows for row in some], columns=COLUMNS)


def row_of(made, year, band):
    rows = made[(made["year"] == year) & (made["age_band"] == band)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_the_share_that_is_not_white_by_age_in_2011():
    made = not_white_by_age(table(by_age_2011()))
    assert row_of(made, "2011", "0-4")["share"] == pytest.approx(2013 / 15738)
    assert row_of(made, "2011", "10-14")[["people", "of"]].tolist() == [1428, 15664]


# 1,428 + 284 + 667 = 2,379 of 25,676: 9.3%. In 2021, RM032: 3,855 of 25,739: 15.0%.
def test_ages_10_to_17_are_added_up_in_both_censuses_and_are_like_for_like():
    later = by_age_2021(**{"10-11": (5633, 1027), "12-14": (8352, 1528), "15-17": (7899, 1300)})
    made = not_white_by_age(table(by_age_2011(), later))
    pair = made[made["part"] == "like for like"]
    assert pair[["year", "age_band", "people", "of"]].to_numpy().tolist() == [
        ["2011", "10-17", 2379, 25676],
        ["2021", "10-17", 3855, 25739],
    ]
    assert (100 * pair["share"]).round(1).tolist() == [9.3, 15.0]


def test_a_band_that_a_wider_one_stands_for_is_within_it_and_the_others_do_not_overlap():
    made = not_white_by_age(table(by_age_2011())).set_index("age_band")["part"].to_dict()
    assert made == {
        "0-4": "band", "10-14": "band", "15": "within", "16-17": "within", "15-17": "band", "10-17": "like for like",
    }  # fmt: skip


def test_where_a_band_is_not_at_hand_no_wider_one_is_made_up():
    made = not_white_by_age(table(by_age_2021(**{"10-11": (90, 10), "15-17": (80, 20)})))
    assert made["age_band"].tolist() == ["10-11", "15-17"]
    assert not made["part"].eq("like for like").any()


def test_all_ages_come_from_the_detailed_groups_and_white_minorities_are_white():
    made = not_white_by_age(table(all_ages("2021", White_British=800, Roma=50, Pakistani=100, Any_other=50, All=1000)))
    assert made[["age_band", "people", "of", "part"]].to_numpy().tolist() == [["all ages", 150, 1000, "all ages"]]


def test_without_white_no_share_is_made_and_without_rows_there_are_none():
    rows = table([("census_2011", "2011", "white", "0-4", "all", "All", 15738)])
    assert not_white_by_age(rows).empty
    assert not_white_by_age(rows.head(0)).empty
    assert people_by_group(rows.head(0)).empty


def test_rows_of_both_sexes_together_are_not_counted_again_with_each_sex():
    rows = table(by_age_2021(**{"10-11": (90, 10)}))
    both = rows.groupby([name for name in COLUMNS if name not in ("sex", "population")], as_index=False)["population"]
    made = not_white_by_age(pd.concat([rows, both.sum().assign(sex="all")]))
    assert made[["people", "of"]].to_numpy().tolist() == [[10, 100]]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5000), st.integers(0, 5000)), min_size=3, max_size=3))
def test_the_share_of_the_whole_lies_between_those_of_its_parts(pairs):
    rows = by_age_2021(**dict(zip(["10-11", "12-14", "15-17"], pairs, strict=True)))
    made = not_white_by_age(table(rows)).set_index("age_band")["share"]
    parts = made.drop("10-17")
    assert parts.min() - 1e-12 <= made["10-17"] <= parts.max() + 1e-12


# Rotherham, QS201EW and TS021.
FIRST = {"White_British": 236438, "Gypsy_or_Irish_Traveller": 126, "Other_White": 3418, "Pakistani": 7609, "Arab": 6}
LAST = {"White_British": 234613, "Gypsy_or_Irish_Traveller": 227, "Roma": 699, "Other_White": 5760, "Pakistani": 10001,
        "Arab": 12}  # fmt: skip


def people():
    made = people_by_group(table(all_ages("2011", **FIRST, All=257280), all_ages("2021", **LAST, All=265806)))
    return made.set_index("group")


def test_the_number_of_people_of_each_group_and_its_change():
    made = people()
    assert made.loc["All", ["people_before", "people_after", "change"]].tolist() == [257280, 265806, 8526]
    assert made.loc["White British", "change"] == -1825
    assert made.loc["Pakistani", "value"] == pytest.approx(100 * 2392 / 7609)
    assert made.loc["White", "people_after"] == 234613 + 227 + 699 + 5760
    assert made.index.tolist()[:4] == ["All", "White", "White British", "Gypsy, Roma and Traveller"]


def test_roma_is_a_new_box_and_has_no_change_nor_has_the_set_that_it_is_in():
    made = people()
    assert made.loc["Roma", "note"] == "a new box in 2021: no change is given"
    assert made.loc["Gypsy, Roma and Traveller", ["people_before", "people_after"]].tolist() == [126, 926]
    assert made.loc["Gypsy, Roma and Traveller", "note"] == "Roma had no box in 2011: no change is given"
    assert made.loc[["Roma", "Gypsy, Roma and Traveller"], ["change", "value"]].isna().all(axis=None)
    assert made.loc["Gypsy or Irish Traveller", "change"] == 101  # the same box in both


def test_of_fewer_than_ten_people_no_percentage_is_given():
    assert people().loc["Arab", "change"] == 6
    assert np.isnan(people().loc["Arab", "value"])


def test_with_one_census_at_hand_there_are_people_and_no_change():
    made = people_by_group(table(all_ages("2011", **FIRST, All=257280)))
    assert made["people_before"].notna().all()
    assert made[["people_after", "change", "value"]].isna().all(axis=None)


@pytest.mark.parametrize("measure", [not_white_by_age, people_by_group])
def test_a_released_table_stays_released(measure):
    rows = table(by_age_2011(), all_ages("2011", **FIRST, All=257280), all_ages("2021", **LAST, All=265806))
    made = measure(release_table(rows, "people", "internal"))
    assert isinstance(made, ReleasedTable)
    assert made.keys_released == ("people",)
