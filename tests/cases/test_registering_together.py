"""Two people at one registration: the second is told who did what, keeps what was typed, and decides."""

import re
import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client

from cases.changes import recorded_change
from cases.forms import ContactForm
from cases.models import Contact
from tests import people
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
SENT = {"kind": "samtale", "held_on": "2018-05-01", "by": "Carl", "reason": "Tastefejl"}


def browser_of(user) -> Client:
    """A browser with a session of its own."""
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.fixture
def contact(caseworker):
    return people.a_contact(people.a_member(group="1"), "2018-05-01", by="Carl")


@pytest.fixture
def anna(caseworker):
    return browser_of(caseworker)


@pytest.fixture
def bente(db):
    return browser_of(make_user("bente", "caseworker", "851", first_name="Bente", last_name="Bach"))


def at(contact, action: str = "ret") -> str:
    return f"/borgere/{contact.citizen_id}/kontakt/{contact.pk}/{action}/"


def opened(browser, address: str) -> dict:
    """The hidden marks of a form as it was opened."""
    page = browser.get(address).content.decode()
    return dict(re.findall(r'type="hidden" name="(version|owner)" value="([^"]*)"', page))


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_second_is_told_who_changed_what_and_keeps_the_typing(anna, bente, contact):
    marks = opened(anna, at(contact))
    bente.post(at(contact), {**SENT, **opened(bente, at(contact)), "held_on": "2018-05-04", "reason": "Forkert dag"})
    page = anna.post(at(contact), {**SENT, **marks, "by": "Carla", "reason": "Forkert navn"})
    shown = text(page)
    assert "En anden har rettet det imens" in shown and "Bente Bach" in shown and "Forkert dag" in shown
    assert "Dato: 1. maj 2018 → 4. maj 2018" in shown
    assert 'value="Carla"' in shown and "Forkert navn" in shown and "Gem min udgave alligevel" in shown
    assert 'name="held_on" value="2018-05-04"' in shown, "what Anna did not touch is as Bente left it"
    contact.refresh_from_db()
    assert (contact.by, contact.held_on) == ("Carl", date(2018, 5, 4))


def test_what_both_changed_is_as_one_typed_it(anna, bente, contact):
    marks = opened(anna, at(contact))
    bente.post(at(contact), {**SENT, **opened(bente, at(contact)), "held_on": "2018-05-04", "kind": "kontakt"})
    form = anna.post(at(contact), {**SENT, **marks, "held_on": "2018-05-07"}).context["form"]
    assert (form["held_on"].value(), form["kind"].value(), form["by"].value()) == ("2018-05-07", "kontakt", "Carl")
    assert anna.post(at(contact), form.data.dict()).status_code == 302
    contact.refresh_from_db()
    assert (contact.held_on, contact.kind) == (date(2018, 5, 7), "kontakt")


def test_the_company_the_hours_and_the_agreement_are_kept_too(anna, bente, contact):
    offer = people.an_offer(
        contact.citizen, "virksomhedspraktik", "2018-05-01", company=people.a_company("Bageriet", "13585628")
    )
    address = f"/borgere/{contact.citizen_id}/tilbud/{offer.pk}/ret/"
    sent = {"kind": offer.kind, "start": "2018-05-01", "company_name": "Bageriet", "cvr": "13585628", "reason": "Ret"}
    marks = opened(anna, address)
    theirs = {"company_name": "Slagteren", "cvr": "", "weekly_hours": "12,5", "agreed_ordinary_hours": "True"}
    assert bente.post(address, {**sent, **opened(bente, address), **theirs}).status_code == 302
    form = anna.post(address, {**sent, **marks, "agreed_tasks": "Pakker brød"}).context["form"]
    assert anna.post(address, form.data.dict()).status_code == 302
    offer.refresh_from_db()
    assert (offer.company.name, str(offer.weekly_hours), offer.agreed_ordinary_hours) == ("Slagteren", "12.50", True)
    assert offer.agreed_tasks == "Pakker brød"


def test_answers_are_kept_too(anna, bente, contact):
    asked = people.the_questionnaire("visitation")
    one = people.visited(contact.citizen, "2", "2018-05-02", questionnaire=asked, answers={"home": 2}, note="Talt")
    address = f"/borgere/{contact.citizen_id}/visitation/{one.pk}/ret/"
    sent = {"group": "2", "decided_on": "2018-05-02", "note": "Talt", "answer_home": "2", "reason": "Ret"}
    marks = opened(anna, address)
    assert bente.post(address, {**sent, **opened(bente, address), "answer_home": "4"}).status_code == 302
    form = anna.post(address, {**sent, **marks, "note": "Talt igennem"}).context["form"]
    assert (form["answer_home"].value(), form["note"].value()) == ("4", "Talt igennem")


def test_oneself_in_another_tab_is_called_you(anna, contact):
    marks = opened(anna, at(contact))
    anna.post(at(contact), {**SENT, **opened(anna, at(contact)), "held_on": "2018-05-04"})
    shown = text(anna.post(at(contact), {**SENT, **marks, "by": "Carla"}))
    assert "Du har selv rettet det imens" in shown and "<strong>Du</strong>" in shown and "En anden" not in shown


