"""The blocks of the monthly report, in finished words and numbers, for its PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import numbers
from ..blocks import BlockPlan, Mark, blocks_of, marks_of
from ..charts import Chart, chart_of
from ..definitions import of_words
from ..indicators import Indicator
from ..lookups import the_programme
from .words import SOURCE, SOURCE_COUNTRY, month_name

Report = Mapping[str, Any]
#: These stand as parts under the figure before them.
PARTS = {
    "group_1", "group_2", "group_3", "group_deferred",
    "virksomhedspraktik", "loentilskud", "ordinaere_timer", "fleksjob", "ordinaer_uddannelse",
    "employment", "flex_job", "education", "paid_hours", "su_education",
}  # fmt: skip


@dataclass(frozen=True)
class Sentences:
    """What follows a block's share; what is said where there is nobody to count it of, and where it is hidden."""

    shown: str | Promise
    nobody: str | Promise
    hidden: str | Promise


_SENTENCES = {
    "gross_target_group": Sentences(
        _("borgere er i målgruppen."),
        _("Der er ingen borgere i målgruppen."),
        _("Antallet af borgere i målgruppen vises ikke af diskretionshensyn."),
    ),
    "visited": Sentences(
        _("af målgruppen er visiteret: %(count)s af %(of)s borgere."),
        _("Der er ingen borgere i målgruppen."),
        _("Andelen af målgruppen, der er visiteret, vises ikke af diskretionshensyn."),
    ),
    "company_track": Sentences(
        _("af gruppe 1 var i virksomhedsforløb mv.: %(count)s af %(of)s borgere."),
        _("Der var ingen borgere i gruppe 1 i %(month)s."),
        _("Andelen af gruppe 1 i virksomhedsforløb mv. vises ikke af diskretionshensyn."),
    ),
    "job_or_education": Sentences(
        _("af gruppe 1 var i job eller uddannelse ved månedens udgang: %(count)s af %(of)s borgere."),
        _("Der var ingen borgere i gruppe 1 i %(month)s."),
        _("Andelen af gruppe 1 i job eller uddannelse vises ikke af diskretionshensyn."),
    ),
    "paid_hours_or_su": Sentences(
        _("af indsatsgruppen havde løntimer eller var i SU-uddannelse: %(count)s af %(of)s borgere."),
        _("Der var ingen borgere i indsatsgruppen i %(month)s."),
        _("Andelen af indsatsgruppen med løntimer eller SU-uddannelse vises ikke af diskretionshensyn."),
    ),
}
#: For a figure that no sentence was written for.
_PLAIN = Sentences(
    _("er med i tallet »%(label)s«: %(count)s af %(of)s borgere."),
    _("Der er ingen at tælle »%(label)s« ud af i %(month)s."),
    _("»%(label)s« vises ikke af diskretionshensyn."),
)


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
    chart: Chart | None
    notes: tuple[tuple[str, str], ...]
    source: str
    remarks: tuple[str, ...] = ()

    @property
    def has_shares(self) -> bool:
        """Whether any figure is a share, so that the table needs its columns."""
        return any(row.share for row in self.rows)

    @property
    def has_previous(self) -> bool:
        """Whether any figure has last month's number, so that the table needs its column."""
        return any(row.previous for row in self.rows)


def blocks(report: Report) -> tuple[Block, ...]:
    """Return the blocks of a monthly report that its programme's definition names."""
    programme = the_programme(report["programme"])
    marks = marks_of(programme, report["municipality"])
    return tuple(
        _block(number, plan, report, marks.get(plan.first.key, ()))
        for number, plan in enumerate(blocks_of(programme), start=1)
    )


def _block(number: int, plan: BlockPlan, report: Report, marks: tuple[Mark, ...]) -> Block:
    first, figure = plan.first, report["indicators"][plan.first.key]
    month = month_name(report["lagged_month" if first.lag else "month"])
    value = numbers.shown_count(figure) if first.of is None else _share(first, figure)
    return Block(
        f"block-{number}",
        str(plan.table.title),
        month,
        "" if value in (numbers.HIDDEN, numbers.EMPTY) else value,
        _lead(first, figure, value, month),
        (*_whole(plan, figure), *(_row(indicator, report) for indicator in plan.lines)),
        chart_of(first, report, tuple(mark.share for mark in marks)),
        _notes(plan),
        str(SOURCE_COUNTRY if report["municipality"] is None else SOURCE),
        tuple(
            gettext("Krav til rate %(number)s: %(rule)s") % {"number": mark.number, "rule": mark.text} for mark in marks
        ),
    )


def _share(indicator: Indicator, figure: Mapping[str, Any]) -> str:
    return numbers.shown_share(figure, until_all=indicator.key == "visited")


def _lead(first: Indicator, figure: Mapping[str, Any], value: str, month: str) -> str:
    """Return the sentence that follows a block's first figure, or that says why there is none."""
    sentences = _SENTENCES.get(first.key, _PLAIN)
    said = {numbers.HIDDEN: sentences.hidden, numbers.EMPTY: sentences.nobody}.get(value, sentences.shown)
    numbers_in_it = {"count": numbers.shown_count(figure), "of": numbers.shown_of(figure)}
    return str(said) % {**numbers_in_it, "label": first.label, "month": month}


def _whole(plan: BlockPlan, figure: Mapping[str, Any]) -> tuple[Row, ...]:
    """Return the line of how many the first figure is counted of, where no other line says it."""
    if not plan.lacks_its_whole:
        return ()
    label = gettext("Borgere i %(of)s") % {"of": of_words(plan.first)}
    return (Row(f"{plan.first.key}_of", label, numbers.shown_of(figure)),)


def _row(indicator: Indicator, report: Report) -> Row:
    figure = report["indicators"][indicator.key]
    return Row(
        indicator.key,
        str(indicator.label),
        numbers.shown_count(figure),
        _share(indicator, figure),
        of_words(indicator),
        numbers.shown_previous(figure),
        indicator.key in PARTS,
    )


def _notes(plan: BlockPlan) -> tuple[tuple[str, str], ...]:
    """Return the catalogue's notes of a block; figures that share one stand together before it."""
    labels: dict[str, list[str]] = {}
    for indicator in plan.lines:
        labels.setdefault(str(indicator.note), []).append(str(indicator.label))
    return tuple((_together(names), note) for note, names in labels.items() if note)


def _together(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else capfirst(", ".join(labels))
