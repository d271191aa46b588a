"""Columns that lists share."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe

from flereskalmed.quick_formats import short_date
from flereskalmed.quick_html import safe

NUMBER_CELL = {"td": {"class": "number"}, "th": {"class": "number"}}


class DayColumn(tables.Column):
    """A date in short, right-aligned. Unlike the library's own it needs no template for every cell."""

    def __init__(self, **options: Any):
        super().__init__(**{"default": "–", "attrs": NUMBER_CELL, **options})

    def render(self, value: date) -> str:
        """The day in the reader's language."""
        return short_date(value)


class PageColumn(tables.Column):
    """A link to the row's own page, whose address ends with its number. The URLconf is asked once for all rows.

    ``number`` names where the row has that number.
    """

    def __init__(self, page: str, number: str = "pk", **options: Any):
        super().__init__(**options)
        self.page, self.number = page, number

    @cached_property
    def _folder(self) -> str:
        return reverse(self.page, args=[0]).removesuffix("0/")

    def render(self, record: Any, value: str) -> SafeString:
        """The name, as a link."""
        return mark_safe(f'<a href="{self._folder}{getattr(record, self.number)}/">{safe(value)}</a>')  # noqa: S308 -- all escaped

    def value(self, value: str) -> str:
        """For a file: the name."""
        return value
