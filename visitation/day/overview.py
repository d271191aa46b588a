"""The house at a glance: how many are followed, what is due for them, with whom and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from cases.facilitating import facilitators_on
from cases.filters import NONE, caseworkers_of, units_of
from cases.models import Citizen, Facilitator
from cases.programmes import programme_of
from flereskalmed.clock import today

from ..due import Count, Due, Tab, due
from .choices import OVERDUE
from .page import address
from .scopes import followed, scopes_of
from .work import ALL, lists_of, tab_labels


class Cell(NamedTuple):
    """The citizens of a list, the overdue among them, and the address of that list."""

    count: Count
    url: str

    @property
    def overdue_url(self) -> str:
        """The address of the overdue alone."""
        return f"{self.url}&{urlencode({'frist': OVERDUE})}"


@dataclass(frozen=True)
class Line:
    """One person, a unit or all of them: how many they follow, and a cell for every tab and for everything."""

    label: str
    people: int
    cells: list[Cell]

    @property
    def labelled(self) -> list[tuple[str, Cell]]:
        """Each cell with the words of its tab."""
        return list(zip(tab_labels().values(), self.cells, strict=True))

    @property
    def share(self) -> int:
        """How many in a hundred of those they follow have something overdue."""
        return round(100 * self.all.count.overdue / self.people) if self.people else 0

    @property
    def all(self) -> Cell:
        """Everybody something is due for."""
        return self.cells[-1]


@dataclass(frozen=True)
class Matrix:
    """The lines of one division of the house, and their sum."""

    lines: list[Line]
    total: Line

    @property
    def by_overdue(self) -> list[Line]:
        """The lines, the most people with something overdue first."""
        return sorted(self.lines, key=lambda line: -line.all.count.overdue)

    @property
    def longest(self) -> int:
        """The longest bar of the picture: the most people that anybody follows."""
        return max((line.people for line in self.lines), default=0)


class Overview:
    """What is due in all that a manager may see, asked for once and divided here."""

    def __init__(self, user: User):
        self.user, self.on = user, today()
        self.scope = scopes_of(user)[-1].value
        programme, visible = programme_of(user), Citizen.objects.visible_to(user)
        self.people: list[tuple[int, int | None, int | None]] = []
        self.rows: list[Due] = []
        if programme is not None:
            self.people = list(followed(self.on, programme, visible).values_list("pk", "caseworker_id", "unit_id"))
            self.rows = due(self.on, programme, visible)
        self.total = self.line(_("I alt"), {}, self.rows, len(self.people))
        self.labels = tab_labels()

    def line(self, label: str, query: dict[str, str], rows: Iterable[Due], people: int) -> Line:
        """Return the line of these rows, whose lists stand at ``query``."""
        lists = lists_of(rows)
        places = {key: address(omfang=self.scope, **query, fane=key) for key in (*Tab.values, ALL)}
        return Line(label, people, [Cell(lists.count(key), url) for key, url in places.items()])

    @property
    def by_caseworker(self) -> Matrix:
        """A line for every caseworker who follows somebody, and one for those without."""
        names = [*caseworkers_of(self.user), (NONE, _("Uden sagsbehandler"))]
        return self._divided("sagsbehandler", names, {pk: caseworker for pk, caseworker, _unit in self.people})

    @property
    def by_unit(self) -> Matrix | None:
        """A line for every unit, and one for those without; None where the house is one unit."""
        units = [] if self.user.unit_id is not None else units_of(self.user)
        if not units:
            return None
        names = [*units, (NONE, _("Uden enhed"))]
        return self._divided("enhed", names, {pk: unit for pk, _caseworker, unit in self.people})

    @property
    def by_facilitator(self) -> Matrix | None:
        """A line for every facilitator of somebody followed, and one for those without; None where there are none."""
        names = facilitators_on(self.user, self.on, own=True)
        if not names:
            return None
        key_of_name = {name: key for key, name in names.items()}
        present = Facilitator.objects.visible_to(self.user).as_of(self.on).values_list("citizen_id", "name")
        theirs = {citizen: key_of_name[name] for citizen, name in present}
        lines = [*sorted(names.items(), key=lambda item: item[1].lower()), (NONE, _("Uden jobformidler"))]
        return self._divided("formidler", lines, {pk: theirs.get(pk) for pk, *_rest in self.people})

    def _divided(self, name: str, names: list[tuple[str, str]], key_of: Mapping[int, int | str | None]) -> Matrix:
        """Return the lines of those who follow somebody. ``key_of``: whose each citizen is."""
        people: dict[str, int] = {}
        rows: dict[str, list[Due]] = {}
        for key in key_of.values():
            people[str(key or NONE)] = people.get(str(key or NONE), 0) + 1
        for row in self.rows:
            rows.setdefault(str(key_of[row.citizen] or NONE), []).append(row)
        lines = [self.line(label, {name: key}, rows.get(key, []), people[key]) for key, label in names if key in people]
        return Matrix(lines, self.total)
