"""Closed months: what was counted, the figures, and who closed when. Written once, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.scope import citizen_scope
from cases.codes import Benefit
from cases.models import Membership, Municipality, Programme, Unit
from visitation.codes import Group

from .months import Month
from .row_rules import of_members

if TYPE_CHECKING:
    from accounts.models import User


def frozen() -> list[pgtrigger.Trigger]:
    """Return the trigger that refuses to change or delete a stored row, whatever code asks."""
    return [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]


class MonthCloseQuerySet(models.QuerySet):
    """Closed months."""

    def latest_versions(self) -> MonthCloseQuerySet:
        """Keep the newest close of each programme and month."""
        return self.order_by("programme_id", "month", "-version").distinct("programme_id", "month")


class MonthClose(models.Model):
    """One closing of a month: version 1, or a correction with its reason.

    ``previous`` and ``series`` (at most twelve, oldest first, ending with this close) point at the
    closes this report compares itself with, as they stood at closing: a later correction of an
    earlier month therefore changes nothing here.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="closes")
    month = models.DateField(_("måned"))
    version = models.PositiveSmallIntegerField(_("version"))
    closed_at = models.DateTimeField(_("lukket"), db_default=Now())
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("begrundelse"), blank=True, default="")
    program_version = models.CharField(max_length=40)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    series = ArrayField(models.BigIntegerField(), default=list)

    objects = MonthCloseQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "month", "version"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "month", "version"], name="version_once_a_month"),
            models.CheckConstraint(name="month_is_its_first_day", condition=models.Q(month__day=1)),
            models.CheckConstraint(
                name="correction_has_a_reason",
                condition=models.Q(version=1) | (models.Q(version__gt=1) & ~models.Q(reason="")),
                violation_error_message=_("En ny version skal have en begrundelse."),
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.programme_id} {self.of_month} v{self.version}"

    @property
    def of_month(self) -> Month:
        """The month that was closed."""
        return Month.of(self.month)


class ClosedFigures(models.Model):
    """The frozen figures of one municipality (or the country: no municipality) in one close.

    ``figures``: ``{indicator: {"count": n, "of": d}}``, whole numbers, ``of`` left out where there is none.
    """

    close = models.ForeignKey(MonthClose, models.PROTECT, related_name="figures")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["close", "municipality"], name="figures_once_a_close", nulls_distinct=False
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.close_id} {self.municipality_id or 'country'}"


class ClosedGroup2(models.Model):
    """The group 2 analysis of one municipality (or the country: no municipality), frozen for publication.

    ``figures``: ``{"all", "still", "changed", "over", "without_offer", bands…, "by.<benefit>"}``, whole numbers.
    """

    close = models.ForeignKey(MonthClose, models.PROTECT, related_name="group_2")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["close", "municipality"], name="group_2_once_a_close", nulls_distinct=False
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.close_id} {self.municipality_id or 'country'} group 2"


class ReleasePattern(models.Model):
    """Which cells of a close a published audience never sees: chosen once, audited, then the same for ever.

    ``hidden``: ``{place: [figure, …]}``, a place being a municipality's code, a region or ``DK``. Small counts
    and those hidden to protect them stand together: a reader cannot tell them apart. ``settings`` are what they
    were chosen by. A pattern that exposes anything cannot be stored.
    """

    close = models.OneToOneField(MonthClose, models.PROTECT, related_name="pattern")
    hidden = models.JSONField()
    settings = models.JSONField()
    made_at = models.DateTimeField(_("dannet"), db_default=Now())
    primary_cells = models.PositiveIntegerField()
    extra_cells = models.PositiveIntegerField()
    exposed_cells = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pattern_exposes_nobody",
                condition=models.Q(exposed_cells=0),
                violation_error_message=_("Udgivelsen er standset: små tal kan regnes ud af det, der vises."),
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.close_id}: {self.primary_cells} + {self.extra_cells} hidden"


