"""The sums that the vocabulary knows between printed figures: groups, ethnic groups, months, parts of indicators."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from functools import cache

from analysis.disclosure.attack_periods import Family, family_of, periods
from analysis.disclosure.attack_system import Sum
from analysis.disclosure.attack_tables import Key, Place
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.ethnicity import FIVE, SIX, five_of, members
from analysis.vocabulary.indicators import indicators

_SEVERAL = {"disability"}  # a child can be in several of its groups, so that they do not sum to the total
_UNKNOWN = ("unknown", "not known", "not recorded", "unknown or unborn", "unborn")


def sums(values: dict[Key, int | None], elsewhere: Collection[Place] = ()) -> list[Sum]:
    """Every sum between figures that are printed (a number) or hidden (None), in one series each.

    A kind of sum that closes nowhere where all of it is printed leaves some of the total out: it is kept as "at most".
    One that closes somewhere must close everywhere. Totals and quarters that nobody prints stand in sums too, where
    two breakdowns, or months and a year, meet in them, or where only others print the figure (`elsewhere`): their keys
    are not among `values`.
    """
    there = _There(values, elsewhere)
    found = dict.fromkeys([*_groups(there), *_ethnic(there), *_crossed(there), *periods(values, elsewhere)])
    found |= dict.fromkeys(_parts(values))
    by_family: dict[Family, list[Sum]] = defaultdict(list)
    for family, one in found:
        by_family[family].append(one)
    short = _short(found, values)
    return [one for family in by_family.values() for one in _that_hold(family, values, short)]


class _There:
    """The figures of our series that are printed or hidden, and whether one is, or is printed by others."""

    def __init__(self, values: dict[Key, int | None], elsewhere: Collection[Place]) -> None:
        self.keys, self._elsewhere = values, elsewhere

    def __contains__(self, key: Key) -> bool:
        return key in self.keys or (not key.vintage and key.place in self._elsewhere)


def _that_hold(family: list[Sum], values: dict[Key, int | None], short: set[Sum]) -> Iterator[Sum]:
    left = [_left(one, values) for one in family if not one.at_most]
    open_to = [amount for amount in left if amount is not None]
    closes = (not open_to or any(amount == 0 for amount in open_to)) and not short & set(family)
    yield from (one if closes else Sum(one.total, one.parts, at_most=True) for one in family)


def _short(found: Iterable[tuple[Family, Sum]], values: dict[Key, int | None]) -> set[Sum]:
    """Of sums to one total that nobody prints, those whose printed parts come to less than another's: not all of it."""
    to: dict[Hashable, dict[Sum, int]] = defaultdict(dict)
    for _, one in found:
        parts = [values.get(key) for key in one.parts]  # type: ignore[call-overload]
        if one.total not in values and not one.at_most and None not in parts:
            to[one.total][one] = sum(parts)
    return {one for sizes in to.values() for one, size in sizes.items() if size < max(sizes.values())}


def _left(one: Sum, values: dict[Key, int | None]) -> int | None:
    counts = [values.get(key) for key in (one.total, *one.parts)]  # type: ignore[call-overload]
    if any(count is None for count in counts):
        return None
    known = [count for count in counts if count is not None]
    return known[0] - sum(known[1:])


def _by_breakdown(there: _There) -> dict[tuple[Key, str], dict[str, Key]]:
    found: dict[tuple[Key, str], dict[str, Key]] = defaultdict(dict)
    for key in there.keys:
        if key.place.breakdown != "total":
            found[key.at(breakdown="total", group=""), key.place.breakdown][key.place.group] = key
    return found


