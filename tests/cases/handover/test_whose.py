"""Handing citizens over: who may, who is meant, and what is shown before anything is done."""

import re

import pytest

from accounts.models import AccessLogEntry, Role
from cases.handover.models import Handover
from cases.models import Citizen, Unit
from cases.person import changes_of
from tests import people
from tests.conftest import make_user

from .asking import NEW, confirm, hidden

pytestmark = pytest.mark.django_db


def test_a_manager_hands_all_of_a_leavers_citizens_over(as_user, ask, manager, caseworker, leaver, three):
    other = people.a_member(name="Dd", caseworker=manager)
    query = f"?hvad=caseworker&fra={leaver.pk}"
    page = ask(manager, query, caseworker)
    text = page.content.decode()
    assert "Overdrag 3 borgere" in text and "Lars Lund" in text and all(c.name in text for c in three)
    assert not Handover.objects.exists(), "nothing is done before it is confirmed"
    done = confirm(as_user(manager), query, page)
    made = Handover.objects.get()
    assert done["Location"] == f"/overdragelser/{made.pk}/"
    assert set(Citizen.objects.filter(caseworker=caseworker)) == set(three)
    other.refresh_from_db()
    assert other.caseworker == manager
    assert (made.giver, made.receiver, made.by, made.reason) == (leaver, caseworker, manager, "Lars rejser")
    for citizen in three:
        (change,) = changes_of(citizen)
        assert (change.by, change.reason) == ("lone", "Lars rejser")
        assert AccessLogEntry.objects.filter(action="change", about="handover", citizen_id=citizen.pk).count() == 1


def test_the_form_sent_twice_is_one_handover(as_user, ask, manager, caseworker, leaver, three):
    query = f"?hvad=caseworker&fra={leaver.pk}"
    page = ask(manager, query, caseworker)
    client = as_user(manager)
    assert confirm(client, query, page)["Location"] == confirm(client, query, page)["Location"]
    assert Handover.objects.count() == 1


def test_only_the_ticked_ones(as_user, ask, manager, caseworker, leaver, three):
    query = f"?hvad=caseworker&fra={leaver.pk}"
    page = ask(manager, query, caseworker, hvem="valgte", borger=[three[0].pk, three[2].pk])
    confirm(as_user(manager), query, page)
    assert set(Citizen.objects.filter(caseworker=caseworker)) == {three[0], three[2]}


def test_whoever_is_ticked_is_meant_and_nobody_else_even_where_all_is_chosen(
    as_user, ask, manager, caseworker, leaver, three
):
    query = f"?hvad=caseworker&fra={leaver.pk}"
    page = ask(manager, query, caseworker, hvem="alle", borger=[three[1].pk])
    assert "Overdrag 1 borger<" in page.content.decode()
    confirm(as_user(manager), query, page)
    assert list(Citizen.objects.filter(caseworker=caseworker)) == [three[1]]
    assert AccessLogEntry.objects.filter(action="change", about="handover").count() == 1
    assert not changes_of(three[0])
    assert "kun de markerede" in as_user(manager).get(NEW + query).content.decode()


def test_a_tick_is_a_choice_among_everybody(ask, manager, caseworker, three):
    page = ask(manager, "?hvad=caseworker&fra=any", caseworker, borger=[three[1].pk])
    assert "Overdrag 1 borger<" in page.content.decode()


def test_the_only_one_to_hand_over_from_is_chosen_already(as_user, caseworker, manager, leaver, three):
    own = people.a_member(name="Egen", caseworker=caseworker)
    page = as_user(caseworker).get(NEW)
    assert [citizen.pk for citizen in page.context["shown"]] == [own.pk]
    assert as_user(caseworker).get(NEW + f"?fra={leaver.pk}").context["form"] is None, "another is not replaced"
    assert as_user(manager).get(NEW).context["form"] is None, "a manager has a choice to make"


def test_a_caseworkers_number_is_no_facilitators(as_user, manager, leaver, three):
    assignment = people.a_facilitator(three[0], "2018-01-01", name="Frede Fjord")
    people.a_facilitator(three[1], "2018-01-01", name="Frida Falk")
    page = as_user(manager).get(NEW + f"?hvad=facilitator&fra={assignment.pk}")
    assert page.context["form"] is None and "Frede Fjord (1)" in page.content.decode()
    assert as_user(manager).get(NEW + f"?hvad=facilitator&fra=j{assignment.pk}").context["total"] == 1


