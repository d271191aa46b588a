"""The lists of the program, so that each has its Excel button without knowing how a workbook is made.

The app that owns a list registers it when it starts (``AppConfig.ready``). Its page and its workbook use the same
``build``, so they hold the same rows in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django_filters import FilterSet
from django_tables2 import Column, Table

from .log_labels import name_page
from .models import User
from .pagination import settle_ties

Words = list[tuple[str, str]]


def nothing_chosen(user: User, params: QueryDict) -> Words:
    """Tell of no filters."""
    return []


def no_citizen(params: QueryDict) -> int | None:
    """Tell that the list is about nobody in particular."""
    return None


def meets_people(user: User) -> bool:
    """Open a list to those who may meet people (caseworkers, facilitators, managers)."""
    return user.sees_people


@dataclass(frozen=True)
class ListSource:
    """A list: its name in addresses, its title, and how its whole table is built from what the address asks.

    ``build`` returns every page of the rows ``user`` may see, filtered by ``params`` (the page's own address). It
    raises ``Http404``, ``PermissionDenied`` or ``BadRequest`` as the page does. ``words`` tells the filters as
    (label, chosen). ``open_to``: who may have the list at all. ``citizen``: whom it is about, if it is about one.
    """

    name: str
    title: str | Promise
    build: Callable[[User, QueryDict], Table]
    words: Callable[[User, QueryDict], Words] = nothing_chosen
    open_to: Callable[[User], bool] = meets_people
    citizen: Callable[[QueryDict], int | None] = no_citizen

    @property
    def log_name(self) -> str:
        """What its extracts are called in the access log."""
        return f"excel:{self.name}"

    def table(self, user: User, params: QueryDict) -> Table:
        """Return the whole table, sorted as the address says and as its pages are."""
        table = self.build(user, params)
        if order := params.getlist(table.prefixed_order_by_field):
            table.order_by = order
        settle_ties(table)
        return table


_sources: dict[str, ListSource] = {}


def register_list(source: ListSource) -> None:
    """Add a list; the same name twice is a programming error."""
    if source.name in _sources and _sources[source.name].build is not source.build:
        raise ValueError(f"Two lists are called {source.name}")
    _sources[source.name] = source
    name_page(source.log_name, format_lazy("Excel: {}", source.title))


def find_list(name: str) -> ListSource | None:
    """Return the list called ``name``, or None."""
    return _sources.get(name)


def plain_table(columns: Mapping[str, str | Promise], rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return a table of what a page shows in a form of its own: ``columns`` are its headings by key."""
    shown = [(key, Column(verbose_name=heading, orderable=False)) for key, heading in columns.items()]
    return Table(list(rows), extra_columns=shown, default="–")


def words_of(filters: FilterSet) -> Words:
    """Return the filters in use as (label, what was chosen), as they read on the page."""
    form = filters.form
    if not form.is_bound or not form.is_valid():
        return []
    return [
        (str(form[name].label), choice_in_words(form.fields[name], value))
        for name, value in form.cleaned_data.items()
        if value not in (None, "")
    ]


def choice_in_words(field: Any, value: Any) -> str:
    """Return a field's value as it reads on the page."""
    for key, label in getattr(field, "choices", ()):
        if str(key) == str(value):
            return str(label)
    return str(value)
