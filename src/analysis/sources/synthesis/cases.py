"""The cases of a child: referral, assessment, enquiry, conference, plans and stays, from the spells it was given."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from analysis.sources.synthesis.dice import Dice, working_days
from analysis.sources.synthesis.figures import Figures, settings
from analysis.sources.synthesis.flow import Spell
from analysis.sources.synthesis.people import Assessment, Case, Enquiry, Plan
from analysis.sources.synthesis.starts import Life
from analysis.sources.synthesis.stays import short_breaks, stay

ALONE = "N8"  # the need of unaccompanied children, and here of nobody else in care
APART = 90  # days between two spells that make them two cases


class Event(NamedTuple):
    """A spell in its place in a life: a plan (with how many came before), a stay, or short breaks."""

    start: date
    end: date | None
    kind: str
    before: int = 0


@dataclass(frozen=True)
class Lead:
    """What a family's children share of a case: source, need, and days from referral to the first event."""

    source: str
    need: str
    days: int
    after: int
    first: int
    working: int
    enquiry: int


class Writer:
    """Makes cases; the children of one family whose case begins on one day have it in common."""

    def __init__(self, dice: Dice, figures: Figures, until: date) -> None:
        self.dice, self.until = dice, until
        self._leads: dict[tuple[int, date], Lead] = {}
        words = figures.shares("children_in_care", "category_of_need")
        needs = {settings()["need_of"][word]: n for word, n in words.items() if n}
        self.needs_in_care = {code: n for code, n in needs.items() if code != ALONE}
        words = figures.shares("referrals", "referral_source")
        self.sources = {word: n for word, n in words.items() if n}
        words = figures.shares("child_protection_plans", "category_of_abuse_initial")
        self.categories = {settings()["category_of"][word]: n for word, n in words.items() if n}

    def lead(self, family: int, day: date) -> Lead:
        """The lead of a family's case whose first event is on a day."""
        if (family, day) not in self._leads:
            self._leads[family, day] = self._drawn()
        return self._leads[family, day]

    def _drawn(self) -> Lead:
        dice = self.dice
        source = dice.pick(settings()["source_of"][dice.weighed(self.sources)])
        working = dice.between(12, 45) if dice.chance(0.85) else dice.between(46, 80)
        enquiry = dice.between(6, 15) if dice.chance(0.82) else dice.between(16, 30)
        need = dice.weighed(settings()["need"])
        return Lead(source, need, dice.between(2, 110), dice.between(0, 90), dice.between(0, 3), working, enquiry)

    def of_spells(self, life: Life) -> list[Case]:
        """The cases around a child's plans and stays."""
        runs = _runs(life)
        made: list[Case] = []
        for place, run in enumerate(runs):
            room = _gap(runs[place - 1], run) // 2 - 1 if place else 400
            after = _gap(run, runs[place + 1]) // 2 - 1 if place + 1 < len(runs) else 400
            made.append(self._case(life, run, room, after))
        return made

    def _case(self, life: Life, run: list[Event], room: int, after: int) -> Case:
        first = run[0]
        lead = self.lead(life.child.family, first.start)
        earliest = first.start - timedelta(days=room)
        enquired = (
            working_days(first.start, 0) - timedelta(days=lead.enquiry * 7 // 5) if first.kind == "plan" else None
        )
        start = max((enquired or first.start) - timedelta(days=lead.days), earliest)
        last = None if any(e.end is None for e in run) else max(e.end for e in run if e.end)
        end = last + timedelta(days=min(lead.after, after)) if last else None
        case = Case(start, end, lead.source, self._need(life, run, lead), self._reason() if end else "")
        for event in run:
            self._happens(case, event, life, lead)
        self._assessed(case, lead)
        plain = all(e.kind == "plan" for e in run)
        if plain and last and end and (end - last).days >= 30:
            case.need_plans.append((last + timedelta(days=1), end - timedelta(days=self.dice.between(0, 9))))
        return case

    def _need(self, life: Life, run: list[Event], lead: Lead) -> str:
        if life.unaccompanied:
            return ALONE
        kinds = {event.kind for event in run}
        if "plan" in kinds:
            return "N1"
        return self.dice.weighed(self.needs_in_care) if "stay" in kinds else "N2" if "short" in kinds else lead.need

    def _reason(self) -> str:
        return self.dice.weighed({k: w for k, w in settings()["closed"].items() if k != "RC8"})

    def _happens(self, case: Case, event: Event, life: Life, lead: Lead) -> None:
        if event.kind == "plan":
            begun = max(case.start, event.start - timedelta(days=lead.enquiry * 7 // 5))
            case.enquiries.append(Enquiry(begun, working_days(begun, 15), event.start))
            case.plans.append(self._plan(event))
        elif event.kind == "stay":
            case.stays.append(stay(self.dice, event.start, event.end, case.need, life.unaccompanied))
        else:
            case.stays.append(short_breaks(self.dice, event.start, event.end))

    def _plan(self, event: Event) -> Plan:
        initial = self.dice.weighed(self.categories)
        others = {code: n for code, n in self.categories.items() if code != initial}
        plan = Plan(event.start, event.end, initial, initial, None, event.before)
        until = event.end or self.until
        if others and self.dice.chance(0.08) and (until - event.start).days > 60:
            plan.later = self.dice.weighed(others)
            plan.changed = self.dice.day(event.start + timedelta(days=30), until)
        day = event.start + timedelta(days=self.dice.between(70, 91))
        while day < until:
            plan.reviews.append(day)
            day += timedelta(days=self.dice.between(150, 183))
        return plan

    def _assessed(self, case: Case, lead: Lead) -> None:
        start = case.start + timedelta(days=lead.first)
        if case.end is None or start <= case.end:
            done = working_days(start, lead.working)
            case.assessments.append(Assessment(start, min(done, case.end) if case.end else done))

    def of_spell(self, life: Life, spell: Spell) -> Case:
        """A case in which nothing is a plan or a stay: assessed, and supported where it lasts."""
        lead = self.lead(life.child.family, spell.start)
        quick = spell.end is not None and (spell.end - spell.start).days < 75
        case = Case(spell.start, spell.end, lead.source, lead.need, "")
        case.reason = ("RC8" if quick else self._reason()) if spell.end else ""
        self._assessed(case, lead)
        if not quick and case.assessments and self.dice.chance(0.55):
            begun = case.assessments[0].end + timedelta(days=lead.first)
            if case.end is None or begun < case.end:
                case.need_plans.append((begun, case.end))
        return case

    def of_nothing(self, life: Life, day: date) -> Case:
        """A referral that led to no further action."""
        lead = self.lead(life.child.family, day)
        return Case(day, day + timedelta(days=lead.first), lead.source, lead.need, "RC8", nothing=True)


def _runs(life: Life) -> list[list[Event]]:
    """The events of a life, those close together in one list."""
    events = [Event(spell.start, spell.end, "plan", before) for spell, before in life.plans]
    events += [Event(spell.start, spell.end, "stay") for spell in life.stays]
    events += [Event(spell.start, spell.end, "short") for spell in life.short]
    runs: list[list[Event]] = []
    for event in sorted(events, key=lambda e: (e.start, e.kind)):
        last = _last(runs[-1]) if runs else date.min
        if last is None or (event.start - last).days < APART:
            runs[-1].append(event)
        else:
            runs.append([event])
    return runs


def _last(run: list[Event]) -> date | None:
    return None if any(e.end is None for e in run) else max(e.end for e in run if e.end)


def _gap(run: list[Event], following: list[Event]) -> int:
    last = _last(run)
    return (following[0].start - last).days if last else 0
