"""Reference data in the administration: what cannot be changed, and what cannot be found out from it."""

import pytest

from cases.models import Grant, Programme, Unit
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
GRANTS = "/admin/cases/grant/"
LONG = "9" * 5000


@pytest.fixture
def admin(as_user, administrator):
    """A client logged in as administrator."""
    return as_user(administrator)


@pytest.fixture
def citizen(caseworker):
    """A citizen in Aalborg with a unit and a caseworker."""
    unit = Unit.objects.create(municipality_id="851", name="Huset")
    return people.a_member(caseworker=caseworker, unit=unit)


def fields(**other) -> dict:
    return {"programme": "fsm1", "municipality": "851", "amount_dkk": "1000", "approved_on": "", **other}


def test_programmes_are_for_looking(admin):
    before = Programme.objects.values().get(pk="fsm1")
    assert admin.get("/admin/cases/programme/fsm1/change/").status_code == 200
    sent = {"name": "X", "starts_on": "2020-01-01", "ends_on": "", "parameters": "{}"}
    assert admin.post("/admin/cases/programme/fsm1/change/", sent).status_code == 403
    assert admin.post("/admin/cases/programme/add/", {**sent, "code": "x"}).status_code == 403
    assert Programme.objects.values().get(pk="fsm1") == before


def test_a_grant_stays_where_it_is_and_its_history_says_who(admin, administrator):
    assert admin.post(f"{GRANTS}add/", fields()).status_code == 302
    grant = Grant.objects.get()
    moved = fields(programme="fsm2", municipality="810", amount_dkk="2000")
    assert admin.post(f"{GRANTS}{grant.pk}/change/", moved).status_code == 302
    grant.refresh_from_db()
    assert (grant.programme_id, grant.municipality_id, grant.amount_dkk) == ("fsm1", "851", 2000)
    known = [event.pgh_context.metadata for event in grant.events.order_by("pgh_id")]
    assert known and all(entry == {"user": administrator.pk, "reason": "administration"} for entry in known)


@pytest.mark.parametrize("name", ["programme", "municipality", "amount_dkk", "approved_on"])
@pytest.mark.parametrize("value", ["\x00", "x", "-1", "1e400", "9" * 30, LONG, "0000-00-00"])
def test_odd_values_are_refused_in_words(admin, name, value):
    assert admin.post(f"{GRANTS}add/", fields(**{name: value})).status_code in (200, 400)
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    "lookup",
    [
        "cases/unit/?citizens={0}",
        "cases/unit/?citizens__isnull=0",
        "cases/municipality/?citizens={0}",
        "cases/municipality/?users__citizens={0}",
        "accounts/user/?citizens={0}",
        "accounts/user/?municipality__citizens={0}",
        "accounts/user/?unit__citizens={0}",
        "accounts/user/?password__startswith=pbkdf2",
        "cases/grant/?municipality__citizens={0}",
        "cases/programme/?memberships__citizen={0}",
        "cases/unit/?_to_field=citizens&citizens={0}",
    ],
)
def test_no_list_tells_where_a_citizen_belongs(admin, citizen, lookup):
    assert admin.get("/admin/" + lookup.format(citizen.pk)).status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        "accounts/user/?role__exact=caseworker&is_active__exact=1&municipality__code__exact=851",
        "accounts/user/?municipality__isnull=True",
        "accounts/user/?q=anna&o=1&p=0",
        "cases/unit/?municipality__code__exact=851",
        "cases/municipality/?region=Nordjylland",
        "cases/grant/?programme__code__exact=fsm1&q=Aalborg",
    ],
)
def test_the_lists_own_filters_work(admin, address):
    assert admin.get("/admin/" + address).status_code == 200


def test_every_filter_a_list_offers_can_be_followed(admin, citizen):
    for page in ("accounts/user", "cases/unit", "cases/municipality", "cases/grant"):
        listing = admin.get(f"/admin/{page}/").context["cl"]
        offered = [choice["query_string"] for spec in listing.filter_specs for choice in spec.choices(listing)]
        assert {admin.get(f"/admin/{page}/{query}").status_code for query in offered} <= {200}, page


@pytest.mark.parametrize("page", ["", "add/"])
def test_an_odd_key_field_is_refused(admin, page):
    assert admin.get(f"/admin/cases/unit/{page}?_to_field=citizens").status_code == 400
