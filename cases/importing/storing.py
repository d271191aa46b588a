"""Storing a set that broke no rule: one INSERT … SELECT a table; a row that is there already is skipped."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.hashers import make_password

from accounts.models import Role, User

from .layout import CITIZENS, GRANTS, OFFERS, REGISTRATIONS, TARGET_GROUP, File

UNITS = """
    INSERT INTO cases_unit (municipality_id, name)
    SELECT DISTINCT municipality, unit FROM import_citizens WHERE unit <> ''
    ON CONFLICT DO NOTHING
"""
NEW_CASEWORKERS = """
    SELECT DISTINCT ON (s.caseworker) s.caseworker, s.municipality FROM import_citizens s
    WHERE s.caseworker <> '' AND NOT EXISTS (SELECT 1 FROM accounts_user w WHERE w.username = s.caseworker)
    ORDER BY s.caseworker, s.at
"""
CITIZEN_ROWS = """
    INSERT INTO cases_citizen
        (id, cpr_encrypted, cpr_hash, name, born_on, municipality_id, unit_id, caseworker_id)
    SELECT p.citizen_id, e.cpr_encrypted, p.cpr_hash, s.name, p.born_on, s.municipality, u.id, w.id
    FROM (SELECT DISTINCT ON (person) * FROM import_citizens ORDER BY person, at) s
    JOIN import_people p ON p.person = s.person AND p.is_new JOIN import_closed e ON e.person = p.person
    LEFT JOIN cases_unit u ON u.municipality_id = s.municipality AND u.name = s.unit
    LEFT JOIN accounts_user w ON w.username = s.caseworker
"""
MEMBERS = """
    INSERT INTO cases_membership (programme_id, citizen_id, municipality_id, joined_on)
    SELECT DISTINCT ON (s.programme, c.id) s.programme, c.id, c.municipality_id, s.joined_on
    FROM import_target_group s JOIN import_people p USING (person) JOIN cases_citizen c ON c.id = p.citizen_id
    WHERE NOT EXISTS (
        SELECT 1 FROM cases_membership m WHERE m.citizen_id = c.id AND m.programme_id = s.programme
    )
"""
GRANT_ROWS = """
    INSERT INTO cases_grant (programme_id, municipality_id, amount_dkk, approved_on)
    SELECT DISTINCT s.programme, s.municipality, s.amount_dkk, s.approved_on FROM import_grants s
    WHERE NOT EXISTS (
        SELECT 1 FROM cases_grant g WHERE g.programme_id = s.programme AND g.municipality_id = s.municipality
    )
"""
#: A company without a name goes by its CVR number; each municipality knows its own companies. Case and spacing make
#: no other company (see ``Company.name_key``), and one that is merged leads to the one that was kept.
COMPANIES = (
    "UPDATE import_offers SET company = cvr WHERE company = '' AND cvr <> ''",
    "DROP TABLE IF EXISTS pg_temp.import_companies",
    """
    CREATE TEMP TABLE import_companies ON COMMIT DROP AS
    SELECT DISTINCT c.municipality_id, s.company, s.cvr,
        lower(trim(regexp_replace(s.company, '[[:space:]]+', ' ', 'g'))) AS name_key
    FROM import_offers s JOIN import_people p USING (person) JOIN cases_citizen c ON c.id = p.citizen_id
    WHERE s.company <> ''
    """,
    """
    INSERT INTO cases_company (municipality_id, name, cvr)
    SELECT municipality_id, min(company), cvr FROM import_companies GROUP BY municipality_id, name_key, cvr
    ON CONFLICT DO NOTHING
    """,
    "ANALYZE cases_company, import_companies",
    "ALTER TABLE import_offers ADD company_id bigint",
    """
    UPDATE import_offers s SET company_id = COALESCE(k.merged_into_id, k.id)
    FROM import_people p JOIN cases_citizen c ON c.id = p.citizen_id
    JOIN import_companies n ON n.municipality_id = c.municipality_id
    JOIN cases_company k ON k.municipality_id = n.municipality_id AND k.name_key = n.name_key AND k.cvr = n.cvr
    WHERE s.person = p.person AND n.company = s.company AND n.cvr = s.cvr
    """,
)


def _caseworkers(cursor) -> None:
    """Create the caseworkers that are named for the first time. They cannot log in until given a password."""
    cursor.execute(NEW_CASEWORKERS)
    User.objects.bulk_create(
        User(username=name, role=Role.CASEWORKER, municipality_id=municipality, password=make_password(None))
        for name, municipality in cursor.fetchall()
    )


def _citizens(cursor, file: File, user: User | None) -> int:
    cursor.execute(UNITS)
    _caseworkers(cursor)
    cursor.execute(CITIZEN_ROWS)
    return cursor.rowcount


def _plain(sql: str) -> Callable[..., int]:
    def insert(cursor, file: File, user: User | None) -> int:
        cursor.execute(sql)
        return cursor.rowcount

    return insert


def _registrations(cursor, file: File, user: User | None) -> int:
    """Insert the rows of a registration that are not stored, each once."""
    names = [name for name in file.names if name not in ("cpr", "company", "cvr")]
    if file is OFFERS:
        names.append("company_id")
    listed = ", ".join(f'"{name}"' for name in names)
    same = " AND ".join(f't."{name}" IS NOT DISTINCT FROM s."{name}"' for name in names)
    cursor.execute(
        f"""
        INSERT INTO {file.table} (citizen_id, created_by_id, {listed})
        SELECT DISTINCT p.citizen_id, %s::bigint, {", ".join(f's."{name}"' for name in names)}
        FROM {file.staged} s JOIN import_people p USING (person)
        WHERE NOT EXISTS (SELECT 1 FROM {file.table} t WHERE t.citizen_id = p.citizen_id AND {same})
        ORDER BY p.citizen_id  -- neighbours in the index come one after the other
        """,  # noqa: S608
        [user.pk if user else None],
    )
    return cursor.rowcount


def _offers(cursor, file: File, user: User | None) -> int:
    for sql in COMPANIES:
        cursor.execute(sql)
    return _registrations(cursor, file, user)


STORE: dict[str, Callable[..., int]] = {
    **{file.name: _registrations for file in REGISTRATIONS},
    CITIZENS.name: _citizens,
    TARGET_GROUP.name: _plain(MEMBERS),
    OFFERS.name: _offers,
    GRANTS.name: _plain(GRANT_ROWS),
}


def store(cursor, file: File, user: User | None) -> int:
    """Store the staged rows of ``file``; return how many there were to store.

    Raises ``django.db.IntegrityError`` when the database refuses what no rule saw, as when somebody
    registered something in the meantime.
    """
    return STORE[file.name](cursor, file, user)
