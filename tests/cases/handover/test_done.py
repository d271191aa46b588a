"""What a hand-over does: facilitators too, never half, once though two press at once, and what is told of it."""

import threading
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from cases.handover.doing import ChangedMeanwhileError, Order, hand_over
from cases.handover.models import Handover, Kind
from cases.handover.plan import plan
from cases.models import Citizen, Facilitator, Unit
from tests import people
from tests.conftest import make_user

from .asking import confirm

pytestmark = pytest.mark.django_db


def test_a_facilitator_for_many_ends_the_former_the_day_before(as_user, ask, manager, facilitator_user, three):
    before = [people.a_facilitator(c, "2018-01-01", name="Frede Fjord") for c in three[:2]]
    people.a_facilitator(three[2], "2017-01-01", "2017-12-31", name="Frede Fjord")
    query = f"?hvad=facilitator&fra=j{before[0].pk}"
    page = ask(manager, query, facilitator_user, dag="2018-03-20")
    assert "Overdrag 2 borgere" in page.content.decode()
    confirm(as_user(manager), query, page)
    for citizen in three[:2]:
        periods = Facilitator.objects.filter(citizen=citizen).order_by("start").values_list("name", "start", "end")
        assert list(periods) == [
            ("Frede Fjord", date(2018, 1, 1), date(2018, 3, 19)),
            ("finn", date(2018, 3, 20), None),
        ]
    assert Facilitator.objects.filter(user=facilitator_user, created_by=manager).count() == 2


def test_who_cannot_get_a_new_facilitator_is_told_and_never_half_done(ask, manager, facilitator_user, three, as_user):
    same_day, already, dead = three
    people.a_facilitator(same_day, "2018-03-15", name="Frede Fjord")
    people.a_facilitator(already, "2018-01-01", name="finn")
    people.has_benefit(dead, "doed", "2018-02-01")
    page = ask(manager, "?hvad=facilitator&fra=any&gruppe=1", facilitator_user)
    text = page.content.decode()
    for said in ("begynder samme dag", "har allerede", "er død", "Der er ingen at overdrage"):
        assert said in text
    assert "Overdrag 3" not in text
    confirm(as_user(manager), "?hvad=facilitator&fra=any&gruppe=1", page)
    assert Facilitator.objects.count() == 2 and not Handover.objects.exists()


def test_a_facilitator_for_those_without_one(as_user, ask, manager, facilitator_user, three):
    people.a_facilitator(three[0], "2018-01-01")
    query = "?hvad=facilitator&fra=none&gruppe=1"
    confirm(as_user(manager), query, ask(manager, query, facilitator_user))
    assert set(Facilitator.objects.filter(user=facilitator_user).values_list("citizen", flat=True)) == {
        three[1].pk,
        three[2].pk,
    }


def test_the_second_manager_is_told_and_does_nothing(as_user, ask, manager, caseworker, leaver, three):
    query = f"?hvad=caseworker&fra={leaver.pk}"
    page = ask(manager, query, caseworker)
    Citizen.objects.filter(pk=three[0].pk).update(caseworker=manager)
    answer = confirm(as_user(manager), query, page)
    assert "Nogen har ændret noget" in answer.content.decode() and "Overdrag 2 borgere" in answer.content.decode()
    assert not Handover.objects.exists() and Citizen.objects.filter(caseworker=leaver).count() == 2
    assert confirm(as_user(manager), query, answer).status_code == 302


def test_one_who_comes_after_all_are_gone_is_told_too(as_user, ask, manager, caseworker, leaver, three):
    query = f"?hvad=caseworker&fra={leaver.pk}"
    page = ask(manager, query, caseworker)
    Citizen.objects.filter(caseworker=leaver).update(caseworker=manager)
    assert "Nogen har ændret noget" in confirm(as_user(manager), query, page).content.decode()


