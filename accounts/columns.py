"""Columns that lists share."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.formats import date_format

NUMBER_CELL = {"td": {"class": "number"}, "th": {"class": "number"}}


class DayColumn(tables.Column):
    """A date in short, right-aligned. Unlike the library's own it needs no template for every cell."""

    def __init__(self, **options: Any):
        super().__init__(**{"default": "–", "attrs": NUMBER_CELL, **options})

    def render(self, value: date) -> str:
        """The day in the reader's language."""
        return date_format(value, "SHORT_DATE_FORMAT")
