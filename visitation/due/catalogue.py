"""What a rule is, the tabs its rows stand under, and the catalogue that the rules enter themselves in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Tab(models.TextChoices):
    """The next actions, in the order of their tabs on the start page."""

    VISITATION = "visitation", _("Skal visiteres")
    CONTACT = "contact", _("Kontakt mangler")
    INTERVIEW = "interview", _("Samtale forfalden")
    PLAN = "plan", _("Plan mangler")
    FACILITATOR = "facilitator", _("Jobformidler mangler")
    AGREEMENT = "agreement", _("Aftale mangler")
    OFFER_ENDS = "offer_ends", _("Tilbud udløber")
    NO_OFFER = "no_offer", _("Tilbud mangler")
    REHABILITATION = "rehabilitation", _("Rehab venter")
    MEASURE = "measure", _("Social indsats mangler")
    PROGRESSION = "progression", _("Måling mangler")


@dataclass(frozen=True)
class Part:
    """A rule in SQL, read from ``person`` (see ``person.sql``) or a ``source`` with a person's columns and more.

    ``where``: whom it concerns. ``since``: the first day it is due; while that lies ahead (an open period ends at
    infinity) or is unknown, nothing is due, so a rule needs no condition of its own for it. ``deadline``: the last
    day to do it in time, by default ``since``. ``registration``: the id of the registration to correct or complete,
    where there is one. ``join``: another table; ``several``: it may have more than one row for a citizen.
    ``prefill``: what the form of a new registration that settles it is told beforehand, by its field; what is NULL is
    left out. ``prepared_since``: the day since which what settles it has been prepared, where it has.
    """

    where: str
    since: str
    deadline: str | None = None
    registration: str = "NULL::bigint"
    source: str = "person"
    join: str = ""
    several: bool = False
    prefill: Mapping[str, str] = field(default_factory=dict)
    prepared_since: str = "NULL::date"

    @property
    def prefill_sql(self) -> str:
        """The SQL of ``prefill`` as an object."""
        pairs = ", ".join(f"'{name}', {value}" for name, value in self.prefill.items())
        return f"jsonb_strip_nulls(jsonb_build_object({pairs}))" if pairs else "NULL::jsonb"


@dataclass(frozen=True)
class Rule:
    """A rule of what is due: its key, its words, its tab and the slug of the registration that settles it.

    ``words`` may name limits of the programme (``%(interview_every_months)d``), so that they say what it asks for.
    """

    key: str
    words: str | Promise
    tab: Tab
    settled_by: str
    part: Part
    explanation: str

    def say(self, limits: Mapping[str, int]) -> str:
        """Return the rule's words with the limits of a programme in them."""
        return str(self.words % limits)

    @property
    def sql(self) -> str:
        """The statement over ``person``: one row a citizen, about the registration that has been due the longest."""
        part = self.part
        once, first = "", ""
        if part.several:
            once, first = "DISTINCT ON (person.citizen_id)", "ORDER BY person.citizen_id, since, registration_id"
        return f"""
            (SELECT {once} '{self.key}' AS rule, person.citizen_id, {part.since} AS since,
                {part.deadline or part.since} AS deadline, {part.registration} AS registration_id,
                {part.prefill_sql} AS prefill, {part.prepared_since} AS prepared_since
            FROM {part.source} person {part.join} WHERE {part.where} AND {part.since} <= %(on)s {first})
        """  # noqa: S608 -- only our own text is put together


_rules: dict[str, Rule] = {}


def rule(words: str | Promise, tab: Tab, settled_by: str) -> Callable[[Callable[[], Part]], Callable[[], Part]]:
    """Enter the decorated function in the catalogue. Its name is the key, its docstring the rule in words."""

    def enter(function: Callable[[], Part]) -> Callable[[], Part]:
        key = function.__name__
        _rules[key] = Rule(key, words, tab, settled_by, function(), function.__doc__ or "")
        return function

    return enter


def all_rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of the tabs."""
    order = list(Tab)
    return tuple(sorted(_rules.values(), key=lambda one: order.index(one.tab)))


def last_day_of(table: str) -> str:
    """Return the join of ``period.until``: the last day of what has begun in ``table`` for the citizen, if anything."""
    return f"""CROSS JOIN LATERAL (
        SELECT MAX(COALESCE("end", 'infinity')) AS until FROM {table}
        WHERE citizen_id = person.citizen_id AND "start" <= %(on)s
    ) period"""  # noqa: S608 -- only our own text is put together


def find_rule(key: str) -> Rule:
    """Return the rule called ``key``. Raises ``KeyError``."""
    return _rules[key]


def months_after(day: str, limit: str) -> str:
    """Return the SQL of ``limit`` months after ``day``; where there is no such day, the month's last."""
    return f"({day} + make_interval(months => %({limit})s))::date"
