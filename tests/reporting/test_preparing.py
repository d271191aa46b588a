"""The first reader of a month's published figures waits for a worker, not for a page that never comes."""

import pytest

from reporting import preparing
from reporting.closing import close_month
from reporting.models import MonthClose, ReleasePattern
from reporting.months import Month
from reporting.tasks import protect_close
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def closed():
    for code in ("851", "810"):
        people.a_member(code, group="1")
    close_month(Month(2018, 3))


@pytest.fixture
def asked(monkeypatch):
    """No worker: what a page asks of one, by close."""
    asked: list[int] = []
    monkeypatch.setattr(preparing.protect_close, "delay", asked.append)
    return asked


@pytest.fixture
def pages():
    from django.urls import reverse

    return {
        "star": reverse("reporting:star_month", args=["2018-03"]),
        "own": reverse("reporting:municipality_month", args=["851", "2018-03"]),
        "other": reverse("reporting:municipality_month", args=["810", "2018-03"]),
        "own file": reverse("reporting:municipality_file", args=["851", "2018-03", "json"]),
        "other file": reverse("reporting:municipality_file", args=["810", "2018-03", "json"]),
        "country file": reverse("reporting:country_file", args=["2018-03", "json"]),
    }


def test_published_figures_are_prepared_by_a_worker(as_user, star, asked, pages):
    response = as_user(star).get(pages["star"])
    assert (response.status_code, response["Retry-After"]) == (202, "5")
    assert "Tallene gøres klar" in response.content.decode()
    assert '<meta http-equiv="refresh" content="5">' in response.content.decode()
    assert asked == [MonthClose.objects.get().pk]
    assert not ReleasePattern.objects.exists(), "the page itself did none of it"


@pytest.mark.parametrize("which", ["other", "other file", "country file"])
def test_what_others_publish_waits_too(as_user, caseworker, asked, pages, which):
    assert as_user(caseworker).get(pages[which]).status_code == 202


def test_ones_own_figures_are_there_at_once_without_the_country(as_user, caseworker, asked, pages):
    client = as_user(caseworker)
    assert client.get(pages["own file"]).status_code == 200
    before = client.get(pages["own"])
    assert before.status_code == 200 and all(block.country is None for block in before.context["blocks"])
    protect_close(MonthClose.objects.get().pk)
    after = client.get(pages["own"])
    assert all(block.country is not None for block in after.context["blocks"])


def test_once_prepared_nothing_is_asked_again(as_user, star, asked, pages):
    protect_close(MonthClose.objects.get().pk)
    assert as_user(star).get(pages["star"]).status_code == 200
    assert asked == []


def test_a_worker_that_is_quick_makes_nobody_wait(as_user, star, pages):
    assert as_user(star).get(pages["star"]).status_code == 200
    assert ReleasePattern.objects.count() == 1


def test_preparing_twice_is_once():
    for _ in range(2):
        protect_close(MonthClose.objects.get().pk)
    assert ReleasePattern.objects.count() == 1
