"""What was claimed, decided and paid: the parts of a grant, and each step of their claims. Written once."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases.history import refuse
from cases.models import Grant

from ..models import frozen


class Instalment(models.Model):
    """One part of a grant in whole kroner, fixed when the first of them is claimed.

    All parts of a grant are stored at once; the database holds that they add up to the grant, whose amount stays
    from then on.
    """

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    amount_dkk = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["grant", "number"]
        constraints = [models.UniqueConstraint(fields=["grant", "number"], name="instalment_once_a_grant")]
        triggers = [
            *frozen(),
            pgtrigger.Trigger(
                name="add_up",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_rows"),
                func=f"""
                IF EXISTS (
                    SELECT 1 FROM cases_grant g JOIN reporting_instalment part ON part.grant_id = g.id
                    WHERE g.id IN (SELECT grant_id FROM new_rows)
                    GROUP BY g.id HAVING SUM(part.amount_dkk) <> g.amount_dkk OR SUM(part.percent) <> 100
                ) THEN
                    {refuse("instalments_add_up", "the instalments do not add up to the grant")}
                END IF;
                RETURN NULL;
                """,  # noqa: S608 -- our own names only
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.number}"


class DividedGrant(Grant):
    """A grant whose parts are fixed: its amount cannot change any more."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="amount_is_divided",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("amount_dkk"),
                condition=pgtrigger.Condition("OLD.amount_dkk IS DISTINCT FROM NEW.amount_dkk"),
                func=f"""
                IF EXISTS (SELECT 1 FROM reporting_instalment WHERE grant_id = NEW.id) THEN
                    {refuse("grant_amount_is_claimed", "an instalment of the grant is claimed")}
                END IF;
                RETURN NEW;
                """,  # noqa: S608 -- our own names only
            )
        ]


class Step(models.TextChoices):
    """What is done about an instalment, in the order it is done."""

    CLAIMED = "claimed", _("Anmodet")
    RETURNED = "returned", _("Sendt tilbage")
    APPROVED = "approved", _("Godkendt")
    PAID = "paid", _("Udbetalt")


#: What may follow what; nothing before the first.
FOLLOWS: dict[str, tuple[str, ...]] = {
    Step.CLAIMED: ("", Step.RETURNED),
    Step.RETURNED: (Step.CLAIMED,),
    Step.APPROVED: (Step.CLAIMED,),
    Step.PAID: (Step.APPROVED,),
}
_ALLOWED = ", ".join(f"('{before}', '{step}')" for step, befores in FOLLOWS.items() for before in befores)


class ClaimStep(models.Model):
    """One step of an instalment's course: who did what, on which day. Never changed; the rows are its history.

    A claim keeps what it rests on: ``met_in`` (the month in which the condition was met), ``closes`` and ``counts``
    (``{"month", "closed", "version", "count", "of"}`` of each). ``sequence`` numbers the steps of an instalment, so of
    two people pressing at once one is first, and the other's step is refused.
    """

    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="steps")
    sequence = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=Step.choices)
    on = models.DateField(_("dato"))
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("begrundelse"), max_length=500, blank=True, default="")
    amount_dkk = models.PositiveBigIntegerField(_("beløb i kr."), null=True, blank=True)
    met_in = models.DateField(null=True)
    closes = ArrayField(models.BigIntegerField(), default=list)
    counts = models.JSONField(default=list)

    class Meta:
        ordering = ["instalment", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["instalment", "sequence"],
                name="claim_step_is_one",
                violation_error_message=_("En anden har netop gjort det. Se siden igen."),
            ),
            models.CheckConstraint(
                name="claim_step_is_known",
                condition=Q(step__in=Step.values),
                violation_error_message=_("Vælg et trin."),
            ),
            models.CheckConstraint(
                name="return_has_a_reason",
                condition=Q(step="returned") & ~Q(reason="") | ~Q(step="returned"),
                violation_error_message=_("Skriv, hvorfor anmodningen sendes tilbage."),
            ),
            models.CheckConstraint(
                name="only_a_payment_has_an_amount",
                condition=Q(step="paid", amount_dkk__isnull=False) | ~Q(step="paid") & Q(amount_dkk__isnull=True),
                violation_error_message=_("Skriv beløbet, der er udbetalt."),
            ),
            models.CheckConstraint(
                name="a_claim_is_met",
                condition=Q(step="claimed", met_in__isnull=False) | ~Q(step="claimed") & Q(met_in__isnull=True),
                violation_error_message=_("Raten er ikke opfyldt endnu."),
            ),
        ]
        triggers = [
            *frozen(),
            pgtrigger.Trigger(
                name="in_order",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[
                    ("last", "reporting_claimstep%ROWTYPE"),
                    ("part", "reporting_instalment%ROWTYPE"),
                    ("doer", "accounts_user%ROWTYPE"),
                    ("place", "TEXT"),
                ],
                func=f"""
                SELECT * INTO part FROM reporting_instalment WHERE id = NEW.instalment_id;
                SELECT municipality_id INTO place FROM cases_grant WHERE id = part.grant_id;
                SELECT * INTO doer FROM accounts_user WHERE id = NEW.by_id;
                SELECT * INTO last FROM reporting_claimstep WHERE instalment_id = NEW.instalment_id
                    ORDER BY sequence DESC LIMIT 1;
                IF NEW.sequence <= COALESCE(last.sequence, 0) THEN
                    RETURN NEW;  -- its number is taken: the unique constraint says so
                END IF;
                IF NEW.sequence <> COALESCE(last.sequence, 0) + 1
                    OR (COALESCE(last.step, ''), NEW.step) NOT IN ({_ALLOWED})
                THEN
                    {refuse("claim_steps_in_order", "this step does not follow the last one")}
                END IF;
                IF NOT doer.is_active OR NOT (
                    NEW.step = 'claimed'
                        AND doer.role = 'manager' AND doer.municipality_id = place AND doer.unit_id IS NULL
                    OR NEW.step <> 'claimed' AND doer.role = 'star'
                ) THEN
                    {refuse("claim_step_by_its_role", "another role takes this step")}
                END IF;
                IF NEW."on" < last."on" THEN
                    {refuse("claim_step_not_before_last", "the step lies before the last one")}
                END IF;
                IF NEW.step = 'paid' AND NEW.amount_dkk <> part.amount_dkk THEN
                    {refuse("payment_is_the_instalment", "the amount is not that of the instalment")}
                END IF;
                RETURN NEW;
                """,  # noqa: S608 -- our own names only
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instalment_id} {self.sequence} {self.step}"
