"""A person as dated facts: read from a test sheet's Danish, stored in the database, and read by the oracle."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cases.codes import Benefit, OfferKind
from tests import people
from visitation.codes import MeasureKind

#: What happens on a day: contacts by their kind, measurements by who answers.
HELD = {"samtale": "samtale", "kontakt": "kontakt", "borgermåling": "citizen", "sagsbehandlermåling": "caseworker"}
Period = tuple[date, date | None]


@dataclass(frozen=True)
class OfferFact:
    """An offer, with what was agreed."""

    kind: str
    start: date
    end: date | None = None
    tasks: str = ""
    hours: bool | None = None


@dataclass(frozen=True)
class Referral:
    """A case before the rehabilitation team."""

    on: date
    met: date | None = None
    decided: date | None = None
    decision: str = ""


@dataclass
class Person:
    """A member's facts. ``elsewhere``: lives in another municipality than the one they were drawn in."""

    benefits: dict[date, str] = field(default_factory=dict)
    visitations: dict[date, tuple[str, date | None]] = field(default_factory=dict)
    goals: list[date] = field(default_factory=list)
    cvs: list[date] = field(default_factory=list)
    facilitators: list[Period] = field(default_factory=list)
    contacts: list[tuple[date, str]] = field(default_factory=list)
    offers: list[OfferFact] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    measures: list[tuple[str, date, date | None]] = field(default_factory=list)
    measurements: list[tuple[date, str]] = field(default_factory=list)
    elsewhere: bool = False


def read(text: str) -> Person:
    """Read a sheet's facts. Without any benefit, the person is on kontanthjælp since 1 January 2017."""
    person = Person()
    for fact in filter(None, (part.strip() for part in text.split(","))):
        _add(person, fact.split())
    person.benefits = person.benefits or {date(2017, 1, 1): "kontanthjaelp"}
    return person


def _day_after(words: list[str], word: str) -> date | None:
    """Return the day that stands after ``word``, or None without that word."""
    return date.fromisoformat(words[words.index(word) + 1]) if word in words else None


def _add(person: Person, words: list[str]) -> None:
    what, end = words[0], _day_after(words, "til")
    start = date.fromisoformat(words[2] if what == "gruppe" else words[1]) if len(words) > 1 else None
    if what in Benefit.values:
        person.benefits[start] = what
    elif what in ("gruppe", "udskudt"):
        person.visitations[start] = (words[1] if what == "gruppe" else "deferred", end)
    elif what in ("jobmål", "cv"):
        (person.goals if what == "jobmål" else person.cvs).append(start)
    elif what == "formidler":
        person.facilitators.append((start, end))
    elif what in HELD:
        held = person.contacts if what in ("samtale", "kontakt") else person.measurements
        held.append((start, HELD[what]))
    elif what in OfferKind.values:
        hours = {"ja": True, "nej": False}[words[words.index("timer:") + 1]] if "timer:" in words else None
        person.offers.append(OfferFact(what, start, end, "aftalt" if "opgaver" in words else "", hours))
    elif what == "indstillet":
        decided = _day_after(words, "afgjort")
        person.referrals.append(Referral(start, _day_after(words, "møde"), decided, words[-1] if decided else ""))
    elif what in MeasureKind.values:
        person.measures.append((what, start, end))
    elif what == "flyttet":
        person.elsewhere = True
    else:
        raise ValueError(f"unknown fact: {' '.join(words)}")


def store(person: Person):
    """Store the person as a member drawn in Aalborg (851)."""
    citizen = people.a_member("851", benefit="")
    for on, benefit in person.benefits.items():
        people.has_benefit(citizen, benefit, on)
    for on, (group, until) in person.visitations.items():
        people.visited(citizen, group, on, deferred_until=until)
    _store_course(citizen, person)
    for referral in person.referrals:
        people.a_referral(citizen, referral.on, referral.met, referral.decided, referral.decision)
    for measure in set(person.measures):
        people.a_measure(citizen, *measure)
    for on, who in set(person.measurements):
        people.a_measurement(citizen, on, who)
    if person.elsewhere:
        citizen.municipality_id = "810"
        citizen.save()
    return citizen


def _store_course(citizen, person: Person) -> None:
    for on in person.goals:
        people.a_plan(citizen, job_goal_on=on)
    for on in person.cvs:
        people.a_plan(citizen, cv_on=on)
    for start, end in person.facilitators:
        people.a_facilitator(citizen, start, end)
    for number, (on, kind) in enumerate(person.contacts):
        people.a_contact(citizen, on, kind, by=f"Carl {number}")
    for one in person.offers:
        people.an_offer(citizen, one.kind, one.start, one.end, agreed_tasks=one.tasks, agreed_ordinary_hours=one.hours)