class ReleaseRefusal(models.Model):
    """That the figures of a close could not be published when it was last tried, and what hindered it.

    So many small counts that were exposed, or a ``cell`` ("851/visited") that is not what its parts add up to.
    It says so to those who wait. Only a close without a pattern is refused: a later success makes this history.
    """

    close = models.OneToOneField(MonthClose, models.PROTECT, related_name="refusal")
    exposed_cells = models.PositiveIntegerField()
    cell = models.CharField(max_length=80, blank=True, default="")
    refused_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="refusal_has_a_cause", condition=models.Q(exposed_cells__gt=0) | ~models.Q(cell="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.close_id}: {self.exposed_cells} exposed"


class MemberMonthQuerySet(models.QuerySet):
    """The rows behind the figures, and who may see whose."""

    def visible_to(self, user: User) -> MemberMonthQuerySet:
        """Keep the rows of citizens whom ``user`` may see today (see ``accounts.scope``)."""
        return self.filter(citizen_scope(user, "member__citizen__"))

    def of_place(self, close: MonthClose, municipality: str) -> MemberMonthQuerySet:
        """Keep what a close counted for a municipality: those drawn there, wherever they live now."""
        return self.filter(close=close, municipality=municipality)


class MemberMonth(models.Model):
    """One member in one month as a close counted them: the rows behind every figure.

    A close has two rows a member: the report month (``lag`` 0) and the month before (``lag`` 1).
    No foreign keys in the database, which would look 54,000 rows a close up one by one: close, municipality and unit
    are protected by their own rules, the member's key by triggers, here and at the member (migration 0010).
    The number of a row has no index either: only the database can give one (migration 0013), and nobody asks by it.
    """

    close = models.ForeignKey(MonthClose, models.PROTECT, related_name="rows", db_constraint=False, db_index=False)
    lag = models.PositiveSmallIntegerField()
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    benefit = models.CharField(max_length=20, choices=Benefit.choices, blank=True)
    in_programme = models.BooleanField()
    group = models.CharField(max_length=10, choices=Group.choices, blank=True)
    facilitator = models.BooleanField()
    job_goal = models.BooleanField()
    cv = models.BooleanField()
    contact = models.BooleanField()
    virksomhedspraktik = models.BooleanField()
    loentilskud = models.BooleanField()
    ordinaere_timer = models.BooleanField()
    fleksjob = models.BooleanField()
    ordinaer_uddannelse = models.BooleanField()
    employment = models.BooleanField()
    flex_job = models.BooleanField()
    education = models.BooleanField()
    exempted = models.BooleanField(null=True)  # empty: closed before it was counted

    objects = MemberMonthQuerySet.as_manager()

    class Meta:
        # Learns soon after a close where its rows lie; until it has, it hands out the rows of all the latest closes.
        indexes = [BrinIndex(fields=["close"], name="membermonth_close", pages_per_range=16, autosummarize=True)]
        triggers = [*frozen(), of_members()]

    def __str__(self) -> str:
        return f"{self.close_id} {self.member_id} lag {self.lag}"


class ReportFile(models.Model):
    """The published PDF of one municipality (or the country: no municipality) of one close.

    ``kind`` is the report: the monthly, or at the end of a quarter the country's group 2 analysis or offers.
    Made as ``waiting`` when the rendering of a close is asked for, so the rows are the progress; a file that is
    ``done`` never changes. The stored name holds the start of the content's SHA-256.
    """

    class State(models.TextChoices):
        """How far the file has come."""

        WAITING = "waiting", _("Venter")
        DONE = "done", _("Færdig")
        FAILED = "failed", _("Mislykket")

    close = models.ForeignKey(MonthClose, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, default="monthly")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    content = models.FileField(upload_to="reports/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveIntegerField(null=True)
    rendered_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["close", "kind", "municipality"], name="one_file_a_report", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="done_file_has_content",
                condition=(
                    models.Q(state="done", size__gt=0, rendered_at__isnull=False, sha256__regex="^[0-9a-f]{64}$")
                    & ~models.Q(content="")
                )
                | (~models.Q(state="done") & models.Q(sha256="", content="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="done_is_final", operation=pgtrigger.Update, condition=pgtrigger.Q(old__state="done")
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.close_id} {self.kind} {self.municipality_id or 'country'} {self.state}"


from .claims.models import ClaimStep, DividedGrant, Instalment  # noqa: E402, F401  # Django finds the app's models here
from .evidence.models import Documentation  # noqa: E402, F401
from .fulltime.models import ClosedFullTime  # noqa: E402, F401
from .offers.models import ClosedOffers  # noqa: E402, F401
from .releasing.models import PublishedFile, Release  # noqa: E402, F401
from .targets.models import Milestone, Target  # noqa: E402, F401
