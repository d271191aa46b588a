"""What is due, as lists of citizens: one for each next action, and one with everything."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from cases.shown import Shown

from ..due import Count, Due, Tab, all_rules

#: The list of everybody something is due for, beside the tabs.
ALL = "alt"


@dataclass
class Work:
    """A citizen on a list, and what is due for them there, the nearest deadline first.

    ``citizen`` is looked up for the rows that are shown only. ``next``: whom to go on with once this is done.
    """

    pk: int
    rows: list[Due]
    next: int | None = None
    citizen: Shown | None = None

    @property
    def overdue(self) -> bool:
        """Whether anything of it should have been done before today: what has the nearest deadline, then."""
        return self.rows[0].overdue

    @property
    def first(self) -> Due:
        """The most urgent of it."""
        return self.rows[0]


class Lists(NamedTuple):
    """What is due under every tab, and in all, the nearest deadline first; on request of those overdue there only."""

    of: dict[str, list[Due]]
    only_overdue: bool

    def count(self, tab: str) -> Count:
        """Return how many citizens a list has, and how many of them are overdue there."""
        people: dict[int, bool] = {}
        for row in self.of[tab]:  # a citizen's first row has the nearest deadline
            people.setdefault(row.citizen, row.overdue)
        overdue = sum(people.values())
        return Count(overdue if self.only_overdue else len(people), overdue)

    def works(self, tab: str) -> list[Work]:
        """Return the citizens of a list, in the order of the nearest deadline."""
        works: dict[int, Work] = {}
        for row in self.of[tab]:
            if row.citizen in works:
                works[row.citizen].rows.append(row)
            else:
                works[row.citizen] = Work(row.citizen, [row])
        return [work for work in works.values() if work.overdue or not self.only_overdue]

    @property
    def first_in_use(self) -> str:
        """The first tab that has somebody; everything, which is nobody then, where none has."""
        return next((tab for tab in Tab.values if self.count(tab).people), ALL)


def lists_of(rows: list[Due], *, only_overdue: bool = False) -> Lists:
    """Divide what is due (the nearest deadline first) by tab."""
    found: dict[str, list[Due]] = {**{tab: [] for tab in Tab.values}, ALL: rows}
    tabs = {rule.key: found[rule.tab.value] for rule in all_rules()}
    for row in rows:
        tabs[row.rule].append(row)
    return Lists(found, only_overdue)


def with_the_next(works: list[Work]) -> list[Work]:
    """Give each citizen the one after; the last gets the one before, so that there is a place to go on from."""
    for work, after in pairwise(works):
        work.next = after.pk
    if len(works) > 1:
        works[-1].next = works[-2].pk
    return works


def tab_labels() -> dict[str, str]:
    """Return the words of every list, in the order of the tabs."""
    return {**{tab.value: str(tab.label) for tab in Tab}, ALL: str(_("Alt"))}
