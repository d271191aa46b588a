"""What is due, read in plain Python from a person's facts: no SQL, no code of the program. Used to compare."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from .facts import Person

ASSISTANCE = {"kontanthjaelp", "uddannelseshjaelp", "integrationsydelse"}
STARTS_ON = date(2017, 8, 1)
DAY = timedelta(days=1)
FOLLOWS = {
    "ressourceforloeb": {"ressourceforloeb"},
    "fleksjob": {"fleksjob", "ledighedsydelse"},
    "foertidspension": {"foertidspension"},
}


def plus(day: date, months: int) -> date:
    years, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, index + 1, min(day.day, calendar.monthrange(years, index + 1)[1]))


def benefit(person: Person, on: date) -> str:
    return next((person.benefits[day] for day in sorted(person.benefits, reverse=True) if day <= on), "")


def run_start(states: list[tuple[date, object]]) -> date:
    """The first day of the last unbroken run of equal states."""
    start, state = states[-1]
    for day, earlier in reversed(states[:-1]):
        if earlier != state:
            break
        start = day
    return start


def group(person: Person, on: date) -> tuple[str, date | None]:
    """The group and the end of a deferral."""
    days = [day for day in sorted(person.visitations) if day <= on]
    return person.visitations[days[-1]] if days else ("", None)


def is_deferred(person: Person, on: date) -> bool:
    name, until = group(person, on)
    return name == "deferred" and (until is None or on <= until)


class Reading:
    """The facts of one active person on a day."""

    def __init__(self, person: Person, on: date):
        self.person, self.on = person, on
        self.active_since = run_start([(d, b in ASSISTANCE) for d, b in sorted(person.benefits.items()) if d <= on])
        self.group, self.until = group(person, on)
        self.deferred = is_deferred(person, on)
        visits = [(day, name) for day, (name, _until) in sorted(person.visitations.items()) if day <= on]
        self.group_since = run_start(visits) if visits else None
        self.decided_on = visits[-1][0] if visits else None
        self.course = max(self.active_since, STARTS_ON, *self._back())
        self.duty = max(self.course, self.group_since or self.course)
        self.found: dict[str, date] = {}

    def _back(self) -> list[date]:
        """The day after the last deferred day up to now, found by walking day by day; none while deferred."""
        deferrals = [day for day, (name, _until) in self.person.visitations.items() if name == "deferred"]
        deferrals = [day for day in deferrals if day <= self.on]
        if not deferrals or self.deferred:
            return []
        day = max(deferrals)
        while is_deferred(self.person, day):
            day += DAY
        return [day]

    def say(self, rule: str, since: date) -> None:
        if since <= self.on:
            self.found[rule] = since


def due(person: Person, on: date) -> dict[str, date]:
    """Return the rules that are due for the person, each with its day."""
    if person.elsewhere or benefit(person, on) not in ASSISTANCE:
        return {}
    reading = Reading(person, on)
    for part in PARTS:
        part(reading)
    return reading.found


def visiting(r: Reading) -> None:
    if not r.group:
        r.say("never_visited", r.course)
    if r.deferred and r.until:
        r.say("deferral_ends", max(r.until - timedelta(14), r.decided_on, r.active_since, STARTS_ON))
    if r.deferred and not r.until:
        r.say("deferral_without_end", plus(max(r.decided_on, r.active_since, STARTS_ON), 6))
    if r.group == "deferred" and not r.deferred:
        r.say("deferral_ended", r.course)


def group_1(r: Reading) -> None:
    if r.group != "1":
        return
    if not any(day <= r.on for day in r.person.goals):
        r.say("no_job_goal", r.duty)
    if not any(day <= r.on for day in r.person.cvs):
        r.say("no_cv", r.duty)
    begun = [end or date.max for start, end in r.person.facilitators if start <= r.on]
    if not any(end >= r.on for end in begun):
        r.say("no_facilitator", max([r.duty, *(end + DAY for end in begun)]))


def contact(r: Reading) -> None:
    held = [day for day, _kind in r.person.contacts if day <= r.on]
    if r.group == "1" and not any((day.year, day.month) == (r.on.year, r.on.month) for day in held):
        r.say("contact_not_held", max([r.duty, *(plus(day.replace(day=1), 1) for day in held)]))


def interviews(r: Reading) -> None:
    if r.deferred:
        return
    held = sorted({day for day, kind in r.person.contacts if kind == "samtale" and day <= r.on})
    r.say("no_interview", plus(max([r.course, *held[-1:]]), 3))
    lately = [day for day in held if plus(day, 12) > r.on]
    if len(lately) < 4:
        r.say("too_few_interviews", plus(max([r.course, *held[-4:][:1]] if len(held) >= 4 else [r.course]), 12))


def placements(r: Reading) -> None:
    if r.deferred:
        return
    companies = [one for one in r.person.offers if one.kind in ("virksomhedspraktik", "loentilskud")]
    running = [one for one in companies if one.start <= r.on <= (one.end or date.max)]
    for rule, lacking in (
        ("placement_without_tasks", [one.start for one in running if not one.tasks]),
        ("placement_without_ordinary_hours", [one.start for one in running if one.hours is not True]),
    ):
        if lacking:
            r.say(rule, max(min(lacking), r.course))


def offers(r: Reading) -> None:
    active = [one for one in r.person.offers if one.kind != "mentor"]
    if r.deferred:
        return
    last = max((one.end or date.max for one in active), default=None)
    if last is None:
        r.say("no_active_offer", plus(r.course, 12))
    elif last >= r.on:
        for one in active:
            if one.end == last and r.on >= max(one.end - timedelta(14), one.start):
                since = max(one.end - timedelta(14), one.start, r.course)
                r.say("offer_ends", min(since, r.found.get("offer_ends", since)))
    else:
        ended = max(last + DAY, r.course)
        r.say("no_active_offer", plus(ended, 12))
        if "no_active_offer" not in r.found and last >= r.active_since:
            r.say("offer_ended", ended)


def rehabilitation(r: Reading) -> None:
    cases = sorted((one for one in r.person.referrals if one.on <= r.on), key=lambda one: one.on)
    case = cases[-1] if cases else None
    if r.group == "2" and (case is None or (case.decided and case.decided < r.group_since)):
        r.say("not_referred", r.duty)
    if case and not r.deferred and not case.met and not case.decided:
        r.say("referred_without_meeting", max(case.on, r.course))
    if case and case.decided and case.decided <= r.on and case.decision in FOLLOWS:
        changed = {what for day, what in r.person.benefits.items() if day >= case.decided}
        if not changed & FOLLOWS[case.decision]:
            r.say("decided_without_benefit_change", max(case.decided, r.active_since, STARTS_ON))


def waiting(r: Reading) -> None:
    if r.group != "2":
        return
    six, nine = (plus(r.group_since, months) + DAY for months in (6, 9))
    if r.on >= nine:
        r.say("waiting_too_long", max(nine, r.active_since, STARTS_ON))
    else:
        r.say("waiting_long", max(six, r.active_since, STARTS_ON))


def measures(r: Reading) -> None:
    begun = [end or date.max for _kind, start, end in r.person.measures if start <= r.on]
    if r.group == "3" and not any(end >= r.on for end in begun):
        r.say("no_measure", max([r.duty, *(end + DAY for end in begun)]))


def progression(r: Reading) -> None:
    if r.group != "1":
        return
    for who in ("citizen", "caseworker"):
        answered = [day for day, respondent in r.person.measurements if respondent == who and day <= r.on]
        r.say(f"{who}_not_measured", plus(max([r.duty, *answered]), 3))


PARTS = (visiting, group_1, contact, interviews, placements, offers, rehabilitation, waiting, measures, progression)
