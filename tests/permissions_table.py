"""Who gets what at every named address.

A row gives the answer's status for each role, or LOGIN for "sent to the login page". The outsider is a
caseworker of another municipality who owns objects of their own; the objects asked for are Aalborg's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LOGIN = "login"
ROLES = ("anonymous", "caseworker", "facilitator", "manager", "star", "administrator", "outsider")


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
    "cases:handover_undo": people_page(404, kwargs={"pk": "=999999"}),
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
    "reporting:offers_file": Row(
        200,
        only={"star": 404, "administrator": 403},
        kwargs={"period": "=2018-K1", "whose": "=kommunen", "form": "=csv"},
    ),
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
    "reporting:api_definitions": Row(200, anonymous=401, only={"administrator": 403}),
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
