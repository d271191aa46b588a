"""How much longer a caseworker waits for a page than for a static one, with the whole country in the database.

A real server answers a logged-in caseworker of the largest jobcentre: the start page, a filtered list, and a case with
much in it. The static page is the program's empty page: the same middleware, session, user, header and menu. The pages
are asked for in turns, one request at a time, and compared by the median; the figure is that of the slowest page.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from statistics import median

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Count

from accounts.models import User
from cases.models import Citizen
from demo.days import DATA_ENDS_ON

from . import country
from .database import database_url
from .site import STATIC_PAGE

USERNAME = "sagsbehandler"
TIMES = 60
HOST, PORT = "127.0.0.1", 18765
START_SECONDS = 60


def measure(times: int = TIMES) -> dict[str, float]:
    """Load the country and return the ratio of the slowest page, with each page's own beside it."""
    country.load()
    pages = addresses()
    with server():
        seconds = in_turns([STATIC_PAGE, *pages.values()], session_cookie(), times)
    ratios = {name: round(seconds[page] / seconds[STATIC_PAGE], 2) for name, page in pages.items()}
    return {"page_vs_static": max(ratios.values()), **{f"page_vs_static_{name}": ratios[name] for name in ratios}}


def addresses() -> dict[str, str]:
    """Return the measured pages: the start page, a filtered list, and the caseworker's case with most offers."""
    mine = Citizen.objects.filter(caseworker__username=USERNAME)
    busiest = mine.annotate(registered=Count("offers")).order_by("-registered", "pk")[0]
    return {"start": "/min-dag/", "list": "/borgere/?group=1&benefit=kontanthjaelp", "case": f"/borgere/{busiest.pk}/"}


def session_cookie() -> str:
    """Log the caseworker in and return the cookie."""
    user = User.objects.get(username=USERNAME)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


@contextmanager
def server() -> Iterator[None]:
    """Run the program as in production, on the database of this measure."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "bench.site_settings",
        "FLERESKALMED_DEMO_DAY": str(DATA_ENDS_ON),
    }
    gunicorn = ["gunicorn", "flereskalmed.wsgi", "--bind", f"{HOST}:{PORT}", "--log-level", "error"]
    running = subprocess.Popen([sys.executable, "-m", *gunicorn], env=environment)
    try:
        wait_for_answer()
        yield
    finally:
        running.terminate()
        running.wait(timeout=30)


def wait_for_answer() -> None:
    """Wait until the server answers at all."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            ask("/sundhed", "")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def ask(page: str, cookie: str) -> float:
    """Return the seconds until the whole page is here. Raises when it is not a page."""
    asked = http.client.HTTPConnection(HOST, PORT, timeout=60)
    start = time.perf_counter()
    asked.request("GET", page, headers={"Cookie": cookie})
    answer = asked.getresponse()
    answer.read()
    seconds = time.perf_counter() - start
    asked.close()
    if answer.status != 200:
        raise AssertionError(f"{page} answered {answer.status}.")
    return seconds


def in_turns(pages: list[str], cookie: str, times: int) -> dict[str, float]:
    """Return each page's median seconds; the first answers, which load templates, do not count."""
    taken: dict[str, list[float]] = {page: [] for page in pages}
    for turn in range(times + 3):
        for page in pages:
            seconds = ask(page, cookie)
            if turn >= 3:
                taken[page].append(seconds)
    return {page: median(all_of_it) for page, all_of_it in taken.items()}
