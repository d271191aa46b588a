"""Closing a month: computing and freezing the report of every municipality and the country."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

import flereskalmed
from cases.models import Programme
from flereskalmed import clock

from .aggregation import figures_sql
from .errors import AlreadyClosedError, MonthNotOverError
from .fulltime.closed import freeze_full_time
from .indicators import indicators_of
from .lookups import DEFAULT_PROGRAMME, the_programme
from .models import ClosedFigures, MemberMonth, MonthClose
from .monthly_status import COLUMNS, FOR_ALL_AT_ONCE, status_sql
from .months import Month, months_between
from .releasing.models import Release

if TYPE_CHECKING:
    from accounts.models import User

SERIES_LENGTH = 12


def close_month(
    month: Month,
    *,
    programme: str = DEFAULT_PROGRAMME,
    user: User | None = None,
    reason: str = "",
    today: date | None = None,
) -> MonthClose:
    """Freeze ``month`` for every municipality and the country; return the new close.

    Everything happens in one transaction under a lock of the programme, so two workers, a retry or a killed
    worker never leave two closes or half of one. Raises ``AlreadyClosedError`` when it is closed and no
    ``reason`` is given, ``MonthNotOverError`` before its last day has passed, ``UnknownError`` for an
    unknown programme.
    """
    the_programme(programme)
    if month.last >= (today or clock.today()):
        raise MonthNotOverError(
            _("%(month)s er ikke slut endnu. En måned kan lukkes fra dagen efter dens sidste dag.") % {"month": month}
        )
    with transaction.atomic():
        _one_at_a_time(programme)
        latest = MonthClose.objects.filter(programme=programme, month=month.first).order_by("-version").first()
        if latest is not None and not reason.strip():
            raise AlreadyClosedError(
                _("%(month)s er lukket (version %(version)s). En ny version skal have en begrundelse.")
                % {"month": month, "version": latest.version}
            )
        close = _new_close(programme, month, (latest.version if latest else 0) + 1, user, reason.strip())
        _write_figures(close)
        freeze_full_time(close)
        Release.objects.create(close=close)
    return close


def close_months(first: Month, last: Month, **options: Any) -> list[MonthClose]:
    """Close each month from ``first`` to ``last`` in order, as ``close_month``; all or none of them."""
    with transaction.atomic():
        return [close_month(month, **options) for month in months_between(first, last)]


def due_months(programme: Programme, today: date) -> list[Month]:
    """Return the programme's months that are over and were never closed, oldest first.

    Nothing is due before the target group is loaded, nor after the programme has ended.
    """
    if not programme.memberships.exists():
        return []
    last = Month.of(today).previous()
    if programme.ends_on is not None:
        last = min(last, Month.of(programme.ends_on))
    closed = {Month.of(day) for day in programme.closes.values_list("month", flat=True)}
    return [month for month in months_between(Month.of(programme.starts_on), last) if month not in closed]


def _one_at_a_time(programme: str) -> None:
    """Wait until no other transaction closes a month of the programme; held until ours ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"close:{programme}"])


def _new_close(programme: str, month: Month, version: int, user: User | None, reason: str) -> MonthClose:
    """Store the close with the earlier closes that it compares itself with, as they stand now."""
    earlier = (
        MonthClose.objects.latest_versions()
        .filter(programme=programme, month__gte=month.plus(1 - SERIES_LENGTH).first, month__lt=month.first)
        .values_list("month", "pk")
    )
    by_month = dict(earlier)
    close = MonthClose(
        programme_id=programme,
        month=month.first,
        version=version,
        closed_by=user,
        reason=reason,
        program_version=flereskalmed.__version__,
        previous_id=by_month.get(month.previous().first),
    )
    with connection.cursor() as cursor:  # its own number ends its series, and a stored close never changes
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [MonthClose._meta.db_table])
        close.pk = cursor.fetchone()[0]
    close.series = [*(by_month[day] for day in sorted(by_month)), close.pk]
    close.save(force_insert=True)
    close.refresh_from_db()
    return close


def _write_figures(close: MonthClose) -> None:
    """Store the counted rows and, from exactly these, the figures: one statement, which does not read them back.

    What a query for the rows of a new close costs depends on what the database has had time to learn of them.
    """
    status, parameters = status_sql(close.programme_id, close.of_month)
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    figures = figures_sql(status, indicators_of(close.programme))
    statement = f"""
        {figures.rows}, stored AS (
            INSERT INTO {MemberMonth._meta.db_table} (close_id, {columns}) SELECT %(close)s, status.* FROM status
        )
        INSERT INTO {ClosedFigures._meta.db_table} (close_id, municipality_id, figures)
        SELECT %(close)s, code, figures FROM ({figures.select}) figures
    """  # noqa: S608 -- table and column names are the models' own
    with connection.cursor() as cursor:
        cursor.execute(FOR_ALL_AT_ONCE)
        cursor.execute(statement, {"close": close.pk, **parameters, **figures.parameters})
