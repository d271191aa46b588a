"""What the forms of all registrations have in common: defaults, sending twice, and the database's refusals."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import IntegrityError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ..changes import readable, recorded_change
from ..versions import version_of
from .dates import DateInput, slip
from .deleting import DeleteForm
from .fields import ReasonField, VersionField, limit_note
from .versioned import OtherwiseStoredError, VersionedForm

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField
    from django.http import QueryDict

    from accounts.models import User

    from ..models import Citizen
    from ..models.registration import Registration


class RefusedError(Exception):
    """Something the form stores beside its registration was refused; ``error`` says why and ``field`` where."""

    def __init__(self, error: ValidationError, field: str):
        super().__init__(error.code)
        self.error, self.field = error, field


class RegistrationForm(VersionedForm, forms.ModelForm):
    """A form that registers something about a citizen, or corrects it.

    Subclasses name in ``field_of_rule`` the field at which each rule of the database is shown, and give
    their ``defaults``. Rules are checked where they live, in the database: ``store`` brings back a
    refusal as an error of the form.
    """

    #: The template of what is inside the form.
    fields_template = "cases/includes/fields.html"
    field_of_rule: dict[str, str] = {}
    #: Words for a rule that say more than the model's own; they may name the registration's dates.
    words_of_rule: dict[str, Any] = {}
    #: Dates that can only lie in the past, and dates on which something begins.
    past_dates: tuple[str, ...] = ()
    start_dates: tuple[str, ...] = ()
    #: Fields that the address may fill (``?kind=samtale``). Never one that says who somebody is or what they said.
    prefilled: tuple[str, ...] = ()
    #: Fields seldom needed, which wait behind a click.
    rare: tuple[str, ...] = ()
    #: A correction says why. A next step is none.
    asks_reason = True
    delete_form: type[DeleteForm] = DeleteForm
    form_token = forms.UUIDField(widget=forms.HiddenInput)
    version = VersionField()

    def __init__(self, *args: Any, citizen: Citizen, user: User, **kwargs: Any):
        self.citizen, self.user = citizen, user
        instance = kwargs.get("instance")
        self.is_new = instance is None
        if self.is_new:
            kwargs["initial"] = {"form_token": uuid4(), **self.defaults(citizen, user), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.instance.citizen = citizen
        #: What there is to say when it is stored, beside that it is stored; and the other kinds that were stored or
        #: changed with it.
        self.told: list[Any] = []
        self.stored_beside: list[str] = []
        self.changed_beside: list[str] = []
        self.changed_meanwhile = self.gone = False
        #: Whether ``store`` wrote something: not what was stored before by this very form.
        self.wrote = False
        self._fit_fields()

    def _fit_fields(self) -> None:
        """Keep the fields of a new form, or those of a correction."""
        if self.is_new:
            del self.fields["version"]
        else:
            del self.fields["form_token"]
            self.initial["version"] = version_of(self.instance)
            if self.asks_reason:
                self.fields["reason"] = ReasonField()
        for field in self.fields.values():
            limit_note(field)
            if isinstance(field, forms.DateField):
                field.widget = DateInput(field.widget.attrs)

    def usual_fields(self) -> list[BoundField]:
        """Return the fields one always sees."""
        return [field for field in self.visible_fields() if field.name not in self.rare]

    def rare_fields(self) -> list[BoundField]:
        """Return the fields behind a click."""
        return [field for field in self.visible_fields() if field.name in self.rare]

    def rare_are_used(self) -> bool:
        """Tell whether there is something to see among the rare fields."""
        return any(field.errors or field.value() for field in self.rare_fields())

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
                past, begins = name in self.past_dates, name in self.start_dates
                if wrong := slip(day, self.citizen.born_on, past=past, begins=begins):
                    self.add_error(name, wrong)
        return cleaned

    def _post_clean(self) -> None:
        """Leave constraints to the database, which names the rule, so that each is told once and at its field.

        A form that comes back anyway tells those too that can be known without it: all errors in one round.
        """
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()
        if self.errors:
            self._add_known_refusals()

    def _add_known_refusals(self, told: str | None = None) -> None:
        """Tell the rules of the model that what is filled in breaks, except one that is ``told`` already."""
        unsure = {"form_token", *(name for name in self.fields if name not in self.cleaned_data)}
        for rule in self.instance._meta.constraints:
            try:
                rule.validate(type(self.instance), self.instance, exclude=unsure)
            except ValidationError:
                if rule.name != told and not self.settles(rule.name):
                    self.add_refusal(ValidationError(rule.violation_error_message, code=rule.name))

    def settles(self, rule: str) -> bool:
        """Tell whether storing this form puts right what breaks ``rule`` now."""
        return False

    def already_stored(self) -> Registration | None:
        """Return what this very form has stored before, if it was sent twice."""
        token = self.cleaned_data.get("form_token") if self.is_new else None
        if token is None:
            return None
        return type(self.instance).objects.filter(form_token=token, citizen=self.citizen).first()

    def store(self) -> bool:
        """Write it with the user and reason in the history; on a refusal add the error and answer False.

        A correction of what somebody else has changed or deleted meanwhile is not written either:
        ``changed_meanwhile`` and ``gone`` say so.
        """
        try:
            with recorded_change(self.user, self.cleaned_data.get("reason", "")):
                wrote = self._write()
        except OtherwiseStoredError:
            return False
        except IntegrityError as error:
            if self.is_same_as(self.already_stored()):  # the same form was sent before, perhaps a moment ago
                return True
            self._refused(readable(error, type(self.instance)))
            return False
        except RefusedError as refused:
            if self.is_same_as(self.already_stored()):
                return True
            self._refused(refused.error, refused.field)
            return False
        self.wrote = wrote
        return True

    def _write(self) -> bool:
        """Write all of it, inside the transaction; answer False when this very form was sent before."""
        if self.is_new:
            self.instance.created_by = self.user
            self.instance.form_token = self.cleaned_data.get("form_token")
        elif not self._is_as_opened():
            return False
        self.before_save()
        self.instance.save()
        self.after_save()
        return True

    def _refused(self, error: ValidationError, field: str | None = None) -> None:
        """Show the refusal, and whatever else can be known to be wrong."""
        self.instance.pk = None if self.is_new else self.instance.pk
        self.add_refusal(error, field)
        self._add_known_refusals(told=error.code)

    def before_save(self) -> None:
        """Do, in the same transaction, what goes before."""

    def after_save(self) -> None:
        """Do, in the same transaction, what follows."""

    def add_refusal(self, error: ValidationError, field: str | None = None) -> None:
        """Show a refusal of the database at the field it concerns."""
        if error.code and error.code.endswith("_form_stored_once"):
            error = ValidationError(_("Formularen er brugt før. Åbn den igen fra sagen."), code=error.code)
        if words := self.words_of_rule.get(error.code or ""):
            error = ValidationError(words % self._dates_in_words(), code=error.code)
        field = field or self.field_of_rule.get(error.code or "", NON_FIELD_ERRORS)
        self.add_error(field if field in self.fields else None, error)

    def _dates_in_words(self) -> dict[str, str]:
        """Return the registration's dates by their fields."""
        values = {field.name: getattr(self.instance, field.attname) for field in self.instance._meta.concrete_fields}
        return {name: date_format(day) for name, day in values.items() if isinstance(day, date)}
