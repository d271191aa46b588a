"""By which registrations somebody came in or went out, and when these were made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .change import Comparison, Moved
from .facts import Fact, Facts, behind, concerning, facts_of


@dataclass(frozen=True)
class Cause:
    """A registration that moved somebody. ``gone``: it counted before and no longer does."""

    fact: Fact
    gone: bool

    @property
    def in_words(self) -> str:
        """What was registered."""
        return _("Ikke længere: %(what)s") % {"what": self.fact.in_words} if self.gone else self.fact.in_words

    @property
    def written(self) -> str:
        """When it was."""
        return self.fact.written


class Causes:
    """The registrations on both sides of a comparison, for those who are to be shown."""

    def __init__(self, comparison: Comparison, citizens: Sequence[int]):
        earlier, later = comparison.earlier, comparison.later
        known = later.close.closed_at
        self._as_counted: Facts = facts_of(citizens, earlier.measured, earlier.close.closed_at)
        self._as_known: Facts = facts_of(citizens, earlier.measured, known)
        self._afterwards: Facts = facts_of(citizens, later.measured, known)

    def of(self, moved: Moved) -> list[Cause]:
        """Return what moved somebody: each changed column's new registration, or the one that counts no more."""
        before, after = (self._as_counted, self._as_known) if moved.is_late else (self._as_known, self._afterwards)
        old, new = before.get(moved.citizen_id, []), after.get(moved.citizen_id, [])
        found: dict[tuple, Cause] = {}
        for column, value in sorted(moved.because.items()):
            for cause in _causes(old, new, column, bool(value)):
                found.setdefault(cause.fact.version, cause)
        return list(found.values())


def _causes(old: list[Fact], new: list[Fact], column: str, is_true: bool) -> list[Cause]:
    now = behind(new, [column]) if is_true else concerning(new, [column])
    then = concerning(old, [column])
    known, still = {fact.version for fact in then}, {fact.version for fact in concerning(new, [column])}
    added = [Cause(fact, False) for fact in now if fact.version not in known]
    return added or [Cause(fact, True) for fact in then if fact.version not in still]
