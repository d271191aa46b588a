"""The documentation of an instalment as tables: it, the months it rests on, what proves them, who approved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from .. import numbers
from . import words
from .table_model import Cell, Sheet, Table, count_cell, share_cell

Report = Mapping[str, Any]
COLUMNS = (
    *("programme", "municipality", "number", "month", "closed", "version", "count", "of"),
    *("figures_sha256", "report_sha256"),
)


def data(report: Report) -> Table:
    """Return one row for each month that the instalment rests on."""
    return Table(COLUMNS, tuple(tuple({**report, **month}[name] for name in COLUMNS) for month in report["months"]))


def sheets(report: Report) -> list[Sheet]:
    """Return the documentation's tables in the order they are read."""
    values = {"number": report["number"], "place": report["place"], "programme": report["programme_name"]}
    title = _("%(programme)s: dokumentation for rate %(number)s, %(place)s") % values
    version = _("Version %(version)s, dannet %(day)s") % {
        "version": report["version"],
        "day": words.day_name(report["date"]),
    }
    about = ((_("Dokumentation"), version), (_("Kontrolsum (SHA-256)"), report["sha256"]))
    return [
        Sheet(_("Raten"), title, about, (_("Oplysning"), _("Indhold")), _instalment(report), _notes(report)),
        Sheet(_("Måneder"), title, about, _month_headings(), tuple(map(_month, report["months"]))),
        Sheet(_("Kontrolsummer"), title, about, _hash_headings(), tuple(_hashes(report["months"]))),
        Sheet(_("Godkendelse"), title, about, (_("Oplysning"), _("Indhold")), _approval(report["approval"])),
    ]


def _instalment(report: Report) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = [
        (_("Kommune"), f"{report['place']} ({report['municipality']})"),
        (_("Program"), report["programme_name"]),
        (_("Bevilling"), numbers.kroner(report["grant_dkk"])),
        (_("Rate"), f"{report['number']} ({report['percent']} %)"),
        (_("Beløb"), numbers.kroner(report["amount_dkk"])),
        (_("Betingelse"), report["condition"]),
        (_("Opfyldt i"), words.month_name(report["met_in"])),
    ]
    if report["grant_approved_on"]:
        rows.insert(3, (_("Ansøgningen godkendt"), words.day_name(report["grant_approved_on"])))
    return tuple(rows)


def _notes(report: Report) -> tuple[str, ...]:
    notes = [
        _("Dokumentationen viser ingen personer. Borgerne bag hvert tal står i kommunens interne bilag."),
        _("Kontrolsummen er SHA-256 af dokumentationens indhold som kanonisk JSON; en ændring giver en anden."),
    ]
    if any(month["suppressed"] for month in report["months"]):
        notes.append(str(words.DISCRETION))
    return tuple(notes)


def _month_headings() -> tuple[str, ...]:
    return (_("Opgjort måned"), _("Lukket måned"), _("Version"), _("Lukket"), _("Antal"), _("Ud af"), _("Andel"))


def _hash_headings() -> tuple[str, ...]:
    return (_("Lukket måned"), _("Hvad"), _("SHA-256"))


def _month(month: Mapping[str, Any]) -> tuple[Cell, ...]:
    of: Cell = numbers.HIDDEN if month["suppressed"] else month["of"]
    names = (words.month_name(month["month"]), words.month_name(month["closed"]))
    share = share_cell(month, until_all=True)
    return (*names, month["version"], words.day_name(month["closed_on"]), count_cell(month), of, share)


def _hashes(months: list[Mapping[str, Any]]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for month in months:
        name = words.month_name(month["closed"])
        rows.append((name, _("Kommunens tal i lukningen"), month["figures_sha256"]))
        if month["report_sha256"]:
            rows.append((name, _("Den offentliggjorte PDF"), month["report_sha256"]))
    return rows


def _approval(approval: Mapping[str, str]) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = [(_("Godkendt af"), approval["name"])]
    if approval["title"]:
        rows.append((_("Stilling"), approval["title"]))
    return (*rows, (_("Dato"), words.day_name(approval["on"])))
