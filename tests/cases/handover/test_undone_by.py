"""Who may undo a hand-over, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from cases.handover.doing import ChangedMeanwhileError
from cases.handover.models import UNDONE_WITHIN, Handover, Kind
from cases.handover.undo_plan import undo_plan
from cases.handover.undoing import MayNotUndoError, undo
from cases.models import Citizen, Unit
from tests.conftest import make_user

from .asking import WHY, do, whose

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_units(three) -> list[Unit]:
    """Two units: the first citizen is in the one, the others in the other."""
    units = [Unit.objects.create(municipality_id="851", name=name) for name in ("Nord", "Syd")]
    for citizen, unit in zip(three, (*units, units[1]), strict=True):
        Citizen.objects.filter(pk=citizen.pk).update(unit=unit)
    return units


def test_a_manager_of_a_unit_does_not_use_up_what_is_undone_once(as_user, given, in_units):
    """They see two of the three; the third would stay with the receiver for good."""
    limited = make_user("ulla", Role.MANAGER, "851", unit=in_units[1])
    assert as_user(limited).get(f"/overdragelser/{given.pk}/fortryd/").status_code == 403
    assert "/fortryd/" not in as_user(limited).get(f"/overdragelser/{given.pk}/").content.decode()


def test_whoever_made_it_and_does_not_see_all_is_told_who_can(as_user, given, in_units, manager, leaver, three):
    manager.unit = in_units[1]
    manager.save()
    address = f"/overdragelser/{given.pk}/fortryd/"
    mark = as_user(manager).get(address).context["plan"].mark
    for answer in (as_user(manager).get(address), as_user(manager).post(address, {"reason": WHY, "mark": mark})):
        text = answer.content.decode()
        assert "1 af borgerne hører til en enhed, du ikke ser" in text and "en leder af hele kommunen" in text
        assert not any(citizen.name in text for citizen in three) and 'name="reason"' not in text
    with pytest.raises(ChangedMeanwhileError):
        do(given, manager)
    given.refresh_from_db()
    assert given.undone_at is None and leaver not in whose(three)
    assert do(given, make_user("ulla", Role.MANAGER, "851")).undone_at and whose(three) == [leaver] * 3


def test_who_may(as_user, gives, given, manager, caseworker, leaver, three, outsider):
    address = f"/overdragelser/{given.pk}/fortryd/"
    statuses = {user.username: as_user(user).get(address).status_code for user in (caseworker, leaver, outsider)}
    assert statuses == {"anna": 403, "lars": 403, outsider.username: 404}
    own = gives(Kind.CASEWORKER, caseworker, leaver, three[:1], by=caseworker)
    assert as_user(caseworker).get(f"/overdragelser/{own.pk}/fortryd/").status_code == 200
    assert as_user(manager).get(f"/overdragelser/{own.pk}/fortryd/").status_code == 200
    for age, may in ((UNDONE_WITHIN - timedelta(minutes=5), True), (UNDONE_WITHIN + timedelta(minutes=5), False)):
        Handover.objects.filter(pk=own.pk).update(made_at=timezone.now() - age)
        assert (as_user(caseworker).get(f"/overdragelser/{own.pk}/fortryd/").status_code == 200) == may
        assert ("/fortryd/" in as_user(caseworker).get(f"/overdragelser/{own.pk}/").content.decode()) == may


def test_what_may_no_longer_be_undone_is_not_whenever_the_page_was_opened(as_user, given, manager, three, monkeypatch):
    opened_in_time = Handover.objects.get(pk=given.pk)
    mark = undo_plan(given, manager).mark
    Handover.objects.filter(pk=given.pk).update(made_at=timezone.now() - UNDONE_WITHIN - timedelta(minutes=5))
    with pytest.raises(MayNotUndoError):
        undo(opened_in_time, manager, WHY, mark)
    monkeypatch.setattr("cases.views.handover_undo.find_handover", lambda user, number: opened_in_time)
    answer = as_user(manager).post(f"/overdragelser/{given.pk}/fortryd/", {"reason": WHY, "mark": mark})
    assert answer.status_code == 403 and "en leder af hele kommunen" in answer.content.decode()
    given.refresh_from_db()
    assert given.undone_at is None


def test_one_made_before_the_history_was_marked_cannot_be_undone(as_user, given, manager):
    Handover.objects.update(change=None)
    assert as_user(manager).get(f"/overdragelser/{given.pk}/fortryd/").status_code == 403
