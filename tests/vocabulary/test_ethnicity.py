import pytest

from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.ethnicity import FIVE, SIX, UNKNOWN, five_of, members, six_of

WHITE_MINORITIES = {"White Irish", "Gypsy or Irish Traveller", "Irish Traveller", "Gypsy/Roma", "Roma", "Other White"}


@pytest.mark.parametrize("group", ["Refused", "Not obtained", "Unclassified"])
def test_a_group_that_nobody_knows_is_never_other(group):
    assert five_of()[group] == UNKNOWN
    for named in [*FIVE, "not White", "not White British", "Gypsy, Roma and Traveller", "known"]:
        assert group not in members(named)


def test_every_group_folds_into_one_of_five_or_is_unknown():
    assert set(five_of().values()) == {*FIVE, UNKNOWN}
    detailed = [members(broad) - set(FIVE) for broad in FIVE]
    assert sum(len(some) for some in detailed) == len(members("known") - set(FIVE)) == 21


def test_not_white_excludes_white_minorities_and_not_white_british_includes_them():
    assert members("not White").isdisjoint(WHITE_MINORITIES | {"White British", "White"})
    assert members("not White British") >= WHITE_MINORITIES
    assert "White British" not in members("not White British")


def test_not_white_holds_the_broad_groups_too_so_that_a_table_of_five_can_be_summed():
    assert members("not White") >= {"Mixed", "Asian", "Black", "Other", "Pakistani", "Arab"}


def test_not_white_british_holds_no_broad_group_for_white_cannot_be_told_apart():
    assert members("not White British").isdisjoint(FIVE)


def test_gypsy_roma_and_traveller_is_every_such_box_of_any_count():
    wanted = {"Gypsy or Irish Traveller", "Irish Traveller", "Gypsy/Roma", "Roma"}
    assert members("Gypsy, Roma and Traveller") == wanted


def test_a_single_group_is_a_set_of_itself():
    assert members("Pakistani") == {"Pakistani"}


def test_an_unknown_set_is_refused_with_the_nearest():
    with pytest.raises(WrongUse, match=r'"not white" is not a set of ethnic groups\. Did you mean "not White"\?'):
        members("not white")


def test_six_are_the_five_with_white_minorities_apart_from_white_british():
    assert set(six_of().values()) == {*SIX, UNKNOWN}
    assert {group for group, six in six_of().items() if six == "White minorities"} == WHITE_MINORITIES
    assert members("White minorities") == WHITE_MINORITIES
    apart = {group for group in five_of() if six_of()[group] != five_of()[group]}
    assert apart == {*WHITE_MINORITIES, "White British"}


@pytest.mark.parametrize("group", ["Refused", "Not obtained", "Unclassified"])
def test_a_group_that_nobody_knows_is_none_of_the_six(group):
    assert six_of()[group] == UNKNOWN
