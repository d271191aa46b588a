"""Fields that several forms share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
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


class VersionField(forms.IntegerField):
    """The version of the registration that the form was opened with, carried along unseen."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, widget=forms.HiddenInput)


def limit_note(field: forms.Field) -> None:
    """Give a free text without a limit of its own one that a note never reaches."""
    if isinstance(field, forms.CharField) and isinstance(field.widget, forms.Textarea) and field.max_length is None:
        field.max_length = NOTE_LENGTH
        field.validators.append(MaxLengthValidator(NOTE_LENGTH))
