"""The case page: what it says now, the timeline, its history and who has seen it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import AccessAction, AccessLogEntry
from cases.changes import recorded_change
from cases.models import Unit
from tests import people

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_says_what_holds_now_and_offers_what_is_missing(as_user, caseworker):
    citizen = people.a_member(name="Poul Juhl", group="1", since="2018-02-01", cpr="0101701234")
    people.an_offer(citizen, "mentor", "2018-02-01", timezone.localdate())
    people.an_offer(citizen, "loentilskud", "2018-02-01", timezone.localdate() - timedelta(days=1))
    people.a_contact(citizen, "2018-03-05", by="Carl Carlsen")
    response = as_user(caseworker).get(f"/borgere/{citizen.pk}/")
    text = text_of(response)
    assert "1 · indsatsgruppen" in text and "siden 1. februar 2018" in text
    now = response.context["now"]
    assert [offer["headline"] for offer in now.offers] == [f"Mentor til {date_format(timezone.localdate())}"]
    assert now.contact["headline"] == "Samtale med Carl Carlsen"
    for missing in ("Ingen jobformidler", "Intet jobmål", "Intet CV"):
        assert missing in text
    assert "0101701234" not in text and "010170-1234" not in text


def test_the_timeline_is_newest_first_and_survives_a_plan_without_dates(as_user, caseworker):
    citizen = people.a_member(group="2", since="2018-02-01")
    people.a_contact(citizen, "2018-05-01")
    people.a_plan(citizen)
    entries = list(as_user(caseworker).get(f"/borgere/{citizen.pk}/").context["events"].page)
    assert [entry.kind.slug for entry in entries][:2] == ["plan", "kontakt"]
    assert [entry.on for entry in entries] == sorted((entry.on for entry in entries), reverse=True)


def test_the_job_goal_and_the_cv_may_come_from_different_plans(as_user, caseworker):
    citizen = people.a_member(group="1")
    people.a_plan(citizen, job_goal_on="2018-05-01", job_goal="gartner")
    people.a_plan(citizen, cv_on="2018-02-01", job_goal="")
    elements = as_user(caseworker).get(f"/borgere/{citizen.pk}/").context["now"].elements
    assert (elements[0].says, elements[4].says) == ("gartner", "CV på plads 1. februar 2018")


def test_another_municipality_and_another_unit_are_404_and_logged(as_user, caseworker):
    mine, other = (Unit.objects.create(municipality_id="851", name=name) for name in ("Mit hus", "Andet hus"))
    caseworker.unit = mine
    caseworker.save()
    for citizen in (people.a_member("810"), people.a_member(unit=other), people.a_member()):
        for path in ("", "historik/", "ny/kontakt/"):
            assert as_user(caseworker).get(f"/borgere/{citizen.pk}/{path}").status_code == 404
        refused = AccessLogEntry.objects.filter(citizen_id=citizen.pk)
        assert {entry.action for entry in refused} == {AccessAction.REFUSED} and refused.count() == 3
    assert as_user(caseworker).get(f"/borgere/{2**70}/").status_code == 404


def test_the_page_title_has_no_name(as_user, caseworker):
    citizen = people.a_member(name="Hemmelig Person")
    for path in ("", "historik/", "ny/kontakt/"):
        text = text_of(as_user(caseworker).get(f"/borgere/{citizen.pk}/{path}"))
        assert "Hemmelig" not in text[: text.index("</title>")]


def test_history_tells_who_changed_what_and_why(as_user, caseworker):
    citizen = people.a_member()
    contact = people.a_contact(citizen, "2018-05-01", by="Carl")
    caseworker.first_name, caseworker.last_name = "Anna", "Ambus"
    caseworker.save()
    for day, reason in (("2018-05-02", "Tastefejl"), ("2018-05-03", "Endnu en")):
        contact.held_on = people.day(day)
        with recorded_change(caseworker, reason):
            contact.save()
    with recorded_change(caseworker, "Forkert borger"):
        contact.delete()
    lines = as_user(caseworker).get(f"/borgere/{citizen.pk}/historik/").context["lines"]
    assert [(line.deleted, line.reason, line.by) for line in lines] == [
        (True, "Forkert borger", "Anna Ambus"),
        (False, "Endnu en", "Anna Ambus"),
        (False, "Tastefejl", "Anna Ambus"),
    ]
    assert [(item.before, item.after) for item in lines[2].differences] == [("1. maj 2018", "2. maj 2018")]


def test_history_of_an_import_has_no_user(as_user, caseworker):
    contact = people.a_contact(people.a_member(), "2018-05-01")
    contact.delete()
    text = text_of(as_user(caseworker).get(f"/borgere/{contact.citizen_id}/historik/"))
    assert "systemet" in text


def test_the_manager_sees_who_has_looked(as_user, caseworker, manager):
    citizen = people.a_member()
    as_user(caseworker).get(f"/borgere/{citizen.pk}/")
    assert as_user(caseworker).get(f"/borgere/{citizen.pk}/adgang/").status_code == 403
    page = as_user(manager).get(f"/borgere/{citizen.pk}/adgang/")
    seen = [(row.record.username, row.record.about) for row in page.context["table"].paginated_rows]
    assert ("anna", "case") in seen and ("lone", "access") in seen
    assert "Hvem har set sagen" in text_of(as_user(manager).get(f"/borgere/{citizen.pk}/"))
