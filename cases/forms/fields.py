"""Fields that several forms share."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

REASON_LENGTH = 500
#: A note longer than this belongs in a document. About four printed pages.
NOTE_LENGTH = 10_000


class ReasonField(forms.CharField):
    """Why something is corrected or deleted. Always required."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", _("Begrundelse for rettelsen"))
        kwargs.setdefault("help_text", _("Gemmes i historikken, så andre kan se, hvorfor det blev ændret."))
        super().__init__(max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)


class WholeNumberField(forms.IntegerField):
    """A whole number as the pages print it: with its thousands apart, so that 1.000 is a thousand and never one."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Skriv et helt tal uden decimaler."),
        "min_value": _("Tallet skal være mindst %(limit_value)s."),
        "max_value": _("Tallet må højst være %(limit_value)s."),
    }

    def to_python(self, value: Any) -> int | None:
        """Read the number; half a group of thousands or a decimal is none."""
        text = str(value).strip() if value is not None else ""
        apart = rf"[{re.escape(get_format('THOUSAND_SEPARATOR'))}\s]"
        if re.fullmatch(rf"-?[0-9]{{1,3}}({apart}[0-9]{{3}})+", text):
            text = re.sub(apart, "", text)
        if text and not re.fullmatch("-?[0-9]+", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Give a telephone its digits, and nobody last month's number."""
        return {"inputmode": "numeric", "autocomplete": "off"}


class VersionField(forms.IntegerField):
    """The version of the registration that the form was opened with, carried along unseen."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, widget=forms.HiddenInput)


def limit_note(field: forms.Field) -> None:
    """Give a free text without a limit of its own one that a note never reaches."""
    if isinstance(field, forms.CharField) and isinstance(field.widget, forms.Textarea) and field.max_length is None:
        field.max_length = NOTE_LENGTH
        field.validators.append(MaxLengthValidator(NOTE_LENGTH))
