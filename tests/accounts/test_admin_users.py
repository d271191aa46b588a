"""What an administrator may not do to themself, and what is logged of what they do to others."""

import pytest

from accounts.models import AccessAction, AccessLogEntry, Role

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
PASSWORD = "Solsikke-i-Marken-17"


def change(user, what="change") -> str:
    return f"/admin/accounts/user/{user.pk}/{what}/"


def fields(user, **other) -> dict:
    kept = {"username": user.username, "first_name": "", "last_name": "", "email": "", "role": user.role}
    return {**kept, "municipality": user.municipality_id or "", "is_active": "on", **other}


def logged() -> list[tuple]:
    return list(AccessLogEntry.objects.order_by("pk").values_list("username", "action", "about"))


def test_an_administrator_stays_what_they_are(as_user, administrator):
    sent = fields(administrator, first_name="Adam", role=Role.MANAGER, municipality="851")
    del sent["is_active"]
    assert as_user(administrator).post(change(administrator), sent).status_code == 302
    administrator.refresh_from_db()
    assert administrator.first_name == "Adam", "the name is theirs to change"
    assert (administrator.role, administrator.municipality, administrator.is_active) == (Role.ADMINISTRATOR, None, True)
    assert logged() == []


@pytest.mark.parametrize(
    "other", [{"role": Role.MANAGER}, {"municipality": "810"}, {"is_active": ""}], ids=["role", "place", "active"]
)
def test_a_change_of_what_another_may_see_is_logged(as_user, administrator, caseworker, other):
    sent = {name: value for name, value in fields(caseworker, **other).items() if value}
    assert as_user(administrator).post(change(caseworker), sent).status_code == 302
    assert logged() == [("adam", AccessAction.CHANGE, "user: role")]


def test_a_change_of_name_alone_is_not_logged(as_user, administrator, caseworker):
    sent = fields(caseworker, first_name="Anna")
    assert as_user(administrator).post(change(caseworker), sent).status_code == 302
    assert logged() == []


def test_a_new_user_is_logged(as_user, administrator):
    new = {"username": "nina", "role": Role.MANAGER, "municipality": "851", "usable_password": "true"}
    sent = {**new, "password1": PASSWORD, "password2": PASSWORD}
    assert as_user(administrator).post("/admin/accounts/user/add/", sent).status_code == 302
    assert logged() == [("adam", AccessAction.ADD, "user: role")]


@pytest.mark.parametrize(
    "sent",
    [
        {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD},
        {"usable_password": "false", "unset-password": "1"},
    ],
    ids=["set", "taken"],
)
def test_a_password_that_is_reset_is_logged(as_user, administrator, caseworker, sent):
    assert as_user(administrator).post(change(caseworker, "password"), sent).status_code == 302
    assert logged() == [("adam", AccessAction.CHANGE, "user: password")]


def test_a_refused_password_is_not_logged(as_user, administrator, caseworker):
    sent = {"usable_password": "true", "password1": PASSWORD, "password2": "noget andet"}
    assert as_user(administrator).post(change(caseworker, "password"), sent).status_code == 200
    assert as_user(administrator).get("/admin/accounts/user/abc/password/").status_code == 404
    assert logged() == []


def test_nobody_takes_away_their_own_password(as_user, administrator):
    sent = {"usable_password": "false", "unset-password": "1"}
    assert as_user(administrator).post(change(administrator, "password"), sent).status_code == 403
    administrator.refresh_from_db()
    assert administrator.has_usable_password()
