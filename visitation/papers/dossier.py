"""The dossier for the rehabilitation team: chosen parts of a case as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.timeline import timeline
from flereskalmed.pdf import print_html

from .parts import BY_KEY, PARTS, lines_of

STYLE = Path(__file__).with_name("dossier.css")


class DossierForm(forms.Form):
    """Which parts of the case the team gets."""

    parts = forms.MultipleChoiceField(
        label=_("Hvad skal med"),
        choices=[(part.key, part.title) for part in PARTS],
        initial=[part.key for part in PARTS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst én del af sagen.")},
    )


def dossier_html(citizen: Any, user: User, keys: Sequence[str], on: date) -> str:
    """Return the page that becomes the PDF. Its title, unlike its text, says nothing about who it is."""
    chosen = [BY_KEY[key] for key in BY_KEY if key in keys]
    entries = timeline(citizen, user)
    number = citizen.cpr
    cpr = f"{number[:6]}-{number[6:]}"
    context = {
        "language": get_language() or "da",
        "title": gettext("Sag til rehabiliteringsteamet"),
        "citizen": citizen,
        "cpr": cpr,
        "running": f"{citizen.name} · {cpr}",
        "municipality": citizen.municipality,
        "caseworker": citizen.caseworker.display_name if citizen.caseworker else "",
        "age": citizen.age_on(on),
        "master_data": "stamdata" in keys,
        "parts": [(part.title, lines_of(part, entries)) for part in chosen if part.slugs],
        "left_out": [part.title for part in PARTS if part not in chosen],
        "made": date_format(on),
        "by": user.display_name,
    }
    return render_to_string("visitation/papers/dossier.html", context)


def dossier_pdf(citizen: Any, user: User, keys: Sequence[str], on: date) -> bytes:
    """Return the dossier as a tagged PDF."""
    return print_html(dossier_html(citizen, user, keys, on), STYLE)
