"""What every figure and table means, in words, made from the catalogue: pages, notes, sheets and JSON are made of this.

Whoever reads a number can read here what is counted, of what, for which month, from which registrations, what we
chose where the sources leave it open, and since which version of the program it has been counted so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .indicators import BY_KEY, GROUP_1, IN_EFFORT, IN_PROGRAMME, VISITED, Indicator
from .table_definitions import TABLES, TableDefinition

#: Which registrations decide each column of a monthly status row.
SOURCES = {
    "in_programme": (_("ydelsesskift"),),
    "group": (_("visitationer"),),
    "exempted": (_("visitationer"),),
    "facilitator": (_("personlige jobformidlere"),),
    "job_goal": (_("planer"),),
    "cv": (_("planer"),),
    "contact": (_("samtaler og kontakter"),),
    "virksomhedspraktik": (_("tilbud"),),
    "loentilskud": (_("tilbud"),),
    "ordinaere_timer": (_("tilbud"), _("ydelsesskift")),
    "fleksjob": (_("ydelsesskift"),),
    "ordinaer_uddannelse": (_("tilbud"), _("ydelsesskift")),
    "employment": (_("ydelsesskift"),),
    "flex_job": (_("ydelsesskift"),),
    "education": (_("ydelsesskift"), _("tilbud")),
}


@dataclass(frozen=True)
class Definition:
    """The meaning of a figure or table, every text finished in the reader's language.

    ``of`` is empty for a plain number. ``figures`` are the definitions of what stands in a table; ``tables`` those
    that a figure stands in, both as (key, name).
    """

    key: str
    label: str
    counts: str
    of: str
    month: str
    source: str
    choices: tuple[str, ...]
    since: str
    figures: tuple[tuple[str, str], ...] = ()
    tables: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any]) -> Definition:
        """Return a definition as it was stored from its key and ``as_fields``."""
        texts = {name: fields[name] or "" for name in ("key", "label", "counts", "of", "month", "source", "since")}
        return cls(choices=tuple(fields["choices"]), **texts)

    @property
    def is_table(self) -> bool:
        """Whether it is a table's, not a figure's."""
        return not self.tables

    @property
    def as_fields(self) -> dict[str, Any]:
        """The definition as it stands in JSON."""
        fields: dict[str, Any] = {"label": self.label, "counts": self.counts, "of": self.of or None}
        more = {"month": self.month, "source": self.source, "choices": list(self.choices), "since": self.since}
        return fields | more | ({"figures": [key for key, _name in self.figures]} if self.figures else {})


def definition_of(key: str) -> Definition | None:
    """Return the definition of a figure or table; None when nothing is called so."""
    if key in BY_KEY:
        return _of_indicator(BY_KEY[key])
    return _of_table(TABLES[key]) if key in TABLES else None


def all_definitions() -> list[tuple[Definition, list[Definition]]]:
    """Return every table's definition with those of its figures."""
    return [(_of_table(table), [_of_indicator(BY_KEY[key]) for key in table.figures]) for table in TABLES.values()]


def as_dictionary(meanings: Iterable[Definition]) -> dict[str, Any]:
    """Return definitions by key, as they stand in JSON."""
    return {meaning.key: meaning.as_fields for meaning in meanings}


def every_definition() -> dict[str, Any]:
    """Return the definition of every table and figure by key, as they stand in JSON."""
    return as_dictionary(meaning for table, figures in all_definitions() for meaning in (table, *figures))


def definitions_of(kind: str, figures: Collection[str] | None = None) -> list[Definition]:
    """Return what a kind of report (``monthly``, ``status``, …) needs to be read: its tables, then its figures.

    ``figures``: the keys of those that stand in the report at hand, by default all that a report of its kind may have.
    """
    here = BY_KEY.keys() if figures is None else figures
    tables = [
        table
        for table in TABLES.values()
        if table.kind == kind and (not table.figures or any(key in here for key in table.figures))
    ]
    keys = [key for key in BY_KEY if key in here and any(key in table.figures for table in tables)]
    return [*map(_of_table, tables), *(_of_indicator(BY_KEY[key]) for key in keys)]


def figures_in(report: Any) -> Collection[str] | None:
    """Return the keys of the figures that stand in a monthly report; None for any other report."""
    return report.get("indicators") if isinstance(report, Mapping) else None


def _of_indicator(indicator: Indicator) -> Definition:
    month = gettext("Måneden før rapportens") if indicator.lag else gettext("Rapportens måned")
    tables = tuple((table.key, str(table.title)) for table in TABLES.values() if indicator.key in table.figures)
    return Definition(
        indicator.key,
        str(indicator.label),
        str(indicator.note),
        of_words(indicator),
        month,
        source_words(indicator),
        tuple(map(str, indicator.choices)),
        indicator.since,
        tables=tables,
    )


def _of_table(table: TableDefinition) -> Definition:
    return Definition(
        table.key,
        str(table.title),
        str(table.counts),
        str(table.of),
        str(table.month),
        str(table.source),
        tuple(map(str, table.choices)),
        table.since,
        figures=tuple((key, str(BY_KEY[key].label)) for key in table.figures),
    )


def of_words(indicator: Indicator) -> str:
    """Return in words whom an indicator is counted of; nothing for a plain number."""
    if indicator.of is None:
        return ""
    if indicator.of == IN_PROGRAMME:
        return gettext("bruttomålgruppen")
    if indicator.of == VISITED:
        return gettext("de visiterede")
    if indicator.of == GROUP_1:
        return gettext("gruppe 1")
    if indicator.of == IN_EFFORT:
        return gettext("indsatsgruppen")
    raise LookupError(f"no words for what {indicator.key} is counted of")


def source_words(indicator: Indicator) -> str:
    """Return which registrations an indicator is counted from, in the order a person would name them."""
    words = [str(word) for field, sources in SOURCES.items() if field in indicator.reads for word in sources]
    named = list(dict.fromkeys(words)) or [gettext("målgruppen, som den blev udtrukket")]
    return gettext("Kommunens registreringer: %(kinds)s.") % {"kinds": ", ".join(named)}
