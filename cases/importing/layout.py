"""The contract's files and their columns. Codes and lengths are the models' own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from django.db.models import Field


@dataclass(frozen=True)
class Column:
    """A column of a file: how it is read (``kind``) and which model field holds its values (``of``)."""

    name: str
    kind: str
    required: bool = False
    of: str = ""


@dataclass(frozen=True)
class File:
    """A file of the contract and the model it fills.

    ``key``: the columns of which a citizen (or a programme) has one row at most; empty: rows that
    differ anywhere are different registrations. ``dated``: the columns that may not lie after a death.
    """

    name: str
    model: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The table of the model."""
        return apps.get_model(self.model)._meta.db_table

    @property
    def staged(self) -> str:
        """The temporary table that holds the file's rows while they are checked."""
        return f"import_{self.name}"

    @property
    def names(self) -> list[str]:
        """The names of all columns."""
        return [column.name for column in self.columns]

    @property
    def required(self) -> list[str]:
        """The names of the columns that must be there."""
        return [column.name for column in self.columns if column.required]

    def field(self, column: Column) -> Field:
        """Return the model field behind ``column``."""
        model, _, name = (column.of or f"{self.model}.{column.name}").rpartition(".")
        return apps.get_model(model)._meta.get_field(name)


def cpr() -> Column:
    """Return the column that names the citizen."""
    return Column("cpr", "cpr", required=True)


def date(name: str, required: bool = False) -> Column:
    """Return a column of dates."""
    return Column(name, "date", required)


def text(name: str, required: bool = False, of: str = "") -> Column:
    """Return a column of free text, as long as the field ``of``."""
    return Column(name, "text", required, of)


def name_of(name: str, required: bool = False, of: str = "") -> Column:
    """Return a column of names: a free text that one can see."""
    return Column(name, "name", required, of)


def choice(name: str, required: bool = False) -> Column:
    """Return a column of codes, those of the model's field."""
    return Column(name, "choice", required)


PROGRAMME = Column("programme", "programme", required=True)
MUNICIPALITY = Column("municipality", "municipality", required=True)

CITIZENS = File(
    "citizens",
    "cases.Citizen",
    (
        cpr(),
        name_of("name", required=True),
        MUNICIPALITY,
        name_of("unit", of="cases.Unit.name"),
        Column("caseworker", "username", of="accounts.User.username"),
    ),
    key=("cpr",),
)
TARGET_GROUP = File("target_group", "cases.Membership", (PROGRAMME, cpr(), date("joined_on")), key=("programme", "cpr"))
BENEFIT_CHANGES = File(
    "benefit_changes",
    "cases.BenefitChange",
    (cpr(), date("effective_on", True), choice("benefit", True), choice("match_category")),
    key=("cpr", "effective_on"),
    dated=("effective_on",),
)
VISITATIONS = File(
    "visitations",
    "visitation.Visitation",
    (
        cpr(),
        date("decided_on", True),
        choice("group", True),
        choice("deferral_reason"),
        date("deferred_until"),
        text("note"),
    ),
    key=("cpr", "decided_on"),
    dated=("decided_on",),
)
FACILITATORS = File(
    "facilitators",
    "cases.Facilitator",
    (cpr(), name_of("name", True), date("start", True), date("end")),
    dated=("start",),
)
PLANS = File(
    "plans",
    "cases.Plan",
    (cpr(), text("job_goal"), date("job_goal_on"), date("cv_on")),
    dated=("job_goal_on", "cv_on"),
)
CONTACTS = File(
    "contacts",
    "cases.Contact",
    (cpr(), date("held_on", True), choice("kind", True), text("by")),
    dated=("held_on",),
)
OFFERS = File(
    "offers",
    "cases.Offer",
    (
        cpr(),
        choice("kind", True),
        date("start", True),
        date("end"),
        Column("weekly_hours", "hours"),
        name_of("company", of="cases.Company.name"),
        Column("cvr", "cvr"),
        text("agreed_tasks"),
        Column("agreed_ordinary_hours", "yes_no"),
    ),
    dated=("start",),
)
REHABILITATION = File(
    "rehabilitation",
    "visitation.RehabilitationCase",
    (
        cpr(),
        date("referred_on", True),
        date("met_on"),
        text("recommendation"),
        date("decided_on"),
        choice("decision"),
    ),
    key=("cpr", "referred_on"),
    dated=("referred_on", "met_on", "decided_on"),
)
GRANTS = File(
    "grants",
    "cases.Grant",
    (PROGRAMME, MUNICIPALITY, Column("amount_dkk", "kroner", required=True), date("approved_on")),
    key=("programme", "municipality"),
)

#: In the order they are read, checked and stored: people first.
FILES = (
    CITIZENS,
    TARGET_GROUP,
    BENEFIT_CHANGES,
    VISITATIONS,
    FACILITATORS,
    PLANS,
    CONTACTS,
    OFFERS,
    REHABILITATION,
    GRANTS,
)
BY_NAME = {file.name: file for file in FILES}
#: The files whose rows are registrations about a citizen, each in a table with ``citizen_id``.
REGISTRATIONS = tuple(file for file in FILES if file.dated)
