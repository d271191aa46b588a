"""Forms of the company register: a company's facts, an agreement with it, and merging."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from flereskalmed.clock import today

from ..changes import readable, recorded_change
from ..models import Company, CompanyAgreement
from ..names import check_name
from ..versions import version_of
from .dates import DateInput
from .fields import ReasonField, VersionField
from .versioned import OtherwiseStoredError, VersionedForm

if TYPE_CHECKING:
    from accounts.models import User


class RegisterForm(VersionedForm, forms.ModelForm):
    """A form of the register. The database judges; a refusal is shown at the field named in ``field_of_rule``.

    Nobody writes over another unknowingly, and a form that is sent twice is stored once.
    """

    field_of_rule: dict[str, str] = {}
    #: The field that says whose it is: the company of an agreement, the municipality of a company.
    belongs_to: str
    form_token = forms.UUIDField(widget=forms.HiddenInput)
    version = VersionField()

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        self.is_new = self.instance.pk is None
        del self.fields["version" if self.is_new else "form_token"]
        self.initial |= {"form_token": uuid4()} if self.is_new else {"version": version_of(self.instance)}

    def _post_clean(self) -> None:
        """Leave constraints to the database, so that each is told once and at its field."""
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()

    def store(self) -> bool:
        """Write it with the user and reason in the history; on a refusal add the error and answer False.

        What somebody else has changed or deleted meanwhile is not written: ``changed_meanwhile`` and ``gone`` say so.
        """
        if self.is_new:
            self.instance.form_token = self.cleaned_data["form_token"]
        try:
            with recorded_change(self.user, self.cleaned_data.get("reason", "")):
                if self.is_new or self._is_as_opened():
                    self.instance.save()
        except OtherwiseStoredError:
            return False
        except IntegrityError as error:
            if self.is_new and self.was_sent_before():  # perhaps a moment ago
                return True
            self.instance.pk = None if self.is_new else self.instance.pk
            refusal = readable(error, type(self.instance))
            if (refusal.code or "").endswith("_form_stored_once"):
                refusal = ValidationError(_("Formularen er brugt før. Åbn den igen."), code=refusal.code)
            self.add_error(self.field_of_rule.get(refusal.code or "", NON_FIELD_ERRORS), refusal)
            return False
        return True

    def was_sent_before(self) -> bool:
        """Tell whether this very form has stored the same before; it then stands for what is stored."""
        mark = {name: getattr(self.instance, name) for name in ("form_token", self.belongs_to)}
        stored = type(self.instance)._default_manager.filter(**mark).first()
        if not self.is_same_as(stored):
            return False
        self.instance.pk = stored.pk
        return True


def only_digits(text: str, count: int, refusal: Any) -> str:
    """Return ``count`` digits, which may be written in groups, or nothing."""
    digits = "".join(text.split())
    if digits and not (len(digits) == count and digits.isascii() and digits.isdigit()):
        raise ValidationError(refusal)
    return digits


class CompanyForm(RegisterForm):
    """The facts about a company. Another name or CVR number needs a reason: it is then known as something else."""

    field_of_rule = {
        "company_once_in_municipality": "name",
        "company_has_name": "name",
        "company_cvr_eight_digits": "cvr",
        "company_branch_is_known": "branch",
        "company_postcode_four_digits": "postcode",
    }
    belongs_to = "municipality_id"
    cvr = forms.CharField(label=_("CVR-nummer"), max_length=20, required=False)
    postcode = forms.CharField(label=_("Postnummer"), max_length=8, required=False)

    class Meta:
        model = Company
        fields = [
            *("name", "cvr", "branch", "street", "postcode", "town"),
            *("contact_name", "contact_phone", "contact_email"),
        ]
        labels = {"town": _("By"), "name": _("Navn")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["cvr"].widget.attrs |= {"inputmode": "numeric", "class": "input-char-8"}
        self.fields["postcode"].widget.attrs |= {"inputmode": "numeric", "class": "input-char-4"}
        self.fields["contact_phone"].widget.input_type = "tel"
        self.fields["name"].validators.append(check_name)
        self.fields["branch"].choices = [("", _("Vælg branche")), *self.fields["branch"].choices[1:]]
        if not self.is_new:
            self.fields["reason"] = ReasonField(
                required=False, help_text=_("Skal udfyldes, når navn eller CVR-nummer ændres. Gemmes i historikken.")
            )

    def clean_cvr(self) -> str:
        """Take the digits; spaces are how people write them."""
        return only_digits(self.cleaned_data["cvr"], 8, _("Et CVR-nummer er otte cifre."))

    def clean_postcode(self) -> str:
        """Take the four digits."""
        return only_digits(self.cleaned_data["postcode"], 4, _("Et postnummer er fire cifre."))

    def clean(self) -> dict[str, Any]:
        """Ask for a reason when the company is to be known as something else."""
        cleaned = super().clean() or self.cleaned_data
        known_as = {name: self.initial.get(name) for name in ("name", "cvr")}
        renamed = any(before and cleaned.get(name, before) != before for name, before in known_as.items())
        if not self.is_new and renamed and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Skriv, hvorfor navn eller CVR-nummer ændres."))
        return cleaned


class AgreementForm(RegisterForm):
    """What is agreed with a company, with whom, and for how long."""

    field_of_rule = {"companyagreement_end_not_before_start": "end"}
    belongs_to = "company_id"

    class Meta:
        model = CompanyAgreement
        fields = ["text", "agreed_with", "start", "end"]
        labels = {"text": _("Hvad er aftalt?"), "agreed_with": _("Aftalt med"), "start": _("Fra"), "end": _("Til")}
        help_texts = {
            "text": _("Hvad virksomheden har brug for, hvor mange den kan tage imod, og hvad den lover om timer."),
            "end": _("Tom: indtil videre."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "start": DateInput, "end": DateInput}

    def __init__(self, *args: Any, company: Company, **kwargs: Any):
        if kwargs.get("instance") is None:
            kwargs["initial"] = {"start": today(), "agreed_with": company.contact_name}
        super().__init__(*args, **kwargs)
        if self.is_new:
            self.instance.company, self.instance.created_by = company, self.user
        else:
            self.fields["reason"] = ReasonField()


class MergeForm(forms.Form):
    """Which companies are the same as this one, and why."""

    others = forms.ModelMultipleChoiceField(
        label=_("Den samme virksomhed"),
        queryset=Company.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst én virksomhed.")},
    )
    reason = ReasonField(label=_("Begrundelse for sammenlægningen"))

    def __init__(self, *args: Any, candidates: QuerySet, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["others"].queryset = candidates
