"""The instalments of grants as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ..instalments.rules import KINDS
from . import words
from .table_model import Cell, Sheet, Table, share_cell

Report = Sequence[Mapping[str, Any]]
COLUMNS = (
    "programme", "municipality", "grant_dkk", "number", "percent", "amount_dkk", "rule", "met", "met_in", "missing",
)  # fmt: skip


def data(report: Report) -> Table:
    """Return one row for each instalment of each grant."""
    rows = [
        tuple({**grant, **instalment}[column] for column in COLUMNS)
        for grant in report
        for instalment in grant["instalments"]
    ]
    return Table(COLUMNS, tuple(rows))


def sheets(report: Report) -> list[Sheet]:
    """Return the instalments, and the months they were judged on."""
    title = _title({grant["programme"] for grant in report})
    names = words.places([grant["municipality"] for grant in report])
    rows: list[tuple[Cell, ...]] = []
    months: list[tuple[Cell, ...]] = []
    for grant in report:
        place = names[grant["municipality"]]
        for part in grant["instalments"]:
            rows.append((grant["programme"], place, grant["grant_dkk"], *_instalment(part)))
            months += [(grant["programme"], place, part["number"], *_month(month)) for month in part["months"]]
    grant_columns = (_("Program"), _("Kommune"), _("Bevilling, kr."), _("Rate"), _("Procent"), _("Beløb, kr."))
    columns = (*grant_columns, _("Betingelse"), _("Opfyldt"), _("Opfyldt i"), _("Mangler"))
    headings = (_("Program"), _("Kommune"), _("Rate"), _("Måned"), _("Antal"), _("Ud af"), _("Andel"), _("Opfylder"))
    return [
        Sheet(_("Rater"), title, (), columns, tuple(rows)),
        Sheet(_("Måneder"), title, (), headings, tuple(months)),
    ]


def _title(codes: set[str]) -> str:
    """Name the programme in the title, where all the grants are of one."""
    if len(codes) != 1:
        return _("Rater")
    return _("%(programme)s: rater") % {"programme": words.programme_name(*codes)}


def _instalment(part: Mapping[str, Any]) -> tuple[Cell, ...]:
    condition = str(KINDS[part["rule"]].label)
    met_in = words.month_name(part["met_in"]) if part["met_in"] else None
    return (part["number"], part["percent"], part["amount_dkk"], condition, _yes(part["met"]), met_in, part["missing"])


def _month(month: Mapping[str, Any]) -> tuple[Cell, ...]:
    share = share_cell(month, until_all=True)
    return (words.month_name(month["month"]), month["count"], month["of"], share, _yes(month["meets"]))


def _yes(value: bool) -> str:
    return _("ja") if value else _("nej")