def test_the_choices_never_stop_the_browser(as_user, manager, three):
    page = as_user(manager).get(NEW).content.decode()
    choices = page[page.index("handover-filters") : page.index("</form>", page.index("handover-filters"))]
    assert "fra" in choices and " required" not in choices


def test_those_left_out_are_told_by_reason_and_unit(ask, manager, leaver, three):
    units = [Unit.objects.create(municipality_id="851", name=name) for name in ("Hus A", "Hus B", "Hus C")]
    for citizen, unit in zip(three, (units[0], units[1], units[1]), strict=True):
        Citizen.objects.filter(pk=citizen.pk).update(unit=unit)
    receiver = make_user("ulla", Role.CASEWORKER, "851", unit=units[2])
    page = ask(manager, f"?hvad=caseworker&fra={leaver.pk}", receiver)
    told = [(group.unit.name, len(group.citizens)) for group in page.context["plan"].staying]
    assert told == [("Hus B", 2), ("Hus A", 1)]
    assert page.content.decode().index("3 borgere overdrages ikke") < page.content.decode().index("<details")


def test_ret_gives_the_form_back_as_it_was(as_user, ask, manager, caseworker, leaver, three):
    query = f"?hvad=caseworker&fra={leaver.pk}"
    page = ask(manager, query, caseworker, hvem="valgte", borger=[three[1].pk])
    back = as_user(manager).post(NEW + query, {**hidden(page), "ret": "1"}).content.decode()
    assert "Lars rejser" in back and re.search(rf'value="{three[1].pk}"[^>]* checked', back)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"reason": ""}, "Udfyld feltet"),
        ({"til": ""}, "Vælg en af"),
        ({"til": 999999}, "gyldig"),
        ({"hvem": "valgte"}, "mindst én"),
        ({"hvem": "valgte", "borger": "999999"}, "Listen er ændret"),
        ({"hvem": "valgte", "borger": "x"}, "Listen er ændret"),
        ({"token": "x"}, ""),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_done(ask, manager, caseworker, leaver, three, fields, says):
    page = ask(manager, f"?hvad=caseworker&fra={leaver.pk}", caseworker, **fields)
    assert page.context["form"].errors and says in page.content.decode()
    assert not Handover.objects.exists()


def test_everybody_at_once_is_no_choice(ask, manager, caseworker, three):
    assert "Vælg en enhed" in ask(manager, "?hvad=caseworker&fra=any", caseworker).content.decode()
    assert "Overdrag 3" in ask(manager, "?hvad=caseworker&fra=any&gruppe=1", caseworker).content.decode()


def test_a_caseworker_hands_over_their_own_and_nobody_elses(as_user, ask, caseworker, manager, leaver, three):
    own = people.a_member(name="Egen", caseworker=caseworker)
    page = as_user(caseworker).get(NEW + f"?hvad=caseworker&fra={leaver.pk}")
    assert page.context["form"] is None, "a colleague is no choice"
    query = f"?hvad=caseworker&fra={caseworker.pk}"
    confirm(as_user(caseworker), query, ask(caseworker, query, manager))
    own.refresh_from_db()
    assert own.caseworker == manager
    assert Citizen.objects.filter(caseworker=leaver).count() == 3


def test_another_municipalitys_people_are_never_meant(as_user, ask, manager, caseworker, outsider):
    people.a_member("810", name="Fremmed", caseworker=outsider)
    assert as_user(manager).get(NEW + f"?hvad=caseworker&fra={outsider.pk}").context["form"] is None
    people.a_member(name="Min")
    page = ask(manager, "?hvad=caseworker&fra=none", outsider)
    assert "til" in page.context["form"].errors
    assert "Fremmed" not in page.content.decode()


def test_who_the_receiver_could_not_see_is_left_out_and_told(as_user, ask, manager, leaver, three):
    mine = Unit.objects.create(municipality_id="851", name="Mit hus")
    Citizen.objects.filter(pk=three[0].pk).update(unit=mine)
    receiver = make_user("ulla", Role.CASEWORKER, "851", unit=mine)
    query = f"?hvad=caseworker&fra={leaver.pk}"
    page = ask(manager, query, receiver)
    assert "2 borgere overdrages ikke" in page.content.decode()
    confirm(as_user(manager), query, page)
    assert list(Citizen.objects.filter(caseworker=receiver)) == [three[0]]
