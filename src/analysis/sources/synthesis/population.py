"""The population of one authority: plans, stays and cases that meet its published figures, and lives around them."""

from collections.abc import Callable
from datetime import date, timedelta

from analysis.sources.synthesis.cases import Writer
from analysis.sources.synthesis.dice import Dice, working_days
from analysis.sources.synthesis.figures import Figures, settings, track_year
from analysis.sources.synthesis.flow import Spell, spells
from analysis.sources.synthesis.months import Sizes, Track, track
from analysis.sources.synthesis.people import Authority, Case, Enquiry
from analysis.sources.synthesis.starts import Life, People, begin_plans, begin_stays, together
from analysis.sources.synthesis.who import describe

CP, CARE = "child_protection_plans", "children_in_care"
UNACCOMPANIED = 4.8  # stays of unaccompanied children are short: their share of starts, to that of the stock
RETURNING = 0.2  # of the referrals that are no plan's and no stay's


def populate(area: str, seed: int, first_year: int, extracted_on: date, scale: float = 1.0) -> Authority:
    """The children of an authority from April before `first_year` to the end of the year of the extract."""
    dice = Dice(seed, area)
    figures = Figures(area, dice, scale)
    years = list(range(first_year, track_year(extracted_on) + 1))
    until = date(years[-1], 3, 31)
    people, writer = People(dice), Writer(dice, figures, until)
    siblings = settings()["siblings"]
    months = _track(figures, CP, years, dice, siblings["cp_plan"])
    plans = spells(months, dice, _plan_length(dice, figures), siblings["cp_plan"])
    begin_plans(people, plans, figures)
    months = _track(figures, CARE, years, dice, siblings["care"])
    stays = spells(months, dice, _length(dice, "care"), siblings["care"])
    alone = figures.count("children_in_care_unaccompanied", years[-1]) / max(1, figures.count(CARE, years[-1]))
    begin_stays(people, stays, UNACCOMPANIED * alone)
    _short_breaks(people, figures, years)
    for life in people.lives:
        life.child.cases = writer.of_spells(life)
    _other_cases(people, writer, figures, years)
    _other_enquiries(people.lives, dice, figures, years)
    describe(dice, people.lives, figures, until)
    return Authority(area, [life.child for life in people.lives], first_year, extracted_on)


def _track(figures: Figures, measure: str, years: list[int], dice: Dice, sizes: Sizes) -> Track:
    stocks = {date(y, 3, 31): figures.count(measure, y) for y in (years[0] - 1, *years)}
    peaks = {day: n for day, n in figures.peaks().items() if measure == CP and track_year(day) in years}
    starts = {y: figures.count(f"{measure}_started", y) for y in years}
    return track(stocks | peaks, starts, dice, sizes, max(peaks.values(), default=0))


def _length(dice: Dice, kind: str) -> Callable[[], int]:
    bands = settings()["lengths"][kind]
    return lambda: _inside(dice, dice.weighed(bands))


def _plan_length(dice: Dice, figures: Figures) -> Callable[[], int]:
    shares = figures.shares("child_protection_plans_ended", "duration")
    bands = {settings()["lengths"]["cp_plan"][label]: n for label, n in shares.items()}
    return lambda: _inside(dice, dice.weighed(bands))


def _inside(dice: Dice, band: str) -> int:
    low, _, high = band.partition("-")
    return dice.between(int(low), int(high))


def _short_breaks(people: People, figures: Figures, years: list[int]) -> None:
    """A few children with agreed short breaks, who are never counted in care."""
    dice = people.dice
    number = max(2, figures.count(CARE, years[-1]) // 30)
    first = date(years[0] - 1, 4, 1)
    for _ in range(number):
        start = dice.day(first - timedelta(days=200), date(years[-1], 1, 31))
        end = start + timedelta(days=dice.between(40, 900))
        spell = Spell(0, start, end, end if end < date(years[-1], 3, 31) else None)
        people.family(1)[0].short.append(spell)


def _other_cases(people: People, writer: Writer, figures: Figures, years: list[int]) -> None:
    """The cases that the published numbers have beside those of plans and stays, and referrals that led to nothing."""
    have = [case for life in people.lives for case in life.child.cases]
    days = [date(y, 3, 31) for y in (years[0] - 1, *years)]
    stocks = {day: max(0, figures.count("children_in_need", day.year) - _open(have, day)) for day in days}
    nothing = {y: figures.count("referrals_no_further_action", y) for y in years}
    begun = {y: sum(track_year(case.start) == y for case in have) for y in years}
    starts = {y: max(0, figures.count("referrals", y) - nothing[y] - begun[y]) for y in years}
    people.forget()
    dice = people.dice
    sizes = settings()["siblings"]["cin"]
    for group in together(spells(track(stocks, starts, dice, sizes), dice, _length(dice, "cin"), sizes)):
        lives = people.back(group[0].start)[: len(group)] if dice.chance(RETURNING) else []
        lives += people.family(len(group) - len(lives)) if len(lives) < len(group) else []
        for life, spell in zip(lives, group, strict=True):
            life.child.cases.append(writer.of_spell(life, spell))
        ends = [spell.end for spell in group]
        people.leaves(lives, None if None in ends else max(e for e in ends if e), 30)
    for year in years:
        for _ in range(nothing[year]):
            life = people.family(1)[0]
            day = dice.day(date(year - 1, 4, 1), date(year, 3, 20))
            life.child.cases.append(writer.of_nothing(life, day))


def _open(cases: list[Case], day: date) -> int:
    return sum(case.start <= day and (case.end is None or case.end > day) for case in cases)


def _other_enquiries(lives: list[Life], dice: Dice, figures: Figures, years: list[int]) -> None:
    """Enquiries that led to no plan, some of them to a conference, about as many as were published."""
    cases = [case for life in lives for case in life.child.cases]
    made = [enquiry for case in cases for enquiry in case.enquiries]
    plain = {y: [c for c in cases if track_year(c.start) == y and not (c.nothing or c.plans or c.stays)] for y in years}
    for year in years:
        short = figures.count("section_47_enquiries", year) - sum(track_year(e.start) == year for e in made)
        met = figures.count("initial_conferences", year)
        met -= sum(track_year(e.conference) == year for e in made if e.conference)
        for k in range(max(0, min(short, len(plain[year])))):
            at = dice.between(k, len(plain[year]) - 1)
            plain[year][k], plain[year][at] = plain[year][at], plain[year][k]
            plain[year][k].enquiries.append(_enquiry(dice, plain[year][k], k < met))


def _enquiry(dice: Dice, case: Case, met: bool) -> Enquiry:
    start = case.start + timedelta(days=dice.between(0, 4))
    held = working_days(start, dice.between(6, 15) if dice.chance(0.8) else dice.between(16, 25))
    return Enquiry(start, working_days(start, 15), held if met else None, needless=not met)
