"""The offers as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..offers.tables import label_of, labelled, total_label
from ..quarters import Quarter
from . import words
from .table_model import Cell, Sheet, Table, count_cell, mean_cell, raw_share, share_cell, status

Report = Mapping[str, Any]
COLUMNS = (
    "way", "category", "label", "figure", "value", "of", "share", "status",
    "municipality", "ended_from", "ended_to", "followed_until", *words.RELEASE_COLUMNS,
)  # fmt: skip
FIGURES = ("offers", "weeks", "people", "led")


def data(report: Report) -> Table:
    """Return one row for each number of each line; ``way`` is ``all``, ``kind`` or ``branch``."""
    about = tuple(report[name] for name in ("municipality", "ended_from", "ended_to", "followed_until"))
    about += words.release_columns(report)
    rows: list[tuple[Cell, ...]] = []
    for way, category, label, line in lines_of(report):
        for figure in FIGURES:
            number = as_count(line[figure])
            shown = (number["count"], number.get("of"), raw_share(number), status(number))
            rows.append((way, category, label, figure, *shown, *about))
    return Table(COLUMNS, tuple(rows))


def lines_of(report: Report) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Yield every line with its way, category and name: all offers, then by kind and by branch."""
    yield ("all", "", total_label(), report["total"])
    for way in ("kind", "branch"):
        for category, label, line in labelled(report, way):
            yield (way, category, label, line)


def name_of(way: str, category: str, figure: str) -> str:
    """Return what a count of a line is called: "Mentor: borgere". Raises ``KeyError`` for no count."""
    counted = {"offers": _("antal"), "people": _("borgere"), "led": _("i timer eller job")}[figure]
    return f"{total_label() if way == 'all' else label_of(way, category)}: {counted}"


def as_count(figure: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a mean as if it were a count, which is shown and hidden in the same way."""
    return {**figure, "count": figure["mean"]} if "mean" in figure else figure


def sheets(report: Report) -> list[Sheet]:
    """Return the offers by kind and by branch, each with the line of all."""
    place = words.place(report["municipality"])
    days = {"first": words.day_name(report["ended_from"]), "last": words.day_name(report["ended_to"])}
    period = Quarter.parse(report["quarter"]).name if report["quarter"] else "{first} – {last}".format(**days)
    title = _("Flere skal med: tilbud, %(place)s, %(period)s") % {"place": place, "period": period}
    about = (
        (_("Kommune"), place),
        (_("Tilbud, der sluttede"), "{first} – {last}".format(**days)),
        (_("Fulgt til"), words.day_name(report["followed_until"])),
        *words.release_facts(report),
    )
    notes = tuple(filter(None, [_discretion(report), words.release_note(report)]))
    names = {"kind": (_("Efter tilbud"), _("Tilbud")), "branch": (_("Efter branche"), _("Branche"))}
    return [_sheet(report, way, *names[way], title, about, notes) for way in names]


def _discretion(report: Report) -> str:
    if "suppressed" in repr(report):
        return str(words.DISCRETION)
    return str(words.INTERNAL) if report["municipality"] else ""


def _sheet(
    report: Report, way: str, name: str, head: str, title: str, about: tuple[tuple[str, str], ...], notes: Any
) -> Sheet:
    lines = [(label, line) for of, _category, label, line in lines_of(report) if of in (way, "all")]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            label,
            count_cell(line["offers"]),
            mean_cell(line["weeks"]),
            count_cell(line["people"]),
            count_cell(line["led"]),
            share_cell(line["led"]),
        )
        for label, line in [*lines[1:], lines[0]]
    )
    columns = (head, _("Antal"), _("Uger"), _("Borgere"), _("I timer eller job"), _("Andel"))
    return Sheet(name, title, about, columns, rows, notes)
