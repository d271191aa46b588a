"""What is new for a user on their start page. Apps add their own, so that no start page need know each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .models import User


@dataclass(frozen=True)
class Notice:
    """One line: what has happened, and where to go on. ``urgent``: it waits for this user."""

    text: str
    url: str
    urgent: bool = False


Source = Callable[[User], list[Notice]]
_sources: dict[str, Source] = {}


def register_notices(name: str, source: Source) -> None:
    """Add a source of notices; the same name twice is a programming error."""
    if _sources.get(name, source) is not source:
        raise ValueError(f"Two sources of notices are called {name}")
    _sources[name] = source


def notices_for(user: User) -> list[Notice]:
    """Return what is new for ``user``, what waits for them first."""
    found = [notice for source in _sources.values() for notice in source(user)]
    return sorted(found, key=lambda notice: not notice.urgent)
