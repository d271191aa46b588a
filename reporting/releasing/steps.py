"""From closed to published: each step is one function that pages, jobs and commands call.

The order, the dates and the audit are held by the database (``rules``). A step that is refused raises
``IntegrityError``, which ``cases.changes.readable`` puts into words.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ..disclosure.patterns import settle_release
from ..models import MonthClose
from .corrections import Change, changes_between
from .files import freeze_files
from .models import Release
from .plausibility import findings_of

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)
State = Release.State


def check_release(close: MonthClose, *, user: User | None = None, wait: bool = True) -> bool:
    """Choose and audit what the release hides, and store what the plausibility check finds.

    What is approved or published is left alone. False: another worker is at it, and we did not wait. Raises
    ``ReleaseRefusedError`` where a small count stays exposed; the release then stays as it is.
    """
    if not settle_release(close, wait=wait):
        return False
    with transaction.atomic():
        release = _taken(close)
        if release.state in (State.CLOSED, State.CHECKED):
            release.findings, release.changes = findings_of(close), _changes(close)
            release.state, release.checked_at, release.checked_by = State.CHECKED, timezone.now(), user
            release.save()
    return True


def approve_release(
    close: MonthClose, user: User, *, publish_at: datetime | None = None, remark: str = "", what_changed: str = ""
) -> Release:
    """Approve a checked release, to be published at ``publish_at`` (None: at once, by ``publish_due``)."""
    with transaction.atomic():
        release = _taken(close)
        now = timezone.now()
        release.state, release.approved_at, release.approved_by = State.APPROVED, now, user
        release.publish_at = publish_at or now
        release.remark, release.what_changed = remark.strip(), what_changed.strip()
        release.save()
    return release


def withdraw_approval(close: MonthClose) -> Release:
    """Take an approval back before its time: the release is checked again, no more."""
    with transaction.atomic():
        release = _taken(close)
        release.state = State.CHECKED
        release.approved_at = release.approved_by = release.publish_at = None
        release.save()
    return release


def publish_release(close: MonthClose, *, user: User | None = None) -> Release:
    """Publish an approved release with its data files, in one transaction. What is published is left alone.

    ``user`` is who does it by hand; by itself it happens in the name of who approved it for this time.
    """
    with transaction.atomic():
        release = _taken(close)
        if not release.is_published:
            release.corrects, release.changes = newest_published(close), _changes(close)
            release.state, release.published_at = State.PUBLISHED, timezone.now()
            release.published_by = user or release.approved_by
            release.save()
            freeze_files(release)
    return release


def publish_due() -> int:
    """Publish every approved release whose time has come, oldest month first; return how many."""
    published = 0
    for release in Release.objects.due().select_related("close").order_by("close__month", "close__version"):
        try:
            publish_release(release.close)
        except Exception:  # one that fails must not hold the others back; it is tried again the next time
            logger.exception("%s was not published", release)
        else:
            published += 1
    return published


def newest_published(close: MonthClose) -> Release | None:
    """Return the newest published release of the same month, which this one would correct."""
    same = Release.objects.published().filter(close__programme=close.programme_id, close__month=close.month)
    return same.exclude(pk=close.pk).select_related("close").order_by("-close__version").first()


def _changes(close: MonthClose) -> list[Change]:
    """Return what differs from the published version that the close would correct; nothing where there is none."""
    published = newest_published(close)
    return changes_between(published.close, close) if published else []


def _taken(close: MonthClose) -> Release:
    """Return the release, held against others until the transaction ends."""
    return Release.objects.select_for_update(of=("self",)).select_related("close").get(pk=close.pk)
