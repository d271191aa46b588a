"""The form of an offer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flereskalmed.clock import today

from ..codes import OfferKind
from ..models import Offer
from .company import CompanyFields


class OfferForm(CompanyFields):
    """What offer, when, and the agreement with the company."""

    field_of_rule = {
        "offer_end_not_before_start": "end",
        "not_after_death": "start",
        "offer_kind_is_known": "kind",
        "offer_weekly_hours_in_range": "weekly_hours",
        "offer_at_kept_company": "company_name",
    }
    prefilled = ("kind", "start", "end", "weekly_hours")

    class Meta:
        model = Offer
        fields = ["kind", "start", "end", "weekly_hours", "agreed_tasks", "agreed_ordinary_hours"]
        labels = {
            "kind": _("Tilbud"),
            "start": _("Første dag"),
            "end": _("Sidste dag"),
            "weekly_hours": _("Timer om ugen"),
            "agreed_ordinary_hours": _("Er der aftalt ordinære timer?"),
        }
        help_texts = {"agreed_tasks": _("Hvad skal borgeren lave? En klar aftale er et af modellens kerneelementer.")}
        widgets = {"agreed_tasks": forms.Textarea(attrs={"rows": 3})}
        localized_fields = ["weekly_hours"]

    field_order = [
        "kind",
        "start",
        "end",
        "weekly_hours",
        "company_name",
        "cvr",
        "agreed_tasks",
        "agreed_ordinary_hours",
    ]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Vælg tilbud")), *OfferKind.choices]
        self.fields["weekly_hours"].widget.attrs |= {"inputmode": "decimal", "class": "input-char-4"}

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """Today, at the company the citizen was last at."""
        return {"start": today(), **cls.last_company(citizen)}
