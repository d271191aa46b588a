"""Hypothesis-made people whose dates crowd around month ends, and how to store them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from cases.codes import Benefit, OfferKind
from tests import people
from visitation.codes import Group

from .oracle import Person

EDGES = [date(2018, m, 1) + timedelta(days=d) for m in (1, 2, 3, 4, 5, 12) for d in (-2, -1, 0, 1, 14)]
EDGES += [date(2017, m, d) for m, d in ((2, 28), (5, 31), (6, 29), (6, 30), (7, 1), (7, 31), (8, 31), (11, 30))]
dates = st.sampled_from(EDGES)
living = st.sampled_from([b.value for b in Benefit if b != Benefit.DOED])
groups = st.sampled_from([*Group.values, "1", "1", "2"])


def _by_day(values: st.SearchStrategy, most: int) -> st.SearchStrategy:
    return st.dictionaries(dates, values, max_size=most).map(lambda d: sorted(d.items()))


@st.composite
def _period(draw) -> tuple[date, date | None]:
    start = draw(dates)
    return start, draw(st.none() | dates.filter(lambda day: day >= start))


@st.composite
def persons(draw) -> Person:
    """Return one member; about one in ten is dead from after everything else."""
    person = Person(
        municipality=draw(st.sampled_from(["851", "851", "810"])),
        benefits=draw(_by_day(living, 4)),
        visitations=draw(_by_day(groups, 4)),
        offers=[(*draw(_period()), kind) for kind in draw(st.lists(st.sampled_from(OfferKind.values), max_size=3))],
        facilitators=[draw(_period())] if draw(st.booleans()) else [],
        plans=draw(st.lists(st.tuples(st.none() | dates, st.none() | dates), max_size=2)),
        contacts=sorted(draw(st.sets(dates, max_size=3))),
    )
    if draw(st.integers(0, 9)) == 0:
        person.benefits.append((date(2018, 12, 31), "doed"))
        person.benefits = sorted(dict(person.benefits).items())
    return person


def store(person: Person):
    """Store an invented person as a member."""
    citizen = people.a_member(person.municipality, benefit="")
    _register(citizen, person)
    return citizen


def store_more(citizen, person: Person, later: Person) -> Person:
    """Register what ``later`` has besides about the citizen stored as ``person``; return what is then known.

    A second registration of what is one a day, and anything after a death, are left out: the database refuses them.
    """
    death = next((on for on, benefit in person.benefits if benefit == "doed"), date.max)
    taken = {on for on, _value in person.benefits}, {on for on, _value in person.visitations}
    more = Person(
        municipality=person.municipality,
        benefits=[b for b in later.benefits if b[0] not in taken[0] and b[0] < death and b[1] != "doed"],
        visitations=[v for v in later.visitations if v[0] not in taken[1] and v[0] < death],
        offers=[offer for offer in later.offers if offer[0] < death],
        facilitators=[] if person.facilitators else later.facilitators,
        plans=later.plans,
        contacts=[on for on in later.contacts if on not in person.contacts],
    )
    _register(citizen, more)
    known = Person(municipality=person.municipality)
    for name in ("benefits", "visitations", "offers", "facilitators", "plans", "contacts"):
        setattr(known, name, sorted([*getattr(person, name), *getattr(more, name)], key=str))
    return known


def _register(citizen, person: Person) -> None:
    for on, group in person.visitations:
        people.visited(citizen, group, on)
    for start, end, kind in person.offers:
        people.an_offer(citizen, kind, start, end)
    for start, end in person.facilitators:
        people.a_facilitator(citizen, start, end)
    for job_goal_on, cv_on in person.plans:
        people.a_plan(citizen, job_goal_on, cv_on)
    for on in person.contacts:
        people.a_contact(citizen, on)
    for on, benefit in person.benefits:
        people.has_benefit(citizen, benefit, on)
