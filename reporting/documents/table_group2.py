"""The group 2 analysis as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..group2 import LONG_WAITERS, long_waits
from . import words
from .table_model import Cell, Sheet, Table, count_cell, of_cell, plain_cell, raw_share, share_cell, status

Report = Mapping[str, Any]
COLUMNS = (
    "municipality",
    "figure",
    "category",
    "label",
    "count",
    "of",
    "share",
    "status",
    "month",
    *words.RELEASE_COLUMNS,
)
#: Marks inside a table of plain numbers, which are no category.
_MARKS = {"suppressed"}


def data(report: Report) -> Table:
    """Return one row for each figure: the report's own first, then those of each municipality."""
    rows, release = [], words.release_columns(report)
    for municipality, key, category, label, figure in lines_of(report):
        numbers = (figure["count"], figure.get("of"), raw_share(figure), status(figure))
        rows.append((municipality, key, category, label, *numbers, report["month"], *release))
    return Table(COLUMNS, tuple(rows))


Line = tuple[str | None, str, str, str, Mapping[str, Any]]


def lines_of(report: Report) -> Iterator[Line]:
    """Yield every figure with its place, key, category and name: the report's own, then each municipality's."""
    own, changed = report["municipality"], report["changed_benefit"]
    yield _line(own, "group_2", "", _plain(report["group_2"]))
    yield _line(own, "changed_benefit", "", changed)
    for benefit, value in _categories(changed["by_benefit"]):
        yield _line(own, "changed_benefit", benefit, _plain(value))
    yield from _waiting(own, report)
    yield _line(own, "without_active_offer", "", report["without_active_offer"])
    for line in report["by_municipality"]:
        yield from _waiting(line["municipality"], line)


def _waiting(municipality: str | None, figures: Mapping[str, Any]) -> Iterator[Line]:
    for key in ("still_on_assistance", "over_9_months"):
        yield _line(municipality, key, "", figures[key])
    for band, value in _categories(figures["bands"]):
        yield _line(municipality, "bands", band, _plain(value))


def _line(municipality: str | None, key: str, category: str, figure: Mapping[str, Any]) -> Line:
    return (municipality, key, category, name_of(key, category), figure)


def name_of(key: str, category: str = "") -> str:
    """Return what a figure is called. Raises ``KeyError`` for one the analysis does not have."""
    if key == "bands":
        return _("%(band)s måneder i gruppe 2") % {"band": category}
    if category:
        return words.code_name(category)
    return {
        "group_2": _("Gruppe 2"),
        "changed_benefit": _("Har skiftet ydelse"),
        "still_on_assistance": _("Stadig i kontanthjælpssystemet"),
        "over_9_months": _("Over 9 måneder i gruppe 2"),
        "without_active_offer": _("Uden et aktivt tilbud"),
    }[key]


def _categories(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((key, value) for key, value in values.items() if key not in _MARKS)


def _plain(value: Any) -> Mapping[str, Any]:
    """Return a plain number as a figure; where it is hidden, the report has none."""
    return {"count": value, "suppressed": value is None}


def sheets(report: Report) -> list[Sheet]:
    """Return the report's own figures and, one line each, the municipalities'."""
    place, month = words.place(report["municipality"]), words.month_name(report["month"])
    title = _("Flere skal med: gruppe 2, %(place)s, %(month)s") % {"place": place, "month": month}
    about = ((_("Kommune"), place), (_("Opgjort"), _("udgangen af %(month)s") % {"month": month}))
    about += words.release_facts(report)
    notes = (str(words.DISCRETION),) if words.hides_anything(report) or _hides(report) else ()
    notes += tuple(filter(None, [words.release_note(report)]))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (("    " if category else "") + label, count_cell(figure), of_cell(figure), share_cell(figure))
        for _place, _key, category, label, figure in lines_of({**report, "by_municipality": []})
    )
    columns = (_("Tal"), _("Antal"), _("Ud af"), _("Andel"))
    own = Sheet(_("Tal"), title, about, columns, rows, notes)
    if not report["by_municipality"]:
        return [own, _municipalities(report, title, about, notes)]
    return [own, _municipalities(report, title, about, notes), _long_waits(report, title, about, notes)]


def _long_waits(report: Report, title: str, about: tuple[tuple[str, str], ...], notes: tuple[str, ...]) -> Sheet:
    """Return the municipalities where so many wait that the minister asked about them."""
    lines = long_waits(report)
    names = words.places([line["municipality"] for line in lines])
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (names[line["municipality"]], count_cell(line["over_9_months"]), share_cell(line["over_9_months"]))
        for line in lines
    )
    name = _("Mindst %(n)s over 9 mdr.") % {"n": LONG_WAITERS}
    return Sheet(name, title, about, (_("Kommune"), _("Over 9 måneder"), _("Andel")), rows, notes)


def _hides(report: Report) -> bool:
    return any(figure["count"] is None for *_rest, figure in lines_of(report))


def _municipalities(report: Report, title: str, about: tuple[tuple[str, str], ...], notes: tuple[str, ...]) -> Sheet:
    lines = report["by_municipality"]
    names = words.places([line["municipality"] for line in lines])
    bands = [band for band, _value in _categories(lines[0]["bands"])] if lines else []
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            names[line["municipality"]],
            count_cell(line["still_on_assistance"]),
            count_cell(line["over_9_months"]),
            share_cell(line["over_9_months"]),
            *(plain_cell(line["bands"][band]) for band in bands),
        )
        for line in lines
    )
    months = tuple(_("%(band)s mdr.") % {"band": band} for band in bands)
    columns = (_("Kommune"), _("I kontanthjælpssystemet"), _("Over 9 måneder"), _("Andel"), *months)
    return Sheet(_("Kommuner"), title, about, columns, rows, notes)
