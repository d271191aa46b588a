"""The whole country in the present database: 27,000 invented people, and on request ten times as many."""

from __future__ import annotations

from django.db import connection

from cases.models import Citizen
from demo.build import DEFAULT_SEED, build
from demo.country import COUNTRY_CONTACTS_SINCE, country_profiles
from demo.store import fill

#: What a closed month is made from: each table, and its columns that name a citizen.
COPIED = {
    "cases_membership": "citizen_id",
    "cases_benefitchange": "citizen_id",
    "visitation_visitation": "citizen_id",
    "cases_offer": "citizen_id",
    "cases_facilitator": "citizen_id",
    "cases_plan": "citizen_id",
    "cases_contact": "citizen_id",
}


def load() -> None:
    """Load the people and the demo's users, once. Months are not closed, the target group is not locked."""
    if Citizen.objects.exists():
        return
    frames = build(country_profiles(DEFAULT_SEED), DEFAULT_SEED, contacts_since=COUNTRY_CONTACTS_SINCE)
    steps = fill(frames, DEFAULT_SEED, documents=False)
    next(steps), next(steps)  # the users, the people
    _analyze()


def multiply(times: int) -> None:
    """Make every person ``times`` people with the same registrations, in the same municipality."""
    with connection.cursor() as cursor:
        for copy in range(1, times):
            _copy_everybody(cursor, copy)
    _analyze()


def _copy_everybody(cursor, copy: int) -> None:
    """Add one more of everybody: numbers far from those in use, a key of their own."""
    apart = copy * 10_000_000
    own = {"id": f"id + {apart}", "cpr_hash": f"sha256(cpr_hash || '\\x{copy:02x}'::bytea)"}
    tables = {"cases_citizen": "", **COPIED}
    for table, person in tables.items():
        replaced = own | ({person: f"{person} + {apart}"} if person else {})
        names = _columns(cursor, table)
        values = ", ".join(replaced.get(name, f'"{name}"') for name in names)
        listed = ", ".join(f'"{name}"' for name in names)
        cursor.execute(f"INSERT INTO {table} ({listed}) SELECT {values} FROM {table} WHERE id < 10000000")


def _columns(cursor, table: str) -> list[str]:
    """Return the columns of a table, without the mark of a form, which is there once."""
    found = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in found if column.name != "form_token"]


def _analyze() -> None:
    """Leave the tables as autovacuum leaves them within a minute: until then an index is not read without its table."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
