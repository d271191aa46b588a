"""Every named address against every role: ``permissions_table`` says who gets what, and every address has a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.models import Grant
from reporting.closing import close_months
from reporting.months import Month
from tests import people
from tests.permissions_table import LOGIN, ROLES, TABLE, Row
from tests.reporting.aiming import a_target

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

#: All that is open without logging in. Nothing else is.
OPEN = {
    "health",
    "set_language",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "mfa_authenticate",
    "mfa_trust",
    "socialaccount_login_cancelled",
    "socialaccount_signup",
    "openid_connect_login",
    "openid_connect_callback",
}


def named_addresses(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Every name in the URLconf, with its namespaces; the administration is one name for all of it."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_addresses(pattern, inner) if inner != "admin:" else ["admin"]
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


NAMES = sorted(set(named_addresses(get_resolver())) - {"admin"})


@pytest.fixture
def cast(caseworker, facilitator_user, manager, star, administrator, outsider):
    """A user of each role; the outsider has a citizen of their own, so that they are nobody special."""
    own = people.a_member("810", caseworker=outsider)
    people.a_contact(own, "2018-01-01")
    people.an_agreement(people.a_company(municipality="810"))
    return {
        "anonymous": None,
        "caseworker": caseworker,
        "facilitator": facilitator_user,
        "manager": manager,
        "star": star,
        "administrator": administrator,
        "outsider": outsider,
    }


@pytest.fixture
def objects(request):
    """What the addresses name: a citizen of Aalborg, a contact of theirs, and (for the figures) a closed month."""
    citizen = people.a_member("851", group="1")
    if "reporting:" in request.node.name:
        close_months(Month(2018, 3), Month(2018, 3))
        Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=100, approved_on="2017-06-30")
    agreement = people.an_agreement(people.a_company())
    return {
        "company": agreement.company_id,
        "agreement": agreement.pk,
        "target": a_target([("2018-12-31", 5)]).pk,
        "citizen": citizen.pk,
        "contact": people.a_contact(citizen, "2018-01-01").pk,
    }


def answer(client: Any, name: str, row: Row, objects: dict[str, Any]) -> int | str:
    """Ask at an address; return the status, or LOGIN."""
    kwargs = {key: value[1:] if value.startswith("=") else objects[value] for key, value in row.kwargs.items()}
    response = getattr(client, row.method)(reverse(name, kwargs=kwargs), row.data)
    where = response.get("Location", "")
    if where.startswith(reverse("admin:login") + "?"):  # the administration's own login page only passes on
        where = client.get(where).get("Location", "")
    return LOGIN if where.startswith(reverse("account_login") + "?") else response.status_code


def test_every_address_has_a_row():
    assert set(NAMES) == set(TABLE), "a new address needs a row in TABLE; one that is gone needs none"


@pytest.mark.parametrize("name", NAMES)
def test_who_gets_what(client, as_user, cast, objects, name):
    row, got = TABLE[name], {}
    for role in ROLES:
        client.logout()
        got[role] = answer(as_user(cast[role]) if cast[role] else client, name, row, objects)
    assert got == {role: row.expected(role) for role in ROLES}


def test_openings_are_the_listed_ones():
    assert {name for name, row in TABLE.items() if row.anonymous not in (LOGIN, 401)} == OPEN & set(TABLE)


ADMIN_NAMES = [
    "admin:index",
    "admin:accounts_user_changelist",
    "admin:accounts_user_add",
    "admin:cases_unit_changelist",
    "admin:cases_municipality_changelist",
    "admin:cases_programme_changelist",
    "admin:cases_comparisongroup_changelist",
    "admin:cases_comparisongroup_add",
    "admin:cases_grant_add",
    "admin:questionnaires_questionnaire_changelist",
    "admin:questionnaires_questionnaire_add",
]


@pytest.mark.parametrize("name", ADMIN_NAMES)
def test_administration_is_for_administrators(client, as_user, cast, name):
    for role in ROLES:
        client.logout()
        status = answer(as_user(cast[role]) if cast[role] else client, name, Row(200), {})
        assert status == {"anonymous": LOGIN, "administrator": 200}.get(role, 403), role


def test_administration_holds_no_case():
    from accounts.admin import administration

    assert {model.__name__ for model in administration._registry} == {
        "User",
        "Unit",
        "Municipality",
        "ComparisonGroup",
        "Programme",
        "Grant",
        "Questionnaire",
    }
