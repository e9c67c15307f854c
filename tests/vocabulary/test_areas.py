import re

import pytest

from analysis.vocabulary.areas import ENGLAND, aliases, area, areas
from analysis.vocabulary.errors import WrongUse


@pytest.mark.parametrize(
    ("code", "filed_under", "name"),
    [
        ("E08000038", "E08000016", "Barnsley"),
        ("E08000016", "E08000016", "Barnsley"),
        ("E08000039", "E08000019", "Sheffield"),
        ("E08000020", "E08000037", "Gateshead"),
        ("E08000018", "E08000018", "Rotherham"),
        ("E92000001", "E92000001", "England"),
    ],
)
def test_a_code_that_changed_is_the_same_area(code, filed_under, name):
    assert (area(code).code, area(code).name) == (filed_under, name)


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("E0800018", ' Did you mean "E08000018"?'),
        ("e08000018", ' Did you mean "E08000018"?'),
        ("Rotherham", ' Rotherham is "E08000018".'),
        ("rotherham", ' Rotherham is "E08000018".'),
        ("Rotheram", ' Rotherham is "E08000018".'),
        ("England", ' England is "E92000001".'),
        ("Atlantis", ""),
        ("", ""),
        ("../../etc", ""),
    ],
)
def test_an_unknown_area_is_refused_with_the_nearest(code, hint):
    with pytest.raises(WrongUse, match="is not known") as refused:
        area(code)
    assert str(refused.value) == f'Area "{code}" is not known. Give a GSS code such as "E08000018".{hint}'


def test_no_code_means_two_areas():
    others = [code for one in areas().values() for code in one.other_codes]
    assert len(set(others)) == len(others)
    assert set(others).isdisjoint(areas())
    assert set(aliases().values()) == set(areas())


def test_every_authority_lies_in_a_known_region_and_has_a_dfe_code():
    for one in areas().values():
        if one.level == "local authority":
            assert areas()[one.region].level == "region"
            assert re.fullmatch(r"\d{3}", one.dfe_code)
    assert areas()[ENGLAND].level == "country"


def test_every_slug_is_a_plain_folder_name_of_its_own():
    slugs = [one.slug for one in areas().values()]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)
    assert set(slugs).isdisjoint({"templates", "demo", "current"})


def test_an_area_can_be_a_key():
    assert {area("E08000038"): 1}[area("E08000016")] == 1
