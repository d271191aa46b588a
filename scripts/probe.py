"""Health checks of the containers: ``probe.py web|worker|beat`` exits 0 when that process does its work."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

#: Beat writes its schedule down every few minutes, five at most.
BEAT_SECONDS = 12 * 60


def web() -> bool:
    """Ask the health page, under a name the program answers to."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
    port = os.environ.get("PORT", "8000")
    request = urllib.request.Request(f"http://127.0.0.1:{port}/sundhed", headers={"Host": host})
    with urllib.request.urlopen(request, timeout=8) as answer:
        return answer.status == 200


def worker() -> bool:
    """Send this container's worker a ping through the broker."""
    name = f"celery@{socket.gethostname()}"
    command = [sys.executable, "-m", "celery", "-A", "flereskalmed", "inspect", "ping", "--timeout", "8", "-d", name]
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0


def beat() -> bool:
    """Look whether the schedule was written down lately."""
    files = Path(os.environ.get("FLERESKALMED_DATA") or "var").glob("celerybeat-schedule*")
    return any(time.time() - file.stat().st_mtime < BEAT_SECONDS for file in files)


def main(words: list[str]) -> int:
    """Run the check that ``words`` names; 0 means well, 1 not, 2 that there is no such check."""
    checks = {"web": web, "worker": worker, "beat": beat}
    if len(words) != 1 or words[0] not in checks:
        print("usage: probe.py web|worker|beat", file=sys.stderr)
        return 2
    try:
        return 0 if checks[words[0]]() else 1
    except OSError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
