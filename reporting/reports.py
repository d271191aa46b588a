"""The reports as JSON-ready objects, exactly as the contract names them. Every renderer starts here."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection, transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from .aggregation import figures_sql
from .closing import SERIES_LENGTH
from .counts import count_of
from .disclosure import Audience
from .disclosure.masks import masked_monthly
from .disclosure.patterns import hidden_cells, public_note
from .disclosure.tables import COUNTRY
from .group2 import group2_report
from .indicators import Indicator, indicators_of
from .instalments import instalments
from .local_status import status_report
from .lookups import DEFAULT_PROGRAMME, the_close, the_municipality, the_programme
from .models import ClosedFigures, MonthClose
from .monthly_status import FOR_ALL_AT_ONCE, status_sql
from .months import Month

__all__ = [
    "all_monthly_reports",
    "group2_report",
    "instalments",
    "monthly_report",
    "preliminary_report",
    "status_report",
]

Figures = dict[str, dict[str, int]]


def monthly_report(
    month: Month,
    municipality: str | None = None,
    *,
    programme: str = DEFAULT_PROGRAMME,
    version: int | None = None,
    audience: Audience = "internal",
) -> dict[str, Any]:
    """Return the closed report of one municipality, or of the country when none is named.

    Raises ``NotClosedError`` and ``UnknownError``.
    """
    if municipality is not None:
        the_municipality(municipality)
    of_one = Q(municipality=municipality) if municipality else Q(municipality__isnull=True)
    return _closed_reports(the_close(month, programme, version), of_one, audience)[0]


def all_monthly_reports(
    month: Month, *, programme: str = DEFAULT_PROGRAMME, version: int | None = None, audience: Audience = "internal"
) -> list[dict[str, Any]]:
    """Return the closed reports of the country (first) and of every municipality by code, in a few queries."""
    return _closed_reports(the_close(month, programme, version), Q(), audience)


def published_reports(close: MonthClose) -> list[dict[str, Any]]:
    """Return the published reports of a close, the country's first."""
    return all_monthly_reports(
        close.of_month, programme=close.programme_id, version=close.version, audience="published"
    )


def preliminary_report(month: Month, municipality: str | None, *, programme: str = DEFAULT_PROGRAMME) -> dict[str, Any]:
    """Return the report of ``month`` as it stands now, stored nowhere. Not for publication.

    It compares itself with the newest closes, has no version, and says ``"preliminary": True``.
    """
    closes = (
        MonthClose.objects.latest_versions()
        .filter(programme=programme, month__lt=month.first, month__gte=month.plus(1 - SERIES_LENGTH).first)
        .values_list("month", "pk")
    )
    by_month = dict(closes)
    close = MonthClose(programme_id=programme, month=month.first, previous_id=by_month.get(month.previous().first))
    close.series = [by_month[day] for day in sorted(by_month)]
    of_one = Q(municipality=municipality) if municipality else Q(municipality__isnull=True)
    earlier = _series_figures(close, of_one)
    live = _live_figures(programme, month, municipality)
    return _assemble(close, municipality, live, earlier) | {"preliminary": True, "version": None, "closed_at": None}


def _live_figures(programme: str, month: Month, municipality: str | None) -> Figures:
    statement, parameters = status_sql(programme, month)
    figures = figures_sql(statement, indicators_of(the_programme(programme)))
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(FOR_ALL_AT_ONCE)
        cursor.execute(
            f"{figures.rows} SELECT figures::text FROM ({figures.select}) live "  # noqa: S608
            "WHERE code IS NOT DISTINCT FROM %(municipality)s",
            {**parameters, **figures.parameters, "municipality": municipality},
        )
        return json.loads(cursor.fetchone()[0])


def _closed_reports(close: MonthClose, which: Q, audience: Audience) -> list[dict[str, Any]]:
    """Return the reports of one close: the country first, then by municipality code."""
    own = ClosedFigures.objects.filter(which, close=close).order_by("municipality_id")
    earlier = _series_figures(close, which)
    reports = [_assemble(close, row.municipality_id, row.figures, earlier) for row in own]
    reports.sort(key=lambda report: report["municipality"] or "")
    if audience == "published":
        only = reports[0]["municipality"] or COUNTRY if len(reports) == 1 else None
        reports = _protected(close, reports, only)
    return [report | {"audience": audience} for report in reports]


def _protected(close: MonthClose, reports: list[dict[str, Any]], only: str | None) -> list[dict[str, Any]]:
    """Return the reports without what the stored patterns hide, in this close and those it shows beside its own."""
    months = dict(MonthClose.objects.filter(pk__in=close.series).values_list("pk", "month"))
    hidden = {str(Month.of(months[pk])): places for pk, places in hidden_cells(close, only).items()}
    note = {"disclosure": public_note(close)}
    return [
        masked_monthly(
            report,
            {month: places.get(report["municipality"] or COUNTRY, []) for month, places in hidden.items()},
            str(close.of_month.previous()),
        )
        | note
        for report in reports
    ]


def _series_figures(close: MonthClose, which: Q) -> dict[tuple[str | None, int], tuple[Month, Figures]]:
    """Return the figures of the closes that ``close`` compares itself with, by municipality and close."""
    month = MonthClose.objects.filter(pk=OuterRef("close")).values("month")
    rows = ClosedFigures.objects.filter(which, close__in=close.series).annotate(month=Subquery(month))
    return {(row.municipality_id, row.close_id): (Month.of(row.month), row.figures) for row in rows}


def _assemble(
    close: MonthClose,
    municipality: str | None,
    figures: Figures,
    earlier: dict[tuple[str | None, int], tuple[Month, Figures]],
) -> dict[str, Any]:
    """Put one report together from its frozen figures and those of the months before."""
    indicators = indicators_of(close.programme)
    before = earlier.get((municipality, close.previous_id), (None, None))[1] if close.previous_id else None
    return {
        "programme": close.programme_id,
        "month": str(close.of_month),
        "lagged_month": str(close.of_month.previous()),
        "municipality": municipality,
        "version": close.version,
        "closed_at": timezone.localtime(close.closed_at).isoformat() if close.pk else None,
        "indicators": _indicators(indicators, figures, before),
        "series": [
            {"month": str(month), **{i.key: shaped(i, values) for i in indicators if i.in_series}}
            for month, values in (earlier[municipality, pk] for pk in close.series if (municipality, pk) in earlier)
        ],
    }


def shaped(indicator: Indicator, figures: Figures) -> dict[str, Any]:
    """Return an indicator's frozen figure as a count, with its share where it is counted of somebody."""
    value = figures[indicator.key]
    return count_of(**value) if indicator.of is not None else {"count": value["count"]}


def _indicators(
    indicators: tuple[Indicator, ...], figures: Figures, before: Figures | None
) -> dict[str, dict[str, Any]]:
    own: dict[str, dict[str, Any]] = {}
    for indicator in indicators:
        own[indicator.key] = shaped(indicator, figures)
        if indicator.previous:
            own[indicator.key]["previous"] = before[indicator.key]["count"] if before else None
    return own
