"""The history of a case: registrations and the citizen's own data in one order, each with who and why."""

from datetime import UTC, datetime

import pgtrigger
import pytest

from cases.changes import recorded_change
from cases.models import Citizen, Contact, Unit
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen():
    return people.a_member(name="Berit Berg", cpr="0101701234")


@pytest.fixture
def lines(as_user, caseworker, citizen):
    """The lines of the page, as asked by an address."""
    return lambda query="": as_user(caseworker).get(f"/borgere/{citizen.pk}/historik/{query}").context["lines"]


def at_minute(model, minute: int) -> None:
    """Date the latest former version of ``model``: in a test they all share the transaction's time."""
    events = model._meta.get_field("events").related_model.objects
    latest = events.order_by("-pgh_id").first()
    with pgtrigger.ignore():  # former versions cannot be changed otherwise
        events.filter(pk=latest.pk).update(pgh_created_at=datetime(2019, 8, 1, 8, minute, tzinfo=UTC))


@pytest.fixture
def changed(citizen, caseworker):
    """A change of name, then of a contact, then of unit, number and caseworker."""
    contact = people.a_contact(citizen, "2018-05-01")
    with recorded_change(caseworker, "Gift"):
        citizen.name = "Berit Bang"
        citizen.save()
    at_minute(Citizen, 1)
    with recorded_change(caseworker, "Tastefejl"):
        contact.held_on = people.day("2018-05-02")
        contact.save()
    at_minute(Contact, 2)
    with recorded_change(caseworker, "Ny sag"):
        citizen.unit = Unit.objects.create(municipality_id="851", name="Huset")
        citizen.caseworker, citizen.cpr = caseworker, "0707614285"
        citizen.save()
    at_minute(Citizen, 3)
    return citizen


def test_the_citizens_own_data_stand_among_the_registrations_newest_first(lines, changed):
    found = lines()
    assert [(line.kind.slug, line.reason, line.by) for line in found] == [
        ("stamdata", "Ny sag", "anna"),
        ("kontakt", "Tastefejl", "anna"),
        ("stamdata", "Gift", "anna"),
    ]
    assert [(item.field, item.before, item.after) for item in found[2].differences] == [
        ("Navn", "Berit Berg", "Berit Bang")
    ]
    assert {item.field for item in found[0].differences} == {"CPR-nummer", "Enhed", "Sagsbehandler"}


def test_a_number_is_never_repeated(as_user, caseworker, changed):
    text = as_user(caseworker).get(f"/borgere/{changed.pk}/historik/").content.decode()
    assert "tidligere nummer" in text and "010170" not in text and "070761" not in text


def test_the_own_data_can_be_shown_alone_and_are_counted(as_user, caseworker, changed):
    page = as_user(caseworker).get(f"/borgere/{changed.pk}/historik/?vis=stamdata")
    assert [(kind.slug, count) for kind, count in page.context["kinds"]] == [("stamdata", 2), ("kontakt", 1)]
    assert (page.context["chosen"], page.context["all"], len(page.context["lines"])) == ("stamdata", 3, 2)


def test_a_case_whose_own_data_never_changed_does_not_offer_them(as_user, caseworker, citizen):
    page = as_user(caseworker).get(f"/borgere/{citizen.pk}/historik/?vis=stamdata")
    assert page.context["chosen"] == "" and "Stamdata" not in page.content.decode()
    assert "Intet i sagen er blevet rettet" in page.content.decode()


def test_a_save_that_changes_nothing_is_no_line(lines, citizen):
    citizen.save()
    assert lines() == []
