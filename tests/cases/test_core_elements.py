"""The six core elements: what puts each in place, what does not, and whom they concern."""

from datetime import date

import pytest

from cases.core_elements import core_elements, why_not
from cases.facts import add_facts
from cases.models import Company
from cases.timeline import timeline
from tests import people

pytestmark = pytest.mark.django_db
ON = date(2019, 8, 16)


@pytest.fixture
def citizen():
    return people.a_member(group="1", since="2018-01-01")


@pytest.fixture
def elements(citizen, caseworker):
    """Read the elements again, by name."""

    def read():
        registrations = [entry.registration for entry in timeline(citizen, caseworker)]
        add_facts(citizen, registrations, ON)
        names = ("goal", "facilitator", "match", "agreement", "resources", "follow_up")
        return dict(zip(names, core_elements(citizen, registrations, ON), strict=True))

    return read


def met(found) -> set[str]:
    return {name for name, element in found.items() if element.met}


def a_company(name="Bageriet"):
    return Company.objects.create(municipality_id="851", name=name)


def test_nothing_registered_is_nothing_in_place(elements):
    found = elements()
    assert met(found) == set()
    assert {element.slug for element in found.values()} == {"plan", "formidler", "tilbud", "kontakt"}


def test_a_goal_counts_with_its_date_and_not_before_it(citizen, elements):
    people.a_plan(citizen, job_goal="gartner")
    people.a_plan(citizen, job_goal_on="2019-08-17", job_goal="senere")
    assert met(elements()) == set()
    people.a_plan(citizen, job_goal_on="2019-08-16", job_goal="gartner")
    assert met(elements()) == {"goal"} and elements()["goal"].says == "gartner"


def test_a_goal_without_words_says_when(citizen, elements):
    people.a_plan(citizen, job_goal_on="2018-05-01", job_goal="")
    assert elements()["goal"].says == "Aftalt 1. maj 2018"


def test_the_facilitator_is_the_one_of_today(citizen, elements):
    people.a_facilitator(citizen, "2018-01-01", "2019-08-15")
    assert met(elements()) == set()
    people.a_facilitator(citizen, "2019-08-16")
    assert met(elements()) == {"facilitator"}


@pytest.mark.parametrize(
    ("kind", "start", "end", "matches"),
    [
        ("virksomhedspraktik", "2019-08-01", "2019-08-16", True),
        ("virksomhedspraktik", "2019-08-01", "2019-08-15", False),
        ("loentilskud", "2019-09-01", None, True),
        ("ordinaere_timer", "2019-08-01", None, True),
        ("mentor", "2019-08-01", None, False),
    ],
)
def test_a_match_is_a_company_now_or_agreed(citizen, elements, kind, start, end, matches):
    people.an_offer(citizen, kind, start, end, company=a_company())
    assert ("match" in met(elements())) is matches
    assert not matches or elements()["match"].says == "Bageriet"


def test_a_placement_without_a_company_is_no_match(citizen, elements):
    people.an_offer(citizen, "virksomhedspraktik", "2019-08-01")
    assert "match" not in met(elements())


def test_every_running_placement_needs_the_whole_agreement(citizen, elements):
    whole = {"weekly_hours": 12, "agreed_tasks": "Opvask", "agreed_ordinary_hours": True}
    people.an_offer(citizen, "virksomhedspraktik", "2019-08-01", **whole)
    assert "agreement" in met(elements())
    for lacking, words in (
        ({"weekly_hours": None}, "timer"),
        ({"agreed_tasks": " \n"}, "opgaver"),
        ({"agreed_ordinary_hours": False}, "ordinære timer"),
        ({"agreed_ordinary_hours": None}, "ordinære timer"),
    ):
        second = people.an_offer(citizen, "loentilskud", "2019-08-02", **{**whole, **lacking})
        agreement = elements()["agreement"]
        assert (agreement.met, agreement.says, agreement.registration) == (False, f"Mangler: {words}", second.pk)
        second.delete()


def test_an_agreement_about_what_is_over_or_to_come_is_none_now(citizen, elements):
    whole = {"weekly_hours": 12, "agreed_tasks": "Opvask", "agreed_ordinary_hours": True}
    people.an_offer(citizen, "virksomhedspraktik", "2019-08-01", "2019-08-15", **whole)
    people.an_offer(citizen, "virksomhedspraktik", "2019-08-17", **whole)
    assert "agreement" not in met(elements())


def test_follow_up_is_of_this_month(citizen, elements):
    people.a_contact(citizen, "2019-07-31")
    assert "follow_up" not in met(elements())
    assert elements()["follow_up"].says == "Seneste kontakt 31. juli 2019"
    people.a_contact(citizen, "2019-08-01", kind="kontakt")
    assert "follow_up" in met(elements())


def test_a_contact_of_a_later_day_is_not_held_yet(citizen, elements):
    people.a_contact(citizen, "2019-08-17")
    assert "follow_up" not in met(elements())


@pytest.mark.parametrize(
    ("group", "benefit", "says"),
    [
        ("", "kontanthjaelp", "ikke visiteret"),
        ("2", "kontanthjaelp", "rehabiliteringsteamet"),
        ("3", "kontanthjaelp", "social"),
        ("deferred", "kontanthjaelp", "udskudt"),
        ("1", "fleksjob", "kontanthjælpssystemet"),
        ("1", "doed", "ude af programmet"),
        ("1", "integrationsydelse", ""),
    ],
)
def test_whom_they_do_not_concern(caseworker, group, benefit, says):
    citizen = people.a_member(group=group, since="2018-01-01", benefit="")
    people.has_benefit(citizen, benefit, "2018-02-01")
    add_facts(citizen, [entry.registration for entry in timeline(citizen, caseworker)], ON)
    assert says in why_not(citizen) and bool(why_not(citizen)) is bool(says)
