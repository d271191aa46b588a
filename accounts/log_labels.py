"""What the pages and registrations named in the access log are called on screen.

The log stores short names ("case", "offer"); the apps that own them give the words.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_labels: dict[str, str | Promise] = {"access_log": _("Adgangslog"), "export": _("Excel-fil")}


def name_page(about: str, label: str | Promise) -> None:
    """Give the stored name ``about`` its words."""
    _labels[about] = label


def label_of(about: str) -> str:
    """Return the words for ``about``, or the stored name where none were given.

    A name may say which parts of it were used after a colon ("dossier:plan,tilbud").
    """
    name, colon, parts = about.partition(":")
    if about in _labels or not colon or name not in _labels:
        return str(_labels.get(about, about))
    return f"{_labels[name]}: {parts.replace(',', ', ')}"
