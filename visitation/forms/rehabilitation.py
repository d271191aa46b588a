"""The form of a rehabilitation case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import RegistrationForm
from flereskalmed.clock import today

from ..codes import Decision
from ..models import RehabilitationCase


class RehabilitationForm(RegistrationForm):
    """From the referral to the municipality's decision; the later dates are added as they come."""

    field_of_rule = {
        "one_referral_a_day": "referred_on",
        "not_after_death": "referred_on",
        "rehabilitation_met_on_not_before_referred_on": "met_on",
        "rehabilitation_decided_on_not_before_referred_on": "decided_on",
        "rehabilitation_decided_on_not_before_met_on": "decided_on",
        "decision_and_its_date": "decision",
    }

    class Meta:
        model = RehabilitationCase
        fields = ["referred_on", "met_on", "recommendation", "decided_on", "decision"]
        labels = {
            "referred_on": _("Indstillet til rehabiliteringsteamet"),
            "met_on": _("Behandlet på møde"),
            "recommendation": _("Teamets indstilling"),
            "decided_on": _("Kommunens afgørelse truffet"),
            "decision": _("Afgørelse"),
        }
        widgets = {"recommendation": forms.Textarea(attrs={"rows": 3})}

    past_dates = ("referred_on", "decided_on")
    prefilled = ("referred_on",)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [("", _("Ingen endnu")), *Decision.choices]

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """Referred today."""
        return {"referred_on": today()}
