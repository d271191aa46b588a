"""The start page's data: the filters, the tabs with their counts, and the chosen tab's list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.models import User
from cases.programmes import programme_of
from flereskalmed.clock import today
from flereskalmed.quick_formats import number
from flereskalmed.quick_html import attributes, quick

from ..due import Count, due
from .choices import OVERDUE, DayForm
from .scopes import scopes_of
from .table import WorkTable
from .work import Lists, Work, lists_of, tab_labels, with_the_next

LINK = '<a{}><span class="tab-label">{}</span> <span class="tab-count">{}</span>{}</a>'
LATE = ' <span class="tab-overdue">{}</span>'
#: The id of the list's heading, where one goes on after its last row.
HEADING = "tab-heading"


@dataclass(frozen=True)
class TabLink:
    """A tab as a link."""

    key: str
    label: str
    count: Count
    url: str
    chosen: bool

    @property
    def people(self) -> str:
        """How many citizens it has."""
        return number(self.count.people, 0)

    @property
    def overdue(self) -> str:
        """How many of them are overdue, in words; nothing where none is."""
        overdue = self.count.overdue
        return _("%(overdue)s over frist") % {"overdue": number(overdue, 0)} if overdue else ""

    @property
    def html(self) -> SafeString:
        """The link; a template takes a twentieth of the page to write the ten of them."""
        told = {"class": None if self.count.people else "quiet", "aria-current": "page" if self.chosen else None}
        start = mark_safe(attributes({"id": f"fane-{self.key}", "href": self.url, "hx-get": self.url, **told}))  # noqa: S308 -- all escaped
        return quick(LINK, start, self.label, self.people, quick(LATE, self.overdue) if self.overdue else "")


def address(**query: str) -> str:
    """Return the address of the start page with this query."""
    return f"{reverse('visitation:day')}?{urlencode(query)}"


class Day:
    """What a user sees on the start page today, with the filters of an address. Asks once what is due."""

    def __init__(self, user: User, params: QueryDict):
        self.user, self.on = user, today()
        self.page = params.get("page", "")
        self.form = DayForm(user, params)
        self.citizens = self.form.citizens(user, self.on)
        self.programme = programme_of(user)
        rows = due(self.on, self.programme, self.citizens) if self.programme else []
        self.lists: Lists = lists_of(rows, only_overdue=self.form.chosen.get("frist") == OVERDUE)
        asked = params.get("fane", "")
        self.tab = asked if asked in self.lists.of else self.lists.first_in_use

    @property
    def here(self) -> dict[str, str]:
        """What stands in the address of this tab with these filters."""
        return {**self.form.address, "fane": self.tab}

    @cached_property
    def tabs(self) -> list[TabLink]:
        """Every tab with its count, the empty ones too, and "everything" at the end."""
        return [
            TabLink(key, label, self.lists.count(key), self._address_of(key), key == self.tab)
            for key, label in tab_labels().items()
        ]

    @cached_property
    def _filtered(self) -> str:
        """The address with these filters."""
        return address(**self.form.address)

    def _address_of(self, tab: str) -> str:
        """Return the address of a tab with these filters."""
        return f"{self._filtered}&fane={tab}"

    @property
    def chosen(self) -> TabLink:
        """The chosen tab."""
        return next(tab for tab in self.tabs if tab.chosen)

    @property
    def elsewhere(self) -> TabLink | None:
        """A tab that has somebody, for one who has emptied this one."""
        return next((tab for tab in self.tabs if tab.count.people), None)

    @cached_property
    def has_citizens(self) -> bool:
        """Whether there is anybody at all whose work could be due."""
        return self.citizens.exists()

    @property
    def wider(self) -> str:
        """The address of everybody the user may see, instead of one's own."""
        return address(omfang=scopes_of(self.user)[-1])

    @cached_property
    def table(self) -> WorkTable:
        """The chosen tab's list, all of it."""
        return WorkTable(with_the_next(self.lists.works(self.tab)), self.on, self.back_to, own=self.form.are_own_cases)

    def back_to(self, work: Work) -> str:
        """Return the address of this very list, at the citizen after ``work``, or its heading."""
        page = f"&{urlencode({'page': self.page})}" if self.page.isdigit() else ""
        return self._address_of(self.tab) + page + (f"#borger-{work.next}" if work.next else f"#{HEADING}")


def build(user: User, params: QueryDict) -> WorkTable:
    """Return the list an address names, in all its pages, for a file: with the birth dates in a column."""
    table = Day(user, params).table
    table.columns.show("born")
    return table
