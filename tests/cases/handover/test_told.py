"""The receiver of a hand-over is told on the start page until they have looked, or for two weeks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.navigation import menu_for
from cases.handover.models import TOLD_FOR, Handover
from tests.conftest import make_user

from .asking import confirm

pytestmark = pytest.mark.django_db
DAY = "/min-dag/"
QUERY = "?hvad=caseworker&fra={}"


@pytest.fixture
def given(as_user, ask, manager, caseworker, leaver, three) -> Handover:
    """Three cases handed over to the caseworker."""
    query = QUERY.format(leaver.pk)
    confirm(as_user(manager), query, ask(manager, query, caseworker))
    return Handover.objects.get()


def told(client) -> str:
    text = client.get(DAY).content.decode()
    return text if "overdraget til dig" in text else ""


def test_the_receiver_is_told_until_they_have_looked(as_user, given, caseworker):
    client = as_user(caseworker)
    text = told(client)
    assert "3 sager er overdraget til dig den" in text and f'href="/overdragelser/{given.pk}/"' in text
    assert client.get(f"/overdragelser/{given.pk}/").status_code == 200
    assert not told(client)
    given.refresh_from_db()
    seen = given.seen_at
    client.get(f"/overdragelser/{given.pk}/")
    given.refresh_from_db()
    assert given.seen_at == seen is not None


@pytest.mark.parametrize("role", ["giver", "manager", "colleague"])
def test_nobody_else_is_told_or_counts_as_having_looked(as_user, given, manager, leaver, caseworker, role):
    colleague = make_user("kaj", "caseworker", "851")
    client = as_user({"giver": leaver, "manager": manager, "colleague": colleague}[role])
    assert not told(client)
    client.get(f"/overdragelser/{given.pk}/")
    given.refresh_from_db()
    assert given.seen_at is None and told(as_user(caseworker))


def test_it_is_news_for_two_weeks(as_user, given, caseworker):
    for age, expected in ((TOLD_FOR - timedelta(minutes=5), True), (TOLD_FOR + timedelta(minutes=5), False)):
        Handover.objects.update(made_at=timezone.now() - age)
        assert bool(told(as_user(caseworker))) == expected


def test_who_gives_to_themselves_knows(given, manager, caseworker):
    assert [made.pk for made in Handover.objects.news_for(caseworker)] == [given.pk]
    Handover.objects.update(by=caseworker)
    assert Handover.objects.news_for(caseworker) == []


def test_the_list_of_hand_overs_is_in_the_menu(caseworker, facilitator_user):
    for user in (caseworker, facilitator_user):
        assert "/overdragelser/" in [item.url for item in menu_for(user, DAY)]


def test_only_the_whole_page_tells(as_user, given, caseworker):
    part = as_user(caseworker).get(DAY, headers={"HX-Request": "true"}).content.decode()
    assert "overdraget til dig" not in part
