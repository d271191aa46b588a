"""The first reader of a month's published figures waits for a worker, not for a page that never comes."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction

from reporting import preparing
from reporting.closing import close_month
from reporting.disclosure import patterns
from reporting.models import MonthClose, ReleasePattern, ReleaseRefusal
from reporting.months import Month
from reporting.tasks import protect_close
from tests import people

from .publishing import published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def closed():
    cache.clear()
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
def test_the_agency_waits_for_every_page_and_file_of_it(as_user, star, asked, pages, which):
    assert as_user(star).get(pages[which]).status_code == 202


@pytest.mark.parametrize("which", ["other", "other file", "country file"])
def test_what_is_not_published_is_for_nobody_else_and_asks_no_worker(as_user, caseworker, asked, pages, which):
    response = as_user(caseworker).get(pages[which])
    assert response.status_code == 404 and "er ikke udgivet" in response.content.decode()
    protect_close(MonthClose.objects.get().pk)
    assert as_user(caseworker).get(pages[which]).status_code == 404, "that it is checked publishes nothing"
    published(MonthClose.objects.get())
    assert as_user(caseworker).get(pages[which]).status_code == 200
    assert asked == []


def test_ones_own_figures_are_there_at_once_without_the_country(as_user, caseworker, asked, pages):
    client = as_user(caseworker)
    assert client.get(pages["own file"]).status_code == 200
    before = client.get(pages["own"])
    assert before.status_code == 200 and all(block.country is None for block in before.context["blocks"])
    assert "Ikke udgivet endnu" in before.content.decode()
    published(MonthClose.objects.get())
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


def test_however_many_wait_it_is_one_job_until_it_must_be_lost(as_user, star, asked, pages):
    for page in ("star", "star", "other"):
        assert as_user(star).get(pages[page]).status_code == 202
    number = MonthClose.objects.get().pk
    assert asked == [number]
    close_month(Month(2018, 4))
    preparing.is_ready(MonthClose.objects.get(month="2018-04-01"))
    assert len(asked) == 2, "another month's is another job"
    cache.clear()  # as the time does
    as_user(star).get(pages["star"])
    assert asked[2:] == [number]


def test_a_worker_does_not_wait_for_another_at_the_same_work():
    close = MonthClose.objects.get()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [f"pattern:{close.programme_id}"])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")  # waiting is an error here
        protect_close(close.pk)
        assert not ReleasePattern.objects.exists()
    finally:
        other.close()
    protect_close(close.pk)
    assert ReleasePattern.objects.exists()


class TestRefused:
    @pytest.fixture(autouse=True)
    def _refused(self, monkeypatch, asked):
        with monkeypatch.context() as exposed:
            exposed.setattr(patterns, "audit_tables", lambda *given: ["2018-03.1/851/group_1"])
            protect_close(MonthClose.objects.get().pk)

    @pytest.mark.parametrize("which", ["star", "country file"])
    def test_it_is_told_why_and_nobody_waits_for_ever(self, as_user, star, asked, pages, which):
        response = as_user(star).get(pages[which])
        page = response.content.decode()
        assert response.status_code == 409
        assert "2018-03 kan ikke udgives: 1 små tal kan regnes ud" in page
        assert "http-equiv" not in page and "Retry-After" not in response
        assert asked == [], "looking at it tries nothing again"

    def test_ones_own_figures_are_still_there(self, as_user, caseworker, asked, pages):
        response = as_user(caseworker).get(pages["own"])
        assert response.status_code == 200 and asked == []

    def test_a_month_that_shows_it_beside_its_own_is_refused_with_it(self):
        close_month(Month(2018, 4))
        assert "2018-03" in str(patterns.refusal_of(MonthClose.objects.get(month="2018-04-01")))

    def test_tried_again_with_luck_it_is_published(self, as_user, star, pages):
        protect_close(MonthClose.objects.get().pk)
        assert as_user(star).get(pages["star"]).status_code == 200

    def test_a_refusal_has_a_cause(self):
        with pytest.raises(IntegrityError, match="refusal_has_a_cause"), transaction.atomic():
            ReleaseRefusal.objects.update(exposed_cells=0)


def test_counts_that_do_not_add_up_stop_the_release_and_its_page_says_which_and_what_to_do(as_user, star, monkeypatch):
    right = patterns.tables_of

    def wrong(close):
        tables = right(close)
        tables.counts["851"]["visited"] += 1
        return tables

    monkeypatch.setattr(patterns, "tables_of", wrong)
    close = MonthClose.objects.get()
    protect_close(close.pk)  # the worker goes on with other work
    assert not ReleasePattern.objects.exists()
    page = as_user(star).get(f"/udgivelser/{close.of_month}/{close.version}/").content.decode()
    assert "Tallet »Visiterede« for" in page and "passer ikke med de tal, det består af" in page
    assert "Luk måneden igen med en begrundelse" in page
    monkeypatch.undo()
    protect_close(close.pk)
    assert "passer ikke" not in as_user(star).get(f"/udgivelser/{close.of_month}/{close.version}/").content.decode()
