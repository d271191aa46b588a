"""Show the program with invented data: load it, start the web server and a worker, and stop all of it on Ctrl-C.

``make demo`` runs this. The embedded PostgreSQL belongs to this process, so it ends with it.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
START_SECONDS = 90
#: A worker finishes the PDF it is drawing; who takes longer than this is stopped the hard way.
STOP_SECONDS = 15
PDEATHSIG = 1
QUIET_WEB = ("--log-level", "warning")
#: One worker alone has nobody to gossip with.
QUIET_WORKER = ("--loglevel", "ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat")


class DemoError(Exception):
    """Why the demo cannot run, in words for the person at the keyboard."""


def die_with_parent() -> None:
    """Ask Linux to end this child when the demo dies without a chance to stop it (run between fork and exec)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGTERM)


def port_number() -> int:
    """Return the port to listen on: ``$PORT``, or 8000; raise when it is no port, or taken."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise DemoError(f"PORT={text} is not a port number (1 to 65535).")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except OSError as error:
            raise DemoError(f"Port {text} cannot be used ({error.strerror}). Try: make demo PORT=8001") from error
    return int(text)


def manage(*words: str) -> None:
    """Run a management command in this process; its own words say what went wrong when it fails."""
    from django.core.management import CommandError, call_command

    try:
        call_command(*words)
    except CommandError as error:
        raise DemoError(f"manage.py {' '.join(words)}: {error}") from error


def commands(port: int) -> dict[str, list[str]]:
    """Return what is started, by name."""
    web = ("gunicorn", "flereskalmed.wsgi", "--bind", f"{HOST}:{port}", "--workers", "2", *QUIET_WEB)
    worker = ("celery", "--quiet", "-A", "flereskalmed", "worker", "--beat", "--concurrency", "2", *QUIET_WORKER)
    return {"web server": [sys.executable, "-m", *web], "worker": [sys.executable, "-m", *worker]}


def start(port: int) -> dict[str, subprocess.Popen]:
    """Start the web server and the worker, each in a session of its own so that Ctrl-C reaches only us."""
    # Celery warns whoever tries the demo as root, in a container say, of what the demo does not do.
    environment = {**os.environ, "PYTHONWARNINGS": "ignore:You're running the worker with superuser"}
    return {
        name: subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, preexec_fn=die_with_parent)
        for name, command in commands(port).items()
    }


def check_running(processes: dict[str, subprocess.Popen]) -> None:
    """Raise when one of them has ended by itself."""
    for name, process in processes.items():
        if process.poll() is not None:
            raise DemoError(f"The {name} ended by itself (exit code {process.returncode}); its messages are above.")


def wait_until_healthy(port: int, processes: dict[str, subprocess.Popen]) -> None:
    """Wait until the health page says that database and broker are reached."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        check_running(processes)
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/sundhed", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise DemoError(f"The web server did not answer within {START_SECONDS} seconds.")


def end_group(process: subprocess.Popen, number: signal.Signals) -> None:
    """Send a signal to a process and all it started, if any are left."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def stop(processes: Sequence[subprocess.Popen]) -> None:
    """Ask all to end, wait, and end by force who has not; their children too."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        end_group(process, signal.SIGKILL)
        process.wait()


def prepare() -> None:
    """Bring the database up to date and load the invented people, their closed months and PDFs, once."""
    import django
    from django.conf import settings

    from demo.days import DATA_ENDS_ON

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flereskalmed.settings")
    os.environ.setdefault("FLERESKALMED_DEMO_DAY", str(DATA_ENDS_ON))
    django.setup()  # starts the embedded server, which this process then holds
    if settings.PRODUCTION:
        raise DemoError("This is a production environment (FLERESKALMED_PRODUCTION=1): no invented people here.")
    manage("migrate", "-v0", "--noinput")
    manage("demo_data")
    from demo.store import LAST_MONTH

    manage("render_month", str(LAST_MONTH))


def greeting(port: int) -> str:
    """Return what a visitor needs: the address, which day it is, one login for each role, and where the PDFs lie."""
    from django.conf import settings

    from demo.staff import DEMO_PASSWORD, LOGINS
    from flereskalmed.clock import today

    one_each = {login.role: login for login in reversed(LOGINS) if login.printed}
    logins = "\n".join(f"    {login.username:15} {role.value}" for role, login in sorted(one_each.items()))
    day = today()
    return (
        f"\n  Flere skal med runs at http://{HOST}:{port}/\n"
        f"  The day is {day:%A} {day.day} {day:%B %Y} (FLERESKALMED_DEMO_DAY).\n\n"
        f"  Log in as (password: {DEMO_PASSWORD})\n{logins}\n\n"
        f"  The monthly reports as PDF lie in {settings.MEDIA_ROOT / 'reports'}\n  Stop with Ctrl-C.\n"
    )


def serve(port: int, message: str) -> None:
    """Start everything, say ``message`` once it works, and keep watch until Ctrl-C."""
    processes: dict[str, subprocess.Popen] = {}
    try:
        processes = start(port)
        wait_until_healthy(port, processes)
        print(message, flush=True)
        while True:
            time.sleep(0.5)
            check_running(processes)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave orphans
        stop(list(processes.values()))


def interrupt(number: int, frame: object) -> None:
    """Treat being told to end, or a closed terminal, like Ctrl-C."""
    raise KeyboardInterrupt


def main() -> int:
    """Run the demo; return the exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        port = port_number()
        prepare()
        serve(port, greeting(port))
    except DemoError as error:
        print(f"make demo: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
    return 0


sys.path.insert(0, str(ROOT))
if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
