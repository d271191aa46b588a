"""The forms of a rehabilitation case: the referral, each next step, and the correction of all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cases.forms.base import RefusedError, RegistrationForm
from cases.forms.steps import StepForm
from cases.models import Citizen
from flereskalmed.clock import today

from ..codes import Decision
from ..models import Preparation, RehabilitationCase

if TYPE_CHECKING:
    from cases.forms.base import Registration

FIELD_OF_RULE = {
    "one_referral_a_day": "referred_on",
    "rehabilitation_met_on_not_before_referred_on": "met_on",
    "rehabilitation_decided_on_not_before_referred_on": "decided_on",
    "rehabilitation_decided_on_not_before_met_on": "decided_on",
    "decision_and_its_date": "decision",
}
WORDS_OF_RULE = {
    "rehabilitation_met_on_not_before_referred_on": _("Mødet kan ikke ligge før indstillingen den %(referred_on)s."),
    "rehabilitation_decided_on_not_before_referred_on": _(
        "Afgørelsen kan ikke ligge før indstillingen den %(referred_on)s."
    ),
    "rehabilitation_decided_on_not_before_met_on": _("Afgørelsen kan ikke ligge før mødet den %(met_on)s."),
}
LABELS = {
    "referred_on": _("Indstillet til rehabiliteringsteamet"),
    "met_on": _("Behandlet på møde"),
    "recommendation": _("Teamets indstilling"),
    "decided_on": _("Kommunens afgørelse truffet"),
    "decision": _("Afgørelse"),
}


def open_case(citizen: Citizen) -> RehabilitationCase | None:
    """Return the citizen's case that waits for a meeting or a decision: the latest, where several do."""
    return citizen.rehabilitationcases.filter(decided_on__isnull=True).order_by("-referred_on").first()


def referred(case: RehabilitationCase) -> str:
    """Return when a case was put before the team, as the forms of its next steps say it."""
    return _("Indstillet %(day)s") % {"day": date_format(case.referred_on)}


class RehabilitationForm(RegistrationForm):
    """A referral; as a correction, everything that is registered of the case."""

    field_of_rule = {**FIELD_OF_RULE, "not_after_death": "referred_on"}
    words_of_rule = WORDS_OF_RULE
    prefilled = ("referred_on",)
    past_dates = ("referred_on", "decided_on")

    class Meta:
        model = RehabilitationCase
        fields = ["referred_on", "met_on", "recommendation", "decided_on", "decision"]
        labels = LABELS
        widgets = {"recommendation": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [("", _("Ingen endnu")), *Decision.choices]
        if self.is_new:
            for later in ("met_on", "recommendation", "decided_on", "decision"):
                del self.fields[later]

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """Referred today."""
        return {"referred_on": today()}

    def before_save(self) -> None:
        """Refuse a second referral while one is open. Data files may hold two, so it is a rule of the form.

        The citizen is locked, so that of two sent at once the later one sees the first.
        """
        if not self.is_new:
            return
        Citizen.objects.select_for_update(of=("self",)).get(pk=self.citizen.pk)
        under_way = open_case(self.citizen)
        if under_way is not None:
            message = _("Der er allerede en åben sag, indstillet %(day)s. Før den videre, eller afslut den først.") % {
                "day": date_format(under_way.referred_on)
            }
            raise RefusedError(ValidationError(message, code="one_open_case"), "referred_on")

    def after_save(self) -> None:
        """End the preparation that led here: what is referred is ready.

        One with a date after the referral is left open: only who knows better can say what is wrong.
        """
        if not self.is_new:
            return
        day = self.instance.referred_on
        preparation = Preparation.objects.under_way().filter(citizen=self.citizen, started_on__lte=day).first()
        dates = (preparation.statement_asked_on, preparation.statement_received_on) if preparation else ()
        if preparation is None or any(other > day for other in dates if other):
            return
        preparation.ready_on = day
        preparation.save()
        self.changed_beside.append("forberedelse")
        self.told.append(_("Forberedelsen er afsluttet."))

    def is_same_as(self, stored: Registration | None) -> bool:
        """Compare what this form asks for: a case that has come further since was begun by it all the same."""
        if not self.is_new:
            return super().is_same_as(stored)
        return stored is not None and stored.happened_on == self.instance.referred_on


class MeetingForm(StepForm):
    """The team has met: when, and what it recommends."""

    field_of_rule = {**FIELD_OF_RULE, "not_after_death": "met_on"}
    words_of_rule = WORDS_OF_RULE

    class Meta:
        model = RehabilitationCase
        fields = ["met_on", "recommendation"]
        labels = LABELS
        widgets = {"recommendation": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["met_on"].required = True
        self.fields["met_on"].help_text = referred(self.instance)
        if self.instance.met_on is None:
            self.initial["met_on"] = today()
