"""The local status as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from . import words
from .table_model import Cell, Sheet, Table

Report = Mapping[str, Any]
#: One row: table, row key, row label, column key, column label, count.
Line = tuple[str, str, str, str, str, int]
COLUMNS = ("table", "row", "row_label", "column", "column_label", "count", "municipality", "date", "programme")


def data(report: Report) -> Table:
    """Return one row for each count of the status; ``column`` is only used by tables with two directions."""
    about = (report["municipality"], report["date"], report["programme"])
    return Table(COLUMNS, tuple((*line, *about) for line in _lines(report)))


def _lines(report: Report) -> Iterator[Line]:
    active = report["active"]
    yield ("drawn", "total", _drawn(report["programme"]), "", "", report["drawn"])
    yield ("left", "total", _("Ikke længere aktive"), "", "", report["left"]["total"])
    yield from _one_way("left.by_benefit", report["left"]["by_benefit"])
    yield ("active", "total", _("Aktive"), "", "", active["total"])
    for name in ("by_unit", "by_group", "by_benefit", "by_match_category"):
        yield from _one_way(f"active.{name}", active[name])
    for name in ("by_unit_and_group", "offers_by_benefit"):
        for row, counts in active[name].items():
            for _table, column, label, _key, _label, count in _one_way("", counts):
                yield (f"active.{name}", row, _name(name, row), column, label, count)


def _drawn(programme: str) -> str:
    """Name those of the target group, which was drawn once or is open."""
    return _("Kommet i målgruppen") if words.is_open(programme) else _("Udtrukne")


def _one_way(table: str, counts: Mapping[str, int]) -> Iterator[Line]:
    for key, count in counts.items():
        yield (table, key, _name(table, key), "", "", count)


def _name(table: str, key: str) -> str:
    """Return a category's name. A unit's name is what people call it, so it stands for itself."""
    is_unit = table.removeprefix("active.") in ("by_unit", "by_unit_and_group")
    return key if is_unit and key != "none" else words.code_name(key)


def sheets(report: Report) -> list[Sheet]:
    """Return the status as one sheet in the order of the report."""
    place = words.place(report["municipality"])
    day = words.day_name(report["date"])
    programme = words.programme_name(report["programme"])
    named = {"programme": programme, "place": place, "day": day}
    title = _("%(programme)s: lokal status for %(place)s, %(day)s") % named
    about = (
        (_("Program"), f"{programme} ({report['programme']})"),
        (_("Kommune"), f"{place} ({report['municipality']})"),
        (_("Dato"), day),
    )
    headings = _headings()
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (headings[table], row_label, column_label, count)
        for table, _row, row_label, _column, column_label, count in _lines(report)
    )
    notes = (
        _(
            "Aktive er borgere, der den dag er i kontanthjælpssystemet. Tallene kan ikke sammenlignes med "
            "månedsrapporten, hvor alle i målgruppen følges, også efter et ydelsesskift."
        ),
    )
    return [Sheet(_("Status"), title, about, (_("Tabel"), _("Række"), _("Fordelt på"), _("Antal")), rows, notes)]


def _headings() -> dict[str, str]:
    return {
        "drawn": _("Målgruppen"),
        "left": _("Ikke længere aktive"),
        "left.by_benefit": _("Ikke længere aktive, efter ydelse"),
        "active": _("Aktive"),
        "active.by_unit": _("Aktive efter enhed"),
        "active.by_group": _("Aktive efter gruppe"),
        "active.by_benefit": _("Aktive efter ydelse"),
        "active.by_match_category": _("Aktive efter matchkategori"),
        "active.by_unit_and_group": _("Aktive efter enhed og gruppe"),
        "active.offers_by_benefit": _("Aktive efter ydelse og tilbud"),
    }
