"""The three blocks of the monthly report, in finished words and numbers, for PDF and page alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from cases.models import Grant

from .. import numbers
from ..charts import COMPANY_TRACK_MARK, Chart, company_track_chart, job_chart, visitation_chart
from ..definitions import of_words
from ..indicators import BY_KEY, CATALOGUE
from .words import SOURCE, SOURCE_COUNTRY, month_name

Report = Mapping[str, Any]
#: These stand as parts under the figure before them.
PARTS = {
    "group_1", "group_2", "group_3", "group_deferred",
    "virksomhedspraktik", "loentilskud", "ordinaere_timer", "fleksjob", "ordinaer_uddannelse",
    "employment", "flex_job", "education",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of a block's table. Every text is finished."""

    key: str
    label: str
    count: str
    share: str = ""
    of: str = ""
    previous: str = ""
    is_part: bool = False


@dataclass(frozen=True)
class Block:
    """One block: its share, a sentence, its table, its figure, its notes and its source.

    ``value`` is empty where there is no share to show; the sentence then says why.
    """

    key: str
    title: str
    month: str
    value: str
    lead: str
    rows: tuple[Row, ...]
    chart: Chart
    notes: tuple[tuple[str, str], ...]
    source: str
    remark: str = ""

    @property
    def has_previous(self) -> bool:
        """Whether any figure has last month's number, so that the table needs its column."""
        return any(row.previous for row in self.rows)


def blocks(report: Report) -> tuple[Block, Block, Block]:
    """Return the blocks Startafklaring, Virksomhedsforløb mv. and Job og uddannelse of a monthly report."""
    return _start(report), _company_track(report), _job(report)


def _start(report: Report) -> Block:
    visited = report["indicators"]["visited"]
    lead = _lead(
        visited,
        gettext("af målgruppen er visiteret: %(count)s af %(of)s borgere."),
        gettext("Der er ingen borgere i målgruppen."),
        gettext("Andelen af målgruppen, der er visiteret, vises ikke af diskretionshensyn."),
    )
    rows = tuple(_row(indicator.key, report) for indicator in CATALOGUE if indicator.block == 1)
    value = numbers.shown_share(visited, until_all=True)
    return _block(report, 1, gettext("Startafklaring"), value, lead, rows, visitation_chart(report))


def _company_track(report: Report) -> Block:
    figure, month = report["indicators"]["company_track"], month_name(report["lagged_month"])
    lead = _lead(
        figure,
        gettext("af gruppe 1 var i virksomhedsforløb mv.: %(count)s af %(of)s borgere."),
        gettext("Der var ingen borgere i gruppe 1 i %(month)s.") % {"month": month},
        gettext("Andelen af gruppe 1 i virksomhedsforløb mv. vises ikke af diskretionshensyn."),
    )
    marked = _is_held_to_the_mark(report)
    chart = company_track_chart(report, marked=marked)
    block = _lagged(report, 2, gettext("Virksomhedsforløb mv."), lead, figure, chart)
    if not marked:
        return block
    mark = numbers.percent(COMPANY_TRACK_MARK.numerator, COMPANY_TRACK_MARK.denominator)
    remark = gettext("Krav til tredje rate: mindst %(mark)s i tre måneder i træk.") % {"mark": mark}
    return replace(block, remark=remark)


def _is_held_to_the_mark(report: Report) -> bool:
    """Whether the third instalment's condition says anything here: in the country, and where there is a grant."""
    place = report["municipality"]
    return place is None or Grant.objects.filter(programme=report["programme"], municipality=place).exists()


def _job(report: Report) -> Block:
    figure, month = report["indicators"]["job_or_education"], month_name(report["lagged_month"])
    lead = _lead(
        figure,
        gettext("af gruppe 1 var i job eller uddannelse ved månedens udgang: %(count)s af %(of)s borgere."),
        gettext("Der var ingen borgere i gruppe 1 i %(month)s.") % {"month": month},
        gettext("Andelen af gruppe 1 i job eller uddannelse vises ikke af diskretionshensyn."),
    )
    return _lagged(report, 3, gettext("Job og uddannelse"), lead, figure, job_chart(report))


def _lead(figure: Mapping[str, Any], shown: str, nobody: str, hidden: str) -> str:
    """Return the sentence that follows a block's share, or that says why there is none."""
    share = numbers.shown_share(figure)
    if share == numbers.HIDDEN:
        return hidden
    if share == numbers.EMPTY:
        return nobody
    return shown % {"count": numbers.shown_count(figure), "of": numbers.shown_of(figure)}


def _lagged(report: Report, number: int, title: str, lead: str, figure: Mapping[str, Any], chart: Chart) -> Block:
    """Return a block on the group 1 of the month before the report's."""
    size = Row("group_1_lagged", gettext("Borgere i gruppe 1"), numbers.shown_of(figure))
    rows = (size, *(_row(indicator.key, report) for indicator in CATALOGUE if indicator.block == number))
    return _block(report, number, title, numbers.shown_share(figure), lead, rows, chart)


def _block(
    report: Report, number: int, title: str, value: str, lead: str, rows: tuple[Row, ...], chart: Chart
) -> Block:
    month = month_name(report["month"] if number == 1 else report["lagged_month"])
    value = "" if value in (numbers.HIDDEN, numbers.EMPTY) else value
    source = str(SOURCE_COUNTRY if report["municipality"] is None else SOURCE)
    return Block(f"block-{number}", title, month, value, lead, rows, chart, _notes(number), source)


def _row(key: str, report: Report) -> Row:
    figure = report["indicators"][key]
    return Row(
        key,
        str(BY_KEY[key].label),
        numbers.shown_count(figure),
        numbers.shown_share(figure, until_all=key == "visited"),
        of_words(BY_KEY[key]),
        numbers.shown_previous(figure),
        key in PARTS,
    )


def _notes(number: int) -> tuple[tuple[str, str], ...]:
    """Return the catalogue's notes of a block; figures that share one stand together before it."""
    labels: dict[str, list[str]] = {}
    for indicator in CATALOGUE:
        if indicator.block == number:
            labels.setdefault(str(indicator.note), []).append(str(indicator.label))
    return tuple((_together(names), note) for note, names in labels.items() if note)


def _together(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else capfirst(", ".join(labels))
