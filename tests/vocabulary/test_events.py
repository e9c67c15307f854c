import re
from datetime import date

import pytest

from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.events import event, events
from analysis.vocabulary.periods import Quarter


@pytest.mark.parametrize("one", events().values(), ids=lambda one: one.id)
def test_every_event_has_a_reason_and_begins_with_a_quarter(one):
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", one.id)
    assert one.name.strip()
    assert one.reason.endswith(".")
    assert one.first_day == Quarter.of(one.first_day).start


def test_covid_19_is_asked_about_from_april_2020_and_families_first_breaks_definitions():
    assert event("covid_19").first_day == date(2020, 4, 1)
    assert not event("covid_19").breaks_definitions
    assert event("families_first").breaks_definitions


def test_an_unknown_event_is_refused_with_the_nearest():
    with pytest.raises(
        WrongUse, match=r'Event "covid" is not known. Did you mean "covid_19"\? All are in events.toml.'
    ):
        event("covid")
