"""All registrations in one statement, and the facts read from them: the same as the models and the list say."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from cases.beside import beside
from cases.current import with_facts
from cases.facts import add_facts
from cases.models import Citizen, Company
from cases.registered import registered
from cases.registrations import all_kinds
from tests import people

pytestmark = pytest.mark.django_db
FACTS = ("group", "group_since", "benefit", "benefit_since", "match_category", "facilitator", "offer_kinds")


def values(registration) -> dict:
    return {field.attname: getattr(registration, field.attname) for field in registration._meta.concrete_fields}


def test_each_row_comes_back_as_its_model_reads_it(caseworker):
    citizen = people.a_member(group="deferred")
    company = Company.objects.create(municipality_id="851", name="Bageriet")
    people.an_offer(
        citizen, "loentilskud", "2018-01-01", "2018-02-01", weekly_hours="12.25", company=company, created_by=caseworker
    )
    people.an_offer(citizen, "mentor", "2018-01-01", agreed_ordinary_hours=False)
    people.a_contact(citizen, "2018-03-01", by='Ægir "Å" \\ Ørn')
    people.a_plan(citizen, job_goal_on="2018-03-01")
    people.a_referral(citizen, "2018-04-01", "2018-05-01", "2018-06-01", "fleksjob")
    people.a_measure(citizen, "bostoette", "2018-01-01")
    people.a_facilitator(citizen, "2018-01-01")
    people.a_contact(people.a_member(), "2018-03-01")
    found = {(kind.slug, one.pk): values(one) for kind, one in registered(citizen, caseworker)}
    expected = {
        (kind.slug, one.pk): values(one) for kind in all_kinds() for one in kind.model.objects.filter(citizen=citizen)
    }
    assert found == expected and len(found) == 9


def test_authors_and_companies_are_there_without_more_queries(caseworker, django_assert_num_queries):
    citizen = people.a_member()
    company = Company.objects.create(municipality_id="851", name="Bageriet")
    for _ in range(3):
        people.an_offer(citizen, "loentilskud", "2018-01-01", company=company, created_by=caseworker)
    found = registered(citizen, caseworker)
    with django_assert_num_queries(0):
        assert {one.company.name for kind, one in found if kind.slug == "tilbud"} == {"Bageriet"}
        assert {one.created_by.username for kind, one in found if kind.slug == "tilbud"} == {"anna"}


def test_who_may_not_see_the_citizen_gets_nothing(outsider, star):
    citizen = people.a_member(group="1")
    assert registered(citizen, outsider) == [] and registered(citizen, star) == []


@pytest.mark.parametrize("seed", range(6))
def test_the_facts_of_the_case_are_those_of_the_list(caseworker, seed):
    random, citizen, on = Random(seed), people.a_member(benefit=""), date(2018, 6, 15)
    days = random.sample([on + timedelta(days=offset) for offset in range(-12, 5)], 9)
    for number, day in enumerate(days):
        people.has_benefit(citizen, random.choice(["kontanthjaelp", "job"]), day, random.choice(["", "jobparat"]))
        people.visited(citizen, random.choice(["1", "2"]), day)
        people.an_offer(
            citizen, random.choice(["mentor", "loentilskud"]), day, random.choice([None, day, max(day, on)])
        )
        if number < 2:
            people.a_facilitator(citizen, day, day, name=f"F{number}")
    listed = with_facts(Citizen.objects.filter(pk=citizen.pk), on).get()
    add_facts(citizen, [one for _kind, one in registered(citizen, caseworker)], on)
    assert {name: getattr(citizen, name) for name in FACTS} == {name: getattr(listed, name) for name in FACTS}


def test_the_facts_of_nothing_are_nothing(caseworker):
    citizen = people.a_member(benefit="")
    listed = with_facts(Citizen.objects.filter(pk=citizen.pk), date(2018, 6, 15)).get()
    add_facts(citizen, [], date(2018, 6, 15))
    assert {name: getattr(citizen, name) for name in FACTS} == {name: getattr(listed, name) for name in FACTS}


@pytest.mark.parametrize("number", [1, 1_000_000])
def test_beside_a_form_what_was_registered_last_comes_first_whatever_its_number(caseworker, number):
    citizen, held = people.a_member(), date(2018, 3, 1)
    people.a_contact(citizen, held, pk=number, created_at=datetime(2018, 3, 2, 8, tzinfo=UTC))
    people.an_offer(citizen, "mentor", held, pk=1000, created_at=datetime(2018, 3, 2, 9, tzinfo=UTC))
    assert [entry.kind.slug for entry in beside(citizen, caseworker)["latest"]][:2] == ["tilbud", "kontakt"]
