"""The forms of a release: approving it for a time, and correcting it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Release

#: A time further ahead is a slip of the year.
FURTHEST = timedelta(days=366)


class MomentInput(forms.DateTimeInput):
    """The browser's own control of date and time, which wants ISO."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class ApprovalForm(forms.Form):
    """Approve a checked release. What was found must be answered, and a correction must say what it changes."""

    #: The field at which each rule of the database is shown.
    field_of_rule = {
        "release_findings_are_answered": "remark",
        "release_says_what_changed": "what_changed",
        "release_at_its_time": "publish_at",
    }
    publish_at = forms.DateTimeField(
        label=_("Udgives"),
        required=False,
        widget=MomentInput,
        help_text=_("Dansk tid. Tomt: straks."),
    )
    what_changed = forms.CharField(label=_("Hvad er rettet"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    remark = forms.CharField(
        label=_("Hvorfor tallene kan udgives trods fundene"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, release: Release, corrects: Release | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not corrects:
            del self.fields["what_changed"]
        if not release.findings:
            del self.fields["remark"]

    def clean_publish_at(self) -> datetime | None:
        """Refuse a time that is past or that nobody can mean."""
        moment = self.cleaned_data["publish_at"]
        if moment and moment < timezone.now():
            raise forms.ValidationError(_("Tidspunktet er passeret. Lad feltet stå tomt for at udgive straks."))
        if moment and moment > timezone.now() + FURTHEST:
            raise forms.ValidationError(_("Tidspunktet ligger mere end et år ude i fremtiden. Kontrollér årstallet."))
        return moment


class CorrectionForm(forms.Form):
    """Close the month again with the registrations as they are now, which begins a correction."""

    reason = forms.CharField(
        label=_("Hvorfor rettes tallene"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Begrundelsen offentliggøres sammen med rettelsen. Skriv ingen oplysninger om borgere."),
    )
