"""The visitation form offers the groups of the citizen's programme, and no other is taken."""

import pytest

from tests import people
from visitation.models import Visitation

pytestmark = pytest.mark.django_db
GROUPS = 'name="group" value="{}"'


@pytest.fixture
def of_successor():
    citizen = people.a_citizen()
    people.joins(citizen, "fsm2", "2019-10-01")
    return citizen


def form_of(citizen) -> str:
    return f"/borgere/{citizen.pk}/ny/visitation/"


def offered(page: str) -> set[str]:
    return {key for key in ("1", "2", "3", "deferred") if GROUPS.format(key) in page}


def test_a_programme_without_group_3_offers_none(as_user, caseworker, of_successor):
    client = as_user(caseworker)
    assert offered(client.get(form_of(of_successor)).content.decode()) == {"1", "2", "deferred"}
    answer = client.post(
        form_of(of_successor), {"group": "3", "decided_on": "2019-11-01", "note": "Samtale", "form_token": ""}
    )
    assert answer.status_code == 200 and answer.context["form"].errors["group"]
    assert not Visitation.objects.exists()


def test_the_first_programme_and_citizens_of_none_have_all_groups(as_user, caseworker):
    client = as_user(caseworker)
    for citizen in (people.a_member(), people.a_citizen()):
        assert offered(client.get(form_of(citizen)).content.decode()) == {"1", "2", "3", "deferred"}


def test_a_decision_that_is_corrected_keeps_its_group(as_user, caseworker, of_successor):
    decision = people.visited(of_successor, "3", "2019-11-01", note="Samtale")
    page = as_user(caseworker).get(f"/borgere/{of_successor.pk}/visitation/{decision.pk}/ret/").content.decode()
    assert offered(page) == {"1", "2", "3", "deferred"}
