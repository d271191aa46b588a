"""Dates in forms: the browser's own control, and slips of the year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flereskalmed.clock import today

if TYPE_CHECKING:
    from django.utils.functional import Promise

#: Further ahead than this is a typing error in the year, not a plan.
FURTHEST_AHEAD = timedelta(days=365 * 10)
#: What begins is arranged within a year.
FURTHEST_START = timedelta(days=365)


class DateInput(forms.DateInput):
    """The browser's own date control, which wants ISO dates."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


def slip(day: date, born_on: date, *, past: bool, begins: bool) -> Promise | None:
    """Return what is wrong with a date that nobody can mean, or None.

    ``past``: it can only lie in the past. ``begins``: something begins that day.
    """
    now = today()
    if day < born_on:
        return _("Datoen ligger før borgeren blev født. Kontrollér årstallet.")
    if past and day > now:
        return _("Datoen kan ikke ligge i fremtiden.")
    if begins and day > now + FURTHEST_START:
        return _("Datoen ligger mere end et år ude i fremtiden. Kontrollér årstallet.")
    if day > now + FURTHEST_AHEAD:
        return _("Datoen ligger mere end ti år ude i fremtiden. Kontrollér årstallet.")
    return None
