"""The form of a benefit change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flereskalmed.clock import today

from ..codes import CASH_ASSISTANCE, Benefit, MatchCategory
from ..models import BenefitChange
from .base import RegistrationForm


class BenefitChangeForm(RegistrationForm):
    """From which day the citizen has which benefit."""

    field_of_rule = {
        "one_benefit_change_a_day": "effective_on",
        "not_after_death": "effective_on",
        "death_is_last": "effective_on",
        "benefit_is_known": "benefit",
        "match_category_is_known": "match_category",
    }
    prefilled = ("benefit", "effective_on", "match_category")

    class Meta:
        model = BenefitChange
        fields = ["benefit", "effective_on", "match_category"]
        labels = {"effective_on": _("Fra og med"), "benefit": _("Ny ydelse")}
        widgets = {"benefit": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["benefit"].choices = Benefit.choices
        self.fields["match_category"].choices = [("", _("Ingen")), *MatchCategory.choices]

    def clean(self) -> dict[str, Any]:
        """Only cash assistance has a match category; the one filled in from before is dropped with another benefit."""
        cleaned = super().clean()
        if cleaned.get("benefit") not in CASH_ASSISTANCE:
            cleaned["match_category"] = ""
        return cleaned

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """Today, with the match category of now."""
        latest = BenefitChange.objects.as_of(today()).filter(citizen=citizen).first()
        return {"effective_on": today(), "match_category": latest.match_category if latest else ""}
