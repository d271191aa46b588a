"""The definitions of a report: as a workbook's sheet, and as the notes of a printed table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..definitions import Definition, definitions_of, figures_in
from ..indicators import BY_KEY
from . import words
from .table_model import Cell, Sheet
from .table_monthly import standing_notes


def definition_sheet(report: Any, kind: str, first: Sheet) -> Sheet:
    """Return the sheet that says what the tables and figures beside it mean."""
    meanings = _meanings(report, kind)
    rows: tuple[tuple[Cell, ...], ...] = tuple(_row(meaning, report) for meaning in meanings)
    columns = (_("Tal"), _("Hvad tælles"), _("Ud af"), _("Hvilken måned"), _("Navn i JSON og CSV"))
    more = (_("Kilde"), _("Valg, vi har truffet"), _("Siden programversion"))
    notes = (*standing_notes(report), str(words.ROUNDING)) if kind == "monthly" else ()
    return Sheet(_("Definitioner"), first.title, first.about, (*columns, *more), rows, notes)


def _meanings(report: Any, kind: str) -> list[Definition]:
    """Return the definitions of a report: those it was signed with, or else what its figures mean today."""
    if isinstance(report, Mapping) and "definitions" in report:
        return [Definition.of_fields(fields) for fields in report["definitions"]]
    return definitions_of(kind, figures_in(report))


def _row(meaning: Definition, report: Any) -> tuple[Cell, ...]:
    month = meaning.month
    if meaning.key in BY_KEY and isinstance(report, Mapping) and "lagged_month" in report:
        month = words.month_name(words.measured_month(meaning.key, report))
    of = meaning.of or (None if meaning.figures else _("tælles for sig"))
    choices = " ".join(meaning.choices)
    name = None if meaning.is_table else meaning.key
    return (meaning.label, meaning.counts, of, month, name, meaning.source, choices or None, meaning.since)


def definition_notes(kind: str, report: Any = None) -> tuple[tuple[str, str], ...]:
    """Return the definitions of a printed report's tables, each as its name and what it means.

    A signed report prints those of its figures, too: it stands for itself.
    """
    if isinstance(report, Mapping) and "definitions" in report:
        return tuple(_note(meaning) for meaning in _meanings(report, kind))
    return tuple(_note(meaning) for meaning in definitions_of(kind) if meaning.key not in BY_KEY)


def _note(meaning: Definition) -> tuple[str, str]:
    return (meaning.label, " ".join([meaning.counts, *meaning.choices, meaning.source]))


def choices_made(report: Any) -> tuple[str, ...]:
    """Return what we chose where the sources leave room, for the figures of a monthly report, each said once."""
    figures = [meaning for meaning in definitions_of("monthly", figures_in(report)) if meaning.key in BY_KEY]
    return tuple(dict.fromkeys(choice for meaning in figures for choice in meaning.choices))
