"""The parts of a case on paper, and the lines of each, from whatever kinds of registration there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.timeline import TimelineEntry


@dataclass(frozen=True)
class Part:
    """A part that may be chosen: its key in forms and the log, its title, and the kinds of registration it holds."""

    key: str
    title: str | Promise
    slugs: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One registration on paper: when (a day or a period), what, and what else is worth saying."""

    when: str
    what: str
    details: list[str]


PARTS = (
    Part("stamdata", gettext_lazy("Stamdata"), ()),
    Part("ydelser", gettext_lazy("Ydelser"), ("ydelse",)),
    Part("visitation", gettext_lazy("Visitation og vurdering"), ("visitation",)),
    Part("plan", gettext_lazy("Jobmål, CV og jobformidler"), ("plan", "formidler")),
    Part("tilbud", gettext_lazy("Tilbud og virksomheder"), ("tilbud",)),
    Part("kontakter", gettext_lazy("Samtaler og kontakter"), ("kontakt",)),
    Part("progression", gettext_lazy("Progression"), ("progression",)),
    Part("indsats", gettext_lazy("Sociale og sundhedsmæssige indsatser"), ("indsats",)),
    Part("rehab", gettext_lazy("Rehabilitering"), ("forberedelse", "rehabilitering")),
)
BY_KEY = {part.key: part for part in PARTS}


def lines_of(part: Part, entries: Sequence[TimelineEntry]) -> list[Line]:
    """Return the lines of a part, newest first."""
    own = [entry for entry in entries if entry.kind.slug in part.slugs]
    ends = _replaced_on(own) if part.slugs == ("ydelse",) else {}
    return [Line(_when(entry, ends), entry.headline, entry.details) for entry in own]


def _replaced_on(entries: Iterable[TimelineEntry]) -> dict[Any, date]:
    """Return the last day of each benefit: the day before the next one."""
    in_order = sorted(entries, key=lambda entry: entry.on)
    return {before.registration.pk: after.on - timedelta(days=1) for before, after in pairwise(in_order)}


def _when(entry: TimelineEntry, ends: dict[Any, date]) -> str:
    """Return the day, or the period of what runs over one."""
    first = date_format(entry.on, "SHORT_DATE_FORMAT")
    runs = hasattr(entry.registration, "end") or entry.kind.slug == "ydelse"
    last = ends.get(entry.registration.pk) or getattr(entry.registration, "end", None)
    if last is not None:
        return f"{first} – {date_format(last, 'SHORT_DATE_FORMAT')}"
    return _("fra %(day)s") % {"day": first} if runs else first
