"""Full-time persons of months: as they were closed where they were, else as the registrations are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from ..months import Month
from .bands import EVERYONE, AgeBand
from .counting import BENEFITS, FullTime, Period, everywhere, full_time
from .models import ClosedFullTime

if TYPE_CHECKING:
    from ..models import MonthClose

_INSERT = """
    INSERT INTO reporting_closedfulltime (close_id, municipality_id, days)
    WITH counted AS ({counted}), by_unit AS (
        SELECT municipality_id, benefit, unit_id, jsonb_object_agg(age, days) AS ages
        FROM counted GROUP BY municipality_id, benefit, unit_id
    ), by_benefit AS (
        SELECT municipality_id, benefit, jsonb_object_agg(COALESCE(unit_id, 0), ages) AS units
        FROM by_unit GROUP BY municipality_id, benefit
    )
    SELECT %(close)s, place.code, COALESCE(jsonb_object_agg(benefit, units) FILTER (WHERE benefit IS NOT NULL), '{{}}')
    FROM cases_municipality place LEFT JOIN by_benefit ON by_benefit.municipality_id = place.code
    GROUP BY place.code
"""


def freeze_full_time(close: MonthClose) -> None:
    """Store the days of the close's month for every municipality, in the transaction that closes it."""
    counted, parameters = everywhere(Period.of(close.of_month))
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(counted=counted), {"close": close.pk, **parameters})


@dataclass(frozen=True)
class MonthsFullTime:
    """The full-time persons of months, and by which close each was read; a month without one is preliminary."""

    rows: list[FullTime]
    closes: dict[Month, MonthClose]


def full_time_of_months(
    municipality: str,
    months: Sequence[Month],
    bands: Sequence[AgeBand] = (EVERYONE,),
    benefits: Iterable[str] = BENEFITS,
) -> MonthsFullTime:
    """Return the full-time persons of months in at most two queries; ``bands`` as for ``full_time``.

    A month is read in the newest close of it, whichever programme's: everyone counts, also outside the target groups.
    """
    wanted = {str(benefit) for benefit in benefits}
    stored = (
        ClosedFullTime.objects.filter(municipality=municipality, close__month__in=[month.first for month in months])
        .select_related("close")
        .order_by("close__month", "-close__closed_at", "-close_id")
        .distinct("close__month")
    )
    closed = {row.close.of_month: row for row in stored}
    rows = [one for month, row in closed.items() for one in _read(Period.of(month), row, bands, wanted)]
    if live := [Period.of(month) for month in months if month not in closed]:
        rows += full_time(municipality, live, bands, wanted)
    return MonthsFullTime(rows, {month: row.close for month, row in closed.items()})


def _read(period: Period, row: ClosedFullTime, bands: Sequence[AgeBand], benefits: set[str]) -> list[FullTime]:
    """Return what a close stored, its ages put together in bands."""
    found: dict[tuple[str, int | None, AgeBand], int] = defaultdict(int)
    for benefit in benefits & row.days.keys():
        for unit, ages in row.days[benefit].items():
            for age, days in ages.items():
                for band in bands:
                    if band.holds(int(age)):
                        found[benefit, int(unit) or None, band] += days
    return [FullTime(period, *key, days) for key, days in found.items()]
