"""Where each instalment stands: how it is judged now, and what was done about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Grant

from ..instalments import JudgedGrant, JudgedInstalment, judged_grants
from ..months import Month
from .models import ClaimStep, Instalment, Step


class State(models.TextChoices):
    """The course of a claim, from the rule's judgement to the payment."""

    NOT_MET = "not_met", _("Ikke opfyldt")
    MET = "met", _("Opfyldt")
    CLAIMED = "claimed", _("Anmodet")
    RETURNED = "returned", _("Sendt tilbage")
    APPROVED = "approved", _("Godkendt")
    PAID = "paid", _("Udbetalt")


@dataclass(frozen=True)
class Standing:
    """One instalment: judged now, with its steps, oldest first."""

    judged: JudgedInstalment
    steps: tuple[ClaimStep, ...] = ()
    stored: Instalment | None = None

    @property
    def number(self) -> int:
        """Which of the grant's instalments it is."""
        return self.judged.number

    @property
    def amount_dkk(self) -> int:
        """Its amount: what was fixed with the first claim, else what the definition gives."""
        return self.stored.amount_dkk if self.stored else self.judged.amount_dkk

    @property
    def state(self) -> State:
        """Where it stands: its last step, or before any whether it is met."""
        if self.steps:
            return State(self.steps[-1].step)
        return State.MET if self.judged.judgement.met else State.NOT_MET

    @property
    def sequence(self) -> int:
        """The number of its last step, 0 before any: what a form was made on."""
        return self.steps[-1].sequence if self.steps else 0

    @property
    def can_be_claimed(self) -> bool:
        """Whether it is met and waits for the municipality."""
        return self.judged.judgement.met and self.state in (State.MET, State.RETURNED)

    @property
    def waits_to_be_met(self) -> bool:
        """Whether it is not met and nothing is claimed: never was, or was sent back and is met no more."""
        return not self.judged.judgement.met and self.state in (State.NOT_MET, State.RETURNED)

    @cached_property
    def claim(self) -> ClaimStep | None:
        """The claim that stands; None before any, and after a return."""
        claims = [step for step in self.steps if step.step == Step.CLAIMED]
        return claims[-1] if claims and self.state is not State.RETURNED else None

    @property
    def claimed_as_met_in(self) -> Month | None:
        """The month in which it was met by the claim that stands."""
        return Month.of(self.claim.met_in) if self.claim and self.claim.met_in else None

    @property
    def judged_otherwise(self) -> bool:
        """Whether the newest versions would judge otherwise than the claim that stands, which they never touch."""
        now = self.judged.judgement
        return self.claim is not None and (not now.met or now.met_in != self.claimed_as_met_in)

    @property
    def fell_below(self) -> bool:
        """Whether it is paid and the latest closed month by itself would not be good enough."""
        meets = self.judged.judgement.meets
        return self.state is State.PAID and bool(meets) and not meets[-1]

    @property
    def waits_since(self) -> date | None:
        """Since when the agency is to decide or to pay; None where the municipality or the rule is waited for."""
        return self.steps[-1].on if self.state in (State.CLAIMED, State.APPROVED) else None

    def taken_on(self, name: str) -> date | None:
        """Return the day on which a step was taken last; None where it never was."""
        return next((step.on for step in reversed(self.steps) if step.step == name), None)

    @property
    def paid_on(self) -> date | None:
        """The day it was paid."""
        return self.steps[-1].on if self.state is State.PAID else None


@dataclass(frozen=True)
class GrantStanding:
    """A grant with where each of its instalments stands."""

    judged: JudgedGrant
    instalments: tuple[Standing, ...]

    @property
    def grant(self) -> Grant:
        """The grant."""
        return self.judged.grant

    def __getitem__(self, number: int) -> Standing:
        """Return the instalment of that number; ``KeyError`` when there is none."""
        for one in self.instalments:
            if one.number == number:
                return one
        raise KeyError(number)

    def sum_of(self, *states: State) -> int:
        """Return the kroner of the instalments in these states."""
        return sum(one.amount_dkk for one in self.instalments if one.state in states)

    @property
    def paid(self) -> int:
        """What is paid."""
        return self.sum_of(State.PAID)

    @property
    def due(self) -> int:
        """What is met and not paid yet: claimed or not."""
        return sum(
            one.amount_dkk
            for one in self.instalments
            if one.state is not State.PAID and (one.judged.judgement.met or one.claim is not None)
        )

    @property
    def outstanding(self) -> int:
        """What of the grant is not paid."""
        return sum(one.amount_dkk for one in self.instalments) - self.paid


def standings(grants: Iterable[Grant]) -> list[GrantStanding]:
    """Return where the grants stand: four queries however many they are."""
    judged = judged_grants(grants)
    stored = Instalment.objects.filter(grant__in=[one.grant.pk for one in judged])
    parts = {(part.grant_id, part.number): part for part in stored}
    steps: dict[int, list[ClaimStep]] = {}
    if parts:
        taken = ClaimStep.objects.filter(instalment__in=[part.pk for part in parts.values()])
        for step in taken.select_related("by").order_by("sequence"):
            steps.setdefault(step.instalment_id, []).append(step)
    return [_standing(one, parts, steps) for one in judged]


def _standing(
    judged: JudgedGrant, parts: dict[tuple[int, int], Instalment], steps: dict[int, list[ClaimStep]]
) -> GrantStanding:
    found = []
    for one in judged.instalments:
        part = parts.get((judged.grant.pk, one.number))
        found.append(Standing(one, tuple(steps.get(part.pk, ())) if part else (), part))
    return GrantStanding(judged, tuple(found))
