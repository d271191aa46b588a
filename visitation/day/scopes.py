"""Whose citizens the start page shows: one's own, the house's, or the municipality's."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from cases.codes import CASH_ASSISTANCE
from cases.facilitating import facilitated
from cases.models import BenefitChange, Citizen, Membership, Programme


class Scope(models.TextChoices):
    """Whose citizens are shown, as it stands in the address."""

    MINE = "mine", _("Mine")
    UNIT = "enhed", _("Enheden")
    MUNICIPALITY = "kommune", _("Kommunen")


def scopes_of(user: User) -> list[Scope]:
    """Return the scopes ``user`` may choose, the role's own first.

    The widest is all that the user may see: the unit for those who have one, else the municipality. A manager
    has no citizens of their own, so there is only that one.
    """
    widest = Scope.UNIT if user.unit_id is not None else Scope.MUNICIPALITY
    return [widest] if user.is_manager else [Scope.MINE, widest]


def citizens_in(scope: Scope, user: User, on: date) -> QuerySet[Citizen]:
    """Return the citizens of ``scope`` that ``user`` may see.

    Mine: a facilitator's are those they are the facilitator of on the day ``on``; a caseworker's, their cases.
    """
    visible = Citizen.objects.visible_to(user)
    if scope is not Scope.MINE:
        return visible
    if user.role == Role.FACILITATOR:
        return visible.filter(Exists(facilitated(user, on).filter(citizen=OuterRef("pk"))))
    return visible.filter(caseworker=user)


def followed(on: date, programme: Programme, citizens: QuerySet[Citizen]) -> QuerySet[Citizen]:
    """Keep those whom something can be due for on the day ``on``: members where they were drawn, their case active."""
    benefits = BenefitChange.objects.filter(citizen=OuterRef("pk"), effective_on__lte=on).order_by("-effective_on")
    drawn = Membership.objects.filter(programme=programme, municipality=OuterRef("municipality"))
    return citizens.annotate(benefit_now=Subquery(benefits.values("benefit")[:1])).filter(
        Exists(drawn.filter(citizen=OuterRef("pk"))), benefit_now__in=CASH_ASSISTANCE
    )