def _groups(there: _There) -> Iterator[tuple[Family, Sum]]:
    """Groups of a breakdown that make up the total; fewer of them than elsewhere in the series are a part of it."""
    by = _by_breakdown(there)
    every: dict[Family, set[str]] = defaultdict(set)
    kept: dict[tuple[Key, str], dict[str, Key]] = {}
    for (total, breakdown), keys in by.items():
        if breakdown in _SEVERAL or "*" in breakdown:
            continue
        kept[total, breakdown] = {group: key for group, key in keys.items() if _is_part(breakdown, group, keys)}
        every[family_of("groups", total, breakdown)] |= set(kept[total, breakdown])
    met = Counter(total for (total, _), keys in kept.items() if keys)
    for (total, breakdown), keys in kept.items():
        family = family_of("groups", total, breakdown)
        if (total in there or met[total] > 1) and keys:
            yield family, Sum(total, tuple(keys.values()), at_most=set(keys) < every[family])


def _is_part(breakdown: str, group: str, beside: dict[str, Key]) -> bool:
    """Whether a group stands beside the others and not across them, as "not White" does."""
    if not breakdown.startswith("ethnic_group"):
        return True
    if breakdown == "ethnic_group_18" or group in FIVE or group.lower() in _UNKNOWN:
        return group in five_of() or group in FIVE or group.lower() in _UNKNOWN
    return group in SIX and "White" not in beside


@cache
def _members(named: str) -> frozenset[str]:
    try:
        return members(named)
    except WrongUse:
        return frozenset()


def _ethnic(there: _There) -> Iterator[tuple[Family, Sum]]:
    """Eighteen groups into five, and named sets such as "not White" into the groups that they hold."""
    for (total, breakdown), keys in _by_breakdown(there).items():
        if breakdown == "ethnic_group_18":
            five: dict[str, list[Key]] = defaultdict(list)
            for group, key in keys.items():
                five[five_of().get(group, "")].append(key)
            for name, parts in five.items():
                whole = total.at(breakdown="ethnic_group", group=name)
                if whole in there:
                    yield family_of("five", total, name), Sum(whole, tuple(parts))
        elif breakdown == "ethnic_group":
            parts_of = {group: key for group, key in keys.items() if _is_part(breakdown, group, keys)}
            for group, key in keys.items():
                inside = [parts_of[one] for one in parts_of if one in _members(group)]
                if group not in parts_of and inside and len(inside) == len(_members(group) & set(FIVE)):
                    yield family_of("set", total, group), Sum(key, tuple(inside))
            small = [keys[one] for one in SIX[:2] if one in keys]
            if "White" in keys and len(small) == 2:
                yield family_of("six", total), Sum(keys["White"], tuple(small))


def _crossed(there: _There) -> Iterator[tuple[Family, Sum]]:
    """A breakdown written "a*b", its groups "x*y": over y they sum to x of a, over all to the total."""
    for (total, breakdown), keys in _by_breakdown(there).items():
        names = breakdown.split("*")
        if len(names) == 1:
            continue
        for place, name in enumerate(names):
            lines: dict[str, list[Key]] = defaultdict(list)
            for group, key in keys.items():
                parts = group.split("*")
                if len(parts) == len(names):
                    lines[parts[place]].append(key)
            for group, line in lines.items():
                whole = total.at(breakdown=name, group=group)
                if whole in there:
                    yield family_of("crossed", total, f"{breakdown} {name}"), Sum(whole, tuple(line))
        if total in there:
            yield family_of("crossed", total, breakdown), Sum(total, tuple(keys.values()))


def _parts(values: dict[Key, int | None]) -> Iterator[tuple[Family, Sum]]:
    """Indicators that are part of another, and those that are the sum of its groups, as indicators.toml says."""
    for key in values:
        known = indicators().get(key.place.indicator)
        if known is None:
            continue
        if known.percent_of and (whole := key.at(indicator=known.percent_of)) in values:
            yield family_of("part of", key), Sum(whole, (key,), at_most=True)
        if known.sum_of and key.place.breakdown == "total":
            of = {name: known.sum_of[name] for name in ("indicator", "breakdown")}
            parts = [key.at(**of, group=str(group)) for group in known.sum_of["groups"]]
            if all(part in values for part in parts):
                yield family_of("sum of", key), Sum(key, tuple(parts))
