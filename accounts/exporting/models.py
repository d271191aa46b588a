"""Workbooks made in the background: who asked for which list, how far it is, and the finished file."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: A finished file is kept this long, then it is deleted.
KEPT_FOR = timedelta(days=1)
#: A running job that has not told of itself for so long has lost its worker.
SILENT_FOR = timedelta(minutes=3)
#: A job that no worker has taken for so long is not going to be taken.
NOT_TAKEN_FOR = timedelta(minutes=15)


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("Venter")
    RUNNING = "running", _("I gang")
    DONE = "done", _("Færdig")
    FAILED = "failed", _("Mislykkedes")


UNDER_WAY = (State.WAITING, State.RUNNING)


class ExportQuerySet(models.QuerySet):
    """Exports by who may have them and where they stand."""

    def of(self, user: Any) -> ExportQuerySet:
        """Keep the user's own that are not too old: nobody else ever fetches a file."""
        return self.filter(user=user, asked_at__gt=timezone.now() - KEPT_FOR)

    def under_way(self) -> ExportQuerySet:
        """Keep those that wait or run."""
        return self.filter(state__in=UNDER_WAY)

    def lost(self, now: datetime) -> ExportQuerySet:
        """Keep those under way that nobody works on any more."""
        return self.filter(
            Q(state=State.RUNNING, seen_at__lt=now - SILENT_FOR)
            | Q(state=State.WAITING, asked_at__lt=now - NOT_TAKEN_FOR)
        )

    def over(self, now: datetime) -> ExportQuerySet:
        """Keep those whose file and row are to be deleted."""
        return self.filter(asked_at__lt=now - KEPT_FOR)


class Export(models.Model):
    """A workbook of a list, made by a worker for one user.

    ``query`` is the page's address after the question mark; a search stays sealed in it. ``attempt`` counts the
    tries: a worker that comes back from the dead belongs to an earlier one and changes nothing. ``made_as`` is the
    scope of the user when the rows were read; with another scope the file is not given out.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    list_name = models.CharField(max_length=60)
    query = models.TextField(blank=True, default="")
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempt = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    made_as = models.CharField(max_length=100, blank=True, default="")
    file = models.FileField(upload_to="exports", blank=True)
    error = models.CharField(max_length=100, blank=True, default="")

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                *("user", "list_name", MD5("query"), "language"),  # the query itself can be longer than an index takes
                condition=Q(state__in=[state.value for state in UNDER_WAY]),
                name="export_under_way_once",
            ),
            models.CheckConstraint(
                name="export_state_agrees",
                condition=Q(state="waiting", started_at=None, seen_at=None, finished_at=None, file="", error="")
                | Q(
                    state="running",
                    started_at__isnull=False,
                    seen_at__isnull=False,
                    finished_at=None,
                    file="",
                    error="",
                )
                | (Q(state="done", started_at__isnull=False, finished_at__isnull=False, error="") & ~Q(file=""))
                | (Q(state="failed", finished_at__isnull=False, file="") & ~Q(error="")),
            ),
            models.CheckConstraint(name="export_rows_done_of_rows", condition=Q(rows_done__lte=F("rows"))),
        ]

    def __str__(self) -> str:
        return f"Export {self.pk} {self.list_name} {self.state}"

    @property
    def is_under_way(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in UNDER_WAY

    @property
    def is_done(self) -> bool:
        """Whether the file is there."""
        return self.state == State.DONE

    @property
    def kept_until(self) -> datetime:
        """When the file is deleted."""
        return self.asked_at + KEPT_FOR


def scope_name(user: Any) -> str:
    """Return what decides which rows a user sees, to tell whether it has changed since."""
    return f"{user.role}:{user.municipality_id or ''}:{user.unit_id or ''}"
