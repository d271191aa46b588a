"""What made a person count: the registrations behind the columns of a monthly status row, as a close knew them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import Benefit, ContactKind, OfferKind
from flereskalmed.quick_formats import short_date
from visitation.codes import Group

from ..months import Month
from .known import known_registrations

_SQL = (Path(__file__).parent / "facts.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Fact:
    """A registration as it was known at a moment, and when it had been written so.

    ``known_until``: when it was changed or deleted afterwards; None: it still stands.
    """

    citizen_id: int
    source: str
    id: int
    code: str
    since: date
    until: date | None
    on_last: bool
    known_from: datetime
    known_until: datetime | None
    deleted: bool

    @property
    def version(self) -> tuple[str, int, datetime]:
        """What tells it from another registration, and from itself after a correction."""
        return self.source, self.id, self.known_from

    @property
    def headline(self) -> str:
        """What it says, without dates."""
        if self.source == "benefit":
            return str(Benefit(self.code).label)
        if self.source == "offer":
            return str(OfferKind(self.code).label)
        if self.source == "contact":
            return str(ContactKind(self.code).label)
        if self.source == "visitation":
            return str(_("Gruppe %(group)s") % {"group": self.code} if self.code.isdigit() else Group(self.code).label)
        names = {"facilitator": _("Personlig jobformidler"), "job_goal": _("Jobmål"), "cv": _("CV")}
        return names[self.source]

    @property
    def in_words(self) -> str:
        """What it says and when it holds."""
        values = {"what": self.headline, "since": short_date(self.since)}
        if self.until is not None and self.until != self.since:
            return _("%(what)s %(since)s–%(until)s") % {**values, "until": short_date(self.until)}
        if self.source in {"benefit", "offer", "facilitator", "visitation"}:
            return _("%(what)s fra %(since)s") % values
        return _("%(what)s %(since)s") % values

    @property
    def written(self) -> str:
        """When it was registered or last corrected, and what has become of it since."""
        text = _("registreret %(day)s") % {"day": short_date(timezone.localdate(self.known_from))}
        if self.known_until is None:
            return text
        later = {"day": short_date(timezone.localdate(self.known_until))}
        return f"{text}, {(_('slettet %(day)s') if self.deleted else _('rettet %(day)s')) % later}"


Facts = Mapping[int, list[Fact]]


def facts_of(citizens: Iterable[int], month: Month, known: datetime) -> Facts:
    """Return what was registered by ``known`` of how each citizen stood in ``month``: one query."""
    parameters = {"citizens": list(citizens), "known": known, "first": month.first, "last": month.last}
    asked = "asked AS (SELECT unnest(%(citizens)s::bigint[]) AS citizen_id)"
    found: dict[int, list[Fact]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {asked}, {known_registrations()} {_SQL}", parameters)
        for row in cursor.fetchall():
            found[row[0]].append(Fact(*row))
    return found


#: The kinds of registration that each column of a status row is decided by: (source, the code that makes it true).
_OFFERS = {kind: ("offer", kind) for kind in ("virksomhedspraktik", "loentilskud", "ordinaere_timer")}
DECIDED_BY: dict[str, tuple[tuple[str, str | None], ...]] = {
    "in_programme": (("benefit", None),),
    "group": (("visitation", None),),
    "exempted": (("visitation", None),),
    "facilitator": (("facilitator", None),),
    "job_goal": (("job_goal", None),),
    "cv": (("cv", None),),
    "contact": (("contact", None),),
    "virksomhedspraktik": (_OFFERS["virksomhedspraktik"],),
    "loentilskud": (_OFFERS["loentilskud"],),
    "ordinaere_timer": (_OFFERS["ordinaere_timer"], ("benefit", "job")),
    "fleksjob": (("benefit", "fleksjob"),),
    "ordinaer_uddannelse": (("offer", "ordinaer_uddannelse"), ("benefit", "uddannelse")),
    "employment": (("benefit", "job"),),
    "flex_job": (("benefit", "fleksjob"),),
    "education": (("benefit", "uddannelse"), ("offer", "ordinaer_uddannelse")),
}
#: These are judged on the month's last day; the rest on any day of it.
ON_LAST_DAY = {
    "in_programme",
    "group",
    "exempted",
    "facilitator",
    "job_goal",
    "cv",
    "employment",
    "flex_job",
    "education",
}


def behind(facts: Iterable[Fact], columns: Iterable[str]) -> list[Fact]:
    """Return the registrations that made these columns what they are, each once."""
    chosen = list(columns)
    return [fact for fact in facts if any(_makes(fact, column) for column in chosen)]


def _makes(fact: Fact, column: str) -> bool:
    if column in ON_LAST_DAY and not fact.on_last:
        return False
    return any(fact.source == source and code in (None, fact.code) for source, code in DECIDED_BY[column])


def concerning(facts: Iterable[Fact], columns: Iterable[str]) -> list[Fact]:
    """Return the registrations that these columns look at, also those that made them false."""
    looked_at = [pair for column in columns for pair in DECIDED_BY[column]]
    return [
        fact
        for fact in facts
        if any(fact.source == source and (source != "offer" or code == fact.code) for source, code in looked_at)
    ]
