"""Addresses that differ from the present one in one thing: the page, or the order of a list."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote_plus

from django.http import QueryDict
from django.utils.http import urlencode


def present_with(params: QueryDict, field: str) -> Callable[[object], str]:
    """Return what gives the present address with another value of ``field``; filters stay, each in its place."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    place = before
    for name, values in params.lists():
        if name == field:
            place = after
        else:
            place[name] = values
    start = "".join(f"{urlencode({name: values}, doseq=True)}&" for name, values in before.items())
    end = "".join(f"&{urlencode({name: values}, doseq=True)}" for name, values in after.items())
    return lambda value: f"?{start}{quote_plus(field)}={quote_plus(str(value))}{end}"
