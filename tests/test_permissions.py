"""Every named address against every role. The table says who gets what; an address without a row fails.

A row gives the answer's status for each role, or LOGIN for "sent to the login page". The outsider is a
caseworker of another municipality who owns objects of their own; the objects asked for are Aalborg's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.models import Grant
from reporting.closing import close_months
from reporting.months import Month
from tests import people
from tests.reporting.aiming import a_target

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

LOGIN = "login"
ROLES = ("anonymous", "caseworker", "facilitator", "manager", "star", "administrator", "outsider")

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


@dataclass(frozen=True)
class Row:
    """Who gets what at one address. ``everybody`` holds for all roles that log in and are not named."""

    everybody: int
    anonymous: int | str = LOGIN
    only: dict[str, int] = field(default_factory=dict)
    kwargs: dict[str, str] = field(default_factory=dict)
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)

    def expected(self, role: str) -> int | str:
        """The status ``role`` gets."""
        return self.anonymous if role == "anonymous" else self.only.get(role, self.everybody)


def people_page(status: int = 200, outsider: int = 404, **rest: Any) -> Row:
    """A page about one citizen: Aalborg's staff see it; others' staff find nothing; nobody else may ask."""
    return Row(status, only={"outsider": outsider, "star": 403, "administrator": 403}, **rest)


CITIZEN = {"pk": "citizen"}
NOBODYS_FILE = {"key": "=00000000-0000-4000-8000-000000000000"}
PLACE = {"code": "=851"}
MONTH = {"month": "=2018-03"}
RELEASE = {**MONTH, "version": "=1"}
GRANT = {"programme": "=fsm1", **PLACE}
INSTALMENT = {**GRANT, "number": "=1"}
TARGET = {**PLACE, "number": "target"}
CONTACT = {"pk": "citizen", "slug": "=kontakt", "registration": "contact"}

COMPANY = {"number": "company"}

TABLE: dict[str, Row] = {
    "home": Row(302),
    "health": Row(200, anonymous=200),
    "set_language": Row(302, anonymous=302, method="post", data={"language": "en"}),
    # --- one's own account ---------------------------------------------------------------------
    "account_login": Row(302, anonymous=200),
    "account_logout": Row(200, anonymous=302),
    "account_inactive": Row(200, anonymous=200),
    "account_signup": Row(302, anonymous=200),
    "account_reauthenticate": Row(200),
    "account_change_password": Row(200),
    "account_set_password": Row(302),
    "mfa_index": Row(200),
    "mfa_authenticate": Row(302, anonymous=302),
    "mfa_reauthenticate": Row(302),
    "mfa_activate_totp": Row(302),
    "mfa_deactivate_totp": Row(404),
    "mfa_view_recovery_codes": Row(404),
    "mfa_generate_recovery_codes": Row(302),
    "mfa_download_recovery_codes": Row(404),
    "socialaccount_login_cancelled": Row(200, anonymous=200),
    "socialaccount_login_error": Row(401),
    "socialaccount_signup": Row(302, anonymous=302),
    "socialaccount_connections": Row(200),
    "openid_connect_login": Row(404, anonymous=404, kwargs={"provider_id": "=kommune"}),
    "openid_connect_callback": Row(404, anonymous=404, kwargs={"provider_id": "=kommune"}),
    "accounts:access_log": Row(403, only={"administrator": 200}),
    "lists:excel": people_page(outsider=200, kwargs={"name": "=borgere"}),
    "lists:export": Row(404, kwargs=NOBODYS_FILE),
    "lists:download": Row(404, kwargs=NOBODYS_FILE),
    "lists:again": Row(404, kwargs=NOBODYS_FILE, method="post"),
    # --- cases ---------------------------------------------------------------------------------
    "cases:list": people_page(outsider=200),
    "cases:search": people_page(302, outsider=302, method="post"),
    "cases:case": people_page(kwargs=CITIZEN),
    "cases:cpr": people_page(kwargs=CITIZEN, method="post"),
    "cases:person": Row(
        200, only={"facilitator": 403, "star": 403, "administrator": 403, "outsider": 404}, kwargs=CITIZEN
    ),
    "cases:handovers": people_page(outsider=200),
    "cases:handover": people_page(404, kwargs={"pk": "=999999"}),
    "cases:handover_new": Row(200, only={"facilitator": 403, "star": 403, "administrator": 403}),
    "cases:history": people_page(kwargs=CITIZEN),
    "cases:access": Row(403, only={"manager": 200}, kwargs=CITIZEN),
    "cases:add": people_page(kwargs={"pk": "citizen", "slug": "=kontakt"}),
    "cases:change": people_page(kwargs=CONTACT),
    "cases:delete": people_page(kwargs=CONTACT),
    "cases:continue": people_page(404, kwargs=CONTACT),  # a contact has no next step
    "cases:companies": people_page(outsider=200),
    "cases:company_add": people_page(outsider=200),
    "cases:company_suggestions": people_page(outsider=200, method="post"),
    "cases:company_search": people_page(302, outsider=302, method="post"),
    "cases:company_merge_search": people_page(302, kwargs=COMPANY, method="post"),
    "cases:company": people_page(kwargs=COMPANY),
    "cases:company_history": people_page(kwargs=COMPANY),
    "cases:company_change": people_page(kwargs=COMPANY),
    "cases:company_merge": people_page(kwargs=COMPANY),
    "cases:company_offer": people_page(kwargs=COMPANY),
    "cases:agreement_add": people_page(kwargs=COMPANY),
    "cases:agreement_change": people_page(kwargs={**COMPANY, "agreement": "agreement"}),
    "cases:agreement_delete": people_page(kwargs={**COMPANY, "agreement": "agreement"}),
    "papers:summary": people_page(kwargs=CITIZEN),
    "papers:dossier": people_page(kwargs=CITIZEN),
    # --- the working day -----------------------------------------------------------------------
    "visitation:day": people_page(outsider=200),
    "visitation:overview": Row(403, only={"manager": 200}),
    "progression:overview": people_page(outsider=200),
    # --- figures: STAR and municipal staff see what is closed, the present is its own municipality's ------------
    "reporting:municipality": Row(302, only={"star": 403, "administrator": 403}),
    "reporting:preliminary": Row(200, only={"star": 404, "administrator": 404, "outsider": 404}, kwargs=PLACE),
    "reporting:choose": Row(302, kwargs=PLACE, data={"maaned": "2018-03.1"}),
    "reporting:municipality_month": Row(200, only={"administrator": 403, "outsider": 404}, kwargs={**PLACE, **MONTH}),
    # The month is closed and not published: its own municipality and the agency have it, nobody else.
    "reporting:municipality_file": Row(
        200, only={"administrator": 403, "outsider": 404}, kwargs={**PLACE, **MONTH, "form": "=csv"}
    ),
    "reporting:evidence": Row(200, only={"administrator": 404, "outsider": 404}, kwargs=INSTALMENT),
    "reporting:evidence_file": Row(404, kwargs={**INSTALMENT, "version": "=1", "form": "=pdf"}),
    "reporting:evidence_annex": people_page(kwargs={**GRANT, "number": "=2"}),
    "reporting:country_file": Row(404, only={"administrator": 403, "star": 200}, kwargs={**MONTH, "form": "=csv"}),
    "reporting:figure_change": people_page(kwargs={**PLACE, **MONTH, "key": "=company_track"}),
    "reporting:full_time": Row(404, only={"caseworker": 200, "facilitator": 200, "manager": 200}, kwargs=PLACE),
    "reporting:country": Row(200, only={"administrator": 403}),  # no month is published
    "reporting:country_month": Row(404, only={"administrator": 403, "star": 200}, kwargs=MONTH),
    "reporting:targets": Row(404, only={"caseworker": 200, "facilitator": 200, "manager": 200}, kwargs=PLACE),
    "reporting:target": Row(404, only={"caseworker": 200, "facilitator": 200, "manager": 200}, kwargs=TARGET),
    "reporting:target_new": Row(404, only={"caseworker": 403, "facilitator": 403, "manager": 200}, kwargs=PLACE),
    "reporting:target_change": Row(404, only={"caseworker": 403, "facilitator": 403, "manager": 200}, kwargs=TARGET),
    "reporting:target_delete": Row(404, only={"caseworker": 403, "facilitator": 403, "manager": 200}, kwargs=TARGET),
    "reporting:group2": Row(200, only={"administrator": 403}),
    "reporting:group2_quarter": Row(404, only={"administrator": 403, "star": 200}, kwargs={"quarter": "=2018-K1"}),
    "reporting:group2_file": Row(
        404, only={"administrator": 403, "star": 200}, kwargs={"quarter": "=2018-K1", "form": "=csv"}
    ),
    "reporting:offers": Row(302, only={"star": 200, "administrator": 403}),
    "reporting:offers_period": Row(200, only={"star": 404, "administrator": 403}, kwargs={"period": "=2018-K1"}),
    "reporting:own_status": Row(302, only={"star": 403, "administrator": 403}),
    "reporting:status": Row(200, only={"star": 404, "administrator": 404, "outsider": 404}, kwargs=PLACE),
    "reporting:status_file": Row(
        200,
        only={"star": 404, "administrator": 404, "outsider": 404},
        kwargs={**PLACE, "form": "=csv"},
        data={"dato": "2018-03-02"},
    ),
    "reporting:definitions": Row(200),
    "reporting:releases": Row(200),
    "reporting:release": Row(404, only={"star": 200, "administrator": 403}, kwargs=RELEASE),
    "reporting:release_check": Row(403, only={"star": 302}, kwargs=RELEASE, method="post"),
    "reporting:release_approve": Row(403, only={"star": 400}, kwargs=RELEASE, method="post"),
    "reporting:release_withdraw": Row(403, only={"star": 400}, kwargs=RELEASE, method="post"),
    "reporting:release_correct": Row(403, only={"star": 400}, kwargs=RELEASE, method="post"),
    "reporting:api_openapi": Row(200, anonymous=401, only={"administrator": 403}),
    "reporting:api_releases": Row(200, anonymous=401, only={"administrator": 403}),
    "reporting:api_release": Row(
        404, anonymous=401, only={"administrator": 403}, kwargs={**RELEASE, "programme": "=fsm1"}
    ),
    "reporting:api_file": Row(
        404,
        anonymous=401,
        only={"administrator": 403},
        kwargs={**RELEASE, "programme": "=fsm1", "report": "=monthly", "place": "=dk", "form": "=json"},
    ),
    "reporting:figure_people": people_page(kwargs={**PLACE, **MONTH, "key": "=company_track"}),
    "reporting:definition": Row(200, kwargs={"key": "=company_track"}),
    # --- the instalments: a municipality's own staff and the agency ---------------------------------------------
    "reporting:instalments": Row(302, only={"star": 200, "administrator": 403, "outsider": 200}),
    "reporting:grants_workbook": Row(403, only={"star": 200}),
    "reporting:lacking": people_page(data={"program": "fsm1", "rate": "3"}),
    "reporting:grant": Row(200, only={"administrator": 404, "outsider": 404}, kwargs=GRANT),
    "reporting:part_account": Row(403, only={"administrator": 404, "outsider": 404}, kwargs=GRANT, method="post"),
    "reporting:claim_step": Row(
        403,
        only={"manager": 200, "administrator": 404, "outsider": 404},
        kwargs={**GRANT, "number": "=1", "name": "=claimed"},
        method="post",
    ),
    "reporting:star": Row(403, only={"star": 302}),
    "reporting:star_month": Row(403, only={"star": 200}, kwargs=MONTH),
    "reporting:star_render": Row(403, only={"star": 404}, kwargs={"month": "=2018-04"}, method="post"),
    "reporting:star_progress": Row(403, only={"star": 200}, kwargs=MONTH),
    "reporting:star_zip": Row(403, only={"star": 404}, kwargs=MONTH),  # no file is rendered yet
    "reporting:stored_file": Row(404, only={"administrator": 403}, kwargs={"number": "=999999"}),
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
