"""Who is at a company now, who was there earlier, and how many: only people the user may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ..codes import PLACEMENTS
from ..models import Company, Offer
from ..querysets import covering, touching
from .paid_hours import placements_led, that_led

if TYPE_CHECKING:
    from accounts.models import User

#: How far back the picture of the months goes.
MONTHS_SHOWN = 24


def people_of(offers: QuerySet) -> Coalesce:
    """Return how many different citizens have one of ``offers`` at the company of the outer query."""
    here = offers.filter(company=OuterRef("pk")).order_by().values("company")
    counted = here.annotate(people=Count("citizen", distinct=True)).values("people")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_people(companies: QuerySet, user: User, on: date) -> QuerySet:
    """Annotate companies with the citizens ``user`` may see: ``now``, ``earlier`` and ``led`` (see ``paid_hours``).

    Each citizen counts once; one who is there now is not also one from earlier.
    """
    offers = Offer.objects.visible_to(user)
    return companies.annotate(
        now=people_of(offers.filter(covering(on))),
        ever=people_of(offers.filter(start__lte=on)),
        led=people_of(that_led(offers, on)),
    ).annotate(earlier=F("ever") - F("now"))


def with_offers(companies: QuerySet) -> QuerySet:
    """Annotate companies with ``offer_count``, whoever's they are: what a merge would move."""
    return companies.annotate(offer_count=Count("offers"))


def offers_at(company: Company, user: User, on: date) -> QuerySet:
    """Return the offers at a company that ``user`` may see, latest first, with what each led to."""
    offers = Offer.objects.visible_to(user).filter(company=company).select_related("citizen")
    return placements_led(offers, on).order_by("-start", "-pk")


@dataclass(frozen=True)
class Summary:
    """A company in numbers of citizens and placements."""

    now: int
    earlier: int
    placements: int
    led: int


def summary(offers: QuerySet, on: date) -> Summary:
    """Count what ``offers_at`` returned: people now and earlier, placements begun, and those that led to paid hours."""
    begun = Q(start__lte=on)
    counts = offers.order_by().aggregate(
        now=Count("citizen", distinct=True, filter=covering(on)),
        ever=Count("citizen", distinct=True, filter=begun),
        placements=Count("pk", filter=begun & Q(kind__in=PLACEMENTS)),
        led=Count("pk", filter=Q(led_to_paid_hours=True)),
    )
    return Summary(counts["now"], counts["ever"] - counts["now"], counts["placements"], counts["led"])


@dataclass(frozen=True)
class MonthCount:
    """How many citizens were at the company on any day of a month."""

    month: date
    people: int


def by_month(offers: QuerySet, on: date, months: int = MONTHS_SHOWN) -> list[MonthCount]:
    """Count the citizens of each of the last ``months`` months, the one of ``on`` last (up to that day)."""
    firsts = [first_of_month(on, back) for back in range(months - 1, -1, -1)]
    periods = offers.order_by().filter(touching(firsts[0], on))
    rows = list(periods.values_list("citizen", "start", "end"))
    return [
        MonthCount(first, len({who for who, start, end in rows if start < after and (end is None or end >= first)}))
        for first, after in zip(firsts, [*firsts[1:], date.max], strict=True)
    ]


def first_of_month(on: date, back: int) -> date:
    """Return the first day of the month ``back`` months before that of ``on``."""
    years, month = divmod(on.year * 12 + on.month - 1 - back, 12)
    return date(years, month + 1, 1)
