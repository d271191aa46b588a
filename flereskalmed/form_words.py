"""Our own words where Django's are stiff: what to do, not what is forbidden. For every form of the site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WORDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Udfyld feltet.")},
    forms.ChoiceField: {"required": _("Vælg en af mulighederne.")},
    forms.ModelChoiceField: {"required": _("Vælg en af mulighederne.")},
    forms.DateField: {"required": _("Skriv en dato.")},
    forms.DecimalField: {"invalid": _("Skriv et tal, fx 12,5.")},
}


def use_own_words() -> None:
    """Let every form say so. A field that has words of its own keeps them."""
    for field, words in WORDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
