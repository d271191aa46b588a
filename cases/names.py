"""What passes for a name of somebody or something, in a form and in a data file alike."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Control characters that no keyboard makes; a tab or a new line may come along with what is pasted.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: Letters and symbols, to Unicode, that nobody can see.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
#: The kinds of characters one sees by themselves: letters, numbers, punctuation and symbols.
SEEN = frozenset("LNPS")


def wrong_name(text: str) -> str | Promise:
    """Return why ``text`` is no name; nothing when it is one."""
    if CONTROL.search(text):
        return _("Navnet indeholder styretegn, som ikke kan ses. Skriv det igen.")
    if not any(unicodedata.category(one)[0] in SEEN and one not in BLANK for one in text):
        return _("Navnet har ingen synlige tegn. Skriv det igen.")
    return ""


def check_name(text: str) -> None:
    """Refuse what is no name, as a validator of a form's field does."""
    if wrong := wrong_name(text):
        raise ValidationError(wrong, code="no_name")
