"""``make demo``'s process handling: what it starts, it stops, however it ends."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psutil
import pytest

from .servers import ROOT, free_port, wait_for

SERVE = """
import os, sys
sys.path.insert(0, "scripts")
import run_demo, django
os.environ["DJANGO_SETTINGS_MODULE"] = "flereskalmed.settings"
django.setup()
try:
    run_demo.serve(int(os.environ["PORT"]), "it works")
except KeyboardInterrupt:
    pass
except run_demo.DemoError as error:
    sys.exit(str(error))
"""


@contextmanager
def demo():
    """Start web server and worker as the demo does, on a new data folder; give the process and its port."""
    with tempfile.TemporaryDirectory(prefix="fsm-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        port = free_port()
        environment = {**os.environ, "FLERESKALMED_DATA": folder, "PORT": str(port)}
        environment.pop("DATABASE_URL", None)
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE],
            **{"cwd": ROOT, "env": environment, "text": True, "start_new_session": True},
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE},
        )
        try:
            for line in process.stdout:
                if line.startswith("it works"):
                    break
            else:
                raise AssertionError(process.communicate()[1])
            yield process, port, Path(folder)
        finally:
            process.kill()
            process.communicate()


def its_processes(process: subprocess.Popen, folder: Path) -> list[psutil.Process]:
    """Return everything that the demo runs: its children, theirs, and PostgreSQL."""
    started = psutil.Process(process.pid).children(recursive=True)
    postgres = psutil.Process(int((folder / "postgresql/postmaster.pid").read_text().split()[0]))
    return [*started, postgres, *postgres.children(recursive=True)]


def all_gone(processes: list[psutil.Process]) -> bool:
    """Tell whether none of them runs any more."""
    return not [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def test_interrupt_stops_everything_it_started():
    with demo() as (process, port, folder):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sundhed") as answer:
            assert answer.read() == b'{"database": "ok", "broker": "ok"}'
        running = its_processes(process, folder)
        assert {"postgres"} < {one.name() for one in running}
        os.killpg(process.pid, signal.SIGINT)  # as the terminal does: to the whole group
        assert process.wait(timeout=60) == 0
        assert all_gone(running)


def test_killed_demo_leaves_no_web_server_or_worker():
    with demo() as (process, _port, folder):
        running = its_processes(process, folder)
        process.kill()
        wait_for("the end of all", lambda: all_gone(running), 40)


def test_it_says_when_a_part_ends_by_itself():
    with demo() as (process, _port, folder):
        running = its_processes(process, folder)
        web = next(one for one in running if "gunicorn" in " ".join(one.cmdline()) and one.ppid() == process.pid)
        web.kill()
        _out, errors = process.communicate(timeout=60)
        assert process.returncode == 1
        assert "The web server ended by itself" in errors
        assert all_gone(running)


def run_with_port(port: str) -> subprocess.CompletedProcess:
    """Run the demo script with that port; it must end before it starts anything."""
    environment = {**os.environ, "PORT": port, "FLERESKALMED_DATA": "/nonexistent"}
    command = [sys.executable, "scripts/run_demo.py"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30)


def test_taken_port_is_said_before_anything_starts():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run_with_port(str(taken.getsockname()[1]))
    assert result.returncode == 1
    assert "cannot be used (Address already in use)" in result.stderr
    assert "make demo PORT=8001" in result.stderr


@pytest.mark.parametrize("port", ["otte", "0", "70000"])
def test_bad_port_is_said(port):
    result = run_with_port(port)
    assert result.returncode == 1
    assert f"PORT={port} is not a port number" in result.stderr


def test_the_greeting_says_which_day_it_is(settings, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import run_demo

    settings.DEMO_DAY = date(2019, 8, 16)
    said = run_demo.greeting(8001)
    assert "http://127.0.0.1:8001/" in said and "Friday 16 August 2019" in said
