"""To whom citizens are handed over, from when and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from flereskalmed.clock import today

from ..colleagues import CASEWORKERS, FACILITATORS, colleagues
from ..forms.base import DateInput, ReasonField
from ..forms.person import ColleagueField
from .models import Kind

#: Further ahead than this, or back, is a typing error.
FURTHEST = timedelta(days=366)
#: So many can be picked out one by one; more are chosen by filters.
MOST_PICKED = 200
ALL, PICKED = "alle", "valgte"


class UndoForm(forms.Form):
    """Why a hand-over is undone. ``mark`` says who was shown as going back."""

    reason = ReasonField(
        label=gettext_lazy("Begrundelse for at fortryde"),
        help_text=gettext_lazy("Gemmes i sagernes historik og vises for begge kolleger."),
    )
    mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class GivingForm(forms.Form):
    """The receiver, the day, the reason, and whether all or only the ticked ones are meant."""

    hvem = forms.ChoiceField(
        label=gettext_lazy("Hvilke borgere"),
        help_text=gettext_lazy("Markerer du nogen på listen, overdrages kun de markerede."),
        choices=[(ALL, gettext_lazy("Alle på listen")), (PICKED, gettext_lazy("Kun de markerede"))],
        initial=ALL,
        widget=forms.RadioSelect,
    )
    borger = forms.TypedMultipleChoiceField(coerce=int, required=False)
    til = ColleagueField(User.objects.none(), label=gettext_lazy("Overdrages til"), empty_label=gettext_lazy("Vælg"))
    dag = forms.DateField(
        label=gettext_lazy("Fra og med"),
        help_text=gettext_lazy("Den nuværende jobformidler afsluttes dagen før."),
        widget=DateInput,
    )
    reason = ReasonField(label=gettext_lazy("Begrundelse for overdragelsen"))
    token = forms.UUIDField(widget=forms.HiddenInput)
    mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data: Any, *, kind: Kind, user: User, giver: User | None, shown: list[int]):
        super().__init__(data, initial={"token": uuid4(), "dag": today()})
        roles = CASEWORKERS if kind is Kind.CASEWORKER else FACILITATORS
        receivers = colleagues(user.municipality_id or "", roles)
        self.fields["til"].queryset = receivers.exclude(pk=giver.pk) if giver else receivers
        self.fields["borger"].choices = [(pk, str(pk)) for pk in shown]
        if kind is Kind.CASEWORKER:
            del self.fields["dag"]

    def clean_dag(self) -> date:
        """A day within a year of today."""
        day = self.cleaned_data["dag"]
        if abs(day - today()) > FURTHEST:
            raise forms.ValidationError(_("Datoen ligger mere end et år fra i dag. Kontrollér årstallet."))
        return day

    def clean(self) -> dict[str, Any]:
        """Who is meant has to be said. Whoever is ticked is meant, and then nobody else."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("borger"):
            cleaned["hvem"] = PICKED
        if cleaned.get("hvem") == PICKED and not cleaned.get("borger") and "borger" not in self.errors:
            self.add_error("hvem", _("Markér mindst én borger på listen, eller vælg alle."))
        if "borger" in self.errors:
            self.add_error("hvem", _("Listen er ændret, siden du markerede. Se den igen."))
        return cleaned

    @property
    def picked(self) -> set[int] | None:
        """The ticked citizens; None for all."""
        return set(self.cleaned_data["borger"]) if self.cleaned_data["hvem"] == PICKED else None
