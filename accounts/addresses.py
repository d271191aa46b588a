"""Addresses, of which a page has some dozens: each is put together in a fraction of what asking the URLconf takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote_plus

from django.http import QueryDict
from django.urls import get_script_prefix, reverse
from django.utils.http import urlencode

#: Stands for a number in an address while the URLconf is asked.
NUMBER = 9_000_000_000_000_000


def address_of(name: str, *arguments: int | str) -> str:
    """Return the address called ``name``. The URLconf is asked once for all numbers that may stand in it.

    What is no number is a word of the program's (a kind of registration), never what somebody typed.
    """
    words = tuple(None if isinstance(argument, int) else argument for argument in arguments)
    numbers = [argument for argument in arguments if isinstance(argument, int)]
    return _pattern(get_script_prefix(), name, words).format(*numbers)


@lru_cache(maxsize=1000)
def _pattern(_prefix: str, name: str, words: tuple[str | None, ...]) -> str:
    """Return the address with a place for each number."""
    asked = [NUMBER + place if word is None else word for place, word in enumerate(words)]
    address = reverse(name, args=asked)
    for place, word in enumerate(words):
        if word is None:
            address = address.replace(str(NUMBER + place), "{}")
    return address


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
