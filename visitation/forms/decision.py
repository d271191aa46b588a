"""The form of the municipality's decision, which offers the benefit change that follows in the same step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cases.changes import readable
from cases.codes import Benefit
from cases.forms.base import RefusedError
from cases.forms.steps import StepForm
from cases.models import BenefitChange
from flereskalmed.clock import today

from ..codes import FOLLOWS, Decision
from ..models import RehabilitationCase
from .rehabilitation import FIELD_OF_RULE, LABELS, WORDS_OF_RULE, referred

OFFERED = (Benefit.RESSOURCEFORLOEB, Benefit.LEDIGHEDSYDELSE, Benefit.FLEKSJOB, Benefit.FOERTIDSPENSION)


class DecisionForm(StepForm):
    """What the municipality decided, and from when the citizen has the benefit that follows."""

    fields_template = "visitation/decision_fields.html"
    field_of_rule = {**FIELD_OF_RULE, "not_after_death": "decided_on"}
    words_of_rule = WORDS_OF_RULE
    past_dates = ("decided_on",)
    change_benefit = forms.BooleanField(label=_("Skift ydelse i samme omgang"), required=False, initial=True)
    new_benefit = forms.ChoiceField(label=_("Ny ydelse"), required=False)
    benefit_from = forms.DateField(label=_("Ny ydelse fra og med"), required=False)

    class Meta:
        model = RehabilitationCase
        fields = ["decision", "decided_on"]
        labels = LABELS
        widgets = {"decision": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = Decision.choices
        self.fields["decision"].required = self.fields["decided_on"].required = True
        self.fields["decided_on"].help_text = referred(self.instance)
        follows = _("Den, der følger af afgørelsen")
        self.fields["new_benefit"].choices = [("", follows), *((offered.value, offered.label) for offered in OFFERED)]
        self.fields["new_benefit"].help_text = _("Fleksjob giver ledighedsydelse, til et fleksjob begynder.")
        for name in ("new_benefit", "benefit_from"):
            self.fields[name].needed_here = True
        self.initial |= {"decided_on": today(), "benefit_from": today()}

    def clean(self) -> dict[str, Any]:
        """Ask of the change only when there is to be one."""
        cleaned = super().clean()
        if cleaned.get("decision") not in FOLLOWS or not cleaned.get("change_benefit"):
            cleaned["change_benefit"] = False
            for name in ("new_benefit", "benefit_from"):
                self.errors.pop(name, None)
        elif not cleaned.get("benefit_from") and "benefit_from" not in self.errors:
            self.add_error("benefit_from", _("Skriv, hvornår den nye ydelse begynder."))
        return cleaned

    def is_same_as(self, stored: RehabilitationCase | None) -> bool:
        """Compare the benefit change too: another's same decision may have been stored without it."""
        return super().is_same_as(stored) and not self._lacks_change()

    def _lacks_change(self) -> bool:
        """Tell whether a benefit change is asked for that is not stored."""
        asked = self.cleaned_data["change_benefit"]
        return asked and not self._has(self._new_benefit(), self.cleaned_data["benefit_from"])

    def after_save(self) -> None:
        """Store the benefit change in the same transaction; one refused leaves neither."""
        if not self._lacks_change():
            return
        benefit, start = self._new_benefit(), self.cleaned_data["benefit_from"]
        change = BenefitChange(citizen=self.citizen, benefit=benefit, effective_on=start, created_by=self.user)
        try:
            with transaction.atomic():
                change.save()
        except IntegrityError as error:
            raise RefusedError(readable(error, BenefitChange), "benefit_from") from error
        self.stored_beside.append("ydelse")
        self.told.append(
            _("Ydelsen skifter til %(benefit)s fra %(day)s.")
            % {"benefit": str(Benefit(benefit).label).lower(), "day": date_format(start)}
        )

    def _new_benefit(self) -> str:
        """Return the chosen benefit, or the one that follows."""
        return self.cleaned_data["new_benefit"] or FOLLOWS[Decision(self.cleaned_data["decision"])].value

    def _has(self, benefit: str, on: date) -> bool:
        """Tell whether the citizen has the benefit already."""
        present = BenefitChange.objects.as_of(on).filter(citizen=self.citizen).first()
        return present is not None and present.benefit == benefit
