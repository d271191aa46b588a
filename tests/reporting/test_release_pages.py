"""The calendar and the release's page: what STAR does there, and what others see."""

import re
from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reporting.closing import close_month
from reporting.models import MonthClose, Release
from reporting.releasing.plausibility import jumps
from tests import people

from .conftest import MARCH
from .publishing import approved, checked, published

RELEASE = "/udgivelser/2018-03/1/"


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def close(closed_months):
    return closed_months[-1]


class TestFromClosedToPublished:
    def test_in_the_browser_of_an_analyst(self, as_user, star, manager, close, monkeypatch):
        monkeypatch.setattr("reporting.views.releases.request_files", lambda close: 0)
        client = as_user(star)
        assert "Kontrollér nu" in text(client.get(RELEASE))
        assert client.post(RELEASE + "kontroller/").status_code == 302
        page = text(client.get(RELEASE))
        assert "tal er skjult i hele udgivelsen" in page and "Godkend til udgivelse" in page
        assert "Brønderslev</strong>: Kommunen har ikke registreret noget" in page, "the check's findings are shown"
        refused = client.post(RELEASE + "godkend/", {"publish_at": ""})
        assert refused.status_code == 400 and "Hvorfor tallene kan udgives" in text(refused)
        assert client.post(RELEASE + "godkend/", {"remark": "Ferie."}).status_code == 302
        release = Release.objects.get(close=close)
        assert release.is_published and release.approved_by == release.published_by == star
        assert "/api/v1/releases/fsm1/2018-03/1/monthly/851.xlsx" in text(client.get(RELEASE))
        page = text(as_user(manager).get(RELEASE))
        assert "Automatisk kontrol" not in page and "Ret udgivelsen" not in page and "851.xlsx" in page

    def test_for_a_time_and_taken_back(self, as_user, star, close, monkeypatch):
        monkeypatch.setattr("reporting.views.releases.request_files", lambda close: 0)
        checked(close)
        client = as_user(star)
        at = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
        assert client.post(RELEASE + "godkend/", {"publish_at": at, "remark": "Set."}).status_code == 302
        assert "udgives" in text(client.get(RELEASE))
        assert client.post(RELEASE + "traek-tilbage/").status_code == 302
        assert Release.objects.get(close=close).state == "checked"

    @pytest.mark.parametrize("days, said", [(-1, "er passeret"), (500, "mere end et år")])
    def test_a_time_nobody_can_mean_is_told_at_its_field(self, as_user, star, close, days, said):
        checked(close)
        at = (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
        response = as_user(star).post(RELEASE + "godkend/", {"publish_at": at, "remark": "Set."})
        assert response.status_code == 400 and said in text(response)

    def test_a_second_click_tells_and_breaks_nothing(self, as_user, star, close):
        published(close)
        client = as_user(star)
        for act, data in (("godkend/", {"remark": "Igen"}), ("traek-tilbage/", {}), ("kontroller/", {})):
            assert client.post(RELEASE + act, data).status_code in (302, 400)
        assert Release.objects.get(close=close).remark == "Set igennem."


class TestCorrection:
    def test_it_is_begun_with_a_reason_and_shown_beside_what_it_replaces(self, as_user, star, close):
        published(close)
        for _ in range(4):
            people.a_member(group="1")
        client = as_user(star)
        assert client.post(RELEASE + "ret/", {"reason": " "}).status_code == 400
        assert client.post(RELEASE + "ret/", {"reason": "Sene visitationer"})["Location"] == "/udgivelser/2018-03/2/"
        second = MonthClose.objects.get(month="2018-03-01", version=2)
        assert second.closed_by == star and second.release.state == "checked", "the worker checked it at once"
        assert "Hvad er rettet" in text(client.get("/udgivelser/2018-03/2/"))
        published(second, what_changed="Visiterede i Aalborg.")
        page = text(client.get("/udgivelser/2018-03/2/"))
        assert "Visiterede i Aalborg." in page and "Sene visitationer" in page and "Erstatter" in page
        assert '<td>Udtrukne</td><td class="number">7</td><td class="number">11</td>' in page
        assert "Tallene er rettet i version 2" in text(client.get(RELEASE))
        assert "Tallene er rettet i version 2" in text(client.get("/star/2018-03/?version=1"))


class TestOthers:
    def test_what_is_not_published_is_not_found_and_its_page_says_when(self, as_user, outsider, close):
        approved(close, publish_at=timezone.now() + timedelta(days=2))
        client = as_user(outsider)
        assert client.get(RELEASE).status_code == 404
        response = client.get("/kommune/851/2018-03/")
        assert response.status_code == 404 and "De udgives" in text(response)

    def test_a_correction_under_way_leaves_them_the_published(self, as_user, outsider, close):
        published(close)
        people.a_member(group="3")
        close_month(MARCH, reason="Sen visitation")
        page = as_user(outsider).get("/kommune/851/2018-03/")
        assert page.context["report"]["version"] == 1
        assert as_user(outsider).get("/kommune/851/2018-03/?version=2").status_code == 404

    def test_a_stored_pdf_waits_for_its_release(self, as_user, manager, close, monkeypatch):
        from reporting.release import make_file, plan_files

        monkeypatch.setattr("reporting.release.render", lambda report, kind, form: b"%PDF-1.7")
        number = plan_files(close)[0]
        make_file(number)
        assert as_user(manager).get(f"/rapporter/{number}.pdf").status_code == 404
        published(close)
        assert as_user(manager).get(f"/rapporter/{number}.pdf").status_code == 200


class TestCalendar:
    def test_it_lists_what_comes_and_what_was(self, as_user, star, administrator, closed_months, settings):
        from datetime import date

        settings.DEMO_DAY = date(2018, 4, 20)
        published(closed_months[0])
        approved(closed_months[1], publish_at=timezone.now() + timedelta(days=2))
        page = text(as_user(star).get("/udgivelser/"))
        assert "april 2018" in page and "ventes 8. maj 2018" in page and "juni 2018" in page
        assert "release-approved" in page and 'href="/udgivelser/2018-02/1/"' in page
        assert "8. august 2018" not in page, "three months ahead, no more"
        assert 'href="/udgivelser/2018-02' not in text(as_user(administrator).get("/udgivelser/"))

    def test_the_number_of_queries_is_small_and_the_same(
        self, as_user, star, closed_months, django_assert_max_num_queries
    ):
        from django.db import connection

        client = as_user(star)
        published(closed_months[0])
        counted = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                client.get("/udgivelser/")
            counted.append(len(queries))
            published(MonthClose.objects.get(month="2018-03-01")) if len(counted) == 1 else None
        assert counted[0] == counted[1] <= 15
        with django_assert_max_num_queries(15):
            client.get("/udgivelser/2018-02/1/")


class TestJumps:
    def series(self, *counts):
        keys = ("visited", "group_1", "group_2", "group_3", "group_deferred", "facilitator", "company_track")
        quiet = {key: {"count": 5} for key in (*keys, "job_or_education")}
        return [{"municipality": "851", "series": [{**quiet, "visited": {"count": n}} for n in counts]}]

    def test_over_three_times_the_usual_change_is_found(self):
        assert list(jumps(self.series(100, 104, 108, 112, 150))) == [
            {"rule": "jump", "place": "851", "figure": "visited", "before": 112, "now": 150}
        ]

    @pytest.mark.parametrize(
        "counts",
        [
            (100, 104, 108, 112, 124),  # three times, not over
            (1, 1, 1, 1, 10),  # few people
            (100, 104, 150),  # too short to know what is usual
            (100, 104, 108, 112, None),  # a hidden number is told nowhere
            (100, 104, 108, None, 150),
        ],
    )
    def test_what_is_none(self, counts):
        assert list(jumps(self.series(*counts))) == []
