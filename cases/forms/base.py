"""What the forms of all registrations have in common: defaults, sending twice, and the database's refusals."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from flereskalmed.clock import today

from ..changes import readable, recorded_change

if TYPE_CHECKING:
    from django.http import QueryDict

    from accounts.models import User

    from ..models import Citizen
    from ..models.registration import Registration

#: Further ahead than this is a typing error in the year, not a plan.
FURTHEST_AHEAD = timedelta(days=365 * 10)
REASON_LENGTH = 500


class DateInput(forms.DateInput):
    """The browser's own date control, which wants ISO dates."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class ReasonField(forms.CharField):
    """Why something is corrected or deleted. Always required."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", _("Begrundelse for rettelsen"))
        kwargs.setdefault("help_text", _("Gemmes i historikken, så andre kan se, hvorfor det blev ændret."))
        super().__init__(max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)


class RegistrationForm(forms.ModelForm):
    """A form that registers something about a citizen, or corrects it.

    Subclasses name in ``field_of_rule`` the field at which each rule of the database is shown, and give
    their ``defaults``. Rules are checked where they live, in the database: ``store`` brings back a
    refusal as an error of the form.
    """

    #: The template of what is inside the form.
    fields_template = "includes/form.html"
    field_of_rule: dict[str, str] = {}
    #: Dates that can only lie in the past.
    past_dates: tuple[str, ...] = ()
    #: Fields that the address may fill (``?kind=samtale``). Never one that says who somebody is or what they said.
    prefilled: tuple[str, ...] = ()
    form_token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, citizen: Citizen, user: User, **kwargs: Any):
        self.citizen, self.user = citizen, user
        instance = kwargs.get("instance")
        self.is_new = instance is None
        if self.is_new:
            kwargs["initial"] = {"form_token": uuid4(), **self.defaults(citizen, user), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.instance.citizen = citizen
        if not self.is_new:
            self.fields["reason"] = ReasonField()
            del self.fields["form_token"]
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DateInput(field.widget.attrs)

    @classmethod
    def defaults(cls, citizen: Citizen, user: User) -> dict[str, Any]:
        """Return what a new form is filled with."""
        return {}

    @classmethod
    def prefill(cls, citizen: Citizen, query: QueryDict) -> dict[str, Any]:
        """Return what the address says of the fields it may fill; what a field cannot take is left out."""
        filled = {}
        for name in cls.prefilled:
            with suppress(ValidationError):
                filled[name] = cls.base_fields[name].clean(query.get(name, ""))
        return {name: value for name, value in filled.items() if value not in EMPTY_VALUES}

    def clean(self) -> dict[str, Any]:
        """Catch slips in the year; everything else is the database's to judge."""
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField) and (day := cleaned.get(name)):
                self._check_day(name, day)
        return cleaned

    def _check_day(self, name: str, day: date) -> None:
        now = today()
        if day < self.citizen.born_on:
            self.add_error(name, _("Datoen ligger før borgeren blev født. Kontrollér årstallet."))
        elif name in self.past_dates and day > now:
            self.add_error(name, _("Datoen kan ikke ligge i fremtiden."))
        elif day > now + FURTHEST_AHEAD:
            self.add_error(name, _("Datoen ligger mere end ti år ude i fremtiden. Kontrollér årstallet."))

    def _post_clean(self) -> None:
        """Leave constraints to the database, which names the rule, so that each is told once and at its field."""
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()

    def already_stored(self) -> Registration | None:
        """Return what this very form has stored before, if it was sent twice."""
        token = self.cleaned_data.get("form_token") if self.is_new else None
        if token is None:
            return None
        return type(self.instance).objects.filter(form_token=token, citizen=self.citizen).first()

    def is_same_as(self, stored: Registration | None) -> bool:
        """Tell whether what is stored says what this form says: sent twice, not sent again with other content."""
        return stored is not None and all(
            getattr(stored, name) == getattr(self.instance, name) for name in self._meta.fields
        )

    def store(self) -> bool:
        """Write it with the user and reason in the history; on a refusal add the error and answer False."""
        if self.is_new:
            self.instance.created_by = self.user
            self.instance.form_token = self.cleaned_data.get("form_token")
        try:
            with recorded_change(self.user, self.cleaned_data.get("reason", "")):
                self.before_save()
                self.instance.save()
        except IntegrityError as error:
            if self.is_same_as(self.already_stored()):  # the same form was sent before, perhaps a moment ago
                return True
            self.instance.pk = None if self.is_new else self.instance.pk
            self.add_refusal(readable(error, type(self.instance)))
            return False
        return True

    def before_save(self) -> None:
        """Do, in the same transaction, what goes before."""

    def add_refusal(self, error: ValidationError) -> None:
        """Show a refusal of the database at the field it concerns."""
        if error.code and error.code.endswith("_form_stored_once"):
            error = ValidationError(_("Formularen er brugt før. Åbn den igen fra sagen."), code=error.code)
        field = self.field_of_rule.get(error.code or "", NON_FIELD_ERRORS)
        self.add_error(field if field in self.fields else None, error)


class DeleteForm(forms.Form):
    """Asks why a registration is deleted."""

    reason = ReasonField(label=_("Begrundelse for sletningen"))
