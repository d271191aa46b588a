"""Forms of a visitation decision, of a rehabilitation case and of a social or health measure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import RegistrationForm
from flereskalmed.clock import today

from .codes import Decision, DeferralReason, Group, MeasureKind
from .models import Measure, RehabilitationCase, Visitation


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

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [("", _("Ingen endnu")), *Decision.choices]

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """Referred today."""
        return {"referred_on": today()}


class MeasureForm(RegistrationForm):
    """Which social or health measure, and when."""

    field_of_rule = {
        "measure_registered_once": "start",
        "measure_end_not_before_start": "end",
        "measure_kind_is_known": "kind",
        "not_after_death": "start",
    }

    class Meta:
        model = Measure
        fields = ["kind", "start", "end"]
        labels = {"kind": _("Indsats"), "start": _("Første dag"), "end": _("Sidste dag")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Vælg indsats")), *MeasureKind.choices]

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """From today."""
        return {"start": today()}
