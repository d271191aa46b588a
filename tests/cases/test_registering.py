"""Registering, correcting and deleting: defaults, once only, and every refusal a readable error at its field."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import AccessAction, AccessLogEntry
from cases.models import BenefitChange, Company, Contact, Facilitator, Plan
from cases.registrations import all_kinds
from tests import people

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def citizen(caseworker):
    return people.a_member(group="1", since="2017-01-01", cpr="0101701234")


@pytest.fixture
def send(as_user, caseworker, citizen):
    """Send a form about the citizen: ``send("ny/kontakt/", held_on=...)``."""

    def post(path: str, **fields):
        if path.startswith("ny/"):  # every form that is opened carries a mark of its own
            fields.setdefault("form_token", str(uuid4()))
        return as_user(caseworker).post(f"/borgere/{citizen.pk}/{path}", fields)

    return post


def errors(response) -> dict[str, list[str]]:
    """The errors of a form that came back."""
    assert response.status_code == 200, "the form did not come back"
    return response.context["form"].errors


GOOD = {
    "kontakt": {"kind": "samtale", "held_on": "2018-05-01", "by": "Carl"},
    "tilbud": {"kind": "mentor", "start": "2018-05-01", "agreed_ordinary_hours": "unknown"},
    "ydelse": {"benefit": "job", "effective_on": "2018-05-01"},
    "formidler": {"name": "Carl Carlsen", "start": "2018-05-01"},
    "plan": {"job_goal": "pedel", "job_goal_on": "2018-05-01"},
    "visitation": {"group": "2", "decided_on": "2018-05-01", "note": "Afklares"},
    "forberedelse": {"started_on": "2018-05-01"},
    "rehabilitering": {"referred_on": "2018-05-01"},
    "indsats": {"kind": "bostoette", "start": "2018-05-01"},
    "progression": {"respondent": "citizen", "answered_on": "2018-05-01", "citizen_energy": "3"},
}


def test_every_kind_has_an_example_here():
    assert {kind.slug for kind in all_kinds()} == set(GOOD)


@pytest.mark.parametrize("slug", GOOD)
def test_each_kind_is_stored_corrected_and_deleted(send, citizen, caseworker, slug):
    kind = next(kind for kind in all_kinds() if kind.slug == slug)
    before = kind.model.objects.filter(citizen=citizen).count()
    assert send(f"ny/{slug}/", **GOOD[slug], form_token=str(uuid4())).status_code == 302
    stored = kind.model.objects.filter(citizen=citizen).latest("pk")
    assert stored.created_by == caseworker and kind.describe(stored)
    assert send(f"{slug}/{stored.pk}/ret/", **GOOD[slug], reason="Tastefejl").status_code == 302
    assert send(f"{slug}/{stored.pk}/slet/", reason="Forkert borger").status_code == 302
    assert kind.model.objects.filter(citizen=citizen).count() == before
    done = list(AccessLogEntry.objects.filter(about=slug).order_by("pk").values_list("action", flat=True))
    assert done == [AccessAction.ADD, AccessAction.CHANGE, AccessAction.DELETE]


@pytest.mark.parametrize("slug", GOOD)
def test_the_same_form_twice_is_stored_once(send, slug):
    kind = next(kind for kind in all_kinds() if kind.slug == slug)
    before, token = kind.model.objects.count(), str(uuid4())
    for _time in range(2):
        assert send(f"ny/{slug}/", **GOOD[slug], form_token=token).status_code == 302
    assert kind.model.objects.count() == before + 1


def test_a_token_of_another_citizens_form_is_no_500(send, as_user, caseworker):
    token = str(uuid4())
    assert send("ny/kontakt/", **GOOD["kontakt"], form_token=token).status_code == 302
    other = people.a_member()
    again = as_user(caseworker).post(f"/borgere/{other.pk}/ny/kontakt/", {**GOOD["kontakt"], "form_token": token})
    assert "Åbn den igen" in str(errors(again))


@pytest.mark.parametrize("slug", GOOD)
def test_an_empty_form_comes_back_with_errors(send, slug):
    assert errors(send(f"ny/{slug}/"))


@pytest.mark.parametrize("slug", GOOD)
def test_correcting_and_deleting_ask_for_a_reason(send, citizen, slug):
    send(f"ny/{slug}/", **GOOD[slug])
    kind = next(kind for kind in all_kinds() if kind.slug == slug)
    stored = kind.model.objects.filter(citizen=citizen).latest("pk")
    assert "reason" in errors(send(f"{slug}/{stored.pk}/ret/", **GOOD[slug], reason="  "))
    assert "reason" in errors(send(f"{slug}/{stored.pk}/slet/"))
    assert kind.model.objects.filter(pk=stored.pk).exists()


REFUSED = [
    ("kontakt", {"held_on": "2018-06-02"}, "held_on", "død"),
    ("tilbud", {"start": "2018-06-02"}, "start", "død"),
    ("formidler", {"start": "2018-06-02"}, "start", "død"),
    ("visitation", {"decided_on": "2018-06-02"}, "decided_on", "død"),
    ("ydelse", {"effective_on": "2018-06-02"}, "effective_on", "død"),
    ("plan", {"job_goal_on": "2018-06-02"}, "job_goal_on", "død"),
    ("rehabilitering", {"referred_on": "2018-06-02"}, "referred_on", "død"),
    ("forberedelse", {"started_on": "2018-06-02"}, "started_on", "død"),
    ("forberedelse", {"started_on": "2999-05-01"}, "started_on", "fremtiden"),
    ("forberedelse", {"statement_asked_on": "2018-04-30"}, "statement_asked_on", "begyndte den 1. maj 2018"),
    ("ydelse", {"effective_on": "2017-01-01"}, "effective_on", "allerede"),
    ("visitation", {"decided_on": "2017-01-01"}, "decided_on", "allerede"),
    ("tilbud", {"end": "2018-04-30"}, "end", "før startdatoen"),
    ("tilbud", {"weekly_hours": "81"}, "weekly_hours", "80"),
    ("tilbud", {"weekly_hours": "mange"}, "weekly_hours", "tal"),
    ("tilbud", {"kind": "ferie"}, "kind", "ferie"),
    ("tilbud", {"cvr": "123"}, "cvr", "otte cifre"),
    ("tilbud", {"cvr": "12345678"}, "company_name", "navn"),
    ("formidler", {"end": "2018-04-30"}, "end", "før startdatoen"),
    ("tilbud", {"kind": "virksomhedspraktik"}, "company_name", "hvilken virksomhed"),
    ("tilbud", {"kind": "loentilskud", "company_name": " "}, "company_name", "hvilken virksomhed"),
    ("visitation", {"group": "deferred"}, "deferral_reason", "grund"),
    ("visitation", {"group": "deferred", "deferral_reason": "barsel"}, "deferred_until", "ventes at slutte"),
    ("visitation", {"note": " "}, "note", "bygger på"),
    ("tilbud", {"start": "2999-05-01"}, "start", "et år"),
    ("formidler", {"start": "2999-05-01"}, "start", "et år"),
    ("tilbud", {"agreed_tasks": "x" * 10_001}, "agreed_tasks", "10000"),
    ("visitation", {"note": "x" * 10_001}, "note", "10000"),
    ("indsats", {"start": "2018-06-02"}, "start", "død"),
    ("indsats", {"end": "2018-04-30"}, "end", "før startdatoen"),
    ("indsats", {"kind": "ferie"}, "kind", "ferie"),
    ("plan", {"job_goal_on": ""}, "job_goal_on", "hvornår"),
    ("kontakt", {"held_on": "2018-02-30"}, "held_on", "gyldig"),
    ("kontakt", {"held_on": "0018-05-01"}, "held_on", "født"),
    ("kontakt", {"held_on": "2999-05-01"}, "held_on", "fremtiden"),
    ("tilbud", {"end": "2999-05-01"}, "end", "årstallet"),
    ("kontakt", {"by": "x\x00y"}, "by", "null"),
]


@pytest.mark.parametrize(("slug", "fields", "field", "says"), REFUSED)
def test_refusals_are_told_at_their_field(send, citizen, slug, fields, field, says):
    people.has_benefit(citizen, "doed", "2018-06-01")
    kind = next(kind for kind in all_kinds() if kind.slug == slug)
    before = kind.model.objects.count()
    response = send(f"ny/{slug}/", **{**GOOD[slug], **fields}, form_token=str(uuid4()))
    assert says.lower() in str(errors(response).get(field, "")).lower(), dict(errors(response))
    assert kind.model.objects.count() == before
    text = response.content.decode()
    assert 'data-module="error-summary"' in text and 'aria-invalid="true"' in text


def test_death_before_something_registered_is_told_at_the_date(send, citizen):
    people.a_contact(citizen, "2018-07-01")
    response = send("ny/ydelse/", benefit="doed", effective_on="2018-06-01")
    assert "efter denne dato" in str(errors(response)["effective_on"])


def test_a_refused_form_can_be_put_right_and_sent_again(send, citizen):
    token = str(uuid4())
    people.has_benefit(citizen, "doed", "2018-06-01")
    assert errors(send("ny/kontakt/", **{**GOOD["kontakt"], "held_on": "2018-06-02"}, form_token=token))
    assert send("ny/kontakt/", **GOOD["kontakt"], form_token=token).status_code == 302
    assert Contact.objects.get().held_on == people.day("2018-05-01")


def test_choosing_another_group_drops_what_was_filled_for_a_deferral(send, citizen):
    left_over = {"deferral_reason": "barsel", "deferred_until": "2018-09-01"}
    assert send("ny/visitation/", **GOOD["visitation"], **left_over).status_code == 302
    latest = citizen.visitations.latest("pk")
    assert (latest.group, latest.deferral_reason, latest.deferred_until) == ("2", "", None)


def test_a_colleague_is_linked_by_name(send, facilitator_user):
    facilitator_user.first_name, facilitator_user.last_name = "Finn", "Fjord"
    facilitator_user.save()
    send("ny/formidler/", name="Finn Fjord", start="2018-05-01")
    assert Facilitator.objects.get().user == facilitator_user


def test_defaults_spare_typing(as_user, caseworker, citizen):
    company = Company.objects.create(municipality_id="851", name="Bageriet", cvr="12345678")
    people.an_offer(citizen, "loentilskud", "2018-01-01", company=company, weekly_hours=12, agreed_tasks="Bager brød")
    people.an_offer(citizen, "mentor", "2018-03-01", weekly_hours=2)
    people.a_plan(citizen, job_goal_on="2018-02-01", job_goal="gartner")

    def initial(slug):
        return as_user(caseworker).get(f"/borgere/{citizen.pk}/ny/{slug}/").context["form"].initial

    assert (initial("kontakt")["held_on"], initial("kontakt")["by"]) == (TODAY(), "anna")
    assert (initial("tilbud")["start"], initial("tilbud")["company_name"]) == (TODAY(), "Bageriet")
    carried_on = [initial("tilbud")[name] for name in ("kind", "weekly_hours", "agreed_tasks")]
    assert carried_on == ["loentilskud", 12, "Bager brød"]
    assert initial("plan")["job_goal"] == "gartner"
    assert initial("ydelse")["effective_on"] == TODAY()
    text = as_user(caseworker).get(f"/borgere/{citizen.pk}/ny/kontakt/").content.decode()
    assert f'type="date" name="held_on" value="{TODAY():%Y-%m-%d}"' in text


def test_the_kind_of_contact_is_that_of_ones_role(as_user, caseworker, facilitator_user, citizen):
    def kind(user):
        return as_user(user).get(f"/borgere/{citizen.pk}/ny/kontakt/").context["form"].initial["kind"]

    assert (kind(caseworker), kind(facilitator_user)) == ("samtale", "kontakt")


def test_all_errors_are_told_in_one_round(send, citizen):
    found = errors(send("ny/tilbud/", **{**GOOD["tilbud"], "weekly_hours": "mange", "end": "2018-04-30"}))
    assert {"weekly_hours", "end"} <= set(found)
    people.a_contact(citizen, "2018-05-01", by="Carl")
    people.has_benefit(citizen, "doed", "2018-06-01")
    twice = {**GOOD["ydelse"], "effective_on": "2017-01-01", "match_category": "ferie", "benefit": "kontanthjaelp"}
    assert {"effective_on", "match_category"} <= set(errors(send("ny/ydelse/", **twice)))


def test_a_refusal_of_the_database_is_told_once(send, citizen):
    found = errors(send("ny/tilbud/", **{**GOOD["tilbud"], "end": "2018-04-30"}))
    assert len(found["end"]) == 1


def test_a_contact_cannot_lie_in_the_future(send):
    tomorrow = TODAY() + timedelta(days=1)
    assert "fremtiden" in str(errors(send("ny/kontakt/", **{**GOOD["kontakt"], "held_on": tomorrow}))["held_on"])
    assert send("ny/kontakt/", **{**GOOD["kontakt"], "held_on": TODAY()}).status_code == 302


def test_what_something_rests_on_is_not_deleted(send, citizen, monkeypatch):
    contact = people.a_contact(citizen, "2018-05-01")

    def protected(self):
        raise ProtectedError("kept", {self})

    monkeypatch.setattr(Contact, "delete", protected)
    assert "kan ikke slettes" in str(errors(send(f"kontakt/{contact.pk}/slet/", reason="Væk")))


def test_a_database_refusal_of_a_deletion_is_readable(send, citizen):
    contact = people.a_contact(citizen, "2018-05-01")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE rests_on (id bigint REFERENCES cases_contact (id))")
        cursor.execute("INSERT INTO rests_on VALUES (%s)", [contact.pk])
    cursor_rule = "SET CONSTRAINTS ALL IMMEDIATE"
    with connection.cursor() as cursor:
        cursor.execute(cursor_rule)
    assert "afviste" in str(errors(send(f"kontakt/{contact.pk}/slet/", reason="Væk")))
    assert Contact.objects.filter(pk=contact.pk).exists()


def test_unknown_kinds_and_foreign_registrations_are_404(send, citizen):
    elsewhere = people.a_contact(people.a_member(), "2018-05-01")
    assert send("ny/ferie/").status_code == 404
    assert send(f"kontakt/{elsewhere.pk}/ret/").status_code == 404
    assert send(f"kontakt/{elsewhere.pk}/slet/", reason="x").status_code == 404
    assert Plan.objects.count() == 0 and BenefitChange.objects.filter(citizen=citizen).count() == 1


def test_a_form_sent_again_with_other_content_is_not_taken_for_stored(send):
    """As after Back, an edit and Save: the edit must not be lost behind a message that it is saved."""
    token = str(uuid4())
    assert send("ny/kontakt/", **GOOD["kontakt"], form_token=token).status_code == 302
    again = send("ny/kontakt/", **{**GOOD["kontakt"], "by": "En anden"}, form_token=token)
    assert "er brugt før" in str(errors(again))
    assert Contact.objects.get().by == "Carl"


def test_a_form_without_its_mark_stores_nothing(send):
    assert errors(send("ny/kontakt/", **GOOD["kontakt"], form_token=""))
    assert not Contact.objects.exists()


def test_the_log_tells_of_what_was_stored_not_of_each_sending(send, citizen):
    token = str(uuid4())
    for _time in range(3):
        assert send("ny/kontakt/", **GOOD["kontakt"], form_token=token).status_code == 302
    contact = Contact.objects.get()
    for _time in range(3):
        send(f"kontakt/{contact.pk}/ret/", **{**GOOD["kontakt"], "by": "Carla"}, reason="Tastefejl", version=0)
    log = AccessLogEntry.objects.filter(citizen_id=citizen.pk, action__in=[AccessAction.ADD, AccessAction.CHANGE])
    assert list(log.order_by("pk").values_list("action", flat=True)) == ["add", "change"]


def test_only_cash_assistance_has_a_match_category(send, citizen):
    sent = {"effective_on": "2018-05-01", "match_category": "aktivitetsparat"}
    send("ny/ydelse/", benefit="fleksjob", **sent)
    assert citizen.benefitchanges.get(benefit="fleksjob").match_category == ""
