"""Handing citizens over: who may, what is shown first, what is then done, and that it is never half."""

import re
import threading
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessLogEntry, Role
from cases.handover.doing import ChangedMeanwhileError, Order, hand_over
from cases.handover.models import Handover, Kind
from cases.handover.plan import plan
from cases.models import Citizen, Facilitator, Unit
from cases.person import changes_of
from tests import people
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
NEW = "/overdragelser/ny/"


@pytest.fixture(autouse=True)
def day(settings):
    settings.DEMO_DAY = date(2018, 3, 15)


@pytest.fixture
def leaver():
    return make_user("lars", Role.CASEWORKER, "851", first_name="Lars", last_name="Lund")


@pytest.fixture
def three(leaver):
    names = ("Aase Aggersø", "Bodil Birk", "Cleo Clausen")
    return [people.a_member(name=name, group="1", caseworker=leaver) for name in names]


def hidden(page) -> dict:
    """Return the hidden fields of the confirmation, as a browser sends them."""
    found: dict = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def ask(as_user):
    """Fill in the form as a user; what is not named is usual."""

    def post(user, query, receiver, **fields):
        sent = {"hvem": "alle", "til": receiver.pk, "reason": "Lars rejser", "token": uuid4(), "dag": "2018-03-15"}
        return as_user(user).post(NEW + query, {**sent, **fields})

    return post


def confirm(client, query, page):
    return client.post(NEW + query, {**hidden(page), "bekraeft": "1"})


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
