"""What is true of each citizen on a day, as annotations: one query for a whole list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from .models import BenefitChange, Facilitator, Offer


def visitation_model() -> Any:
    """Return the model of visitations, which lives in an app that builds on this one."""
    return apps.get_model("visitation", "Visitation")


def present_run(model: Any, value: str, on: date) -> QuerySet:
    """Return each citizen's events of the value in force on ``on``, oldest first.

    A repeated event of the same value does not restart it: the first row is the one that brought it.
    """
    when = model.happened_field
    replaced = model.objects.filter(
        **{"citizen": OuterRef("citizen"), f"{when}__lte": on, f"{when}__gt": OuterRef(when)}
    ).exclude(**{value: OuterRef(value)})
    return model.objects.filter(~Exists(replaced), **{"citizen": OuterRef("pk"), f"{when}__lte": on}).order_by(when)


def in_force(model: Any, on: date) -> QuerySet:
    """Return each citizen's events up to ``on``, the one in force first: an index finds it at once."""
    when = model.happened_field
    return model.objects.filter(**{"citizen": OuterRef("pk"), f"{when}__lte": on}).order_by(f"-{when}")


def with_facts(citizens: QuerySet, on: date) -> QuerySet:
    """Annotate ``citizens`` with their group, benefit, facilitator and offers on the day ``on``.

    Adds ``group``, ``group_since``, ``benefit``, ``benefit_since``, ``match_category``, ``facilitator``
    (a name) and ``offer_kinds`` (a list, latest start first).
    """
    groups, benefits = in_force(visitation_model(), on), in_force(BenefitChange, on)
    group_runs = present_run(visitation_model(), "group", on)
    benefit_runs = present_run(BenefitChange, "benefit", on)
    facilitators = Facilitator.objects.as_of(on).filter(citizen=OuterRef("pk"))
    offers = Offer.objects.as_of(on).filter(citizen=OuterRef("pk")).order_by("-start", "-pk")
    return citizens.annotate(
        group=Subquery(groups.values("group")[:1]),
        group_since=Subquery(group_runs.values("decided_on")[:1]),
        benefit=Subquery(benefits.values("benefit")[:1]),
        benefit_since=Subquery(benefit_runs.values("effective_on")[:1]),
        match_category=Subquery(benefits.values("match_category")[:1]),
        facilitator=Subquery(facilitators.values("name")[:1]),
        offer_kinds=ArraySubquery(offers.values("kind")),
    )
