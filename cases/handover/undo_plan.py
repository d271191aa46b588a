"""What undoing a hand-over would do: who goes back to whom, and who stays and why. Writes nothing.

Whom a case came from is read from the history: the version that the hand-over replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.models import User

from ..colleagues import CASEWORKERS, FACILITATORS, colleagues, sees_unit
from ..models import Citizen, Facilitator
from ..versions import former_versions
from .models import Handover, Kind, Stays
from .plan import mark_of


@dataclass(frozen=True)
class Group:
    """Those who stay for one reason."""

    why: Stays
    citizens: list[Any]

    @property
    def number(self) -> int:
        """How many they are."""
        return len(self.citizens)


@dataclass(frozen=True)
class UndoPlan:
    """Who goes back (each with ``goes_to``) and who stays, of those the user may see; ``hidden``: how many more.

    Whoever does not see all may not undo it: the others would be left with the receiver for good.
    """

    returning: list[Any]
    stays: dict[Stays, list[Any]]
    hidden: int

    @property
    def mark(self) -> str:
        """A mark of exactly the people who go back."""
        return mark_of(self.returning)

    @cached_property
    def staying(self) -> list[Group]:
        """Those who stay, by reason, the most first."""
        return sorted((Group(why, who) for why, who in self.stays.items()), key=lambda group: -group.number)

    @property
    def left(self) -> int:
        """How many stay."""
        return sum(group.number for group in self.staying)

    @property
    def seen(self) -> int:
        """How many people the user is shown: nobody where it may not be undone."""
        return 0 if self.hidden else len(self.returning) + self.left


def undo_plan(made: Handover, user: User) -> UndoPlan:
    """Return what ``user`` undoing ``made`` would do: three queries, however many citizens."""
    citizens = Citizen.objects.filter(hand_overs__handover=made).order_by("name", "pk")
    if made.kind == Kind.CASEWORKER:
        rows, roles = _with_caseworkers(made, citizens), CASEWORKERS
    else:
        rows, roles = _with_facilitators(made, citizens), FACILITATORS
    visible = set(Citizen.objects.visible_to(user).filter(hand_overs__handover=made).values_list("pk", flat=True))
    seen = [citizen for citizen in rows if citizen.pk in visible]
    formers = {one.pk: one for one in colleagues(made.municipality_id, roles)}
    returning: list[Any] = []
    stays: dict[Stays, list[Any]] = {}
    for citizen in seen:
        why = _why_not(citizen, formers)
        (returning if why is None else stays.setdefault(why, [])).append(citizen)
        citizen.goes_to = _goes_to(citizen, formers)
    return UndoPlan(returning, stays, hidden=len(rows) - len(seen))


def former_caseworker(made: Handover) -> QuerySet:
    """Return what the hand-over replaced of the citizen of the outer query."""
    return former_versions(Citizen).filter(pgh_obj_id=OuterRef("pk"), pgh_context_id=made.change)


def _with_caseworkers(made: Handover, citizens: QuerySet[Citizen]) -> QuerySet[Any]:
    """Add whose the case was (``former``), and whether anybody else has had it since."""
    replaced = former_caseworker(made)
    since = former_versions(Citizen).filter(pgh_obj_id=OuterRef("pk"), pgh_id__gt=OuterRef("noted"))
    others = Q(Exists(since.exclude(caseworker=made.receiver_id)))
    return citizens.annotate(
        noted=Subquery(replaced.values("pgh_id")[:1]),
        former=Subquery(replaced.values("caseworker_id")[:1]),
    ).annotate(changed=~Q(caseworker=made.receiver_id) | others, unknown=Q(noted__isnull=True))


def _with_facilitators(made: Handover, citizens: QuerySet[Citizen]) -> QuerySet[Any]:
    """Add the period that was ended (``ended``, ``former``), the one that began, and whether either was touched.

    Who has no ended period had no facilitator.
    """
    versions = former_versions(Facilitator).filter(citizen=OuterRef("pk"))
    replaced = versions.filter(pgh_context_id=made.change)
    begun = Facilitator.objects.filter(
        citizen=OuterRef("pk"),
        user=made.receiver_id,
        start=made.starts_on,
        created_by=made.by_id,
        form_token__isnull=True,
    )
    touched = Q(pgh_obj_id=OuterRef("begun")) | Q(pgh_obj_id=OuterRef("ended"), pgh_id__gt=OuterRef("noted"))
    return citizens.annotate(
        noted=Subquery(replaced.values("pgh_id")[:1]),
        ended=Subquery(replaced.values("pgh_obj_id")[:1]),
        former=Subquery(replaced.values("user_id")[:1]),
        former_name=Subquery(replaced.values("name")[:1]),
        begun=Subquery(begun.values("pk")[:1]),
    ).annotate(changed=Q(begun__isnull=True) | Exists(versions.filter(touched)))


def _why_not(citizen: Any, formers: dict[int, User]) -> Stays | None:
    if citizen.changed:
        return Stays.CHANGED
    if getattr(citizen, "unknown", False):
        return Stays.UNKNOWN
    if citizen.former is None:
        return None
    if citizen.former not in formers:
        return Stays.FORMER_GONE
    return None if sees_unit(formers[citizen.former], citizen.unit_id) else Stays.OTHER_UNIT


def _goes_to(citizen: Any, formers: dict[int, User]) -> str:
    """Return whom the citizen goes back to, in words."""
    if name := getattr(citizen, "former_name", None):
        return name
    return formers[citizen.former].display_name if citizen.former in formers else _("ingen")
