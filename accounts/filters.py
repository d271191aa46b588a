"""What the filters of every list have in common."""

from __future__ import annotations

import django_filters
from django import forms


class ListFilter(django_filters.FilterSet):
    """Filters above a list. They read and write the address; all of them may be left open."""

    @property
    def form(self) -> forms.Form:
        """The filters as a form, none of whose fields is marked optional."""
        form = super().form
        form.hide_optional = True
        return form

    @property
    def is_used(self) -> bool:
        """Whether any filter narrows the list."""
        return bool(self.form.is_bound and self.form.is_valid() and any(self.form.cleaned_data.values()))
