"""A disclosure policy: from presets and analysis.toml, refused where it cannot be, and said in plain words."""

import pytest

from analysis.disclosure.policy import Policy, PolicyRefused


def test_the_default_hides_one_to_five_and_prints_zero():
    policy = Policy.preset("default")
    assert policy == Policy()
    assert (policy.threshold, policy.width, policy.whole_group_below, policy.round_to) == (5, 5, 10, 0)


def test_the_presets_are_below_ten_and_rounded_to_five():
    assert Policy.preset("below_10").threshold == 9
    assert Policy.preset("round_to_5").round_to == 5


def test_a_table_of_analysis_toml_starts_from_a_preset_and_changes_what_it_names():
    assert Policy.from_dict({"preset": "below_10", "seconds": 10}) == Policy(threshold=9, seconds=10)
    assert Policy.from_dict({}) == Policy()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"treshold": 5}, "has no 'treshold'.*Did you mean \"threshold\""),
        ({"preset": "below10"}, "no disclosure preset 'below10'.*Did you mean \"below_10\""),
        ({"preset": 5}, "no disclosure preset 5"),
        ({"threshold": 0}, "threshold must be a whole number from 1 to 100, not 0"),
        ({"threshold": True}, "threshold must be a whole number"),
        ({"threshold": "5"}, "threshold must be a whole number from 1 to 100, not '5'"),
        ({"width": 1}, "width must be a whole number from 2"),
        ({"whole_group_below": -1}, "whole_group_below must be"),
        ({"seconds": 0}, "seconds must be a number above 0"),
        ({"seconds": float("nan")}, "seconds must be a number above 0"),
        ({"round_to": 1}, "round_to of 1 does not go with"),
        ({"round_to": 20}, "a base from 2 to 12"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(given, says):
    with pytest.raises(PolicyRefused, match=says):
        Policy.from_dict(given)


@pytest.mark.parametrize(("count", "printed"), [(0, 0), (6, 5), (7, 5), (8, 10), (542, 540), (543, 545)])
def test_rounding_to_five_takes_the_nearest_multiple(count, printed):
    assert Policy.preset("round_to_5").printed(count) == printed


def test_without_rounding_a_count_is_printed_as_it_is():
    assert Policy().printed(543) == 543


def test_a_report_can_say_what_was_hidden_and_why():
    said = Policy().sentences()
    assert said[0] == 'Counts of 1 to 5 children are not printed and appear as "c"; zero is printed.'
    assert any("fewer than 10" in sentence for sentence in said)
    assert not any("rounded" in sentence for sentence in said)
    assert any("rounded to the nearest 5" in sentence for sentence in Policy.preset("round_to_5").sentences())
    assert not any("one category" in sentence for sentence in Policy(whole_group_below=0).sentences())
