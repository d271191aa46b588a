"""Hand-overs that were made: from whom, to whom, by whom, why, which citizens, and whether it was undone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from flereskalmed.planned import planned

from ..colleagues import CASEWORKERS
from ..querysets import RegistrationQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class Kind(models.TextChoices):
    """What the citizens get a new one of."""

    CASEWORKER = "caseworker", _("Sagsbehandler")
    FACILITATOR = "facilitator", _("Personlig jobformidler")


#: So long the receiver is told of a hand-over they have not looked at, and both of one that was undone.
TOLD_FOR = timedelta(days=14)
#: Written out: every start page asks for it.
NEWS = """
    SELECT handover.*, (
        SELECT COUNT(*) FROM cases_handedover moved WHERE moved.handover_id = handover.id AND moved.stays = ''
    ) AS number
    FROM cases_handover handover
    WHERE (handover.receiver_id = %(user)s AND handover.seen_at IS NULL AND handover.undone_at IS NULL
            AND handover.made_at >= %(lately)s AND handover.by_id <> %(user)s)
        OR (((handover.receiver_id = %(user)s AND handover.seen_at IS NULL)
                OR (handover.giver_id = %(user)s AND handover.giver_seen_at IS NULL))
            AND handover.undone_at >= %(lately)s AND handover.undone_by_id <> %(user)s)
    ORDER BY handover.made_at DESC, handover.id DESC
"""
#: So long a hand-over can be undone. Later the cases are the receiver's, and one hands them over anew.
UNDONE_WITHIN = timedelta(days=14)


class Stays(models.TextChoices):
    """Why a citizen stayed with the receiver when the hand-over was undone.

    Nobody stays because they were hidden any more; some did, before only who sees all could undo it.
    """

    CHANGED = "changed", _("er ændret siden overdragelsen")
    FORMER_GONE = "former_gone", _("kom fra en kollega, der ikke kan få sagen igen")
    OTHER_UNIT = "other_unit", _("hører nu til en enhed, den tidligere ikke ser")
    UNKNOWN = "unknown", _("mangler i historikken, så det ikke vides, hvem sagen kom fra")
    HIDDEN = "hidden", _("hørte til en enhed, som den, der fortrød, ikke så")


class HandoverQuerySet(models.QuerySet):
    """Hand-overs, who may see that they were made, and who is still to be told."""

    def news_for(self, user: User) -> list[Handover]:
        """Return what somebody else did within the last 14 days and ``user`` has not seen yet, the latest first.

        The receiver is told of a hand-over; both are told that it was undone. ``number``: how many citizens moved.
        """
        with planned():
            return list(Handover.objects.raw(NEWS, {"user": user.pk, "lately": timezone.now() - TOLD_FOR}))

    def mark_seen(self, user: User) -> None:
        """Note that ``user`` has looked at what they were given, or got back."""
        self.filter(receiver=user, seen_at__isnull=True).update(seen_at=Now())
        self.filter(giver=user, giver_seen_at__isnull=True, undone_at__isnull=False).update(giver_seen_at=Now())

    def visible_to(self, user: User) -> HandoverQuerySet:
        """Keep those of the user's municipality: a manager's all (of a unit: with citizens there), others' own."""
        if not user.sees_people:
            return self.none()
        here = self.filter(municipality=user.municipality_id)
        if not user.is_manager:
            return here.filter(Q(giver=user) | Q(receiver=user) | Q(by=user))
        seen = HandedOver.objects.visible_to(user).filter(handover=OuterRef("pk"))
        return here if user.unit_id is None else here.filter(Exists(seen))


class Handover(models.Model):
    """One hand-over. ``giver`` is empty where the citizens had nobody, or different people (or one without a user).

    ``change`` is the mark under which the history keeps what each citizen had before: what is undone is read from
    there. It is empty for hand-overs older than the mark; they cannot be undone. ``seen_at`` and ``giver_seen_at``:
    when the receiver (of an undone one: again) and the giver first looked at it.
    """

    municipality = models.ForeignKey("cases.Municipality", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    giver_name = models.CharField(max_length=200, blank=True, default="")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="handed_over")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    starts_on = models.DateField()
    reason = models.CharField(max_length=500)
    form_token = models.UUIDField(unique=True)
    seen_at = models.DateTimeField(null=True, editable=False)
    change = models.UUIDField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    undone_reason = models.CharField(max_length=500, blank=True, default="", editable=False)
    giver_seen_at = models.DateTimeField(null=True, editable=False)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="handover_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="handover_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Skriv en begrundelse."),
            ),
            models.CheckConstraint(
                name="handover_undone_by_somebody_for_a_reason",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undone_reason="")
                | (Q(undone_at__gte=F("made_at"), undone_by__isnull=False) & ~Q(undone_reason="")),
                violation_error_message=_("Skriv en begrundelse."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="undone_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__undone_at__isnull=False)
                & (
                    pgtrigger.Q(old__undone_at__df=pgtrigger.F("new__undone_at"))
                    | pgtrigger.Q(old__undone_by__df=pgtrigger.F("new__undone_by"))
                    | pgtrigger.Q(old__undone_reason__df=pgtrigger.F("new__undone_reason"))
                ),
            )
        ]

    def __str__(self) -> str:
        return f"Handover {self.pk}"

    def may_be_undone_by(self, user: User) -> bool:
        """Tell whether ``user``, who may see it, may undo it now, within 14 days.

        Whoever made it may, or a manager of the whole municipality: it is undone once, for all its citizens.
        """
        may = (user.is_manager and user.unit_id is None) or (user.pk == self.by_id and user.role in CASEWORKERS)
        return may and self.change is not None and self.undone_at is None and not self.is_too_old

    @property
    def is_too_old(self) -> bool:
        """Whether it was made too long ago to be undone."""
        return self.made_at < timezone.now() - UNDONE_WITHIN


class HandedOver(models.Model):
    """A citizen of a hand-over. ``stays``: why they stayed with the receiver when it was undone."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="citizens", db_index=False)
    citizen = models.ForeignKey("cases.Citizen", models.PROTECT, related_name="hand_overs")
    stays = models.CharField(max_length=12, choices=Stays.choices, blank=True, default="", editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "citizen"], name="handed_over_once"),
            models.CheckConstraint(name="handed_over_stays_is_known", condition=Q(stays__in=["", *Stays.values])),
        ]

    def __str__(self) -> str:
        return f"HandedOver {self.handover_id} {self.citizen_id}"
