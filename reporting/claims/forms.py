"""The forms of a step: what the agency writes when it returns a claim, pays it, or approves a part account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.dates import DateInput
from cases.forms.fields import WholeNumberField
from flereskalmed.clock import today

from .models import Step


class StepForm(forms.Form):
    """A step that takes no words. ``after``: the step the page was made on."""

    after = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReturnForm(StepForm):
    """Why a claim goes back."""

    reason = forms.CharField(
        label=_("Begrundelse"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv, hvorfor anmodningen sendes tilbage.")},
    )


class PayForm(StepForm):
    """When it was paid, and how much: the amount is written as a check."""

    on = forms.DateField(label=_("Udbetalt den"), widget=DateInput)
    amount_dkk = WholeNumberField(
        label=_("Beløb i kr."), min_value=1, error_messages={"required": _("Skriv beløbet, der er udbetalt.")}
    )


class PartAccountForm(forms.Form):
    """When a part account was approved."""

    on = forms.DateField(label=_("Godkendt den"), widget=DateInput)


FORMS: dict[str, type[StepForm]] = {
    Step.CLAIMED: StepForm,
    Step.APPROVED: StepForm,
    Step.RETURNED: ReturnForm,
    Step.PAID: PayForm,
}


def fresh(step: str, after: int, amount_dkk: int) -> StepForm:
    """Return the empty form of a step; a payment begins with today and the instalment's amount."""
    initial: dict[str, Any] = {"after": after}
    if step == Step.PAID:
        initial |= {"on": today(), "amount_dkk": amount_dkk}
    return FORMS[step](initial=initial, auto_id=f"id_{step}_%s")
