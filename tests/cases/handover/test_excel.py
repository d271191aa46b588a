"""The workbooks of the hand-overs: the list with what it says and its order, and the citizens of one."""

from datetime import date, datetime

import pytest

from accounts.models import AccessLogEntry, Role
from cases.handover.models import HandedOver, Handover
from cases.models import Unit
from tests import people
from tests.conftest import make_user
from tests.workbooks import about, opened, rows

pytestmark = pytest.mark.django_db
LIST = "/lister/overdragelser/excel/"
ONE = "/lister/overdragelsens-borgere/excel/?overdragelse="


@pytest.fixture
def made(manager, caseworker, leaver, three, form_token):
    """Two hand-overs: three citizens to Anna, one of them on to the manager."""
    common = {"municipality_id": "851", "by": manager}
    found = [
        Handover.objects.create(
            **{**common, "kind": "caseworker", "giver": leaver, "giver_name": "Lars Lund", "receiver": caseworker},
            **{"starts_on": date(2018, 3, 15), "reason": "=Lars rejser", "form_token": form_token()},
        ),
        Handover.objects.create(
            **{**common, "kind": "facilitator", "receiver": manager, "reason": "Anden grund"},
            **{"starts_on": date(2018, 3, 20), "form_token": form_token()},
        ),
    ]
    HandedOver.objects.bulk_create(HandedOver(handover=found[0], citizen=one) for one in three)
    HandedOver.objects.create(handover=found[1], citizen=three[0])
    return found


@pytest.fixture
def form_token():
    from uuid import uuid4

    return uuid4


def test_the_list_says_what_the_page_says(as_user, manager, made):
    found = {row["Begrundelse"]: row for row in rows(opened(as_user(manager).get(LIST)))}
    row = found["=Lars rejser"]
    assert isinstance(row.pop("Registreret"), datetime)
    assert row == {
        **{"Fra og med": datetime(2018, 3, 15), "Hvad": made[0].get_kind_display(), "Fra": "Lars Lund"},
        **{"Til": "anna", "Borgere": 3, "Overdraget af": "lone", "Begrundelse": "=Lars rejser"},
        "Fortrudt": None,
    }
    assert found["Anden grund"]["Fra"] is None


@pytest.mark.parametrize("order", ["number", "-number"])
def test_in_the_order_of_the_page(as_user, manager, made, order):
    page = as_user(manager).get(f"/overdragelser/?sort={order}")
    shown = [row.record.number for row in page.context["table"].rows]
    asked = page.content.decode()
    assert f"{LIST}?sort={order}" in asked
    assert [row["Borgere"] for row in rows(opened(as_user(manager).get(f"{LIST}?sort={order}")))] == shown
    assert shown == sorted([1, 3], reverse=order.startswith("-"))


def test_a_caseworker_gets_those_they_had_a_part_in_and_an_outsider_none(as_user, caseworker, outsider, made):
    assert [row["Begrundelse"] for row in rows(opened(as_user(caseworker).get(LIST)))] == ["=Lars rejser"]
    assert rows(opened(as_user(outsider).get(LIST))) == []
    for number in (made[0].pk, 999999999, "x", "", "9" * 30):
        assert as_user(outsider).get(f"{ONE}{number}").status_code == 404
    assert AccessLogEntry.objects.filter(action="refused", about="handover", username="bo").count() == 5


def test_of_one_hand_over_only_the_citizens_one_may_see(as_user, made, three):
    unit = Unit.objects.create(municipality_id="851", name="Huset")
    three[1].unit = unit
    three[1].save()
    people.a_member(name="Ikke overdraget", unit=unit)
    of_unit = make_user("ulla", Role.MANAGER, "851", unit=unit)
    book = opened(as_user(of_unit).get(f"{ONE}{made[0].pk}"))
    assert rows(book) == [
        {
            **{"Navn": "Bodil Birk", "Enhed": "Huset", "Gruppe": "1"},
            "Født": datetime.combine(three[1].born_on, datetime.min.time()),
        }
    ]
    assert (about(book)["Fra"], about(book)["Til"]) == ("Lars Lund", "anna")
