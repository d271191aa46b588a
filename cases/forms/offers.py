"""The form of an offer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flereskalmed.clock import today

from ..codes import OfferKind
from ..models import Offer
from .company import CompanyFields

#: What most often stays the same from one offer to the next.
CARRIED_ON = ("kind", "weekly_hours", "agreed_tasks")


def plain(hours: Decimal) -> Decimal:
    """Return the hours as one writes them: 10, not 10,00."""
    return hours.quantize(Decimal(1)) if hours == hours.to_integral_value() else hours.normalize()


class OfferForm(CompanyFields):
    """What offer, when, and the agreement with the company."""

    field_of_rule = {
        "offer_end_not_before_start": "end",
        "not_after_death": "start",
        "offer_kind_is_known": "kind",
        "offer_weekly_hours_in_range": "weekly_hours",
        "offer_at_kept_company": "company_name",
    }
    start_dates = ("start",)
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
        widgets = {
            "kind": forms.RadioSelect,
            "agreed_tasks": forms.Textarea(attrs={"rows": 3}),
            "agreed_ordinary_hours": forms.RadioSelect(
                choices=[("", _("Ikke endnu")), (True, _("Ja")), (False, _("Nej"))]
            ),
        }
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
        self.fields["kind"].choices = OfferKind.choices
        if (hours := self.initial.get("weekly_hours")) is not None:
            self.initial["weekly_hours"] = plain(hours)
        self.fields["weekly_hours"].widget.attrs |= {"inputmode": "decimal", "class": "input-char-4"}

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """Today, and otherwise as the citizen's last offer in a company: most often one goes on where one is."""
        last = cls.last_offer(citizen)
        carried_on = {name: getattr(last, name) for name in CARRIED_ON} if last else {}
        return {"kind": OfferKind.VIRKSOMHEDSPRAKTIK.value, "start": today(), **carried_on, **cls.company_of(last)}
