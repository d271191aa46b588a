"""Who came in and who went out as a table: for the page and its Excel button."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.columns import DayColumn, PageColumn
from accounts.lists import ListSource, Words
from accounts.models import User
from cases.danish import alphabetical
from cases.models import Citizen

from ..models import MonthClose
from .causes import Cause, Causes
from .change import STEPS, Moved
from .compared import ChangeAsked, change_asked
from .people import PARTS
from .people_table import SAID

NAME = "tallets-aendring"


@dataclass(frozen=True)
class Line:
    """A person with a step."""

    citizen: Citizen
    moved: Moved

    @property
    def citizen_id(self) -> int:
        """The citizen's number."""
        return self.citizen.pk


class ChangeTable(tables.Table):
    """One row for each step of a person whom the user may see, with the registrations that made it."""

    name = PageColumn("cases:case", "citizen_id", accessor="citizen__name", verbose_name=gettext_lazy("Navn"))
    born_on = DayColumn(accessor="citizen__born_on", verbose_name=gettext_lazy("Født"))
    step = tables.Column(accessor="moved__step", verbose_name=gettext_lazy("Ind eller ud"))
    causes = tables.Column(
        accessor="citizen_id", verbose_name=gettext_lazy("Ved hvilken registrering"), orderable=False
    )

    class Meta:
        template_name = "includes/table.html"
        attrs = {"class": "table table--borderless table--compact table--responsive-headers cards-table"}

    def __init__(self, asked: ChangeAsked):
        people = asked.people()
        lines = [Line(people[one.citizen_id], one) for one in asked.moved if one.citizen_id in people]
        places = {step: number for number, step in enumerate(STEPS)}
        lines.sort(key=lambda line: (places[line.moved.step], alphabetical(line.citizen.name)))
        super().__init__(lines)
        self.asked, self.lines = asked, lines
        self.found: Causes | None = None

    def look_up(self, citizens: Iterable[int]) -> None:
        """Fetch the registrations of these people: once for a page, or for the whole list."""
        if self.asked.comparison is not None:
            self.found = Causes(self.asked.comparison, list(citizens))

    def _causes(self, line: Line) -> list[Cause]:
        if self.found is None:
            self.look_up({one.citizen_id for one in self.lines})
        return self.found.of(line.moved) if self.found else []

    def render_step(self, value: str) -> str:
        """In or out, and whether it was late."""
        return str(STEPS[value])

    def render_causes(self, record: Line) -> SafeString | str:
        """The registrations, each with when it was made."""
        found = self._causes(record)
        return format_html_join("", SAID, ((c.in_words, c.written) for c in found)) if found else _nothing(record)

    def value_causes(self, record: Line) -> str:
        """For a file: the same in one line."""
        found = self._causes(record)
        return "; ".join(f"{c.in_words} ({c.written})" for c in found) if found else _nothing(record)


def _nothing(line: Line) -> str:
    """Say why there is no registration to show."""
    return _("Registreringen er ikke bevaret") if line.moved.became else _("Udtrukket til målgruppen")


def build(user: User, params: QueryDict) -> ChangeTable:
    """Return those who moved between the two closes of an address."""
    return ChangeTable(change_asked(user, params, NAME))


def words(user: User, params: QueryDict) -> Words:
    """Tell which numbers are compared."""
    asked = change_asked(user, params, NAME)
    comparison: Any = asked.comparison
    said = [(_("Tal"), str(asked.later.indicator.label)), (_("Hvem"), str(PARTS[asked.part]))]
    if comparison:
        said += [(_("Fra"), closed_words(comparison.earlier.close)), (_("Til"), closed_words(asked.later.close))]
    return said


def closed_words(close: MonthClose) -> str:
    """Return ``februar 2018, version 1``."""
    return f"{date_format(close.month, 'F Y')}, {_('version')} {close.version}"


CHANGE = ListSource(NAME, gettext_lazy("Hvem der kom ind og gik ud"), build, words)
