"""A facilitator's contacts this month: whom contact was held with, of those it is owed to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Max, OuterRef, Subquery

from accounts.models import Role
from cases.current import with_facts
from cases.models import Citizen, Contact

from ..codes import Group
from ..due import Tab
from .scopes import Scope, followed

if TYPE_CHECKING:
    from .page import Day


class Contacts(NamedTuple):
    """Of a month: whom contact was held with (``held_on``: the latest day), with how many it was not, their list."""

    month: date
    held: list[Citizen]
    missing: int
    url: str

    @property
    def owed(self) -> int:
        """Everybody contact is owed to this month."""
        return len(self.held) + self.missing


def month_of_contacts(day: Day) -> Contacts | None:
    """Return the month's contacts of a facilitator's own citizens; None for others, and where none is owed.

    Nor while only the overdue are shown: the contacts in time would be neither held nor missing.

    Together with the contact tab they are all of the facilitator's active group 1.
    """
    own = day.user.role == Role.FACILITATOR and day.form.scope is Scope.MINE
    if not own or "frist" in day.form.chosen or day.programme is None:
        return None
    month = day.on.replace(day=1)
    latest = Contact.objects.filter(citizen=OuterRef("pk"), held_on__range=(month, day.on)).order_by().values("citizen")
    held = (
        with_facts(followed(day.on, day.programme, day.citizens), day.on)
        .annotate(held_on=Subquery(latest.annotate(last=Max("held_on")).values("last")))
        .filter(group=Group.ONE, held_on__isnull=False)
    )
    tab = next(tab for tab in day.tabs if tab.key == Tab.CONTACT)
    found = Contacts(month, list(held), tab.count.people, tab.url)
    return found if found.owed else None
