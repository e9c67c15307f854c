"""Starts and ends by month that lead from one known stock to the next, as unevenly as real months are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from analysis.sources.synthesis.dice import Dice
from analysis.sources.synthesis.figures import month_ends, settings, track_year

TRIES = 300  # courses drawn before the even one is taken
Sizes = Mapping[str, float]


@dataclass(frozen=True)
class Month:
    """What a month has to show: so many start and so many end between its days."""

    first: date
    last: date
    starts: int
    ends: int


@dataclass(frozen=True)
class Track:
    """A stock on the day before the first month, and the months that follow."""

    stock: int
    months: list[Month]


def track(stocks: dict[date, int], starts: dict[int, int], dice: Dice, sizes: Sizes, peak: int = 0) -> Track:
    """Months that lead from each known stock to the next with so many starts a year; ends are what is left.

    Each family (of one of the `sizes`) falls into a month by chance, a little more often in the months that `season`
    gives more weight. No month ends with `peak` or more between two known stocks that are not above it.
    """
    days = sorted(stocks)
    months: list[Month] = []
    for before, after in pairwise(days):
        year = track_year(after)
        inside = [day for day in month_ends(year, year) if before < day <= after]
        begin = max(0, _wanted(starts[year], inside, months), stocks[after] - stocks[before])
        limit = peak if peak and max(stocks[before], stocks[after]) <= peak else 0
        months += _course(inside, (stocks[before], begin, stocks[after]), dice, sizes, limit)
    return Track(stocks[days[0]], months)


def _wanted(starts: int, inside: list[date], before: list[Month]) -> int:
    """The share of a year's starts in some of its months; in the last of them, what the others have left."""
    if inside[-1].month == 3:
        return starts - sum(month.starts for month in before if track_year(month.last) == track_year(inside[-1]))
    return round(starts * sum(_weights(inside)) / sum(settings()["season"].values()))


def _weights(last_days: list[date]) -> list[float]:
    return [settings()["season"][str(day.month)] for day in last_days]


def _course(
    last_days: list[date], known: tuple[int, int, int], dice: Dice, sizes: Sizes, limit: int
) -> Iterator[Month]:
    """Starts and ends of the months between two stocks: drawn until no month ends below nothing or at the limit."""
    before, starts, after = known
    ends = before + starts - after
    for _ in range(TRIES):
        begun, ended = (_drawn(number, last_days, dice, sizes) for number in (starts, ends))
        open_at = list(accumulate((b - e for b, e in zip(begun, ended, strict=True)), initial=before))[1:-1]
        if all(n >= 0 and (not limit or n < limit) for n in open_at):
            break
    else:
        begun, ended = (_even(number, len(last_days)) for number in (starts, ends))
    for day, b, e in zip(last_days, begun, ended, strict=True):
        yield Month(day.replace(day=1), day, b, e)


def _drawn(number: int, last_days: list[date], dice: Dice, sizes: Sizes) -> list[int]:
    """So many children by month, each family of them in one."""
    weights = dict(enumerate(_weights(last_days)))
    found = [0] * len(last_days)
    while number > 0:
        size = min(int(dice.weighed(sizes)), number)
        found[dice.weighed(weights)] += size
        number -= size
    return found


def _even(number: int, months: int) -> list[int]:
    return [number * (place + 1) // months - number * place // months for place in range(months)]
