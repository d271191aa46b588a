"""The release of a close, with the date and person of each of its states, and the files it is published as."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..models import MonthClose
from .rules import release_rules, state_constraints, unchanged


class ReleaseQuerySet(models.QuerySet):
    """Releases."""

    def published(self) -> ReleaseQuerySet:
        """Keep what is published, corrected or not."""
        return self.filter(state=Release.State.PUBLISHED)

    def due(self) -> ReleaseQuerySet:
        """Keep what is approved and whose time has come."""
        return self.filter(state=Release.State.APPROVED, publish_at__lte=Now())


class Release(models.Model):
    """How far a close has come on its way to the public. Every close has one, made with it.

    Closed (when and by whom stands at the close), checked for plausibility, approved by a person for a time, and
    published at or after it. What is published never changes: a correction is the release of a later version, which
    points at the one it replaces (``corrects``), says what changed (``what_changed``) and why (the close's reason).
    No person where it happened by itself. ``findings`` are of ``plausibility``.
    """

    class State(models.TextChoices):
        """How far it has come."""

        CLOSED = "closed", _("Lukket")
        CHECKED = "checked", _("Kontrolleret")
        APPROVED = "approved", _("Godkendt")
        PUBLISHED = "published", _("Udgivet")

    close = models.OneToOneField(MonthClose, models.PROTECT, primary_key=True, related_name="release")
    state = models.CharField(max_length=10, choices=State.choices, default=State.CLOSED)
    checked_at = models.DateTimeField(_("kontrolleret"), null=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    findings = models.JSONField(_("fund"), null=True)
    approved_at = models.DateTimeField(_("godkendt"), null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    remark = models.TextField(_("bemærkning til fundene"), blank=True, default="")
    what_changed = models.TextField(_("hvad er rettet"), blank=True, default="")
    publish_at = models.DateTimeField(_("udgives"), null=True)
    published_at = models.DateTimeField(_("udgivet"), null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    #: What differs from the version this one corrects, or would correct (``corrections``).
    changes = models.JSONField(default=list)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = state_constraints()
        triggers = release_rules()

    def __str__(self) -> str:
        return f"{self.close_id} {self.state}"

    @property
    def is_published(self) -> bool:
        """Whether the public has it."""
        return self.state == self.State.PUBLISHED

    @property
    def replaced_by(self) -> Release | None:
        """The published correction of this release, if there is one."""
        return getattr(self, "corrected_by", None)


class PublishedFile(models.Model):
    """One report of a release in one format, as it was published: the same bytes for ever.

    ``kind`` is the report (``definitions``: what the figures mean). ``place`` is a municipality's code, ``dk`` for the
    country or ``alle`` for all of them in one. The PDFs, which take
    long to make, are ``ReportFile``.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=4)
    format = models.CharField(max_length=10)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "kind", "place", "format"], name="one_published_file"),
            models.CheckConstraint(
                name="published_file_has_content", condition=models.Q(size__gt=0, sha256__regex="^[0-9a-f]{64}$")
            ),
        ]
        triggers = unchanged()

    def __str__(self) -> str:
        return f"{self.release_id} {self.kind} {self.place} {self.format}"
