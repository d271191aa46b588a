"""Querysets that speak the domain: who may see what, and what was true on a date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.scope import citizen_scope

if TYPE_CHECKING:
    from accounts.models import User


def touching(first: date, last: date) -> Q:
    """Return the filter of periods (``start``, inclusive ``end``, empty: open) with a day in ``first``..``last``."""
    return Q(start__lte=last) & (Q(end__isnull=True) | Q(end__gte=first))


def covering(on: date) -> Q:
    """Return the filter of periods that cover the day ``on``."""
    return touching(on, on)


class RegistrationQuerySet(models.QuerySet):
    """Anything registered about a citizen."""

    def visible_to(self, user: User) -> RegistrationQuerySet:
        """Keep what belongs to citizens that ``user`` may see."""
        return self.filter(citizen_scope(user, "citizen__"))


class EventQuerySet(RegistrationQuerySet):
    """Facts true from their date until the next one. The model names its date in ``happened_field``."""

    def as_of(self, on: date) -> EventQuerySet:
        """Keep the fact in force on ``on`` for each citizen: the latest dated that day or before."""
        field = self.model.happened_field  # type: ignore[attr-defined]  # as the docstring asks of the model
        return self.filter(**{f"{field}__lte": on}).order_by("citizen_id", f"-{field}").distinct("citizen_id")


class PeriodQuerySet(RegistrationQuerySet):
    """Facts with a ``start`` and an inclusive ``end`` (empty: open)."""

    def as_of(self, on: date) -> PeriodQuerySet:
        """Keep the periods that cover the day ``on``."""
        return self.filter(covering(on))

    def touching(self, first: date, last: date) -> PeriodQuerySet:
        """Keep the periods with at least one day in ``first``..``last``, both included."""
        return self.filter(touching(first, last))
