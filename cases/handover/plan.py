"""What a hand-over would do: who goes to the receiver, and who is left out and why. Writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from ..codes import Benefit
from ..colleagues import sees_unit
from ..models import BenefitChange, Citizen, Facilitator, Unit
from .models import Kind

ALREADY = _("har allerede modtageren")
NOT_SEEN = _("hører til en enhed, modtageren ikke ser")
DEAD = _("er død")
BEGINS_LATER = _("har en jobformidler, der begynder samme dag eller senere")


@dataclass(frozen=True)
class LeftOut:
    """A citizen who stays where they are, and why."""

    citizen: Citizen
    why: str | Promise


@dataclass(frozen=True)
class Stay:
    """Those left out for one reason, and in which unit where that is the reason."""

    why: str | Promise
    unit: Unit | None
    citizens: list[Citizen]


@dataclass(frozen=True)
class Plan:
    """Who moves and who is left out."""

    moving: list[Citizen]
    left_out: list[LeftOut]

    @property
    def staying(self) -> list[Stay]:
        """Those left out, by reason and unit, the most first."""
        found: dict[tuple[str, int | None], Stay] = {}
        for one in self.left_out:
            unit = one.citizen.unit if one.why == NOT_SEEN else None
            group = found.setdefault((str(one.why), unit and unit.pk), Stay(one.why, unit, []))
            group.citizens.append(one.citizen)
        return sorted(found.values(), key=lambda group: -len(group.citizens))

    @property
    def mark(self) -> str:
        """A mark of exactly these moving people: what was shown and what is done are compared by it."""
        return mark_of(self.moving)


def mark_of(citizens: Iterable[Citizen]) -> str:
    """Return the mark of exactly these people."""
    ids = ",".join(str(pk) for pk in sorted(citizen.pk for citizen in citizens))
    return hashlib.sha256(ids.encode()).hexdigest()


def plan(kind: Kind, citizens: QuerySet[Citizen], receiver: User, on: date) -> Plan:
    """Return what handing ``citizens`` over to ``receiver`` from ``on`` would do: two queries."""
    rows = _with_periods(citizens, on) if kind is Kind.FACILITATOR else citizens
    moving, left_out = [], []
    for citizen in rows:
        why = _why_not(kind, citizen, receiver)
        if why is None:
            moving.append(citizen)
        else:
            left_out.append(LeftOut(citizen, why))
    return Plan(moving, left_out)


def only(citizens: QuerySet[Citizen], chosen: Collection[int] | None) -> QuerySet[Citizen]:
    """Keep the ``chosen`` citizens; all where None are picked out."""
    return citizens if chosen is None else citizens.filter(pk__in=chosen)


def _with_periods(citizens: QuerySet[Citizen], on: date) -> QuerySet[Citizen]:
    """Add who is the facilitator on the day, and what stands in the way of a new one."""
    own = Facilitator.objects.filter(citizen=OuterRef("pk"))
    present = own.as_of(on).order_by("-start")
    deaths = BenefitChange.objects.filter(citizen=OuterRef("pk"), benefit=Benefit.DOED)
    return citizens.annotate(
        present_name=Subquery(present.values("name")[:1]),
        present_user=Subquery(present.values("user")[:1]),
        begins_later=Exists(own.filter(start__gte=on)),
        is_dead=Exists(deaths),
    )


def _why_not(kind: Kind, citizen: Citizen, receiver: User) -> str | Promise | None:
    if not sees_unit(receiver, citizen.unit_id):
        return NOT_SEEN
    if kind is Kind.CASEWORKER:
        return ALREADY if citizen.caseworker_id == receiver.pk else None
    if citizen.present_user == receiver.pk or citizen.present_name == receiver.display_name:
        return ALREADY
    if citizen.is_dead:
        return DEAD
    return BEGINS_LATER if citizen.begins_later else None
