"""Rows whose key is there already with other values: in the same set, or stored.

A row that is there with the same values is no conflict; it is skipped.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .layout import CITIZENS, GRANTS, File
from .rule import Rule
from .staging import staged_name

IN_SET = _("Rækken siger noget andet end en tidligere række om det samme: {detail}. Ret eller slet den ene.")
STORED = _("Er allerede registreret med andre værdier: {detail}. Slet rækken, eller ret det registrerede først.")

#: Where the stored row of a staged citizen or grant is found, and the stored value behind each column.
CITIZEN_STORED = """
    JOIN import_people p ON p.person = s.person AND NOT p.is_new
    JOIN cases_citizen t ON t.id = p.citizen_id
    LEFT JOIN cases_unit u ON u.id = t.unit_id
    LEFT JOIN accounts_user w ON w.id = t.caseworker_id
"""
CITIZEN_VALUES = {"name": "t.name", "municipality": "t.municipality_id", "unit": "u.name", "caseworker": "w.username"}
STORED_AS = {"programme": "programme_id"}
GRANT_STORED = "JOIN cases_grant t ON t.programme_id = s.programme AND t.municipality_id = s.municipality"


def _values(file: File) -> list[str]:
    """Return the columns outside the key."""
    return [name for name in file.names if name not in file.key]


def _differs(file: File, name: str, other: str) -> str:
    """Return the SQL of "this row says something else": for citizens, an empty cell says nothing."""
    mine = f"s.{staged_name(name)}"
    differs = f"{mine} IS DISTINCT FROM {other}"
    return f"({mine} <> '' AND {differs})" if file is CITIZENS else differs


def _difference(file: File, other: dict[str, str]) -> tuple[str, str]:
    """Return the SQL of the names of the columns that differ, and of whether any does."""
    differing = [(name, _differs(file, name, value)) for name, value in other.items()]
    named = ", ".join(f"CASE WHEN {sql} THEN '{name}' END" for name, sql in differing)
    return f"concat_ws(', ', {named})", " OR ".join(sql for _name, sql in differing)


def in_set(file: File) -> Rule:
    """Return the rule that rows with one key say the same; the first counts."""
    detail, differs = _difference(file, {name: f"f.{staged_name(name)}" for name in _values(file)})
    key = ", ".join(staged_name(name) for name in file.key)
    sql = f"""
        SELECT s.at, {detail} AS detail
        FROM (SELECT {key}, min(at) AS first FROM {file.staged} WHERE NOT bad GROUP BY {key} HAVING count(*) > 1) k
        JOIN {file.staged} s USING ({key})
        JOIN {file.staged} f ON f.at = k.first
        WHERE s.at > k.first AND NOT s.bad AND ({differs})
    """  # noqa: S608
    return Rule(file, file.key[-1], IN_SET, sql)


def stored(file: File) -> Rule:
    """Return the rule that a row whose key is stored says what is stored."""
    if file is CITIZENS:
        joined, values = CITIZEN_STORED, CITIZEN_VALUES
    elif file is GRANTS:
        joined, values = GRANT_STORED, {name: f"t.{name}" for name in _values(file)}
    else:
        matching = " AND ".join(f't."{STORED_AS.get(name, name)}" = s."{name}"' for name in file.key if name != "cpr")
        joined = (
            f"JOIN import_people p USING (person) JOIN {file.table} t ON t.citizen_id = p.citizen_id AND {matching}"
        )
        values = {name: f't."{name}"' for name in _values(file)}
    detail, differs = _difference(file, values)
    sql = f"SELECT s.at, {detail} AS detail FROM {file.staged} s {joined} WHERE NOT s.bad AND ({differs})"  # noqa: S608
    return Rule(file, file.key[-1], STORED, sql)


def rules(file: File) -> list[Rule]:
    """Return the rules about a file's key; a key that is the whole row has none."""
    return [in_set(file), stored(file)] if _values(file) and file.key else []