def test_a_refusal_of_the_database_does_nothing_and_is_readable(
    as_user, ask, manager, facilitator_user, three, monkeypatch
):
    for citizen in three:
        people.a_facilitator(citizen, "2018-03-15")
    monkeypatch.setattr("cases.handover.plan._why_not", lambda *args: None)
    query = "?hvad=facilitator&fra=any&gruppe=1"
    answer = confirm(as_user(manager), query, ask(manager, query, facilitator_user))
    assert "allerede en personlig jobformidler" in answer.content.decode()
    assert Facilitator.objects.filter(user=facilitator_user).count() == 0 and not Handover.objects.exists()


def test_the_number_of_statements_does_not_grow(manager, caseworker, leaver):
    counted = []
    for _round in range(2):
        for _number in range(5 + 20 * _round):
            people.a_member(caseworker=leaver)
        citizens = Citizen.objects.filter(caseworker=leaver)
        mark = plan(Kind.CASEWORKER, citizens.all(), caseworker, date(2018, 3, 15)).mark
        order = Order(Kind.CASEWORKER, (leaver, "Lars"), caseworker, date(2018, 3, 15), manager, "x", uuid4())
        with CaptureQueriesContext(connection) as captured:
            hand_over(order, citizens.all, mark)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_the_list_shows_each_their_own(as_user, ask, manager, caseworker, leaver, three, outsider, facilitator_user):
    query = f"?hvad=caseworker&fra={leaver.pk}"
    confirm(as_user(manager), query, ask(manager, query, caseworker))
    made = Handover.objects.get()
    text = as_user(caseworker).get("/overdragelser/").content.decode()
    assert "Overdraget til dig" in text and f"/overdragelser/{made.pk}/" in text
    for user, status in ((manager, 200), (leaver, 200), (facilitator_user, 404), (outsider, 404)):
        assert as_user(user).get(f"/overdragelser/{made.pk}/").status_code == status, user
    assert "Aase" in as_user(caseworker).get(f"/overdragelser/{made.pk}/").content.decode()


def test_a_citizen_one_no_longer_sees_is_counted_and_not_shown(as_user, ask, manager, caseworker, leaver, three):
    query = f"?hvad=caseworker&fra={leaver.pk}"
    confirm(as_user(manager), query, ask(manager, query, caseworker))
    units = [Unit.objects.create(municipality_id="851", name=name) for name in ("A", "B")]
    Citizen.objects.filter(pk=three[0].pk).update(unit=units[0])
    caseworker.unit = units[1]
    caseworker.save()
    text = as_user(caseworker).get(f"/overdragelser/{Handover.objects.get().pk}/").content.decode()
    assert "3 af borgerne kan du ikke se" in text and "Aase" not in text


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"kind": "konge"}])
def test_a_handover_without_sense_is_refused_by_the_database(manager, caseworker, wrong):
    fields = {
        "municipality_id": "851",
        "kind": "caseworker",
        "receiver": caseworker,
        "by": manager,
        "starts_on": date(2018, 3, 15),
        "reason": "x",
        "form_token": uuid4(),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.create(**{**fields, **wrong})


@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once(manager, caseworker, leaver, three):
    receivers = [caseworker, make_user("ulla", Role.CASEWORKER, "851")]
    mark = plan(Kind.CASEWORKER, Citizen.objects.filter(caseworker=leaver), caseworker, date(2018, 3, 15)).mark
    results, start = [], threading.Barrier(2)

    def go(receiver):
        order = Order(Kind.CASEWORKER, (leaver, "Lars"), receiver, date(2018, 3, 15), manager, "x", uuid4())
        start.wait()
        try:
            hand_over(order, lambda: Citizen.objects.filter(caseworker=leaver), mark)
            results.append("done")
        except ChangedMeanwhileError:
            results.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(receiver,)) for receiver in receivers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["done", "told"] and Handover.objects.count() == 1
    assert len(set(Citizen.objects.filter(pk__in=[c.pk for c in three]).values_list("caseworker", flat=True))) == 1
