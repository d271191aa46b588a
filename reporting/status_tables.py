"""The local status as the tables of its page: numbers and words finished, totals added, nothing counted anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.codes import OfferKind
from visitation.codes import Group

from .documents.words import code_name

NONE = "none"
Counts = Mapping[str, int]


@dataclass(frozen=True)
class StatusTable:
    """A table of counts with totals: ``rows`` of (label, numbers); the last column and row may be sums."""

    key: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    total: tuple[str, tuple[int, ...]] | None = None

    @property
    def text(self) -> str:
        """The table as plain text in columns, to be pasted where a table of its own can't be."""
        lines = [self.head, *((label, *map(str, counts)) for label, counts in self._all_rows())]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.head))]
        return "\n".join(
            "  ".join(
                [line[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(line[1:], widths[1:], strict=True))]
            )
            for line in lines
        )

    def _all_rows(self) -> list[tuple[str, tuple[int, ...]]]:
        return [*self.rows, *([self.total] if self.total else [])]


def status_tables(status: Mapping[str, Any]) -> list[StatusTable]:
    """Return the tables of a local status: by group, unit, benefit and match category, and who has left."""
    active = status["active"]
    return [
        _plain("group", _("Efter gruppe"), _("Gruppe"), active["by_group"], _group),
        _crossed("unit", _("Efter enhed og gruppe"), _("Enhed"), active["by_unit_and_group"], _groups(), _unit),
        _plain("benefit", _("Efter ydelse"), _("Ydelse"), active["by_benefit"], _benefit),
        _plain("match", _("Efter matchkategori"), _("Matchkategori"), active["by_match_category"], code_name),
        _plain("left", _("Ude af kontanthjælpssystemet"), _("Ydelse"), status["left"]["by_benefit"], _benefit),
    ]


def offers_table(status: Mapping[str, Any]) -> StatusTable:
    """Return how many have which offer, by benefit: the question that letters ask. Each person stands once."""
    crossed = status["active"]["offers_by_benefit"]
    present = {offer for counts in crossed.values() for offer in counts}
    columns = {kind.value: str(kind.label) for kind in OfferKind if kind.value in present}
    if NONE in present:
        columns[NONE] = _("Intet tilbud")
    return _crossed("offers", _("Aktive efter ydelse og tilbud"), _("Ydelse"), crossed, columns, _benefit)


def _plain(key: str, caption: str, what: str, counts: Counts, name: Any) -> StatusTable:
    rows = tuple((name(value), (count,)) for value, count in counts.items())
    return StatusTable(key, caption, (what, _("Antal")), rows, (_("I alt"), (sum(counts.values()),)))


def _crossed(
    key: str, caption: str, what: str, crossed: Mapping[str, Counts], columns: Mapping[str, str], name: Any
) -> StatusTable:
    rows = tuple((name(row), _with_sum(counts.get(column, 0) for column in columns)) for row, counts in crossed.items())
    sums = tuple(map(sum, zip(*(counts for _label, counts in rows), strict=True))) or (0,) * (len(columns) + 1)
    return StatusTable(key, caption, (what, *columns.values(), _("I alt")), rows, (_("I alt"), sums))


def _with_sum(counts: Iterable[int]) -> tuple[int, ...]:
    numbers = tuple(counts)
    return (*numbers, sum(numbers))


def _groups() -> dict[str, str]:
    return {
        **{group: group for group in Group.values if group.isdigit()},
        "deferred": _("Udskudt"),
        NONE: _("Ikke visiteret"),
    }


def _group(value: str) -> str:
    return _("Ikke visiteret") if value == NONE else code_name(value)


def _benefit(value: str) -> str:
    return _("Ingen ydelse registreret") if value == NONE else code_name(value)


def _unit(value: str) -> str:
    return _("Uden enhed") if value == NONE else value
