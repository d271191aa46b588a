"""Undoing a hand-over: who goes back, who stays and why, once, and what both colleagues are told."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import AccessLogEntry, Role
from cases.handover.doing import ChangedMeanwhileError
from cases.handover.models import HandedOver, Handover, Kind, Stays
from cases.handover.undo_plan import undo_plan
from cases.handover.undoing import undo
from cases.models import Citizen, Facilitator, Unit
from cases.person import changes_of
from cases.versions import former_versions
from tests import people
from tests.conftest import make_user
from tests.workbooks import opened, rows

from .asking import WHY, do, send, stayed, whose

pytestmark = pytest.mark.django_db


def test_all_go_back_to_whom_they_came_from_and_it_is_told(as_user, given, manager, caseworker, leaver, three):
    page = as_user(manager).get(f"/overdragelser/{given.pk}/")
    assert f'href="/overdragelser/{given.pk}/fortryd/"' in page.content.decode()
    shown = as_user(manager).get(f"/overdragelser/{given.pk}/fortryd/").content.decode()
    assert "3 borgere går tilbage" in shown and shown.count("Til: Lars Lund") == 3
    assert whose(three) == [caseworker] * 3, "nothing is done before it is sent"
    assert send(as_user(manager), given)["Location"] == f"/overdragelser/{given.pk}/"
    assert whose(three) == [leaver] * 3 and not stayed(given)
    given.refresh_from_db()
    assert (given.undone_by, given.undone_reason) == (manager, WHY) and given.undone_at
    for citizen in three:
        newest, _handed = changes_of(citizen)
        assert (newest.by, newest.reason) == ("lone", WHY)
        assert AccessLogEntry.objects.filter(action="change", about="handover", citizen_id=citizen.pk).count() == 2
    done = as_user(leaver).get(f"/overdragelser/{given.pk}/").content.decode()
    assert "Fortrudt den" in done and WHY in done and done.count("Gik tilbage") == 3 and "/fortryd/" not in done
    for user in (leaver, caseworker):
        [row] = as_user(user).get("/overdragelser/").context["table"].rows
        assert row.get_cell("undone_at") == date_format(timezone.localtime(given.undone_at), "SHORT_DATE_FORMAT")


def test_each_goes_back_to_their_own(gives, manager, caseworker, leaver, three):
    other = make_user("kaj", Role.CASEWORKER, "851")
    Citizen.objects.filter(pk=three[1].pk).update(caseworker=other)
    Citizen.objects.filter(pk=three[2].pk).update(caseworker=None)
    do(gives(Kind.CASEWORKER, None, caseworker, three), manager)
    assert whose(three) == [leaver, other, None]


def test_who_was_changed_since_stays_and_is_told(as_user, given, manager, caseworker, leaver, three):
    aase, bodil, cleo = three
    Citizen.objects.filter(pk=aase.pk).update(caseworker=manager)
    for user in (manager, caseworker):  # away and back again is a change too
        Citizen.objects.filter(pk=bodil.pk).update(caseworker=user)
    Citizen.objects.filter(pk=cleo.pk).update(name="Cleo Berg")  # the name has nothing to do with it
    text = as_user(manager).get(f"/overdragelser/{given.pk}/fortryd/").content.decode()
    assert "1 borger går tilbage" in text and "2 er ændret siden overdragelsen" in text
    send(as_user(manager), given)
    assert whose(three) == [manager, caseworker, leaver]
    assert stayed(given) == {aase.name: Stays.CHANGED, bodil.name: Stays.CHANGED}
    page = as_user(manager).get(f"/overdragelser/{given.pk}/").content.decode()
    assert "2 borgere blev" in page and page.count("Blev: er ændret siden overdragelsen") == 2


def test_nobody_is_given_back_to_one_who_has_left_or_would_not_see_them(given, manager, leaver, three):
    units = [Unit.objects.create(municipality_id="851", name=name) for name in ("Nord", "Syd")]
    leaver.unit = units[0]
    leaver.save()
    Citizen.objects.filter(pk=three[0].pk).update(unit=units[1])
    Citizen.objects.exclude(pk=three[0].pk).update(unit=units[0])
    assert {why: len(who) for why, who in undo_plan(given, manager).stays.items()} == {Stays.OTHER_UNIT: 1}
    leaver.is_active = False
    leaver.save()
    assert {why: len(who) for why, who in undo_plan(given, manager).stays.items()} == {Stays.FORMER_GONE: 3}
    with pytest.raises(ChangedMeanwhileError):
        do(given, manager)
    given.refresh_from_db()
    assert given.undone_at is None and not stayed(given)


def test_who_is_missing_from_the_history_stays(as_user, given, manager, caseworker, leaver, three):
    """Nobody would know whom the case came from: it is not taken for one that nobody had."""
    HandedOver.objects.create(handover=given, citizen=people.a_member(name="Dora Dam", caseworker=caseworker))
    assert "1 mangler i historikken" in as_user(manager).get(f"/overdragelser/{given.pk}/fortryd/").content.decode()
    send(as_user(manager), given)
    assert whose(three) == [leaver] * 3 and stayed(given) == {"Dora Dam": Stays.UNKNOWN}
    assert Citizen.objects.get(name="Dora Dam").caseworker == caseworker


def test_those_hidden_from_whoever_undid_it_once_are_still_told(as_user, given, manager, three):
    do(given, manager)
    HandedOver.objects.filter(citizen=three[0]).update(stays=Stays.HIDDEN)
    assert "som den, der fortrød, ikke så" in as_user(manager).get(f"/overdragelser/{given.pk}/").content.decode()


def test_the_workbook_says_who_went_back_as_the_page_does(as_user, given, manager, three):
    address = f"/lister/overdragelsens-borgere/excel/?overdragelse={given.pk}"
    assert "Fortrudt" not in rows(opened(as_user(manager).get(address)))[0]
    Citizen.objects.filter(pk=three[0].pk).update(caseworker=manager)
    do(given, manager)
    told = {row["Navn"]: row["Fortrudt"] for row in rows(opened(as_user(manager).get(address)))}
    assert told == {
        **{citizen.name: "Gik tilbage" for citizen in three[1:]},
        three[0].name: "Blev: er ændret siden overdragelsen",
    }


def test_one_of_two_hand_overs_is_undone_alone(gives, given, manager, caseworker, leaver, three):
    """The later first; then the former, for those who have not been elsewhere since."""
    later = gives(Kind.CASEWORKER, caseworker, manager, three[:1])
    do(later, manager)
    assert whose(three) == [caseworker] * 3
    do(given, manager)
    assert whose(three) == [caseworker, leaver, leaver] and stayed(given) == {three[0].name: Stays.CHANGED}
    assert not stayed(later)


def test_facilitators_are_as_they_were(gives, manager, facilitator_user, three):
    aase, bodil, cleo = three
    ended = people.a_facilitator(aase, "2018-01-01", name="Frede Fjord")
    planned = people.a_facilitator(bodil, "2018-01-01", "2018-06-30", name="Frede Fjord")
    made = gives(Kind.FACILITATOR, None, facilitator_user, three)
    begun = list(Facilitator.objects.filter(user=facilitator_user).values_list("pk", flat=True))
    assert len(begun) == 3
    do(made, manager)
    assert set(Facilitator.objects.values_list("pk", "end")) == {(ended.pk, None), (planned.pk, date(2018, 6, 30))}
    kept = former_versions(Facilitator).filter(pgh_obj_id__in=begun, pgh_label="deleted")
    assert {event.pgh_context.metadata["reason"] for event in kept.select_related("pgh_context")} == {WHY}
    assert kept.count() == 3 and not cleo.facilitators.exists()


@pytest.mark.parametrize("change", ["new ended", "new deleted", "former corrected", "another after"])
def test_a_facilitator_changed_since_is_left_alone(gives, manager, facilitator_user, three, change):
    former = people.a_facilitator(three[0], "2018-01-01", name="Frede Fjord")
    made = gives(Kind.FACILITATOR, None, facilitator_user, three[:2])
    begun = Facilitator.objects.filter(citizen=three[0], user=facilitator_user)
    if change == "former corrected":
        Facilitator.objects.filter(pk=former.pk).update(start=date(2018, 1, 2))
    elif change == "new deleted":
        begun.delete()
    else:
        begun.update(end=date(2018, 4, 30))
        if change == "another after":
            people.a_facilitator(three[0], "2018-05-01", name="Ny")
    before = set(Facilitator.objects.filter(citizen=three[0]).values_list("pk", "start", "end"))
    do(made, manager)
    assert set(Facilitator.objects.filter(citizen=three[0]).values_list("pk", "start", "end")) == before
    assert stayed(made) == {three[0].name: Stays.CHANGED} and not three[1].facilitators.exists()


def test_the_second_click_does_nothing(as_user, given, manager, caseworker, three):
    client = as_user(manager)
    page = client.get(f"/overdragelser/{given.pk}/fortryd/")
    sent = {"reason": WHY, "mark": page.context["plan"].mark}
    client.post(f"/overdragelser/{given.pk}/fortryd/", sent)
    Citizen.objects.filter(pk=three[0].pk).update(caseworker=caseworker)
    logged = AccessLogEntry.objects.filter(action="change").count()
    again = client.post(f"/overdragelser/{given.pk}/fortryd/", {**sent, "reason": "igen"})
    assert again["Location"] == f"/overdragelser/{given.pk}/"
    assert whose(three)[0] == caseworker and AccessLogEntry.objects.filter(action="change").count() == logged
    assert undo(given, caseworker, "igen", "").undone_reason == WHY, "nor where both came past the first look"


def test_others_than_were_shown_never_go_back(as_user, given, manager, three):
    client = as_user(manager)
    mark = client.get(f"/overdragelser/{given.pk}/fortryd/").context["plan"].mark
    Citizen.objects.filter(pk=three[0].pk).update(caseworker=manager)
    answer = client.post(f"/overdragelser/{given.pk}/fortryd/", {"reason": WHY, "mark": mark})
    text = answer.content.decode()
    assert "Nogen har ændret noget" in text and WHY in text and "2 borgere går tilbage" in text
    given.refresh_from_db()
    assert given.undone_at is None
    assert "reason" in send(client, given, reason="").context["form"].errors


def test_both_are_told_until_they_have_looked(as_user, given, manager, caseworker, leaver, three):
    as_user(caseworker).get(f"/overdragelser/{given.pk}/")
    Citizen.objects.filter(pk=three[0].pk).update(caseworker=manager)
    do(given, manager)
    says = {caseworker: "2 sager, der var overdraget til dig, er gået", leaver: "2 overdragne sager er gået tilbage"}
    for user, text in says.items():
        assert text in as_user(user).get("/min-dag/").content.decode()
        as_user(user).get(f"/overdragelser/{given.pk}/")
        assert "gået tilbage" not in as_user(user).get("/min-dag/").content.decode()
    assert "gået tilbage" not in as_user(manager).get("/min-dag/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"undone_at": timezone.now()}, {"undone_reason": "x"}, {"undone_at": timezone.now() - timedelta(days=9)}]
)
def test_the_database_wants_all_of_it(given, manager, wrong):
    if "undone_reason" not in wrong and wrong["undone_at"] < given.made_at - timedelta(days=1):
        wrong = {**wrong, "undone_by": manager, "undone_reason": "x"}  # before it was made
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=given.pk).update(**wrong)


def test_the_database_lets_nobody_undo_twice(given, manager, caseworker):
    do(given, manager)
    for change in ({"undone_reason": "y"}, {"undone_by": caseworker}, {"undone_at": timezone.now()}):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            Handover.objects.filter(pk=given.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandedOver.objects.update(stays="nonsense")


@pytest.mark.parametrize("kind", Kind)
def test_the_number_of_statements_does_not_grow(as_user, gives, manager, caseworker, facilitator_user, leaver, kind):
    receiver, counted = {Kind.CASEWORKER: caseworker, Kind.FACILITATOR: facilitator_user}[kind], []
    client = as_user(manager)
    for number in (2, 6):
        made = gives(kind, leaver, receiver, [people.a_member(caseworker=leaver) for _one in range(number)])
        client.get(f"/overdragelser/{made.pk}/")
        with CaptureQueriesContext(connection) as shown:
            client.get(f"/overdragelser/{made.pk}/fortryd/")
        with CaptureQueriesContext(connection) as done:
            do(made, manager)
        counted.append((len(shown), len(done)))
    assert counted[0] == counted[1] and counted[0][0] <= 15
