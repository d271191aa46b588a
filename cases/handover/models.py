"""Hand-overs that were made: from whom, to whom, by whom, why, and which citizens."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import RegistrationQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class Kind(models.TextChoices):
    """What the citizens get a new one of."""

    CASEWORKER = "caseworker", _("Sagsbehandler")
    FACILITATOR = "facilitator", _("Personlig jobformidler")


#: So long the receiver is told of a hand-over they have not looked at.
TOLD_FOR = timedelta(days=14)


class HandoverQuerySet(models.QuerySet):
    """Hand-overs, who may see that they were made, and who is still to be told."""

    def news_for(self, user: User) -> HandoverQuerySet:
        """Keep those that gave ``user`` citizens within the last 14 days, by somebody else, and are not seen yet."""
        lately = timezone.now() - TOLD_FOR
        return self.filter(receiver=user, seen_at__isnull=True, made_at__gte=lately).exclude(by=user)

    def mark_seen(self, user: User) -> None:
        """Note that ``user`` has looked at what they were given."""
        self.filter(receiver=user, seen_at__isnull=True).update(seen_at=Now())

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

    ``seen_at``: when the receiver first looked at it.
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
        ]

    def __str__(self) -> str:
        return f"Handover {self.pk}"


class HandedOver(models.Model):
    """A citizen of a hand-over."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="citizens", db_index=False)
    citizen = models.ForeignKey("cases.Citizen", models.PROTECT, related_name="hand_overs")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handover", "citizen"], name="handed_over_once")]

    def __str__(self) -> str:
        return f"HandedOver {self.handover_id} {self.citizen_id}"
