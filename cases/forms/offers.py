"""The form of an offer."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from flereskalmed.clock import today

from ..codes import PLACEMENTS, OfferKind
from ..core_elements import lacks
from ..models import Offer
from .company import CompanyFields

if TYPE_CHECKING:
    from ..models import Programme

#: The programme's parameter of how many weeks an offer of a kind is usually agreed for, and the most that can be meant.
WEEKS, MOST_WEEKS = "offer_weeks", 520
#: How Django names a number that is too large.
TOO_MANY = ("max_value", "max_digits", "max_whole_digits")
#: What most often stays the same from one offer to the next.
CARRIED_ON = ("kind", "weekly_hours", "agreed_tasks")


def plain(hours: Decimal) -> Decimal:
    """Return the hours as one writes them: 10, not 10,00."""
    return hours.quantize(Decimal(1)) if hours == hours.to_integral_value() else hours.normalize()


def usual_weeks(programme: Programme | None) -> dict[str, int]:
    """Return for how many weeks an offer of each kind is usually agreed; a kind the programme does not name is not."""
    given = programme.parameters.get(WEEKS) if programme else None
    return {
        kind: weeks
        for kind, weeks in (given.items() if isinstance(given, dict) else ())
        if kind in OfferKind.values and type(weeks) is int and 1 <= weeks <= MOST_WEEKS
    }


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
        error_messages = {"weekly_hours": dict.fromkeys(TOO_MANY, _("Højst 80 timer om ugen."))}

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
        if self.is_new:
            self._suggest_end(usual_weeks(self.citizen.programme))

    def clean(self) -> dict[str, Any]:
        """A placement is with a company. A data file may leave it out."""
        cleaned = super().clean()
        if cleaned.get("kind") in PLACEMENTS and not cleaned.get("company_name") and "company_name" not in self.errors:
            self.add_error("company_name", _("Skriv, hvilken virksomhed forløbet er hos."))
        return cleaned

    def after_save(self) -> None:
        """Say what the agreement about a placement still lacks."""
        super().after_save()
        if self.instance.kind in PLACEMENTS and (lacking := lacks(self.instance)):
            self.told.append(_("Mangler: %(what)s") % {"what": ", ".join(lacking)} + ".")

    def _suggest_end(self, weeks: dict[str, int]) -> None:
        """Fill in the last day of a kind with a usual length; a script lets it follow another kind or first day."""
        end, kind, start = self.fields["end"], self.initial.get("kind"), self.initial.get("start")
        end.widget.attrs["data-weeks"] = json.dumps(weeks)
        if kind in weeks and start and not self.initial.get("end"):
            self.initial["end"] = start + timedelta(weeks=weeks[kind], days=-1)
            end.help_text = ngettext_lazy(
                "%(kind)s foreslås til %(weeks)d uge. Ret datoen, hvis andet er aftalt.",
                "%(kind)s foreslås til %(weeks)d uger. Ret datoen, hvis andet er aftalt.",
                "weeks",
            ) % {"kind": OfferKind(kind).label, "weeks": weeks[kind]}

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """Today, and otherwise as the citizen's last offer in a company: most often one goes on where one is."""
        last = cls.last_offer(citizen)
        carried_on = {name: getattr(last, name) for name in CARRIED_ON} if last else {}
        return {"kind": OfferKind.VIRKSOMHEDSPRAKTIK.value, "start": today(), **carried_on, **cls.company_of(last)}
