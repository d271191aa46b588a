"""The pages of a day's casework keep to their language, as those in ``test_english_pages`` do."""

import io
import re
from datetime import date
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from accounts.exporting import jobs, views
from accounts.exporting.models import Export, State
from accounts.lists import find_list
from accounts.models import Role
from accounts.tasks import make_export
from cases.handover.models import Handover
from cases.models import Citizen, Contact, Programme, Unit
from cases.registrations import all_kinds
from tests import people
from tests.conftest import make_user
from tests.languages import without_data
from tests.test_english_pages import (  # noqa: F401  # fixtures
    DATA,
    compiled,
    document_text,
    foreign,
    fresh_catalogue,
    wrong_words,
)
from visitation.due import Tab, all_rules, due

ON = date(2018, 8, 15)
PARTS = ["stamdata", "ydelser", "visitation", "plan", "tilbud", "kontakter", "progression", "indsats", "rehab"]


@pytest.fixture(autouse=True)
def the_day(settings):
    settings.DEMO_DAY = ON


def something_of_every_rule(**of) -> None:
    """Store citizens of whom each rule finds one, in every group and some out of the programme."""
    people.a_member(group="2", since="2017-09-01", **of)
    people.a_referral(people.a_member(group="2", since="2018-01-15", **of), "2018-05-02")
    people.a_referral(
        people.a_member(group="2", since="2017-10-15", **of), "2017-11-02", "2017-12-01", "2017-12-04", "fleksjob"
    )
    people.a_member(group="3", **of)
    people.a_measure(people.a_member(group="3", **of), "bostoette", "2018-01-01")
    people.visited(people.a_member(**of), "deferred", "2018-01-01", deferred_until="2018-08-20")
    people.visited(people.a_member(**of), "deferred", "2018-01-01", deferred_until="2018-08-10")
    people.visited(people.a_member(**of), "deferred", "2018-01-01")
    people.an_offer(people.a_member(group="1", **of), "nytteindsats", "2018-05-01", "2018-08-20")
    people.an_offer(people.a_member(group="1", **of), "nytteindsats", "2018-04-01", "2018-05-20")
    people.an_offer(people.a_member(group="1", **of), "virksomhedspraktik", "2018-06-01", "2018-09-01")
    people.has_benefit(people.a_member(group="1", **of), "foertidspension", "2018-03-01")
    people.has_benefit(people.a_member(group="1", **of), "doed", "2018-03-01")
    people.a_member(**of)


def everything_of_one(**of):
    """Store a citizen who has everything that a case page and its papers can show."""
    citizen = people.a_member(group="1", since="2018-01-01", **of)
    company = people.a_company("Zorblat", "10103940", branch="F", contact_name="Wyzzy")
    people.an_offer(
        citizen,
        "virksomhedspraktik",
        "2018-02-01",
        "2018-03-31",
        company=company,
        weekly_hours=20,
        agreed_tasks="Wyzzy",
    )
    people.an_offer(citizen, "ordinaere_timer", "2018-04-01", company=company, weekly_hours=7.5)
    people.an_offer(citizen, "ordinaere_timer", "2018-05-01")
    people.a_plan(citizen, "2018-01-03", "2018-01-04", "Wyzzy")
    people.a_facilitator(citizen, "2018-01-01", name="Wyzzy")
    people.a_contact(citizen, "2018-06-02", "kontakt", by="Wyzzy")
    interview = people.a_contact(citizen, "2018-02-02", by="Wyzzy")
    asked = people.the_questionnaire("visitation")
    answers = {"work_experience": 4, "own_words": "Wyzzy"}
    people.visited(citizen, "1", "2018-02-02", interview=interview, questionnaire=asked, answers=answers)
    for on, energy in (("2017-09-01", 1), ("2017-12-01", 1), ("2018-01-05", 2), ("2018-05-05", 3)):
        people.a_measurement(citizen, on, energy=energy)
    people.a_measurement(citizen, "2018-05-06", "caseworker", support=5)
    return citizen, company


