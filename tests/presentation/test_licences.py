"""A sentence says no more than the limits of its result, and no edit of the templates can change that."""

import pytest

from analysis.presentation.licences import OverClaim, check_templates, claims_side
from analysis.presentation.wording import sentences

REFUSED = [
    ("change", "unclear", "That is a rise on the {step} before ({likely}).", "rise"),
    ("change", "few", "The numbers rose, but are few.", "rose"),
    ("change", "few", "There is no clear change, for the numbers are few.", "no clear change"),
    ("change", "rise", "That is {size} less than a year before ({likely}).", "less than a year before"),
    ("change", "fall", "That is no clear change ({likely}).", "no clear change"),
    ("change", "still_unclear", "{together}: a fall all the same.", "fall"),
    ("trend", "no clear trend", "{what} in {area} increased ({lower} to {upper}).", "increased"),
    ("interrupted", "no clear step", "a step up ({lower} to {upper})", "step up"),
    ("headline_change", "unclear", ", up from {last}", "up from"),
    ("brief", "unclear", "Rising: {names}.", "Rising"),
    ("glance", "unclear", "Higher than England: {names}.", "Higher than"),
    ("glance", "above", "Lower than England: {names}.", "Lower than"),
    ("disparity", "unclear", "Over-represented: {groups}.", "Over-represented"),
    ("disparity", "small", "over-represented, if only a little", "over-represented"),
    ("disparity", "less", "over-represented", "over-represented"),
    ("firm_verdicts", "cannot be said", "That is more than their share.", "more than"),
    ("verdicts", "no clear difference", "less than its share of that population", "less than"),
    ("gap", "fewer_area", "{size} children more than at {beside}’s rate.", "more than"),
    ("plain", "on_the_day", "{when}, {phrase} in {area} rose to {count}.", "rose"),
    ("plain", "in_all", "{when}, the number of {phrase} in {area} improved to {count}.", "improved"),
]


@pytest.mark.parametrize(("section", "key", "template", "word"), REFUSED)
def test_a_template_edited_to_claim_what_its_verdict_does_not_license_is_refused(section, key, template, word):
    edited = {**sentences(), section: {**sentences()[section], key: template}}
    with pytest.raises(OverClaim, match=rf'sentences\.toml, \[{section}\] {key}: "{word}" claims what this verdict'):
        check_templates(edited)


def test_the_shipped_templates_keep_to_their_verdicts():
    check_templates(sentences())


def test_every_verdict_may_use_its_own_words():
    check_templates({"change": {"rise": "It rose.", "fall": "It fell.", "unclear": "No clear change."}})
    check_templates({"any": {"above": "above the mean", "more": "over-represented", "below": "lower than England"}})
    check_templates({"verdicts": {"cannot be said": "too few to say"}})


@pytest.mark.parametrize(
    ("sentence", "lower", "upper"),
    [
        ("Black children are over-represented.", 1.001, 3.0),
        ("That is more than their share.", 1.2, 1.4),
        ("Asian children are under-represented.", 0.3, 0.99),
        ("That is less than their share.", 0.3, 0.9),
        ("No clear difference.", 0.9, 1.1),
        ("No clear difference.", 1.1, 1.3),  # to say less than the limits allow is no lie
    ],
)
def test_a_side_is_said_where_the_limits_lie_on_it(sentence, lower, upper):
    assert claims_side(sentence, lower, upper) == sentence


@pytest.mark.parametrize("limits", [(0.9, 1.4), (1.0, 1.4), (0.3, 0.8), (None, None), (float("nan"), float("nan"))])
def test_over_represented_is_refused_where_the_limits_hold_one_or_are_not_there(limits):
    with pytest.raises(OverClaim, match=r'"over-represented" needs limits above 1.*Say "no clear difference"'):
        claims_side("Black children are over-represented.", *limits)


def test_a_difference_is_held_to_nought_and_a_ratio_to_one():
    assert claims_side("More than before.", 0.2, 0.9, 0)
    with pytest.raises(OverClaim, match="needs limits above 1"):
        claims_side("More than before.", 0.2, 0.9)
    with pytest.raises(OverClaim, match="needs limits below 0"):
        claims_side("Fewer children than before.", -3, 0.0, 0)
