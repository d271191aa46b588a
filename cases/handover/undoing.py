"""Undoing a hand-over: all that can go back at once or nothing, with the citizens locked, in a few statements."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now

from accounts.access_log import log_access_to_many
from accounts.models import AccessAction, User

from ..changes import recorded_change
from ..models import Citizen, Facilitator
from ..versions import former_versions
from .doing import ChangedMeanwhileError
from .models import HandedOver, Handover, Kind
from .undo_plan import UndoPlan, former_caseworker, undo_plan


class MayNotUndoError(Exception):
    """The user may not undo it, or no longer."""


def undo(made: Handover, by: User, reason: str, mark: str) -> Handover:
    """Undo ``made`` for those the plan with ``mark`` showed; return it as it is then.

    One that is undone already is returned as it is. Raises ``ChangedMeanwhileError`` (and does nothing) when others
    would go back than were shown, or nobody, or some of its citizens are hidden from ``by``; ``MayNotUndoError`` when
    ``by`` may not, or no longer.
    """
    with recorded_change(by, reason):
        locked = Handover.objects.select_for_update(of=("self",)).get(pk=made.pk)
        if locked.undone_at is not None:
            return locked
        if not locked.may_be_undone_by(by):
            raise MayNotUndoError
        _lock_people(locked)
        planned = undo_plan(locked, by)
        if planned.hidden or planned.mark != mark or not planned.returning:
            raise ChangedMeanwhileError
        _carry_out(locked, planned)
        _note(locked, planned, by, reason)
        log_access_to_many(by, AccessAction.CHANGE, "handover", [citizen.pk for citizen in planned.returning])
    return locked


def _lock_people(made: Handover) -> None:
    """Lock the citizens, and their facilitators: nobody changes them between the plan and its doing."""
    citizens = Citizen.objects.filter(hand_overs__handover=made).order_by("pk")
    keys = list(citizens.select_for_update(of=("self",)).values_list("pk", flat=True))
    if made.kind == Kind.FACILITATOR:
        periods = Facilitator.objects.filter(citizen__in=keys).order_by("pk")
        list(periods.select_for_update(of=("self",)).values_list("pk"))


def _carry_out(made: Handover, planned: UndoPlan) -> None:
    """Give the cases back. A period that the hand-over began is deleted before the one it ended goes on."""
    if made.kind == Kind.CASEWORKER:
        former = Subquery(former_caseworker(made).values("caseworker_id")[:1])
        Citizen.objects.filter(pk__in=[citizen.pk for citizen in planned.returning]).update(caseworker=former)
        return
    Facilitator.objects.filter(pk__in=[citizen.begun for citizen in planned.returning]).delete()
    ended = [citizen.ended for citizen in planned.returning if citizen.ended is not None]
    replaced = former_versions(Facilitator).filter(pgh_obj_id=OuterRef("pk"), pgh_context_id=made.change)
    Facilitator.objects.filter(pk__in=ended).update(end=Subquery(replaced.values("end")[:1]))


def _note(made: Handover, planned: UndoPlan, by: User, reason: str) -> None:
    """Note on the hand-over who undid it and who stayed. Both colleagues have something new to look at."""
    for why, citizens in planned.stays.items():
        HandedOver.objects.filter(handover=made, citizen__in=[one.pk for one in citizens]).update(stays=why)
    made.undone_at, made.undone_by, made.undone_reason = Now(), by, reason
    made.seen_at = made.giver_seen_at = None
    made.save(update_fields=["undone_at", "undone_by", "undone_reason", "seen_at", "giver_seen_at"])
    made.refresh_from_db(fields=["undone_at"])
