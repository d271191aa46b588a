"""The list of a tab as a table: one row a citizen, with the button that settles what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tables2.data import TableListData

from accounts.columns import PageColumn
from cases.shown import Named, shown
from cases.tables import group_names
from flereskalmed.quick_formats import in_language, number, short_date
from flereskalmed.quick_html import joined, quick

from ..due import Due
from .actions import Button, buttons_for, settles
from .work import Work

BORN = '{} <span class="detail">{}</span>'
SINCE = '<strong>{}</strong> <span class="detail">{}</span>'
LATE = '<span class="late">{}<span class="detail late">{}</span></span>'
BUTTON = '<a class="button button-secondary button-small" href="{}">{}<span class="sr-only"> {}</span></a>'


@in_language
def since_when(since: date, on: date) -> SafeString:
    """How long something has been due on the day ``on``, and from when."""
    days = (on - since).days
    if not days:
        return quick("<strong>{}</strong>", _("i dag"))
    told = ngettext("%(shown)s dag", "%(shown)s dage", days) % {"shown": number(days, 0)}
    return quick(SINCE, told, _("siden %(day)s") % {"day": short_date(since)})


def load(works: list[Work], on: date) -> list[Work]:
    """Look up the citizens of ``works``, in one query, with the group they are in on the day ``on``."""
    citizens = shown([work.pk for work in works], on, "group")
    for work in works:
        work.citizen = citizens[work.pk]
    return works


class BornColumn(PageColumn):
    """A citizen's name with the birth date below: two may have one name."""

    def render(self, record: Work, value: str) -> SafeString:
        """The name as a link, and the day."""
        born = short_date(record.citizen.born_on)  # type: ignore[union-attr]
        return quick(BORN, super().render(record, value), born)


class WorkData(TableListData):
    """Rows that look up their citizens when a page of them is asked for, or (for a file) all of them."""

    def __init__(self, works: list[Work], on: date):
        super().__init__(works)
        self.on = on

    def __getitem__(self, key: Any) -> Any:
        """Return the rows of a page, which are looked up once they are gone through; or one row."""
        return WorkData(self.data[key], self.on) if isinstance(key, slice) else load([self.data[key]], self.on)[0]

    def order_by(self, aliases: Any) -> None:
        """Keep the order of the deadlines: the next citizen is the one below."""

    def __iter__(self) -> Iterator[Work]:
        """Go through the rows, each with its citizen."""
        return iter(load(self.data, self.on))


class WorkTable(tables.Table):
    """Who, what is missing, since when, the last day for it, and the button that settles it."""

    citizen = BornColumn("cases:case", accessor="citizen__name", verbose_name=gettext_lazy("Borger"))
    born = tables.Column(accessor="citizen__born_on", verbose_name=gettext_lazy("Født"), visible=False)
    caseworker = tables.Column(accessor="citizen__caseworker", verbose_name=gettext_lazy("Sagsbehandler"), default="–")
    group = tables.Column(accessor="citizen__group", verbose_name=gettext_lazy("Gruppe"), empty_values=())
    missing = tables.Column(
        accessor="rows", verbose_name=gettext_lazy("Hvad mangler"), attrs={"td": {"class": "missing"}}
    )
    since = tables.Column(accessor="first", verbose_name=gettext_lazy("Siden"))
    deadline = tables.Column(accessor="first", verbose_name=gettext_lazy("Frist"))
    action = tables.Column(accessor="rows", verbose_name=gettext_lazy("Handling"), exclude_from_export=True)

    class Meta:
        orderable = False
        template_name = "includes/table.html"
        attrs = {"class": "table table--borderless table--compact table--responsive-headers cards-table day-table"}
        row_attrs = {"id": lambda record: f"borger-{record.pk}"}
        empty_text = ""

    def __init__(self, works: list[Work], on: date, back: Callable[[Work], str], *, own: bool = False):
        self.on, self.back = on, back
        self._said: dict[tuple[str, date | None], str] = {}
        super().__init__(WorkData(works, on), exclude=("caseworker",) if own else ())

    def render_caseworker(self, value: Named) -> str:
        """The caseworker's name."""
        return value.display_name

    def render_group(self, record: Work) -> str:
        """The group's number, or that the person has never been visited."""
        group = record.citizen.group
        return str(group_names()[group]).split(" · ")[0] if group else _("Ikke visiteret")

    def render_missing(self, record: Work) -> str:
        """Everything that is missing here, in the order of its deadlines."""
        return ", ".join([self._said_of(row) for row in record.rows])

    def _said_of(self, row: Due) -> str:
        """What is due, in words that are put together once for all rows."""
        same = (row.rule, row.prepared_since)
        if same not in self._said:
            self._said[same] = row.label
        return self._said[same]

    def render_since(self, record: Work) -> SafeString:
        """How long the most urgent of it has been due, and from when."""
        return since_when(record.first.since, self.on)

    def value_since(self, record: Work) -> date:
        """For a file: the day it has been due since."""
        return record.first.since

    def render_deadline(self, record: Work) -> str:
        """The last day to do the most urgent of it in time; that it is over is said in words."""
        day = short_date(record.first.deadline)
        return quick(LATE, day, _("overskredet")) if record.first.overdue else day

    def value_deadline(self, record: Work) -> date:
        """For a file: the day."""
        return record.first.deadline

    def buttons(self, record: Work) -> list[Button]:
        """The buttons of a row; their forms lead back to this list, at the next citizen."""
        return buttons_for(settles(record.rows), self.back(record))

    def render_action(self, record: Work) -> SafeString:
        """The buttons."""
        whom = _("for %(name)s") % {"name": record.citizen.name}
        return joined("", BUTTON, [(button.url, button.verb, whom) for button in self.buttons(record)])
