"""The stored pattern of a release: chosen once, audited, and read by everything that is published.

A month's release rests on the patterns of the months it shows beside its own, so these are settled first.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Func, JSONField, Value
from django.db.models.functions import Now
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

import flereskalmed
from cases.models import Municipality

from ..errors import ReleaseInconsistentError, ReleaseRefusedError, ReportError
from ..group2_counts import Group2, group2_counts
from ..indicators import BY_KEY
from ..lookups import the_programme
from ..models import ClosedOffers, MonthClose, ReleasePattern, ReleaseRefusal
from ..months import Month
from ..offers.following import offers_followed_by
from ..quarters import GROUP_2, has_quarterly
from .closed_tables import freeze_group2, frozen_group2, group2_tables, tables_of
from .offer_facts import offer_cells
from .protection import CannotProtectError
from .release_system import Choice, Published, audit_tables, protect_tables
from .small import SUPPRESS_BELOW
from .system import InconsistentTablesError
from .tables import COUNTRY, OFFERS, Tables, group_2_names
from .witnesses import WIDTH

logger = logging.getLogger(__name__)

#: What is hidden, by place.
Hidden = dict[str, list[str]]


def protect_release(close: MonthClose) -> ReleasePattern:
    """Return the pattern of a close; where there is none yet, choose, audit and store it.

    Raises ``ReleaseRefusedError`` when a small count stays exposed: then nothing of it is published, and the refusal
    is remembered.
    """
    settle_release(close)
    return ReleasePattern.objects.get(close=close)


def settle_release(close: MonthClose, *, wait: bool = True) -> bool:
    """Store the patterns that a report of ``close`` rests on; False: another worker is at it, and we did not wait.

    Raises ``ReleaseRefusedError``.
    """
    for missing in _without_pattern(close):
        try:
            if not _settle(missing, wait=wait):
                return False
        except ReleaseRefusedError as error:
            changes = {"exposed_cells": error.exposed, "cell": error.cell, "refused_at": Now()}
            ReleaseRefusal.objects.update_or_create(close=missing, defaults=changes)
            raise
    return True


def refusal_of(close: MonthClose) -> ReleaseRefusedError | None:
    """Return why a report of ``close`` could not be published when it was last tried; None where it was not refused."""
    refusal = ReleaseRefusal.objects.filter(close__in=_without_pattern(close)).select_related("close").first()
    if refusal is None:
        return None
    month = refusal.close.of_month
    return _misfit(month, refusal.cell) if refusal.cell else ReleaseRefusedError(month, refusal.exposed_cells)


def is_protected(close: MonthClose) -> bool:
    """Tell whether all that a report of ``close`` shows has its pattern, so that it can be published at once."""
    return not _without_pattern(close)


def hidden_cells(close: MonthClose, place: str | None) -> dict[int, Hidden]:
    """Return what is hidden in each close that a report of ``close`` shows, in one place or (None) in all."""
    protect_release(close)
    patterns = ReleasePattern.objects.filter(close__in=[*close.series, close.pk])
    if place is None:
        return dict(patterns.values_list("close_id", "hidden"))
    own = Func(F("hidden"), Value(place), function="jsonb_extract_path", output_field=JSONField())
    return {pk: {place: figures or []} for pk, figures in patterns.annotate(own=own).values_list("close_id", "own")}


def published_group2(month: Month, programme: str, version: int | None = None) -> tuple[Group2, Hidden]:
    """Return the frozen group 2 figures of a month's newest close (or ``version``), and what is hidden, by place.

    A month that is not closed has no release: its figures are protected as they stand, by themselves. Raises
    ``ReportError`` for a programme that publishes no such analysis.
    """
    if not has_quarterly(the_programme(programme), GROUP_2):
        raise ReportError(_("Programmet %(code)s udgiver ingen analyse af gruppe 2.") % {"code": programme})
    closes = MonthClose.objects.filter(programme=programme, month=month.first).order_by("-version")
    close = (closes if version is None else closes.filter(version=version)).first()
    if close is None:
        figures = group2_counts(month, programme)
        tables = group2_tables(month, programme, figures)
        choice, _exposed = _chosen(tables, [])
        hidden = _by_place(choice.hidden)
    else:
        hidden = protect_release(close).hidden
        figures, tables = frozen_group2(close), tables_of(close)
    return figures, {place: group_2_names(names, tables.group_2) for place, names in hidden.items()}


def public_note(close: MonthClose) -> dict[str, Any]:
    """Return what a release says in public of its hidden numbers: how many, of which size, and when it was audited.

    A pattern that did not pass is never stored, so what there is has passed.
    """
    pattern = ReleasePattern.objects.defer("hidden").get(close=close)
    return {
        "hidden_cells": pattern.primary_cells + pattern.extra_cells,
        "under": pattern.settings["under"],
        "passed": pattern.exposed_cells == 0,
        "audited_at": localtime(pattern.made_at).isoformat(),
    }


def _without_pattern(close: MonthClose) -> list[MonthClose]:
    """Return the closes that a report of ``close`` shows and that have no pattern, in the order they were closed."""
    shown = MonthClose.objects.filter(pk__in=[*close.series, close.pk])
    return list(shown.filter(pattern__isnull=True).order_by("pk"))


def _settle(close: MonthClose, *, wait: bool) -> bool:
    with transaction.atomic():  # each close by itself: what is settled stays, however long the rest takes
        if not _one_at_a_time(close.programme_id, wait=wait):
            return False
        if not ReleasePattern.objects.filter(close=close).exists():  # another worker may have been first
            _make(close)
    return True


def _one_at_a_time(programme: str, *, wait: bool) -> bool:
    """See to it that no other transaction makes a pattern of the programme until ours ends; False: one does."""
    lock = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtext(%s))", [f"pattern:{programme}"])
        return wait or cursor.fetchone()[0]


def _make(close: MonthClose) -> None:
    """Choose, audit and store the pattern of one close, with the group 2 figures and the offers it is about."""
    freeze_group2(close)
    tables, published = tables_of(close), [_published(other) for other in _neighbours(close)]
    choice, exposed = _with_offers(close, tables, published) or _chosen(tables, published)
    hidden = _by_place(choice.hidden)
    hidden.pop(OFFERS, None)  # they stand with the offers
    ReleasePattern.objects.create(
        close=close,
        hidden=hidden,
        settings={
            "under": SUPPRESS_BELOW,
            "width": WIDTH,
            "program": flereskalmed.__version__,
            "beside": [other.tables.key for other in published],
        },
        primary_cells=len(choice.primary),
        extra_cells=len(choice.extra),
        exposed_cells=len(exposed),
    )


def _with_offers(close: MonthClose, tables: Tables, published: list[Published]) -> tuple[Choice, list[str]] | None:
    """Return the choice for a release with its quarter's offers, which are then stored.

    None: the month has no quarter of offers, or these are so few that they cannot be protected. The month is then
    published without them, and their page says so.
    """
    lines = offers_followed_by(close)
    if lines is None:
        return None
    try:
        choice, exposed = _chosen(replace(tables, offers=offer_cells(lines)), published)
    except ReleaseInconsistentError:
        raise
    except ReleaseRefusedError:
        logger.error("%s: the offers are left out", tables.key)
        return None
    ClosedOffers.objects.create(close=close, lines=lines, hidden=_by_place(choice.hidden).get(OFFERS, []))
    return choice, exposed


def _chosen(tables: Tables, published: list[Published]) -> tuple[Choice, list[str]]:
    """Return what to hide, and what an audit in a system built anew finds exposed. Raises ``ReleaseRefusedError``."""
    try:
        choice = protect_tables(tables, published)
    except CannotProtectError as error:
        raise _refusal(tables, error.cells) from None
    except InconsistentTablesError as error:
        logger.error("%s", error)
        raise _misfit(tables.month, error.cells[0].partition("/")[2]) from None
    exposed = audit_tables(tables, published, choice.hidden)
    _refuse(tables, exposed)
    return choice, exposed


def _refuse(tables: Tables, exposed: list[str]) -> None:
    """Stop the release where anything is exposed, in words; the database stops it by itself too."""
    if exposed:
        raise _refusal(tables, exposed)


def _refusal(tables: Tables, exposed: list[str]) -> ReleaseRefusedError:
    logger.error("%s: %s small counts are exposed", tables.key, len(exposed))
    return ReleaseRefusedError(tables.month, len(exposed))


def _misfit(month: Month, cell: str) -> ReleaseInconsistentError:
    """Return the refusal of counts that do not add up, with the cell in words."""
    place, _sep, figure = cell.partition("/")
    named = Municipality.objects.filter(code=place).values_list("name", flat=True).first() or place
    label = BY_KEY[figure].label if figure in BY_KEY else figure
    return ReleaseInconsistentError(month, cell, _("Hele landet") if place == COUNTRY else named, str(label))


def _neighbours(close: MonthClose) -> Iterable[MonthClose]:
    """Return the published closes that share cells with ``close``: of its month and those beside it."""
    month = close.of_month
    beside = [month.previous().first, month.first, month.next().first]
    return (
        MonthClose.objects.filter(programme=close.programme_id, month__in=beside, pattern__isnull=False)
        .order_by("pk")
        .select_related("pattern")
    )


def _published(close: MonthClose) -> Published:
    tables = tables_of(close)
    hidden = close.pattern.hidden
    if tables.offers:
        hidden = {**hidden, OFFERS: close.offers.hidden}
    return Published(tables, frozenset(tables.name(place, cell) for place, cells in hidden.items() for cell in cells))


def _by_place(names: Collection[str]) -> Hidden:
    hidden: Hidden = {}
    for name in sorted(names):
        _key, place, figure = name.split("/", 2)
        hidden.setdefault(place, []).append(figure)
    return hidden