@pytest.fixture
def house(caseworker):
    """A house full of work; returns what the addresses name."""
    unit = Unit.objects.create(municipality_id="851", name="Qvaxhus")
    of = {"name": "Xenia Quux", "unit": unit, "caseworker": caseworker}
    something_of_every_rule(**of)
    citizen, company = everything_of_one(**of)
    for _more in range(2):
        people.a_measurement(people.a_member(**of), "2018-05-05", energy=2)
    people.an_agreement(company, "2017-01-01", "2017-12-31", "Wyzzy")
    people.an_agreement(company, "2018-12-01", None, "Wyzzy")
    agreement = people.an_agreement(company, "2018-01-01", None, "Wyzzy")
    people.a_company("Zorblat 2")
    return {
        "pk": citizen.pk,
        "contact": Contact.objects.filter(citizen=citizen, kind="kontakt").get().pk,
        "company": company.pk,
        "agreement": agreement.pk,
        "unit": unit.pk,
    }


COMPANY = "/virksomheder/{company}/"
AGREEMENT = COMPANY + "aftale/{agreement}/"
CASE = "/borgere/{pk}/"
PAGES = {
    "caseworker": [
        "/min-dag/",
        "/min-dag/?fane=alt",
        *(f"/min-dag/?fane={tab}" for tab in Tab.values),
        "/min-dag/?omfang=kommune&fane=alt&frist=over",
        "/virksomheder/",
        "/virksomheder/?q=qqq",
        COMPANY,
        *(COMPANY + page for page in ("historik/", "ret/", "slaa-sammen/", "nyt-tilbud/", "aftale/ny/")),
        COMPANY + "slaa-sammen/?q=zz",
        AGREEMENT + "ret/",
        AGREEMENT + "slet/",
        "/virksomheder/ny/",
        "/overdragelser/",
        "/overdragelser/ny/",
        "/overdragelser/ny/?hvad=facilitator&fra=any",
        *(CASE + page for page in ("", "stamdata/", "overblik/", "dossier/", "historik/", "?vis=tilbud")),
        *(CASE + f"ny/{kind.slug}/" for kind in all_kinds()),
        CASE + "kontakt/{contact}/ret/",
        CASE + "kontakt/{contact}/slet/",
        "/progression/",
        "/progression/?hvem=caseworker&enhed={unit}",
    ],
    "manager": ["/overblik/", "/min-dag/", "/overdragelser/", "/overdragelser/ny/?fra=any", "/progression/"],
    "facilitator_user": ["/min-dag/", "/min-dag/?fane=contact", "/borgere/", CASE],
    "administrator": [
        "/admin/questionnaires/questionnaire/add/",
        "/konto/adgangslog/",
    ],
}


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("role", PAGES)
def test_the_pages_of_the_day_keep_to_their_language(request, as_user, house, compiled, role):  # noqa: F811
    client = as_user(request.getfixturevalue(role))
    found = {path: wrong_words(client, path.format(**house), None, compiled) for path in PAGES[role]}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


#: What is sent to a form that refuses it, beside nothing at all.
NONSENSE = {
    **dict.fromkeys(("cvr", "postcode", "contact_email", "cpr", "born", "dag", "start", "other_names"), "1066-13-44"),
    **{"cpr": "311299", "branch": "?", "others": "x", "hvem": "valgte", "parts": "x", "name": "Wyzzy"},
}
FORMS = (
    "/virksomheder/ny/",
    *(COMPANY + page for page in ("ret/", "slaa-sammen/", "aftale/ny/")),
    *(AGREEMENT + page for page in ("ret/", "slet/")),
    CASE + "stamdata/",
    CASE + "dossier/",
    CASE + "ny/visitation/",
    CASE + "ny/progression/",
    "/overdragelser/ny/?fra=any",
)


