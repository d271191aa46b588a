"""A rehabilitation case goes step by step, and a decision brings its benefit in the same transaction."""

from uuid import uuid4

import pytest

from accounts.models import AccessLogEntry
from cases.models import BenefitChange
from cases.versions import version_of
from tests import people
from visitation.models import RehabilitationCase

pytestmark = pytest.mark.django_db
DECIDED = {
    "step": "afgoerelse",
    "decision": "ressourceforloeb",
    "decided_on": "2018-06-01",
    "change_benefit": "on",
    "benefit_from": "2018-07-01",
}


@pytest.fixture
def send(browser, citizen):
    def post(path="ny/rehabilitering/", **fields):
        return browser.post(f"/borgere/{citizen.pk}/{path}", fields, follow=True)

    return post


@pytest.fixture
def met(citizen):
    """A case the team has met about."""
    return people.a_referral(citizen, "2018-01-10", "2018-05-01")


def onward(case) -> str:
    return f"rehabilitering/{case.pk}/videre/"


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def changes(citizen) -> list[tuple[str, str]]:
    rows = BenefitChange.objects.filter(citizen=citizen).order_by("effective_on")
    return [(change.benefit, str(change.effective_on)) for change in rows]


def errors(response) -> dict:
    return response.context["form"].errors


def test_each_form_asks_only_for_its_step(browser, citizen):
    def asked() -> list[str]:
        page = browser.get(f"/borgere/{citizen.pk}/ny/rehabilitering/?tilbage=/borgere/", follow=True)
        assert page.context["return_address"] == "/borgere/"
        return [field.name for field in page.context["form"].visible_fields()]

    assert asked() == ["referred_on"]
    case = people.a_referral(citizen, "2018-01-10")
    assert asked() == ["met_on", "recommendation"]
    RehabilitationCase.objects.filter(pk=case.pk).update(met_on="2018-02-01")
    assert asked() == ["decision", "decided_on", "change_benefit", "new_benefit", "benefit_from"]
    RehabilitationCase.objects.filter(pk=case.pk).update(decided_on="2018-03-01", decision="andet")
    assert asked() == ["referred_on"]


def test_from_referral_to_benefit(send, citizen):
    send(referred_on="2018-01-10", form_token=uuid4())
    case = RehabilitationCase.objects.get()
    send(onward(case), step="moede", met_on="2018-05-01", recommendation="Ressourceforløb anbefales", version=0)
    done = send(onward(case), **DECIDED, version=version_of(case))
    case.refresh_from_db()
    assert (str(case.met_on), case.recommendation) == ("2018-05-01", "Ressourceforløb anbefales")
    assert (case.decision, str(case.decided_on)) == ("ressourceforloeb", "2018-06-01")
    assert changes(citizen)[-1] == ("ressourceforloeb", "2018-07-01")
    assert "Ydelsen skifter til ressourceforløb fra 1. juli 2018" in said(done)
    assert set(AccessLogEntry.objects.filter(action="add").values_list("about", flat=True)) == {
        "rehabilitering",
        "ydelse",
    }


@pytest.mark.parametrize(
    ("decision", "chosen", "becomes"),
    [
        ("ressourceforloeb", "", "ressourceforloeb"),
        ("fleksjob", "", "ledighedsydelse"),
        ("fleksjob", "fleksjob", "fleksjob"),
        ("foertidspension", "", "foertidspension"),
        ("andet", "", "kontanthjaelp"),
    ],
)
def test_the_benefit_that_follows(send, citizen, met, decision, chosen, becomes):
    send(onward(met), **{**DECIDED, "decision": decision, "new_benefit": chosen})
    assert changes(citizen)[-1][0] == becomes
    met.refresh_from_db()
    assert met.decision == decision


def test_the_change_can_be_left_out(send, citizen, met):
    send(onward(met), step="afgoerelse", decision="fleksjob", decided_on="2018-06-01")
    assert [benefit for benefit, _on in changes(citizen)] == ["kontanthjaelp"]
    met.refresh_from_db()
    assert met.decision == "fleksjob"


def test_a_benefit_the_citizen_has_is_not_stored_again(send, citizen, met):
    people.has_benefit(citizen, "ressourceforloeb", "2018-03-01")
    send(onward(met), **DECIDED)
    assert len(changes(citizen)) == 2


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"benefit_from": "2017-01-01"}, "benefit_from", "allerede"),
        ({"benefit_from": "2018-09-02"}, "benefit_from", "død"),
        ({"benefit_from": ""}, "benefit_from", "hvornår"),
        ({"benefit_from": "1918-01-01"}, "benefit_from", "født"),
        ({"new_benefit": "ferie"}, "new_benefit", "ferie"),
        ({"decided_on": "2018-04-30"}, "decided_on", "før mødet den 1. maj 2018"),
        ({"decided_on": ""}, "decided_on", "Skriv en dato"),
        ({"decided_on": "2018-09-02"}, "decided_on", "død"),
        ({"decision": ""}, "decision", "Vælg en"),
    ],
)
def test_a_refusal_of_either_stores_neither(send, citizen, met, fields, field, says):
    people.has_benefit(citizen, "doed", "2018-09-01")
    before = changes(citizen)
    page = send(onward(met), **{**DECIDED, **fields})
    assert says in str(errors(page).get(field, "")), dict(errors(page))
    met.refresh_from_db()
    assert met.decision == "" and changes(citizen) == before


