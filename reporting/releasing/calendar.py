"""The calendar of releases: what is published, what is on its way, and which months are still to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.models import Programme
from flereskalmed.clock import today

from ..models import MonthClose
from ..months import Month, months_between
from .models import Release

#: A month is expected on this day of the next one.
RELEASE_DAY = 8
#: How many months that are not over are announced.
AHEAD = 3


@dataclass(frozen=True)
class Expected:
    """A month that is not closed, and when its release can be expected."""

    month: date
    on: date


def expected(programme: Programme, releases: Iterable[Release]) -> list[Expected]:
    """Return the next months that are not closed, until the programme ends, earliest first.

    ``releases``: those under way and the past ones, which have every month that is closed.
    """
    closed = {release.close.month for release in releases}
    last = Month.of(today()).plus(AHEAD - 1)
    if programme.ends_on is not None:
        last = min(last, Month.of(programme.ends_on))
    coming = [m for m in months_between(Month.of(programme.starts_on), last) if m.first not in closed]
    return [Expected(month.first, month.next().first.replace(day=RELEASE_DAY)) for month in coming]


def under_way(programme: Programme) -> list[Release]:
    """Return the releases that are closed, checked or approved, newest month first; none that a later one overtook."""
    latest = MonthClose.objects.filter(programme=programme).latest_versions().values("pk")
    releases = Release.objects.exclude(state=Release.State.PUBLISHED).filter(close__in=latest)
    return list(releases.select_related("close").order_by("-close__month"))


def past(programme: Programme) -> list[Release]:
    """Return every published release, newest month first and each correction before what it replaced."""
    releases = Release.objects.published().filter(close__programme=programme)
    related = releases.select_related("close", "corrected_by__close", "approved_by", "published_by")
    return list(related.order_by("-close__month", "-close__version"))
