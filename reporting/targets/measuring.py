"""The measured values of targets by month: from the closed months; of full-time persons also from those not closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from django.db.models import F

from ..fulltime import AgeBand, Period
from ..fulltime.closed import full_time_of_months
from ..indicators import BY_KEY, CATALOGUE
from ..lookups import DEFAULT_PROGRAMME
from ..models import ClosedFigures, MonthClose
from ..months import Month, months_between
from .judging import Value, due_month
from .models import Measure, Target

#: The figures that a target may be measured in: the drawn never change.
MEASURABLE = tuple(indicator for indicator in CATALOGUE if indicator.key != "drawn")
Values = dict[int, list[Value]]


def measured_values(targets: Sequence[Target], last: Month) -> Values:
    """Return each target's values up to the month ``last``, oldest first, beginning with the month of its start.

    The targets are one municipality's. At most four queries, however many they are.
    """
    people = [target for target in targets if target.measure == Measure.FULL_TIME]
    figures = [target for target in targets if target.measure != Measure.FULL_TIME]
    return _of_full_time(people, last) | _of_figures(figures, last)


def first_month(target: Target) -> Month:
    """Return the month that a target's start is compared with: the last that was over that day."""
    return due_month(target.starts_on)


def _of_full_time(targets: Sequence[Target], last: Month) -> Values:
    if not targets:
        return {}
    first = min(map(first_month, targets))
    months = months_between(first, last)
    periods = [Period.of(month) for month in months]
    bands = elementary([target.band for target in targets])
    read = full_time_of_months(targets[0].municipality_id, months, bands, {target.benefit for target in targets})
    days: dict[tuple[str, AgeBand, Period], int] = defaultdict(int)
    for row in read.rows:
        days[row.benefit, row.band, row.period] += row.days
    found: Values = {}
    for target in targets:
        own = [band for band in bands if target.band.low <= band.low and band.high <= target.band.high]
        found[target.pk] = [
            Value(Month.of(one.first), Fraction(sum(days[target.benefit, band, one] for band in own), one.days))
            for one in periods
            if one.first >= first_month(target).first
        ]
    return found


def elementary(bands: Iterable[AgeBand]) -> list[AgeBand]:
    """Return the bands cut where any of them begins or ends, so that none overlap."""
    bands = list(bands)
    edges = sorted({edge for band in bands for edge in (band.low, band.high)})
    cut = [AgeBand(low, high - 1) for low, high in pairwise(edges)]
    return [one for one in cut if any(band.low <= one.low and one.high <= band.high for band in bands)]


def _of_figures(targets: Sequence[Target], last: Month) -> Values:
    if not targets:
        return {}
    closes = {one.pk: one for one in MonthClose.objects.latest_versions().filter(programme=DEFAULT_PROGRAMME)}
    stored = ClosedFigures.objects.filter(close__in=closes, municipality=targets[0].municipality_id)
    found: Values = {target.pk: [] for target in targets}
    for row in stored.order_by(F("close__month")):
        for target in targets:
            month = closes[row.close_id].of_month.plus(-BY_KEY[target.indicator].lag)
            value = _value(target, row.figures.get(target.indicator))
            if value is not None and first_month(target) <= month <= last:
                found[target.pk].append(Value(month, value))
    return found


def _value(target: Target, figure: dict[str, int] | None) -> Fraction | None:
    """Return a closed figure as the target measures it; None for a share of nobody."""
    if figure is None:
        return None
    if target.measure == Measure.COUNT:
        return Fraction(figure["count"])
    return Fraction(100 * figure["count"], figure["of"]) if figure.get("of") else None