def test_a_meeting_before_the_referral_is_refused_by_its_day(browser, send, citizen):
    case = people.a_referral(citizen, "2018-01-10")
    assert "Indstillet 10. januar 2018" in browser.get(f"/borgere/{citizen.pk}/{onward(case)}").content.decode()
    page = send(onward(case), step="moede", met_on="2018-01-09", version=0)
    assert errors(page)["met_on"] == ["Mødet kan ikke ligge før indstillingen den 10. januar 2018."]


def test_sent_twice_it_is_stored_once(send, citizen, met):
    for _time in range(2):
        page = send(onward(met), **DECIDED, version=0)
        assert page.redirect_chain and page.context.get("form") is None
    assert len(changes(citizen)) == 2
    assert met.events.count() == 1


def test_a_meeting_sent_again_after_the_next_step_changes_nothing(send, met):
    page = send(onward(met), step="moede", met_on="2018-05-01", recommendation="", version=0)
    assert page.redirect_chain
    met.refresh_from_db()
    assert str(met.met_on) == "2018-05-01"


def test_two_steps_taken_at_once_are_told(send, met):
    send(onward(met), **DECIDED, version=0)
    page = send(onward(met), **{**DECIDED, "decision": "fleksjob"}, version=0)
    assert "Du har selv rettet det imens" in page.content.decode()
    met.refresh_from_db()
    assert met.decision == "ressourceforloeb"


def test_the_same_decision_of_another_without_the_benefit_does_not_swallow_the_change(send, citizen, met):
    without = {name: value for name, value in DECIDED.items() if name != "change_benefit"}
    send(onward(met), **without, version=0)
    page = send(onward(met), **DECIDED, version=0)
    assert not page.redirect_chain and "Du har selv rettet det imens" in page.content.decode()
    assert len(changes(citizen)) == 1
    newest = {**DECIDED, "version": version_of(met), "reason": "Ydelsen manglede"}
    assert "Ydelsen skifter til ressourceforløb" in said(send(onward(met), **newest))
    assert changes(citizen)[-1] == ("ressourceforloeb", "2018-07-01")


def test_a_step_that_is_taken_is_corrected_only_with_a_reason(send, citizen):
    case = people.a_referral(citizen, "2018-01-10", "2018-05-01", "2018-06-01", "andet")
    other = {**DECIDED, "decision": "foertidspension", "version": version_of(case)}
    page = send(onward(case), **other)
    assert "allerede registreret" in str(errors(page)["reason"]) and 'name="reason"' in page.content.decode()
    case.refresh_from_db()
    assert case.decision == "andet" and len(changes(citizen)) == 1
    assert send(onward(case), **other, reason="Forkert afgørelse").redirect_chain
    case.refresh_from_db()
    assert case.decision == "foertidspension"
    assert case.events.latest("pgh_id").pgh_context.metadata["reason"] == "Forkert afgørelse"


def test_a_reason_is_no_way_round_what_another_has_changed(send, met):
    send(onward(met), **DECIDED, version=0)
    page = send(onward(met), **{**DECIDED, "decision": "fleksjob"}, version=0, reason="Jeg mener det")
    assert "Du har selv rettet det imens" in page.content.decode()
    met.refresh_from_db()
    assert met.decision == "ressourceforloeb"


def test_a_meeting_is_not_written_over_without_a_reason(send, met):
    page = send(onward(met), step="moede", met_on="2018-05-02", recommendation="", version=version_of(met))
    assert "allerede registreret" in str(errors(page)["reason"]) and 'name="reason"' in page.content.decode()
    met.refresh_from_db()
    assert str(met.met_on) == "2018-05-01"


def test_a_decision_waits_for_the_meeting(send, citizen):
    case = people.a_referral(citizen, "2018-01-10")
    for reason in ("", "Hastesag"):
        page = send(onward(case), **DECIDED, version=version_of(case), reason=reason)
        assert "Et skridt mangler: Registrér mødet" in str(errors(page))
    case.refresh_from_db()
    assert case.decision == "" and len(changes(citizen)) == 1


def test_a_finished_case_has_no_next_step(browser, citizen):
    case = people.a_referral(citizen, "2018-01-10", "2018-02-01", "2018-03-01", "andet")
    page = browser.get(f"/borgere/{citizen.pk}/{onward(case)}", follow=True)
    assert "Rehabiliteringssagen er afsluttet" in said(page)
    assert browser.get(f"/borgere/{citizen.pk}/kontakt/1/videre/").status_code == 404


def test_a_second_referral_waits_for_the_first(send, citizen, met):
    page = send(referred_on="2018-06-01", form_token=uuid4())
    assert "Der er allerede en åben sag, indstillet 10. januar 2018" in str(errors(page)["referred_on"])
    assert RehabilitationCase.objects.count() == 1
    send(onward(met), **DECIDED)
    send(referred_on="2018-06-02", form_token=uuid4())
    assert RehabilitationCase.objects.count() == 2


def test_a_referral_sent_twice_is_stored_once(send, citizen):
    token = uuid4()
    for _time in range(2):
        assert send(referred_on="2018-06-01", form_token=token).redirect_chain
    assert RehabilitationCase.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"met_on": "2018-01-09"}, "met_on"),
        ({"decided_on": "2018-05-20"}, "decision"),
        ({"decision": "andet"}, "decision"),
    ],
)
def test_corrections_are_held_to_the_same_rules(send, met, fields, field):
    sent = {"referred_on": "2018-01-10", "met_on": "2018-05-01", "reason": "Tastefejl", **fields}
    assert errors(send(f"rehabilitering/{met.pk}/ret/", **sent))[field]
