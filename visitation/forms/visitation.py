"""The form of a visitation decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import RegistrationForm
from flereskalmed.clock import today

from ..codes import DeferralReason, Group
from ..models import Visitation


class VisitationForm(RegistrationForm):
    """The group a citizen is put in, and why. The two fields of a deferral count for a deferral only."""

    fields_template = "visitation/visitation_fields.html"
    field_of_rule = {
        "one_visitation_a_day": "decided_on",
        "not_after_death": "decided_on",
        "group_is_known": "group",
        "deferral_has_a_reason": "deferral_reason",
        "only_deferral_has_an_end": "deferred_until",
        "visitation_deferred_until_not_before_decided_on": "deferred_until",
    }
    past_dates = ("decided_on",)
    prefilled = ("group", "decided_on")

    class Meta:
        model = Visitation
        fields = ["group", "deferral_reason", "deferred_until", "decided_on", "note"]
        labels = {
            "group": _("Gruppe"),
            "deferral_reason": _("Grund til udskydelse"),
            "deferred_until": _("Udskudt til og med"),
            "decided_on": _("Besluttet den"),
            "note": _("Begrundelse"),
        }
        widgets = {"group": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = Group.choices
        self.fields["deferral_reason"].needed_here = True  # a deferral needs it: do not call it optional
        self.fields["deferral_reason"].choices = [("", _("Vælg grund")), *DeferralReason.choices]

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """Decided today."""
        return {"decided_on": today()}

    def clean(self) -> dict[str, Any]:
        """Drop what was chosen for a deferral before another group was picked."""
        cleaned = super().clean()
        if cleaned.get("group") != Group.DEFERRED:
            cleaned["deferral_reason"], cleaned["deferred_until"] = "", None
            for name in ("deferral_reason", "deferred_until"):
                self.errors.pop(name, None)
        elif not cleaned.get("deferral_reason") and "deferral_reason" not in self.errors:
            self.add_error("deferral_reason", _("Vælg en grund til udskydelsen."))
        return cleaned
