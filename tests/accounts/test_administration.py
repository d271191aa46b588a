"""Administration: users with a role and a place, and readable refusals."""

import pytest

from accounts.models import AccessAction, AccessLogEntry, Role, User
from cases.models import Municipality, Unit
from tests import people

# Django's own administration pages ask their templates for much that is not there.
pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
ADD = "/admin/accounts/user/add/"
PASSWORD = "Solsikke-i-Marken-17"
NEW = {
    "username": "nina",
    "first_name": "Nina",
    "last_name": "Ny",
    "email": "",
    "usable_password": "true",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


@pytest.fixture
def add(as_user, administrator):
    """Send the form of a new user."""
    return lambda **fields: as_user(administrator).post(ADD, {**NEW, **fields})


def problems(response) -> str:
    assert response.status_code == 200, "the form was accepted"
    return str(response.context["adminform"].form.errors)


def test_a_new_caseworker_can_log_in(add, client):
    unit = Unit.objects.create(municipality_id="851", name="Huset")
    assert add(role=Role.CASEWORKER, municipality="851", unit=unit.pk).status_code == 302
    user = User.objects.get(username="nina")
    assert (user.role, user.municipality_id, user.unit) == (Role.CASEWORKER, "851", unit)
    client.logout()
    assert client.post("/konto/login/", {"login": "nina", "password": PASSWORD})["Location"] == "/"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"role": Role.CASEWORKER}, "skal have en kommune"),
        ({"role": Role.STAR, "municipality": "851"}, "skal have en kommune"),
        ({"role": Role.CASEWORKER, "municipality": "851", "username": "adam"}, "allerede"),
        ({"role": Role.CASEWORKER, "municipality": "851", "password2": "noget andet"}, "adgangskode"),
        ({"role": "konge", "municipality": "851"}, "konge"),
    ],
)
def test_refusals_are_readable(add, fields, says):
    assert says in problems(add(**fields))
    assert not User.objects.filter(username="nina").exists()


def test_a_unit_of_another_municipality_is_refused_at_its_field(add):
    unit = Unit.objects.create(municipality_id="810", name="Huset")
    assert "anden kommune" in problems(add(role=Role.CASEWORKER, municipality="851", unit=unit.pk))


def test_a_caseworker_with_citizens_stays_in_their_municipality(as_user, administrator, caseworker):
    people.a_member(caseworker=caseworker)
    fields = {"username": "anna", "first_name": "", "last_name": "", "email": "", "role": Role.CASEWORKER}
    change = f"/admin/accounts/user/{caseworker.pk}/change/"
    moved = as_user(administrator).post(change, {**fields, "municipality": "810", "is_active": "on"})
    assert "Flyt dem først" in problems(moved)
    assert as_user(administrator).post(change, {**fields, "municipality": "851"}).status_code == 302
    caseworker.refresh_from_db()
    assert not caseworker.is_active, "a user who leaves is made inactive"


def test_nothing_is_deleted_and_municipalities_are_for_looking(as_user, administrator, caseworker):
    client = as_user(administrator)
    assert client.post(f"/admin/accounts/user/{caseworker.pk}/delete/", {"post": "yes"}).status_code == 403
    aalborg = Municipality.objects.get(pk="851")
    assert client.get("/admin/cases/municipality/851/change/").status_code == 200
    assert client.post("/admin/cases/municipality/851/change/", {"name": "X"}).status_code == 403
    assert client.get("/admin/cases/municipality/add/").status_code == 403
    assert Municipality.objects.get(pk="851").name == aalborg.name


def test_a_grant_of_nothing_and_a_second_grant_are_refused(as_user, administrator):
    def grant(amount):
        fields = {"programme": "fsm1", "municipality": "851", "amount_dkk": amount, "approved_on": ""}
        return as_user(administrator).post("/admin/cases/grant/add/", fields)

    assert "større" in problems(grant(0))
    assert grant(1000).status_code == 302
    assert "allerede en bevilling" in problems(grant(2000))


def test_the_access_log_has_numbers_and_no_names(as_user, administrator, caseworker):
    citizen = people.a_member(name="Hemmelig Person")
    as_user(caseworker).get(f"/borgere/{citizen.pk}/")
    as_user(caseworker).get("/borgere/")
    page = as_user(administrator).get("/konto/adgangslog/").content.decode()
    assert "anna" in page and str(citizen.pk) in page and "Hemmelig" not in page
    assert AccessLogEntry.objects.filter(action=AccessAction.READ).count() == 2


@pytest.mark.parametrize(("query", "rows"), [("?username=ANNA", 1), ("?action=refused", 1), ("?on=2018-01-01", 0)])
def test_the_access_log_is_filtered(as_user, administrator, caseworker, query, rows):
    as_user(caseworker).get("/borgere/")
    as_user(administrator).get("/borgere/")
    assert as_user(administrator).get(f"/konto/adgangslog/{query}").context["table"].paginator.count == rows
