"""The people behind a figure as a table: for the page and its Excel button."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
from django.db.models import F
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.columns import DayColumn, PageColumn
from accounts.lists import ListSource, Words
from accounts.models import User
from cases.models import Unit

from ..models import MemberMonth
from .asked import NO_UNIT, PeopleAsked, people_asked
from .facts import Fact, Facts, behind, facts_of
from .people import PARTS

NAME = "tallets-borgere"
SAID = '<span class="fact-line">{} <span class="detail">{}</span></span>'


class PeopleTable(tables.Table):
    """One row for each person a number counted, as the close stored them, with the registrations behind it."""

    name = PageColumn("cases:case", "citizen_id", verbose_name=gettext_lazy("Navn"))
    born_on = DayColumn(verbose_name=gettext_lazy("Født"))
    unit = tables.Column(accessor="unit_name", verbose_name=gettext_lazy("Enhed"), default="–")
    group = tables.Column(verbose_name=gettext_lazy("Gruppe"), default="–")
    benefit = tables.Column(verbose_name=gettext_lazy("Ydelse"), default="–")
    behind = tables.Column(accessor="citizen_id", verbose_name=gettext_lazy("Det bygger på"), orderable=False)

    class Meta:
        model = MemberMonth
        fields = ()
        order_by = "name"
        template_name = "includes/table.html"
        attrs = {"class": "table table--borderless table--compact table--responsive-headers cards-table"}

    def __init__(self, asked: PeopleAsked):
        citizen = {"citizen_id": F("member__citizen_id"), "name": F("member__citizen__name")}
        rows = asked.rows.annotate(**citizen, born_on=F("member__citizen__born_on"), unit_name=F("unit__name"))
        super().__init__(rows)
        self.asked = asked
        self.facts: Facts | None = None

    def look_up(self, citizens: Iterable[int]) -> None:
        """Fetch what is behind these people's rows: once for a page, or for the whole list."""
        figure = self.asked.figure
        self.facts = facts_of(citizens, figure.measured, figure.close.closed_at)

    def facts_behind(self, record: Any) -> list[Fact]:
        """Return the registrations behind a row. A list without pages looks everybody up at the first row."""
        if self.facts is None:
            self.look_up(self.asked.rows.values_list("member__citizen_id", flat=True))
        true = [column for column in self.asked.columns if getattr(record, column) or column == "in_programme"]
        return behind((self.facts or {}).get(record.citizen_id, []), true)

    def render_group(self, value: str) -> str:
        """The group's number, or its word."""
        return value.partition(" · ")[0]

    def render_behind(self, record: Any) -> SafeString | str:
        """The registrations, each with when it was made."""
        found = self.facts_behind(record)
        return format_html_join("", SAID, ((f.in_words, f.written) for f in found)) if found else self._nothing(record)

    def value_behind(self, record: Any) -> str:
        """For a file: the same in one line."""
        found = self.facts_behind(record)
        return "; ".join(f"{f.in_words} ({f.written})" for f in found) if found else self._nothing(record)

    def _nothing(self, record: Any) -> str:
        """Say why there is no registration to show."""
        if not self.asked.columns:
            return _("Udtrukket til målgruppen")
        if any(getattr(record, column) for column in self.asked.columns - {"in_programme"}):
            return _("Registreringen er ikke bevaret")
        return _("Ingen registrering")


def build(user: User, params: QueryDict) -> PeopleTable:
    """Return the people whom an address asks for."""
    return PeopleTable(people_asked(user, params, NAME))


def words(user: User, params: QueryDict) -> Words:
    """Tell which number the list is behind."""
    asked = people_asked(user, params, NAME)
    figure = asked.figure
    said = [
        (_("Tal"), str(figure.indicator.label)),
        (_("Måned"), f"{capfirst(date_format(figure.close.month, 'F Y'))}, {_('version')} {figure.close.version}"),
        (_("Opgjort måned"), capfirst(date_format(figure.measured.first, "F Y"))),
        (_("Hvem"), str(PARTS[asked.part])),
    ]
    if asked.unit:
        said.append((_("Enhed"), unit_name(asked.unit)))
    return said


def unit_name(unit: str) -> str:
    """Return the name of the unit that an address asks for."""
    if unit == NO_UNIT:
        return _("Uden enhed")
    return Unit.objects.filter(pk=int(unit)).values_list("name", flat=True).first() or "–"


PEOPLE = ListSource(NAME, gettext_lazy("Borgerne bag et tal"), build, words)