def test_sent_again_it_is_stored_knowingly(anna, bente, contact):
    marks = opened(anna, at(contact))
    bente.post(at(contact), {**SENT, **opened(bente, at(contact)), "held_on": "2018-05-04"})
    page = anna.post(at(contact), {**SENT, **marks, "by": "Carla"})
    newer = re.search(r'name="version" value="(\d+)"', page.content.decode()).group(1)
    assert newer != marks["version"]
    assert anna.post(at(contact), {**SENT, "version": newer, "by": "Carla"}).status_code == 302
    contact.refresh_from_db()
    assert (contact.by, contact.held_on) == ("Carla", date(2018, 5, 1))


@pytest.mark.parametrize("version", [10**15, 10**30])
def test_a_version_from_the_future_is_no_way_round(anna, bente, contact, version):
    bente.post(at(contact), {**SENT, **opened(bente, at(contact)), "held_on": "2018-05-04"})
    shown = text(anna.post(at(contact), {**SENT, "version": version, "by": "Carla"}))
    assert "En anden har rettet det imens" in shown and "1. maj 2018 → 4. maj 2018" in shown
    anna.post(at(contact, "slet"), {"version": version, "reason": "Væk"})
    contact.refresh_from_db()
    assert contact.by == "Carl"


def test_changed_once_more_it_is_told_once_more(anna, bente, contact):
    marks = opened(anna, at(contact))
    bente.post(at(contact), {**SENT, **opened(bente, at(contact)), "held_on": "2018-05-04"})
    newer = re.search(
        r'name="version" value="(\d+)"', text(anna.post(at(contact), {**SENT, **marks, "by": "A"}))
    ).group(1)
    bente.post(at(contact), {**SENT, **opened(bente, at(contact)), "held_on": "2018-05-05"})
    shown = text(anna.post(at(contact), {**SENT, "version": newer, "by": "A"}))
    assert "4. maj 2018 → 5. maj 2018" in shown and "1. maj 2018 → 4. maj 2018" not in shown


def test_the_same_correction_sent_twice_is_stored_once(anna, contact):
    marks = opened(anna, at(contact))
    for _time in range(2):
        assert anna.post(at(contact), {**SENT, **marks, "by": "Carla"}).status_code == 302
    assert contact.events.count() == 1


def test_a_change_there_and_back_is_no_obstacle(anna, bente, contact):
    marks = opened(anna, at(contact))
    for by in ("Carla", "Carl"):
        bente.post(at(contact), {**SENT, **opened(bente, at(contact)), "by": by})
    assert anna.post(at(contact), {**SENT, **marks, "by": "Carlo"}).status_code == 302


def test_deleted_meanwhile_the_typing_stays_readable(anna, bente, contact):
    marks = opened(anna, at(contact))
    bente.post(at(contact, "slet"), {**opened(bente, at(contact, "slet")), "reason": "Aldrig holdt"})
    page = anna.post(at(contact), {**SENT, **marks, "by": "Carla Carlsen"})
    assert page.status_code == 409
    shown = text(page)
    assert "Kontakten er allerede slettet af Bente Bach" in shown and "Aldrig holdt" in shown
    assert "Carla Carlsen" in shown and "Samtale" in shown
    assert not Contact.objects.exists()


def test_deleted_twice_says_so(anna, bente, contact):
    marks = opened(anna, at(contact, "slet"))
    bente.post(at(contact, "slet"), {**opened(bente, at(contact, "slet")), "reason": "Aldrig holdt"})
    again = anna.post(at(contact, "slet"), {**marks, "reason": "Aldrig holdt"}, follow=True)
    assert "Kontakten er allerede slettet af Bente Bach" in text(again) and again.redirect_chain
    assert "allerede slettet" in text(anna.get(at(contact), follow=True))


def test_nothing_is_deleted_that_changed_since_it_was_shown(anna, bente, contact):
    marks = opened(anna, at(contact, "slet"))
    bente.post(at(contact), {**SENT, **opened(bente, at(contact)), "by": "Carla"})
    page = anna.post(at(contact, "slet"), {**marks, "reason": "Væk"})
    assert "Carl → Carla" in text(page) and Contact.objects.exists()
    newer = re.search(r'name="version" value="(\d+)"', text(page)).group(1)
    assert anna.post(at(contact, "slet"), {"version": newer, "reason": "Væk"}).status_code == 302
    assert not Contact.objects.exists()


def test_an_outsider_is_not_told_of_a_deletion(anna, contact, outsider):
    anna.post(at(contact, "slet"), {**opened(anna, at(contact, "slet")), "reason": "Væk"})
    assert browser_of(outsider).get(at(contact)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_the_second_waits_and_is_told(caseworker):
    contact = people.a_contact(people.a_member(group="1"), "2018-05-01", by="Carl")
    form = ContactForm(
        {**SENT, "by": "Carla", "version": 0},
        citizen=contact.citizen,
        user=caseworker,
        instance=Contact.objects.get(pk=contact.pk),
    )
    assert form.is_valid()
    stored: list[bool] = []

    def store() -> None:
        stored.append(form.store())
        connection.close()

    with transaction.atomic(), recorded_change(caseworker, "Forkert dag"):
        Contact.objects.filter(pk=contact.pk).update(held_on="2018-05-04")
        second = threading.Thread(target=store)
        second.start()
        second.join(timeout=0.5)
        assert second.is_alive(), "the second did not wait for the first"
    second.join(timeout=10)
    assert stored == [False] and form.changed_meanwhile
    contact.refresh_from_db()
    assert (contact.by, contact.held_on) == ("Carl", date(2018, 5, 4))
