"""The monthly report as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..indicators import BY_KEY, Indicator
from . import words
from .table_model import (
    Cell,
    Sheet,
    Table,
    count_cell,
    of_cell,
    previous_cell,
    raw_share,
    share_cell,
    status,
)

Report = Mapping[str, Any]
COLUMNS = (
    "indicator", "label", "month", "count", "of", "share", "previous", "status", "previous_status",
    "programme", "municipality", "report_month", "version", "release_hidden_cells", "release_audited_at",
)  # fmt: skip


def _indicators(report: Report) -> list[Indicator]:
    """Return the figures this report has, in its order."""
    return [BY_KEY[key] for key in report["indicators"]]


def data(report: Report) -> Table:
    """Return one row for each figure of the report; the country's municipality is empty.

    The last two columns are the public note of the release, empty in what is not published.
    """
    about: tuple[Cell, ...] = (report["programme"], report["municipality"], report["month"], report["version"])
    release = report.get("disclosure") or {}
    about += (release.get("hidden_cells"), release.get("audited_at"))
    rows = []
    for indicator in _indicators(report):
        figure = report["indicators"][indicator.key]
        rows.append(
            (
                indicator.key,
                str(indicator.label),
                words.measured_month(indicator.key, report),
                figure["count"],
                figure.get("of"),
                raw_share(figure),
                figure.get("previous"),
                status(figure),
                _previous_status(figure),
                *about,
            )
        )
    return Table(COLUMNS, tuple(rows))


def _previous_status(figure: Mapping[str, Any]) -> str:
    if "previous" not in figure:
        return ""
    if figure.get("previous_suppressed"):
        return "suppressed"
    return "empty" if figure["previous"] is None else "shown"


def sheets(report: Report) -> list[Sheet]:
    """Return the sheets Tal and Serie."""
    place = words.place(report["municipality"])
    programme = words.programme_name(report["programme"])
    title = f"{programme}: {place}, {words.month_name(report['month'])}"
    about = _about(report, place, programme)
    return [_figures(report, title, about), _series(report, title, about)]


def _about(report: Report, place: str, programme: str) -> tuple[tuple[str, str], ...]:
    closed = words.closed_at(report)
    return (
        (_("Program"), f"{programme} ({report['programme']})"),
        (_("Kommune"), f"{place} ({report['municipality']})" if report["municipality"] else place),
        (_("Måned"), f"{words.month_name(report['month'])} ({report['month']})"),
        (_("Version"), str(report["version"]) if report["version"] else _("foreløbig")),
        (_("Lukket"), date_format(closed, "DATETIME_FORMAT") if closed else _("ikke lukket")),
        (_("Kilde"), str(words.SOURCE if report["municipality"] else words.SOURCE_COUNTRY).partition(": ")[2]),
    )


def standing_notes(report: Report) -> tuple[str, ...]:
    """Return the notes that go with these figures."""
    notes = [str(words.NOT_COMPARABLE)]
    if note := words.release_note(report):
        notes.insert(0, note)
    if note := words.disclosure_note(report):
        notes.insert(0, note)
    if report.get("preliminary"):
        notes.insert(0, str(words.PRELIMINARY))
    return tuple(notes)


def _figures(report: Report, title: str, about: tuple[tuple[str, str], ...]) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for indicator in _indicators(report):
        figure, month = report["indicators"][indicator.key], words.measured_month(indicator.key, report)
        share = share_cell(figure, until_all=indicator.key == "visited")
        counted = (count_cell(figure), of_cell(figure), share, previous_cell(figure))
        rows.append((indicator.block, str(indicator.label), words.month_name(month), *counted))
    columns = (_("Blok"), _("Tal"), _("Måned"), _("Antal"), _("Ud af"), _("Andel"), _("Måneden før"))
    return Sheet(_("Tal"), title, about, columns, tuple(rows), standing_notes(report))


def _series(report: Report, title: str, about: tuple[tuple[str, str], ...]) -> Sheet:
    """Return the months, oldest first: for each figure the month it measures, number, of and share."""
    rows: list[tuple[Cell, ...]] = []
    for entry in report["series"]:
        for indicator in _indicators(report):
            figure = entry.get(indicator.key)
            if figure is None:
                continue
            measured = words.month_before(entry["month"]) if indicator.lag else entry["month"]
            share = share_cell(figure, until_all=indicator.key == "visited")
            label = str(BY_KEY[indicator.key].label)
            rows.append((entry["month"], measured, label, count_cell(figure), of_cell(figure), share))
    columns = (_("Rapport"), _("Opgjort måned"), _("Tal"), _("Antal"), _("Ud af"), _("Andel"))
    return Sheet(_("Serie"), title, about, columns, tuple(rows), standing_notes(report))
