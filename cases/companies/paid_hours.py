"""Which placements led to paid hours: the rule, and nothing else.

A **placement** is virksomhedspraktik or løntilskud at a company. It **led to paid hours** when the same citizen, from
the placement's first day on, began one of these, no later than the day that is asked about:

- ordinary hours (``ordinaere_timer``) at the same company, however long after;
- ordinary hours at any company or none, at the latest six months after the placement's last day (the day itself
  included; a placement without a last day has no such limit yet);
- self-support (the benefit status ``job``) within the same six months.

Six months keeps the day, or takes the month's last day where there is no such day. What began before the placement
was not its doing. Source: the intervention model's aim, placements that turn into ordinary hours, where the midterm
evaluation found the company network weak. It gives no measure; this one, with its six months, is our choice. It
tells what came after, not what caused it.
"""

from __future__ import annotations

from datetime import date

from django.db.models import DateField, Exists, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from ..codes import PLACEMENTS, Benefit, OfferKind
from ..models import BenefitChange, Offer

MONTHS_AFTER = 6


class LastDay(Func):
    """The last day on which something elsewhere still counts: so many months after the end."""

    template = f"(%(expressions)s + interval '{MONTHS_AFTER} months')::date"
    output_field = DateField()


def placements_led(placements: QuerySet, on: date) -> QuerySet:
    """Annotate offers with ``led_to_paid_hours`` as it stood on the day ``on``; False for what is no placement."""
    latest = Coalesce(LastDay(OuterRef("end")), Value(on, output_field=DateField()))
    hours = Offer.objects.filter(
        Q(company=OuterRef("company")) | Q(start__lte=latest),
        citizen=OuterRef("citizen"),
        kind=OfferKind.ORDINAERE_TIMER,
        start__gte=OuterRef("start"),
        start__lte=on,
    )
    jobs = BenefitChange.objects.filter(
        citizen=OuterRef("citizen"),
        benefit=Benefit.JOB,
        effective_on__gte=OuterRef("start"),
        effective_on__lte=on,
    ).filter(effective_on__lte=latest)
    return placements.annotate(led_to_paid_hours=Q(kind__in=PLACEMENTS) & (Exists(hours) | Exists(jobs)))


def that_led(placements: QuerySet, on: date) -> QuerySet:
    """Keep the placements that had led to paid hours on the day ``on``."""
    return placements_led(placements.filter(kind__in=PLACEMENTS, start__lte=on), on).filter(led_to_paid_hours=True)
