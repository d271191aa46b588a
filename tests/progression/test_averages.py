"""The municipality's averages: against a count in plain Python, and the edges of what is shown."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.models import Citizen, Programme, Unit
from progression.averages import averages
from progression.codes import Respondent
from progression.models import Progression
from tests import people

pytestmark = pytest.mark.django_db
ON = date(2018, 12, 31)
KEYS = ("energy", "support", "everyday")
FIRST = date(2018, 1, 1)


def found(citizens=None, respondent=Respondent.CITIZEN, on=ON):
    programme = Programme.objects.get(pk="fsm1")
    return averages(on, programme, Citizen.objects.all() if citizens is None else citizens, respondent)


def measured_alike(number: int, on: str, **answers):
    """Store the same answers of several people; return them."""
    citizens = [people.a_citizen() for _one in range(number)]
    for citizen in citizens:
        people.a_measurement(citizen, on, **answers)
    return citizens


def test_an_average_rests_on_three():
    citizens = measured_alike(2, "2018-02-01", energy=4)
    assert found().by_quarter["energy"] == {FIRST: (2, None)}
    people.a_measurement(people.a_citizen(), "2018-03-31", energy=1)
    assert found().by_quarter["energy"] == {FIRST: (3, Decimal(3))}
    assert found(Citizen.objects.filter(pk__in=[one.pk for one in citizens])).by_quarter["energy"][FIRST].value is None


def test_how_many_is_the_programmes():
    Programme.objects.filter(pk="fsm1").update(parameters={"suppress_below": 2})
    measured_alike(2, "2018-02-01", energy=4)
    assert found().by_quarter["energy"][FIRST].value == 4
    Programme.objects.filter(pk="fsm1").update(parameters={"suppress_below": "mange"})
    assert found().by_quarter["energy"][FIRST].value is None


def test_a_person_counts_once_in_a_quarter_with_the_latest_answer():
    for citizen in measured_alike(3, "2018-02-01", energy=1):
        people.a_measurement(citizen, "2018-03-31", energy=5)
        people.a_measurement(citizen, "2018-04-01", energy=3)
    assert found().by_quarter["energy"] == {FIRST: (3, Decimal(5)), date(2018, 4, 1): (3, Decimal(3))}


def test_first_against_latest_for_those_who_answered_that_question_twice():
    citizens = measured_alike(4, "2018-02-01", energy=2, support=2)
    for citizen in citizens[:3]:
        people.a_measurement(citizen, "2018-03-01", energy=1, everyday=5)
        people.a_measurement(citizen, "2018-08-01", energy=4)
    assert found().change == {"energy": (3, Decimal(2), Decimal(4))}
    people.Progression.objects.filter(citizen=citizens[0]).delete()
    assert found().change == {"energy": (2, None, None)}


def test_the_respondents_are_kept_apart_and_the_future_is_not_there():
    citizens = measured_alike(3, "2018-02-01", energy=2)
    for citizen in citizens:
        people.a_measurement(citizen, "2018-02-01", "caseworker", energy=5)
    assert found().by_quarter["energy"][FIRST].value == 2
    assert found(respondent=Respondent.CASEWORKER).by_quarter["energy"][FIRST].value == 5
    assert found(on=date(2018, 1, 31)).by_quarter == {}


def test_by_unit_also_for_those_without_one():
    house = Unit.objects.create(municipality_id="851", name="Huset")
    for unit, number in ((house, 3), (None, 4)):
        for _one in range(number):
            people.a_measurement(people.a_citizen(unit=unit), "2018-02-01", energy=number)
    assert found().by_unit == {
        (house.pk, FIRST): {"energy": (3, Decimal(3))},
        (None, FIRST): {"energy": (4, Decimal(4))},
    }
    assert found().by_quarter["energy"][FIRST].people == 7


def test_nobody_visible_is_nothing(star):
    measured_alike(3, "2018-02-01", energy=2)
    nothing = found(Citizen.objects.visible_to(star))
    assert nothing.by_quarter == nothing.by_unit == nothing.change == {}


ANSWERS = st.dictionaries(st.sampled_from(KEYS), st.integers(1, 5), min_size=1)
MEASUREMENTS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 330), ANSWERS), max_size=30, unique_by=lambda one: one[:2]
)


def quarter(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % 3, 1)


@settings(max_examples=25)
@given(measurements=MEASUREMENTS)
def test_the_same_as_counted_one_by_one(measurements):
    Progression.objects.all().delete()
    citizens = [people.a_citizen() for _one in range(6)]
    by_person = defaultdict(list)
    for number, after, answers in measurements:
        day = FIRST + timedelta(days=after)
        people.a_measurement(citizens[number], day, **answers)
        by_person[number] += [(key, day, value) for key, value in answers.items()]
    latest, courses = {}, defaultdict(list)
    for number, given_answers in by_person.items():
        for key, day, value in sorted(given_answers, key=lambda one: one[1]):
            latest[key, quarter(day), number] = value
            courses[key, number].append(value)
    expected = defaultdict(dict)
    for key, start in {one[:2] for one in latest}:
        values = [value for (k, s, _number), value in latest.items() if (k, s) == (key, start)]
        expected[key][start] = (len(values), Fraction(sum(values), len(values)) if len(values) >= 3 else None)
    got = found(Citizen.objects.filter(pk__in=[one.pk for one in citizens]))
    assert {k: {s: close(a) for s, a in of.items()} for k, of in got.by_quarter.items()} == {
        k: {s: close(a) for s, a in of.items()} for k, of in expected.items()
    }
    twice = {key: [c for (k, _n), c in courses.items() if k == key and len(c) > 1] for key in KEYS}
    assert {k: close(c) for k, c in got.change.items()} == {
        key: close((len(c), *(Fraction(sum(one[i] for one in c), len(c)) if len(c) >= 3 else None for i in (0, -1))))
        for key, c in twice.items()
        if c
    }


def close(numbers):
    """Averages to ten decimals: PostgreSQL rounds, fractions do not."""
    return tuple(None if one is None else round(float(one), 10) for one in numbers)
