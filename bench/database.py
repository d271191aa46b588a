"""The database a measure runs in, as another process finds it."""

from django.db import connection


def database_url() -> str:
    """Return the address of the present database."""
    database = connection.settings_dict
    host = database["OPTIONS"].get("host") or database["HOST"]
    login = f"{database['USER']}:{database['PASSWORD']}"
    return f"postgresql://{login}@/{database['NAME']}?host={host}&port={database['PORT'] or 5432}"
