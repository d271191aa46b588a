"""Doing a hand-over: all of it or nothing, with the citizens locked, in a handful of statements however many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accounts.access_log import log_access_to_many
from accounts.models import AccessAction, User

from ..changes import recorded_change
from ..models import Citizen, Facilitator
from .models import HandedOver, Handover, Kind
from .plan import Plan, plan


class ChangedMeanwhileError(Exception):
    """Somebody else has changed who is meant since the plan was shown."""


@dataclass(frozen=True)
class Order:
    """What is to be done: the kind, to whom, from when, by whom and why; ``giver`` is told of, not acted on."""

    kind: Kind
    giver: tuple[User | None, str]
    receiver: User
    starts_on: date
    by: User
    reason: str
    form_token: UUID


def hand_over(order: Order, citizens: Callable[[], QuerySet[Citizen]], mark: str) -> Handover:
    """Hand over the citizens whom the plan with ``mark`` showed; return the hand-over.

    ``citizens`` gives those who are meant at present; it is asked again when they are locked. Raises
    ``ChangedMeanwhileError`` (and does nothing) when they are no longer the same people. The same form sent twice is
    one hand-over.
    """
    with recorded_change(order.by, order.reason) as change:
        locked = Citizen.objects.filter(pk__in=citizens().order_by().values("pk")).order_by("pk")
        list(locked.select_for_update(of=("self",)).values_list("pk", flat=True))
        if stored := Handover.objects.filter(form_token=order.form_token, by=order.by).first():
            return stored
        planned = plan(order.kind, citizens(), order.receiver, order.starts_on)
        if planned.mark != mark or not planned.moving:
            raise ChangedMeanwhileError
        return _carry_out(order, planned, change)


def _carry_out(order: Order, planned: Plan, change: UUID) -> Handover:
    moving = [citizen.pk for citizen in planned.moving]
    if order.kind is Kind.CASEWORKER:
        Citizen.objects.filter(pk__in=moving).update(caseworker=order.receiver)
    else:
        _change_facilitator(order, moving)
    user, name = order.giver
    made = Handover.objects.create(
        municipality_id=order.by.municipality_id,
        kind=order.kind,
        giver=user,
        giver_name=name,
        receiver=order.receiver,
        by=order.by,
        starts_on=order.starts_on,
        reason=order.reason,
        form_token=order.form_token,
        change=change,
    )
    HandedOver.objects.bulk_create(HandedOver(handover=made, citizen_id=pk) for pk in moving)
    log_access_to_many(order.by, AccessAction.CHANGE, "handover", moving)
    return made


def _change_facilitator(order: Order, moving: list[int]) -> None:
    """End the present period the day before, and begin the new one; the database refuses any overlap."""
    present = Facilitator.objects.as_of(order.starts_on).filter(citizen__in=moving, start__lt=order.starts_on)
    present.update(end=order.starts_on - timedelta(days=1))
    Facilitator.objects.bulk_create(
        Facilitator(
            citizen_id=pk,
            name=order.receiver.display_name,
            user=order.receiver,
            start=order.starts_on,
            created_by=order.by,
        )
        for pk in moving
    )
