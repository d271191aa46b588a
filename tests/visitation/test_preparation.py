"""The preparation for the rehabilitation team, from its beginning to the referral, and the rules that hold it."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AccessLogEntry
from cases.changes import readable
from cases.models import Citizen, Programme
from cases.registrations import find_kind
from cases.versions import version_of
from tests import people
from visitation.due import due, find_rule
from visitation.models import Preparation, RehabilitationCase

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(browser, citizen):
    def post(path="ny/forberedelse/", **fields):
        if path.startswith("ny/"):
            fields.setdefault("form_token", uuid4())
        return browser.post(f"/borgere/{citizen.pk}/{path}", fields, follow=True)

    return post


@pytest.fixture
def begun(citizen):
    return people.a_preparation(citizen, "2018-01-10")


def onward(preparation) -> str:
    return f"forberedelse/{preparation.pk}/videre/"


def errors(page) -> dict:
    return page.context["form"].errors


def dates(preparation) -> list[str]:
    preparation.refresh_from_db()
    days = (preparation.statement_asked_on, preparation.statement_received_on, preparation.ready_on)
    return [str(day or "") for day in days]


def test_each_form_asks_what_is_not_known(browser, citizen):
    def asked() -> list[str]:
        page = browser.get(f"/borgere/{citizen.pk}/ny/forberedelse/", follow=True)
        return [field.name for field in page.context["form"].visible_fields()]

    assert asked() == ["started_on", "statement_asked_on"]
    one = people.a_preparation(citizen, "2018-01-10")
    assert asked() == ["statement_asked_on", "statement_received_on", "ready_on"]
    Preparation.objects.filter(pk=one.pk).update(statement_asked_on="2018-02-01")
    assert asked() == ["statement_received_on", "ready_on"]
    Preparation.objects.filter(pk=one.pk).update(ready_on="2018-03-01")
    assert asked() == ["started_on", "statement_asked_on"]


def test_from_beginning_to_ready(send, citizen):
    send(started_on="2018-01-10")
    one = Preparation.objects.get()
    send(onward(one), step="videre", statement_asked_on="2018-01-20", version=0)
    assert dates(one) == ["2018-01-20", "", ""]
    send(onward(one), step="videre", statement_received_on="2018-02-20", version=version_of(one))
    done = send(onward(one), step="videre", ready_on="2018-03-01", version=version_of(one))
    assert dates(one) == ["2018-01-20", "2018-02-20", "2018-03-01"]
    assert "Forberedelsen er gemt." in done.content.decode()
    assert one.events.count() == 3


def test_the_next_step_tells_what_was_done(browser, citizen, begun):
    Preparation.objects.update(statement_asked_on="2018-02-01")
    text = browser.get(f"/borgere/{citizen.pk}/{onward(begun)}").content.decode()
    assert "Forberedelsen begyndte 10. januar 2018. Udtalelsen blev bestilt 1. februar 2018." in text


def test_something_is_said_in_the_next_step(send, begun):
    assert "Skriv mindst én dato." in str(errors(send(onward(begun), step="videre", version=0)))
    assert dates(begun) == ["", "", ""]


WRONG = [
    ({"statement_asked_on": "2018-01-09"}, "statement_asked_on", "bestilt, før forberedelsen begyndte den 10. januar"),
    ({"statement_received_on": "2018-01-09"}, "statement_received_on", "modtaget, før forberedelsen begyndte"),
    (
        {"statement_asked_on": "2018-02-01", "statement_received_on": "2018-01-31"},
        "statement_received_on",
        "før den blev bestilt den 1. februar 2018",
    ),
    ({"ready_on": "2018-01-09"}, "ready_on", "klar, før forberedelsen begyndte"),
    ({"statement_asked_on": "2018-02-01", "ready_on": "2018-01-31"}, "ready_on", "før udtalelsen blev bestilt"),
    ({"statement_received_on": "2018-02-01", "ready_on": "2018-01-31"}, "ready_on", "før udtalelsen blev modtaget"),
    ({"ready_on": "2999-01-01"}, "ready_on", "fremtiden"),
    ({"statement_asked_on": "nej"}, "statement_asked_on", "dato"),
]


@pytest.mark.parametrize(("fields", "field", "says"), WRONG)
def test_dates_out_of_order_are_told_at_their_field(send, begun, fields, field, says):
    page = send(onward(begun), step="videre", version=0, **fields)
    assert says in str(errors(page).get(field, "")), dict(errors(page))
    assert dates(begun) == ["", "", ""]


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        (("2018-01-09", None, None), "preparation_statement_asked_on_not_before_started_on"),
        ((None, "2018-01-09", None), "preparation_statement_received_on_not_before_started_on"),
        (("2018-02-02", "2018-02-01", None), "preparation_statement_received_on_not_before_statement_asked_on"),
        ((None, None, "2018-01-09"), "preparation_ready_on_not_before_started_on"),
        (("2018-02-02", None, "2018-02-01"), "preparation_ready_on_not_before_statement_asked_on"),
        ((None, "2018-02-02", "2018-02-01"), "preparation_ready_on_not_before_statement_received_on"),
    ],
)
def test_the_database_holds_the_order(citizen, days, rule):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        people.a_preparation(citizen, "2018-01-10", *days)
    assert readable(caught.value, Preparation).code == rule


def test_one_is_open_at_a_time(send, citizen, begun):
    page = send(started_on="2018-02-01")
    assert "allerede en forberedelse i gang" in str(errors(page)["started_on"])
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        people.a_preparation(citizen, "2018-02-01")
    assert readable(caught.value, Preparation).code == "one_open_preparation"
    Preparation.objects.update(ready_on="2018-01-20")
    send(started_on="2018-02-01")
    assert Preparation.objects.count() == 2
    assert "påbegyndt en forberedelse den dag" in str(errors(send(started_on="2018-01-10"))["started_on"])


@pytest.mark.parametrize("fields", [{"statement_asked_on": "2018-02-01"}, {"ready_on": "2018-02-01"}])
def test_sent_twice_it_is_stored_once(send, begun, fields):
    token = uuid4()
    for _time in range(2):
        assert send(onward(begun), step="videre", version=0, form_token=token, **fields).redirect_chain
    assert begun.events.count() == 1


def test_a_beginning_sent_twice_is_stored_once(send):
    token = uuid4()
    for _time in range(2):
        assert send(started_on="2018-01-10", form_token=token).redirect_chain
    assert Preparation.objects.count() == 1


def test_what_another_has_registered_meanwhile_is_told_and_kept(send, begun):
    send(onward(begun), step="videre", version=0, statement_asked_on="2018-02-01")
    page = send(onward(begun), step="videre", version=0, statement_asked_on="2018-02-03")
    assert "Du har selv rettet det imens" in page.content.decode()
    again = {"step": "videre", "version": version_of(begun), "statement_asked_on": "2018-02-03"}
    assert "allerede registreret" in str(errors(send(onward(begun), **again))["reason"])
    assert dates(begun) == ["2018-02-01", "", ""]
    assert send(onward(begun), **again, reason="Bestilt den 3.").redirect_chain
    assert dates(begun) == ["2018-02-03", "", ""]
    assert begun.events.latest("pgh_id").pgh_context.metadata["reason"] == "Bestilt den 3."


def test_a_correction_shows_every_date(browser, send, citizen, begun):
    page = browser.get(f"/borgere/{citizen.pk}/forberedelse/{begun.pk}/ret/")
    names = [field.name for field in page.context["form"].usual_fields()]
    assert names == ["started_on", "statement_asked_on", "statement_received_on", "ready_on", "reason"]
    sent = {"started_on": "2018-01-12", "statement_received_on": "2018-01-15", "version": 0, "reason": "Tastefejl"}
    assert send(f"forberedelse/{begun.pk}/ret/", **sent).redirect_chain
    assert dates(begun) == ["", "2018-01-15", ""] and str(begun.started_on) == "2018-01-12"


def test_a_referral_ends_the_preparation(send, begun):
    done = send("ny/rehabilitering/", referred_on="2018-03-01")
    assert dates(begun) == ["", "", "2018-03-01"]
    assert "Forberedelsen er afsluttet." in done.content.decode()
    log = AccessLogEntry.objects.filter(about="forberedelse", action="change")
    assert log.count() == 1


@pytest.mark.parametrize(("started", "asked"), [("2018-03-02", None), ("2018-01-10", "2018-03-02")])
def test_a_referral_before_a_date_of_the_preparation_leaves_it_open(send, citizen, started, asked):
    one = people.a_preparation(citizen, started, asked)
    send("ny/rehabilitering/", referred_on="2018-03-01")
    assert RehabilitationCase.objects.count() == 1
    assert dates(one)[2] == ""


def label(citizen, on) -> str:
    programme = Programme.objects.get(pk="fsm1")
    rows = due(on, programme, Citizen.objects.filter(pk=citizen.pk), rules=[find_rule("not_referred")])
    return rows[0].label if rows else ""


def test_what_is_due_tells_since_when_it_is_prepared(citizen):
    people.a_preparation(citizen, "2018-01-10")
    plain = "Ikke indstillet til rehabiliteringsteamet"
    assert label(citizen, date(2018, 1, 9)) == plain
    assert label(citizen, date(2018, 1, 10)) == f"{plain} (forberedes siden 10.01.2018)"


def test_the_preparation_of_an_earlier_referral_is_not_told(citizen):
    people.a_preparation(citizen, "2017-02-01", ready="2017-03-01")
    people.a_referral(citizen, "2017-03-01", "2017-04-01", "2017-05-01", "andet")
    people.visited(citizen, "1", "2017-06-01")
    people.visited(citizen, "2", "2017-10-01")
    assert label(citizen, date(2018, 1, 9)) == "Ikke indstillet til rehabiliteringsteamet"
    people.a_preparation(citizen, "2018-01-05")
    assert "forberedes siden 05.01.2018" in label(citizen, date(2018, 1, 9))


def test_the_case_tells_how_far_it_is(browser, citizen, settings):
    settings.DEMO_DAY = date(2018, 3, 2)

    def page() -> str:
        return browser.get(f"/borgere/{citizen.pk}/").content.decode()

    assert "Ikke påbegyndt" in page() and page().count("Begynd forberedelse") == 2
    one = people.a_preparation(citizen, "2018-01-10", "2018-02-01")
    assert "Påbegyndt 10. januar 2018" in page() and "udtalelse bestilt 1. februar 2018" in page()
    assert f"/borgere/{citizen.pk}/forberedelse/{one.pk}/videre/" in page() and "Begynd forberedelse" not in page()
    Preparation.objects.update(ready_on="2018-03-01")
    assert "klar til indstilling 1. marts 2018" in page() and "Før forberedelsen videre" not in page()
    people.a_referral(citizen, "2018-03-01")
    assert "Påbegyndt" not in page()


@pytest.mark.parametrize(
    ("days", "headline", "details"),
    [
        ((), "Forberedelse til rehab: i gang", []),
        (("2018-02-01",), "Forberedelse til rehab: afventer lægelig udtalelse",
         ["Lægelig udtalelse bestilt 1. februar 2018"]),
        (("2018-02-01", "2018-02-02"), "Forberedelse til rehab: i gang",
         ["Lægelig udtalelse bestilt 1. februar 2018", "Lægelig udtalelse modtaget 2. februar 2018"]),
        ((None, None, "2018-02-03"), "Forberedelse til rehab: klar til indstilling 3. februar 2018", []),
    ],
)  # fmt: skip
def test_it_is_told_in_a_line(citizen, days, headline, details):
    one, kind = people.a_preparation(citizen, "2018-01-10", *days), find_kind("forberedelse")
    assert (kind.describe(one), list(kind.details(one))) == (headline, details)
    mark = next(iter(kind.marks(one)))
    assert (mark.start, mark.end) == (one.started_on, one.ready_on)


def test_a_death_is_not_before_the_preparation(citizen):
    people.a_preparation(citizen, "2018-01-10", "2018-02-01")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        people.has_benefit(citizen, "doed", "2018-01-31")
    assert readable(caught.value).code == "death_is_last"
    people.has_benefit(citizen, "doed", "2018-02-01")


def test_an_outsider_finds_nothing(as_user, outsider, citizen, begun):
    assert as_user(outsider).get(f"/borgere/{citizen.pk}/{onward(begun)}").status_code == 404