def test_what_the_forms_refuse_keeps_to_its_language(as_user, manager, house, compiled):  # noqa: F811
    client, found = as_user(manager), {}
    for path in FORMS:
        for sent in ({}, NONSENSE, {"answered_on": "2999-01-01", "decided_on": "2999-01-01", "start": "2999-01-01"}):
            found[path, len(sent)] = wrong_words(client, path.format(**house), sent, compiled)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_handing_over_keeps_to_its_language(as_user, manager, house, compiled):  # noqa: F811
    receiver, client = make_user("stine", Role.FACILITATOR, "851"), as_user(manager)
    address = f"/overdragelser/ny/?hvad=facilitator&fra=any&enhed={house['unit']}"
    order = {"hvem": "alle", "til": receiver.pk, "reason": "Wyzzy", "token": str(uuid4()), "dag": "2018-08-15"}
    assert wrong_words(client, address, order, compiled) == {}
    client.cookies["django_language"] = "en"
    sent: dict = {"bekraeft": "1"}
    page = client.post(address, order).content.decode()
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page):
        sent.setdefault(name, []).append(value)
    assert client.post(address, sent).status_code == 302
    made = f"/overdragelser/{Handover.objects.get().pk}/"
    for user in (manager, receiver):
        for path in (made, "/overdragelser/"):
            assert wrong_words(as_user(user), path, None, compiled) == {}, path


@pytest.mark.parametrize(("language", "title"), [("en", "About"), ("da", "Om")])
@pytest.mark.parametrize("name", ["borgere", "virksomheder", "forfalder", "overdragelser"])
def test_a_list_in_excel_keeps_to_its_language(as_user, caseworker, house, compiled, name, language, title):  # noqa: F811
    client = as_user(caseworker)
    client.cookies["django_language"] = language
    text = document_text(client.get(f"/lister/{name}/excel/?group=1").getvalue(), "xlsx")
    assert title in text and foreign(without_data(text, DATA), language, compiled) == []


def test_a_long_list_keeps_to_its_language(as_user, caseworker, house, compiled, monkeypatch):  # noqa: F811
    monkeypatch.setattr(views, "AT_ONCE", 0)
    monkeypatch.setattr(make_export, "delay", lambda *args: None)
    client, export = as_user(caseworker), jobs.ask(caseworker, find_list("borgere"), QueryDict(""))
    assert wrong_words(client, "/lister/borgere/excel/", None, compiled) == {}
    begun, over = {"started_at": timezone.now(), "seen_at": timezone.now()}, {"finished_at": timezone.now()}
    states = {
        State.WAITING: {},
        State.RUNNING: {**begun, "rows": 3, "rows_done": 1},
        State.FAILED: {**begun, **over, "error": "lost"},
        State.DONE: {**begun, **over, "file": "x.xlsx", "error": ""},
    }
    for state, facts in states.items():
        Export.objects.update(state=state, **facts)
        assert wrong_words(client, f"/lister/fil/{export.key}/", None, compiled) == {}, state


@pytest.mark.parametrize("language", ["en", "da"])
def test_the_dossier_keeps_to_its_language(as_user, caseworker, house, compiled, language):  # noqa: F811
    client = as_user(caseworker)
    client.cookies["django_language"] = language
    response = client.post(CASE.format(**house) + "dossier/", {"parts": PARTS})
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert foreign(without_data(" ".join(text.split()), DATA), language, compiled) == []


def version(client, path: str) -> dict:
    """The mark of the version that a form was opened with."""
    return dict(re.findall(r'name="(version)" value="([^"]*)"', client.get(path).content.decode()))


def test_two_at_one_form_keep_to_their_language(as_user, caseworker, manager, house, compiled):  # noqa: F811
    client, path = as_user(caseworker), CASE.format(**house) + f"kontakt/{house['contact']}/"
    second = Client()
    second.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    opened = version(client, path + "ret/")
    new = {"kind": "kontakt", "held_on": "2018-06-03", "reason": "Wyzzy"}
    assert second.post(path + "ret/", {**new, **opened}).status_code == 302
    for page in ("ret/", "slet/"):
        assert wrong_words(client, path + page, {**new, **opened, "by": "Zorblat"}, compiled) == {}, page
    gone = {"reason": "Wyzzy", **version(second, path + "slet/")}
    assert second.post(path + "slet/", gone).status_code == 302
    assert wrong_words(client, path + "ret/", {**new, **opened}, compiled) == {}


def test_the_house_has_something_of_every_rule(house):
    rows = due(ON, Programme.objects.get(pk="fsm1"), Citizen.objects.all())
    assert {rule.key for rule in all_rules()} - {row.rule for row in rows} == set()
