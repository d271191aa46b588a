"""A second, independent way to every figure: the domain document read in plain Python, person by person.

It shares no code with the program. A person is a dict of dated facts; see ``Person``.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

ASSISTANCE = {"kontanthjaelp", "uddannelseshjaelp", "integrationsydelse"}
GONE = {"fraflyttet", "doed", "folkepension"}


@dataclass
class Person:
    """The facts of one member: each a list of tuples starting with their dates."""

    municipality: str = "851"
    benefits: list[tuple[date, str]] = field(default_factory=list)
    visitations: list[tuple[date, str]] = field(default_factory=list)
    offers: list[tuple[date, date | None, str]] = field(default_factory=list)
    facilitators: list[tuple[date, date | None]] = field(default_factory=list)
    plans: list[tuple[date | None, date | None]] = field(default_factory=list)
    contacts: list[date] = field(default_factory=list)

    def benefit(self, on: date) -> str | None:
        known = [(day, value) for day, value in self.benefits if day <= on]
        return max(known)[1] if known else None

    def group(self, on: date) -> str | None:
        known = [(day, value) for day, value in self.visitations if day <= on]
        return max(known)[1] if known else None

    def in_programme(self, on: date) -> bool:
        return self.benefit(on) not in GONE


def days(year: int, month: int) -> list[date]:
    return [date(year, month, d) for d in range(1, calendar.monthrange(year, month)[1] + 1)]


def before(year: int, month: int) -> tuple[int, int]:
    return (year - 1, 12) if month == 1 else (year, month - 1)


def covers(start: date, end: date | None, day: date) -> bool:
    return start <= day and (end is None or day <= end)


def in_month(person: Person, year: int, month: int) -> set[str]:
    """Which parts of the company track a person is in, by walking through the days."""
    parts = set()
    for day in days(year, month):
        for start, end, kind in person.offers:
            if covers(start, end, day):
                parts.add(kind)
        status = person.benefit(day)
        parts |= {"job": {"ordinaere_timer"}, "fleksjob": {"fleksjob"}, "uddannelse": {"ordinaer_uddannelse"}}.get(
            status, set()
        )
    return parts & {"virksomhedspraktik", "loentilskud", "ordinaere_timer", "fleksjob", "ordinaer_uddannelse"}


def outcome(person: Person, on: date) -> str | None:
    status = person.benefit(on)
    if status == "job":
        return "employment"
    if status == "fleksjob":
        return "flex_job"
    studies = any(kind == "ordinaer_uddannelse" and covers(start, end, on) for start, end, kind in person.offers)
    return "education" if status == "uddannelse" or studies else None


def monthly(people: list[Person], year: int, month: int) -> dict[str, tuple[int, int | None]]:
    """Return ``{indicator: (count, of)}`` of the report month."""
    last = days(year, month)[-1]
    gross = [p for p in people if p.in_programme(last)]
    visited = [p for p in gross if p.group(last)]
    group_1 = [p for p in visited if p.group(last) == "1"]
    figures: dict[str, tuple[int, int | None]] = {
        "gross_target_group": (len(gross), None),
        "drawn": (len(people), None),
        "visited": (len(visited), len(gross)),
    }
    for group in ("1", "2", "3", "deferred"):
        figures[f"group_{group}"] = (sum(p.group(last) == group for p in visited), len(visited))
    figures["facilitator"] = (sum(any(covers(*f, last) for f in p.facilitators) for p in group_1), len(group_1))
    figures["job_goal"] = (sum(any(g and g <= last for g, _ in p.plans) for p in group_1), len(group_1))
    figures["cv"] = (sum(any(c and c <= last for _, c in p.plans) for p in group_1), len(group_1))
    figures["contact_in_month"] = (
        sum(any((c.year, c.month) == (year, month) for c in p.contacts) for p in group_1),
        len(group_1),
    )
    figures |= lagged(people, *before(year, month))
    return figures


def lagged(people: list[Person], year: int, month: int) -> dict[str, tuple[int, int]]:
    last = days(year, month)[-1]
    group_1 = [p for p in people if p.in_programme(last) and p.group(last) == "1"]
    tracks = [in_month(p, year, month) for p in group_1]
    outcomes = [outcome(p, last) for p in group_1]
    size = len(group_1)
    figures = {"company_track": (sum(bool(t) for t in tracks), size)}
    for part in ("virksomhedspraktik", "loentilskud", "ordinaere_timer", "fleksjob", "ordinaer_uddannelse"):
        figures[part] = (sum(part in t for t in tracks), size)
    figures["job_or_education"] = (sum(o is not None for o in outcomes), size)
    for kind in ("employment", "flex_job", "education"):
        figures[kind] = (outcomes.count(kind), size)
    return figures


def same_day_later(day: date, months: int) -> date:
    """Add months: the same day, or the month's last day where it has none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_months(since: date, on: date) -> int:
    count = 0
    while same_day_later(since, count + 1) <= on:
        count += 1
    return count


def group_2(people: list[Person], on: date) -> dict:
    """The group 2 analysis of the people given."""
    waiting = [p for p in people if p.in_programme(on) and p.group(on) == "2"]
    still = [p for p in waiting if p.benefit(on) in ASSISTANCE]
    since = [_since(p, on) for p in still]
    bands = {"0-3": 0, "3-6": 0, "6-9": 0, "9-12": 0, "12+": 0}
    for start in since:
        months = whole_months(start, on)
        bands["12+" if months >= 12 else ("0-3", "3-6", "6-9", "9-12")[months // 3]] += 1
    return {
        "group_2": len(waiting),
        "changed": len(waiting) - len(still),
        "still": len(still),
        "over": sum(on >= same_day_later(start, 9) + timedelta(days=1) for start in since),
        "idle": sum(not any(k != "mentor" and covers(s, e, on) for s, e, k in p.offers) for p in still),
        "bands": bands,
    }


def _since(person: Person, on: date) -> date:
    start = None
    for day, group in sorted(person.visitations):
        if day > on:
            break
        start = None if group != "2" else (start or day)
    assert start is not None
    return start


FIRST_OFFER = (
    "loentilskud",
    "virksomhedspraktik",
    "nytteindsats",
    "ordinaere_timer",
    "ordinaer_uddannelse",
    "vejledning_opkvalificering",
    "mentor",
)


def offer_on(person: Person, on: date) -> str:
    held = {kind for start, end, kind in person.offers if covers(start, end, on)}
    return next((kind for kind in FIRST_OFFER if kind in held), "none")
