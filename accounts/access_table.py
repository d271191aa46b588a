"""The access log as a table with filters."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as tables
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .columns import NUMBER_CELL
from .filters import ListFilter
from .lists import ListSource, Words, register_list, words_of
from .log_labels import label_of
from .models import AccessAction, AccessLogEntry, User

LOG = "adgangslog"


class AccessLogFilter(ListFilter):
    """By user, by what was done, and by the citizen's number."""

    username = django_filters.CharFilter(label=_("Brugernavn"), lookup_expr="iexact")
    action = django_filters.ChoiceFilter(label=_("Handling"), choices=AccessAction.choices, empty_label=_("Alle"))
    on = django_filters.DateFilter(
        field_name="at", lookup_expr="date", label=_("Dato"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    class Meta:
        model = AccessLogEntry
        fields: list[str] = []


class AccessLogTable(tables.Table):
    """One row for each use of personal data."""

    at = tables.DateTimeColumn(verbose_name=_("Hvornår"), format="LOG_DATETIME_FORMAT")
    username = tables.Column(verbose_name=_("Bruger"), default="–")
    action = tables.Column(verbose_name=_("Handling"))
    about = tables.Column(verbose_name=_("Hvad"))
    rows = tables.Column(verbose_name=_("Personer"), default="–", attrs=NUMBER_CELL)
    citizen = tables.Column(
        verbose_name=_("Borger nr."),
        default="–",
        accessor="citizen_id",
        localize=False,
        attrs=NUMBER_CELL,
    )

    class Meta:
        order_by = "-at"
        template_name = "includes/table.html"
        attrs = {"class": "table table--borderless table--compact table--responsive-headers cards-table"}

    def render_about(self, value: str) -> str:
        """The words for what was touched."""
        return label_of(value)

    def render_citizen(self, value: Any) -> str:
        """The number, without a thousands separator."""
        return str(value)

    def value_citizen(self, value: Any) -> Any:
        """The number as a number."""
        return value


def log_filters(params: QueryDict) -> AccessLogFilter:
    """Return the filters over the whole log."""
    return AccessLogFilter(params, AccessLogEntry.objects.all())


def build(user: User, params: QueryDict) -> AccessLogTable:
    """Return the access log."""
    return AccessLogTable(log_filters(params).qs)


def words(user: User, params: QueryDict) -> Words:
    """Tell the filters in use."""
    return words_of(log_filters(params))


def register_lists() -> None:
    """Give the log its Excel button."""
    register_list(ListSource(LOG, _("Adgangslog"), build, words, open_to=lambda user: user.is_administrator))
