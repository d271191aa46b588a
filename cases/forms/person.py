"""The form of a citizen's own data: name, CPR number, unit and caseworker."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access_log import log_access, log_refusal
from accounts.models import AccessAction, User

from ..changes import readable, recorded_change
from ..colleagues import CASEWORKERS, colleagues, sees_unit, units_within
from ..cpr import InvalidCprError, parse_cpr
from ..models import BenefitChange, Citizen, Unit
from ..names import check_name
from ..person import PersonChange, changes_of, version_of
from .base import ReasonField

#: At which field a rule of the database is shown.
FIELD_OF_RULE = {"citizen_cpr_once": "cpr", "citizen_unit_in_municipality": "unit"}


class ColleagueField(forms.ModelChoiceField):
    """A choice among colleagues, by name."""

    def label_from_instance(self, obj: User) -> str:
        """The name, and the unit of those who see one unit only."""
        return f"{obj.display_name} ({obj.unit.name})" if obj.unit else obj.display_name


class PersonForm(forms.Form):
    """Corrects a citizen's own data, with a reason. ``version`` is what the user looked at."""

    name = forms.CharField(label=gettext_lazy("Navn"), max_length=200, validators=[check_name])
    cpr = forms.CharField(
        label=gettext_lazy("Nyt CPR-nummer"),
        required=False,
        max_length=20,
        help_text=gettext_lazy(
            "Kun hvis borgeren har fået et nyt, eller det er skrevet forkert. Det gamle gemmes i historikken."
        ),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric", "class": "input-width-s"}),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Enhed"), required=False, empty_label=gettext_lazy("Ingen enhed")
    )
    caseworker = ColleagueField(
        User.objects.none(),
        label=gettext_lazy("Sagsbehandler"),
        required=False,
        empty_label=gettext_lazy("Ingen sagsbehandler"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField()

    def __init__(self, *args: Any, citizen: Citizen, user: User, **kwargs: Any):
        self.citizen, self.user = citizen, user
        self.changed_meanwhile: list[PersonChange] = []
        self.new_number_fails_check = False
        kwargs["initial"] = {
            "name": citizen.name,
            "unit": citizen.unit_id,
            "caseworker": citizen.caseworker_id,
            "version": version_of(citizen),
        }
        super().__init__(*args, **kwargs)
        present = Q(pk=citizen.caseworker_id)
        free = Q(pk__in=colleagues(citizen.municipality_id, CASEWORKERS).values("pk"))
        users = User.objects.filter(present | free).select_related("unit")
        self.fields["caseworker"].queryset = users.order_by("first_name", "last_name", "username")
        self._offer_units()

    def _offer_units(self) -> None:
        """Offer the units of the user's own scope; who sees one unit only cannot move anybody out of it."""
        if self.user.unit_id is None:
            self.fields["unit"].queryset = Unit.objects.filter(units_within(self.user))
        else:
            del self.fields["unit"]

    def clean_version(self) -> int:
        """Take no version from the future: it would see no change."""
        given = self.cleaned_data["version"]
        return given if given <= version_of(self.citizen) else 0

    def clean_cpr(self) -> str:
        """Read a new number, if one is given; a failing modulus 11 is told of afterwards, never refused."""
        if not self.cleaned_data["cpr"]:
            return ""
        try:
            number = parse_cpr(self.cleaned_data["cpr"])
        except InvalidCprError as error:
            raise ValidationError(str(error)) from error
        if number.digits != self.citizen.cpr:
            self._check_birth(number.born_on)
            self.new_number_fails_check = not number.checksum_ok
        return number.digits

    def _check_birth(self, born_on: date) -> None:
        """Refuse a number by which the citizen had a benefit before being born."""
        earlier = BenefitChange.objects.filter(citizen=self.citizen, effective_on__lt=born_on)
        if first := earlier.order_by("effective_on").first():
            day = date_format(first.effective_on)
            raise ValidationError(
                _("Efter nummeret er borgeren født efter den %(day)s, hvor der er registreret en ydelse.")
                % {"day": day}
            )

    def _check_free(self, digits: str) -> None:
        """Refuse a number that is in use, in the same words wherever it is.

        That answers whether somebody is known, so it is logged as a search, and asking for others' people as refused.
        """
        log_access(self.user, AccessAction.SEARCH, "cpr", self.citizen.pk)
        other = Citizen.objects.with_cpr(digits).exclude(pk=self.citizen.pk).first()
        if other is None:
            return
        if not Citizen.objects.visible_to(self.user).filter(pk=other.pk).exists():
            log_refusal(self.user, "person", other.pk)
        self.add_error("cpr", number_taken())

    def clean(self) -> dict[str, Any]:
        """A caseworker must be able to see the citizen in the unit chosen. A new number is looked up last."""
        cleaned = super().clean() or self.cleaned_data
        self._check_caseworker(cleaned)
        if not self.errors and cleaned["cpr"] not in ("", self.citizen.cpr):
            self._check_free(cleaned["cpr"])
        return cleaned

    def _check_caseworker(self, cleaned: dict[str, Any]) -> None:
        caseworker: User | None = cleaned.get("caseworker")
        unit = cleaned["unit"].pk if cleaned.get("unit") else None
        if "unit" not in self.fields:
            unit = self.citizen.unit_id
        moved = unit != self.citizen.unit_id or (caseworker and caseworker.pk != self.citizen.caseworker_id)
        if caseworker and moved and not sees_unit(caseworker, unit):
            self.add_error(
                "caseworker",
                _("%(name)s kan kun se borgere i sin egen enhed. Vælg en anden sagsbehandler eller ingen.")
                % {"name": caseworker.display_name},
            )

    def store(self) -> bool:
        """Write it with the user and reason in the history; on a refusal add the error and answer False."""
        try:
            with recorded_change(self.user, self.cleaned_data["reason"]):
                return self._write()
        except IntegrityError as error:
            refusal = readable(error, Citizen)
            field = FIELD_OF_RULE.get(refusal.code or "")
            self.add_error(field, number_taken() if field == "cpr" else refusal)
            return False

    def _write(self) -> bool:
        """Write it where nobody else has changed the citizen since the form was opened."""
        stored = Citizen.objects.select_for_update().get(pk=self.citizen.pk)
        self.changed_meanwhile = changes_of(stored, since=self.cleaned_data["version"])
        if self.changed_meanwhile:
            self._show_newest(stored)
            return False
        stored.name, stored.caseworker = self.cleaned_data["name"], self.cleaned_data["caseworker"]
        if "unit" in self.fields:
            stored.unit = self.cleaned_data["unit"]
        if self.cleaned_data["cpr"] not in ("", stored.cpr):
            stored.cpr = self.cleaned_data["cpr"]
        stored.save()
        return True

    def _show_newest(self, stored: Citizen) -> None:
        """Let the form carry the newest version: sent once more, it overwrites knowingly. The typing stays."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version_of(stored))
        self.add_error(None, _("En anden har rettet stamdata, mens du skrev. Se hvad, ret til, og gem igen."))


def number_taken() -> str:
    """Say that a number cannot be used, without telling whether, where or by whom it is."""
    return _("CPR-nummeret kan ikke bruges her. Kontrollér det. Er det rigtigt, så tal med systemadministratoren.")
