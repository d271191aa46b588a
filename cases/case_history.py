"""All that was changed in a case, in one order: what is registered, and the citizen's own data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy

from .history_lines import Change, HistoryLine, history_of, told
from .person import PersonChange, changes_of
from .registrations import RegistrationKind, all_kinds

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from accounts.models import User

    from .models import Citizen


@dataclass(frozen=True)
class OwnData:
    """What a change of name, CPR number, unit or caseworker is called among the kinds of registration."""

    slug: str
    label: str | Promise


OWN_DATA = OwnData("stamdata", gettext_lazy("Stamdata"))


class Entry(NamedTuple):
    """One change: when, the slug of what it is about, and the change itself, not yet in words."""

    at: datetime
    slug: str
    change: Change | PersonChange


def history_entries(citizen: Citizen, user: User) -> list[Entry]:
    """Return every change in the case of a citizen whom ``user`` may see, newest first."""
    registrations = [Entry(change[2].pgh_created_at, change[0].slug, change) for change in history_of(citizen, user)]
    own = [Entry(change.at, OWN_DATA.slug, change) for change in changes_of(citizen)]
    return sorted([*registrations, *own], key=lambda entry: entry.at, reverse=True)


def counted_kinds(entries: Iterable[Entry]) -> list[tuple[RegistrationKind | OwnData, int]]:
    """Return what the changes are about and how many each has: the citizen's own data first, then as the buttons."""
    counts = Counter(entry.slug for entry in entries)
    return [(kind, counts[kind.slug]) for kind in (OWN_DATA, *all_kinds()) if kind.slug in counts]


def narrowed(entries: list[Entry], asked: str) -> tuple[str, list[Entry]]:
    """Return the kind that is asked for and its changes; what is no kind there means all."""
    chosen = asked if any(entry.slug == asked for entry in entries) else ""
    return chosen, [entry for entry in entries if chosen in ("", entry.slug)]


def entries_in_words(entries: Iterable[Entry]) -> list[HistoryLine]:
    """Return the changes as lines, newest first."""
    found = list(entries)
    own = [own_line(entry.change) for entry in found if isinstance(entry.change, PersonChange)]
    registrations = told(entry.change for entry in found if not isinstance(entry.change, PersonChange))
    return sorted([*own, *registrations], key=lambda line: line.at, reverse=True)


def own_line(change: PersonChange) -> HistoryLine:
    """Return a change of the citizen's own data as a line of the history."""
    return HistoryLine(
        at=change.at,
        kind=OWN_DATA,
        deleted=False,
        what="",
        differences=change.differences,
        by=change.by,
        reason=change.reason,
    )
