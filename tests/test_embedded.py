"""The embedded PostgreSQL: there while anybody needs it, gone with the last, whatever happened in between."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest
import yaml

from flereskalmed import embedded

ROOT = Path(__file__).resolve().parent.parent
USE = """
import os, sys, time, psycopg2
from pathlib import Path
from flereskalmed import embedded
url = embedded.database_url(Path(sys.argv[1]))
ask = lambda: psycopg2.connect(url).cursor().execute("SELECT 1")
ask()
"""


@pytest.fixture(scope="module")
def data():
    """A data folder with a short path (a socket's name is limited) that a server of another user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="fsm-"))
    folder.chmod(0o755)
    run(folder, "")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def start(data: Path, then: str, **popen) -> subprocess.Popen:
    """Start a process that uses the server in ``data`` and then does ``then``."""
    return subprocess.Popen(
        [sys.executable, "-c", USE + then, str(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True, **popen
    )


def run(data: Path, then: str) -> None:
    """Use the server in ``data`` from a process of its own, which must end well."""
    assert start(data, then).wait(timeout=60) == 0


def waiting(data: Path, then: str = "", **popen) -> subprocess.Popen:
    """Return a process that uses the server and then waits for a line on its input."""
    process = start(data, f"print('in use', flush=True); sys.stdin.readline()\n{then}", stdin=subprocess.PIPE, **popen)
    assert process.stdout.readline() == "in use\n"
    return process


def server(data: Path) -> int | None:
    """Return the process number of the server that runs in ``data``."""
    note = data / "postgresql" / "postmaster.pid"
    if not note.exists():
        return None
    pid = int(note.read_text().split()[0])
    return pid if psutil.pid_exists(pid) and psutil.Process(pid).name().startswith("postgres") else None


def test_server_stops_with_its_only_user(data):
    process = waiting(data)
    assert server(data)
    process.communicate("\n", timeout=30)
    assert server(data) is None


def test_first_of_two_users_leaves_the_server_to_the_other(data):
    first, second = waiting(data), waiting(data, "ask()")
    first.communicate("\n", timeout=30)
    assert server(data)
    second.communicate("\n", timeout=30)
    assert second.returncode == 0
    assert server(data) is None


def test_two_first_commands_at_once_in_a_new_folder():
    with tempfile.TemporaryDirectory(prefix="fsm-") as folder:
        Path(folder).chmod(0o755)
        both = [start(Path(folder), "time.sleep(0.5); ask()") for _ in range(2)]
        assert [process.wait(timeout=60) for process in both] == [0, 0]
        assert server(Path(folder)) is None


def test_killed_user_is_not_waited_for(data):
    process = waiting(data)
    process.kill()
    process.wait()
    assert server(data), "nobody could stop it"
    run(data, "")
    assert server(data) is None


def test_forked_child_leaves_its_parents_server_to_all(data):
    fork = "child = os.fork()\nif not child: sys.exit(0)\nassert os.waitpid(child, 0)[1] == 0; ask()\n"
    parent = start(data, f"{fork}print('forked', flush=True); sys.stdin.readline(); ask()", stdin=subprocess.PIPE)
    assert parent.stdout.readline() == "forked\n"
    run(data, "")  # the child must not have taken the lock for itself alone
    parent.communicate("\n", timeout=30)
    assert parent.returncode == 0
    assert server(data) is None


def test_terminated_user_stops_the_server(data):
    process = waiting(data)
    process.terminate()
    assert process.wait(timeout=30) == 128 + signal.SIGTERM
    assert server(data) is None


def test_interrupt_of_the_starters_whole_process_group_spares_other_users(data):
    first = waiting(data, start_new_session=True, stderr=subprocess.DEVNULL)
    other = waiting(data, "ask()")
    os.killpg(first.pid, signal.SIGINT)
    first.wait(timeout=30)
    assert server(data)
    other.communicate("\n", timeout=30)
    assert other.returncode == 0
    assert server(data) is None


def test_note_of_a_dead_server_whose_number_a_stranger_has(data):
    process = waiting(data)
    note = data / "postgresql" / "postmaster.pid"
    lines = note.read_text().split("\n")
    process.communicate("\n", timeout=30)
    note.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    run(data, "")
    assert server(data) is None


def test_server_that_was_killed_recovers(data):
    process = waiting(data, "time.sleep(0)")
    pid = server(data)
    os.kill(pid, signal.SIGKILL)
    process.kill()
    process.wait()
    for _ in range(100):
        if not psutil.pid_exists(pid):
            break
        time.sleep(0.1)
    run(data, "")
    assert server(data) is None


def test_half_written_list_of_the_library_is_no_obstacle(data):
    (data / "postgresql" / ".handle_pids.json").write_text("[12")
    run(data, "")


def test_first_start_that_was_killed_is_begun_again():
    with tempfile.TemporaryDirectory(prefix="fsm-") as folder:
        Path(folder).chmod(0o755)
        cluster = Path(folder) / "postgresql"
        cluster.mkdir()
        (cluster / "PG_VERSION").write_text("18\n")
        (Path(folder) / "postgresql.unfinished").touch()
        run(Path(folder), "")
        assert not (Path(folder) / "postgresql.unfinished").exists()


def test_finished_cluster_is_never_begun_again(data):
    run(data, "with psycopg2.connect(url) as connection: connection.cursor().execute('CREATE TABLE kept ()')")
    run(data, "psycopg2.connect(url).cursor().execute('SELECT FROM kept')")


REFUSED = """
connection = psycopg2.connect(url)
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("CREATE TABLE IF NOT EXISTS noted (note text CONSTRAINT short CHECK (length(note) < 9))")
try:
    cursor.execute("INSERT INTO noted VALUES (%s)", ["Fortrolig helbredsoplysning"])
except psycopg2.errors.CheckViolation as error:
    assert "Fortrolig" in str(error)
else:
    sys.exit(3)
"""
AS_FROM_BEFORE = """
connection = psycopg2.connect(url)
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("ALTER SYSTEM RESET ALL")
"""


def test_what_was_refused_is_not_in_the_servers_log(data):
    log = data / "postgresql" / "log"
    before = len(log.read_text())
    run(data, AS_FROM_BEFORE)  # a folder from before: the next start must see to it
    run(data, REFUSED)
    written = log.read_text()[before:]
    assert 'violates check constraint "short"' in written, "nothing was refused"
    assert "Fortrolig" not in written and "STATEMENT" not in written and "DETAIL" not in written


def test_the_compose_file_keeps_people_out_of_the_log_too():
    command = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["postgres"]["command"]
    assert {f"{name}={value}" for name, value in embedded.QUIET_LOG.items()} <= set(command)


@pytest.mark.parametrize(
    ("argv", "needed"),
    [
        (["manage.py", "collectstatic"], False),
        (["manage.py", "compilemessages", "-v0"], False),
        (["manage.py", "close_month", "2019-07"], True),
        (["manage.py"], True),
        (["gunicorn", "collectstatic"], True),
    ],
)
def test_only_commands_that_use_the_database_start_it(argv, needed):
    assert embedded.is_needed(argv) is needed
