"""A page's number of queries is known, small, and the same however many rows there are.

The baselines stand in ``query_counts.json``. A page that needs one more query has to say so there.
"""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.changes import recorded_change
from cases.models import Grant
from reporting.closing import close_month
from reporting.months import Month
from tests import people
from tests.reporting.aiming import a_target

pytestmark = pytest.mark.django_db
BASELINES = json.loads((Path(__file__).parent / "query_counts.json").read_text())
MOST = 15
#: A municipality's report looks its close and programme up for every part of the page: more, and as many for any rows.
REPORTS = {"municipality"}


@pytest.fixture
def citizen():
    return people.a_member(group="1")


def a_busy_case(citizen, since: date, user) -> None:
    """Store one of everything for a citizen."""
    people.a_contact(citizen, since)
    people.an_offer(citizen, "mentor", since)
    people.a_plan(citizen, job_goal_on=since)
    people.has_benefit(citizen, "kontanthjaelp", since)
    asked = people.the_questionnaire("visitation")
    held = people.a_contact(citizen, since, by="Anna")
    people.visited(citizen, "1", since, interview=held, questionnaire=asked, answers={"home": 3})
    people.a_measurement(citizen, since)
    people.a_measurement(citizen, since, "caseworker")
    people.a_facilitator(citizen, since, since)
    contact = people.a_contact(citizen, since + timedelta(days=1))
    contact.by = "Rettet"
    with recorded_change(user, "Tastefejl"):
        contact.save()
        citizen.name, citizen.caseworker = f"Berit {contact.pk}", user
        citizen.save()


def a_busy_company(company, citizen, since: date) -> None:
    """Store a stay at the company, an agreement and a change of it, and another company."""
    people.an_offer(citizen, "virksomhedspraktik", since, since + timedelta(days=30), company=company)
    people.an_offer(citizen, "ordinaere_timer", since, company=company)
    people.an_agreement(company, since)
    people.a_company(f"Firma {citizen.pk}")
    company.contact_name = f"Kontakt {citizen.pk}"
    company.save()


def queries(client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


PAGES = {
    "list": "/borgere/",
    "list_filtered": "/borgere/?group=1&offer=mentor&caseworker=mine&facilitator=none",
    "case": "/borgere/{pk}/",
    "case_person": "/borgere/{pk}/stamdata/",
    "summary": "/borgere/{pk}/overblik/",
    "dossier": "/borgere/{pk}/dossier/",
    "handovers": "/overdragelser/",
    "handover_new": "/overdragelser/ny/?hvad=facilitator&fra=any",
    "case_history": "/borgere/{pk}/historik/",
    "visitation_form": "/borgere/{pk}/ny/visitation/",
    "progression_form": "/borgere/{pk}/ny/progression/",
    "progression": "/progression/",
    "day": "/min-dag/",
    "day_filtered": "/min-dag/?omfang=kommune&fane=alt&gruppe=1&ydelse=kontanthjaelp",
    "case_form": "/borgere/{pk}/ny/tilbud/",
    "companies": "/virksomheder/?people=led&sort=-now",
    "company": "/virksomheder/{company}/",
    "company_history": "/virksomheder/{company}/historik/",
    "company_merge": "/virksomheder/{company}/slaa-sammen/?q=firma",
    "municipality": "/kommune/851/2018-03/",
    "figure_people": "/kommune/851/2018-03/tal/group_1/",
    "figure_change": "/kommune/851/2018-03/tal/group_1/hvorfor/?fra=2018-02.1",
    "grant": "/rater/fsm1/851/",
    "lacking": "/rater/mangler/?program=fsm1&rate=3",
    "releases": "/udgivelser/",
    "evidence": "/rater/fsm1/851/2/dokumentation/",
    "annex": "/rater/fsm1/851/2/bilag/",
    "full_time": "/kommune/851/fuldtidspersoner/",
    "targets": "/kommune/851/maal/",
    "target": "/kommune/851/maal/{target}/",
    "company_offer": "/virksomheder/{company}/nyt-tilbud/",
}


def test_every_baseline_is_measured():
    assert set(BASELINES) == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_queries_stay_at_the_baseline_when_rows_double(as_user, caseworker, citizen, name):
    company = people.a_company()
    Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=100)
    target = a_target([("2018-12-31", 5)])
    client, path = as_user(caseworker), PAGES[name].format(pk=citizen.pk, company=company.pk, target=target.pk)
    closes = "kommune/" in path or "/851/2/" in path
    if closes:
        close_month(Month(2018, 2))
    start = timezone.localdate() - timedelta(days=400)
    counted = []
    for rows in (4, 8):
        for number in range(rows):
            another = people.a_member(group="1", caseworker=caseworker)
            people.an_offer(another, "mentor", "2018-01-01")
            a_busy_company(company, another, start)
            a_busy_case(citizen, start + timedelta(days=20 * number + rows), caseworker)
        if "maal/" in path:
            a_target([("2018-12-31", 5)], name=f"Mål {rows}")
        if closes:
            people.visited(another, "2", "2018-03-05")  # somebody goes out in March
            close_month(Month(2018, 3), reason="Flere borgere")
        counted.append(queries(client, path))
    assert counted[0] == counted[1], "the number of queries grows with the rows"
    assert counted[0] == BASELINES[name]
    assert counted[0] <= MOST or name in REPORTS
