"""The forms of the preparation for the rehabilitation team: its beginning, how it goes on, and its correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cases.forms.base import RegistrationForm
from cases.forms.steps import StepForm
from cases.forms.versioned import OtherwiseStoredError
from flereskalmed.clock import today

from ..models import Preparation

if TYPE_CHECKING:
    from cases.models import Citizen

#: The dates in the order of the work, after the first.
LATER = ("statement_asked_on", "statement_received_on", "ready_on")
FIELD_OF_RULE = {
    "one_preparation_a_day": "started_on",
    "one_open_preparation": "started_on",
    "preparation_statement_asked_on_not_before_started_on": "statement_asked_on",
    "preparation_statement_received_on_not_before_started_on": "statement_received_on",
    "preparation_statement_received_on_not_before_statement_asked_on": "statement_received_on",
    "preparation_ready_on_not_before_started_on": "ready_on",
    "preparation_ready_on_not_before_statement_asked_on": "ready_on",
    "preparation_ready_on_not_before_statement_received_on": "ready_on",
}
_ASKED_EARLY = _("Udtalelsen kan ikke være bestilt, før forberedelsen begyndte den %(started_on)s.")
_RECEIVED_EARLY = _("Udtalelsen kan ikke være modtaget, før forberedelsen begyndte den %(started_on)s.")
_RECEIVED_UNASKED = _("Udtalelsen kan ikke være modtaget, før den blev bestilt den %(statement_asked_on)s.")
_READY_EARLY = _("Sagen kan ikke være klar, før forberedelsen begyndte den %(started_on)s.")
_READY_UNASKED = _("Sagen kan ikke være klar, før udtalelsen blev bestilt den %(statement_asked_on)s.")
_READY_UNRECEIVED = _("Sagen kan ikke være klar, før udtalelsen blev modtaget den %(statement_received_on)s.")
WORDS_OF_RULE = {
    "preparation_statement_asked_on_not_before_started_on": _ASKED_EARLY,
    "preparation_statement_received_on_not_before_started_on": _RECEIVED_EARLY,
    "preparation_statement_received_on_not_before_statement_asked_on": _RECEIVED_UNASKED,
    "preparation_ready_on_not_before_started_on": _READY_EARLY,
    "preparation_ready_on_not_before_statement_asked_on": _READY_UNASKED,
    "preparation_ready_on_not_before_statement_received_on": _READY_UNRECEIVED,
}
LABELS = {
    "started_on": _("Rehabiliteringsplanens forberedende del påbegyndt"),
    "statement_asked_on": _("Lægelig udtalelse bestilt"),
    "statement_received_on": _("Lægelig udtalelse modtaget"),
    "ready_on": _("Klar til indstilling"),
}
#: Every date says what has been done, never what is planned.
DONE = ("started_on", *LATER)


def open_preparation(citizen: Citizen) -> Preparation | None:
    """Return the citizen's preparation that is not ready for referral yet."""
    return citizen.preparations.under_way().first()


class PreparationForm(RegistrationForm):
    """The beginning; as a correction, every date of the preparation."""

    field_of_rule = {**FIELD_OF_RULE, "not_after_death": "started_on"}
    words_of_rule = WORDS_OF_RULE
    prefilled = ("started_on",)
    past_dates = DONE

    class Meta:
        model = Preparation
        fields = DONE
        labels = LABELS

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.is_new:
            self.rare = ("statement_asked_on",)
            for later in ("statement_received_on", "ready_on"):
                del self.fields[later]

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """Begun today."""
        return {"started_on": today()}

    def is_same_as(self, stored: Any) -> bool:
        """Compare what this form asks for: a preparation that has come further was begun by it all the same."""
        if not self.is_new:
            return super().is_same_as(stored)
        return stored is not None and stored.happened_on == self.instance.started_on


class OnwardForm(StepForm):
    """What has been done since: the statement asked for, received, the case ready. One of them or several at once.

    Asked is what is not registered yet. A date that somebody else registered meanwhile, and this form says otherwise,
    is a correction like any other.
    """

    field_of_rule = {**FIELD_OF_RULE, "not_after_death": "ready_on"}
    words_of_rule = WORDS_OF_RULE
    past_dates = LATER

    class Meta:
        model = Preparation
        fields = LATER
        labels = LABELS

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        known = [name for name in LATER if getattr(self.instance, name) is not None]
        for name in known:
            if not self.is_bound or name not in self.data:
                del self.fields[name]
        if any(name in self.fields for name in known):
            self._offer_reason()
        first = next((name for name in LATER if name in self.fields), None)
        if first is not None:
            self.fields[first].help_text = self._so_far()

    def _so_far(self) -> str:
        """Return what has been done, as the help of the first field."""
        told = [_("Forberedelsen begyndte %(day)s.") % {"day": date_format(self.instance.started_on)}]
        if self.instance.statement_asked_on and "statement_asked_on" not in self.fields:
            told.append(_("Udtalelsen blev bestilt %(day)s.") % {"day": date_format(self.instance.statement_asked_on)})
        return " ".join(str(one) for one in told)

    def _is_as_opened(self) -> bool:
        """Ask for a reason before a date that is registered gives way to another."""
        as_opened = super()._is_as_opened()
        if as_opened and not self.cleaned_data.get("reason") and self._replaces_a_date():
            self._offer_reason()
            self.add_error("reason", _("Det er allerede registreret. Skriv, hvorfor det rettes."))
            raise OtherwiseStoredError
        return as_opened

    def _replaces_a_date(self) -> bool:
        stored = Preparation.objects.get(pk=self.instance.pk)
        return any(getattr(stored, name) not in (None, getattr(self.instance, name)) for name in LATER)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one date."""
        cleaned = super().clean()
        asked = [name for name in LATER if name in self.fields]
        if asked and not any(cleaned.get(name) for name in asked) and not set(asked) & set(self.errors):
            self.add_error(asked[0], _("Skriv mindst én dato."))
        return cleaned
