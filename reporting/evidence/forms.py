"""The form by which the management approves the documentation of an instalment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.forms.dates import DateInput
from flereskalmed.clock import today

from .models import Documentation
from .signing import Approval

LONGEST = Documentation._meta.get_field("approved_by").max_length


class ApprovalForm(forms.Form):
    """Name, position and day, filled in as the one who presses: one click where that is right."""

    name = forms.CharField(label=_("Godkendt af"), max_length=LONGEST)
    title = forms.CharField(label=_("Stilling"), max_length=LONGEST, required=False)
    on = forms.DateField(label=_("Dato"), widget=DateInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial = {"name": user.display_name, "on": today(), **self.initial}

    @property
    def approval(self) -> Approval:
        """What was filled in."""
        return Approval(self.cleaned_data["name"], self.cleaned_data["title"], self.cleaned_data["on"])
