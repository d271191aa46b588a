"""The commands of docker-compose.yml, run without containers against a real PostgreSQL and a real Redis."""

import base64
import gzip
import http.client
import os
import re
import secrets
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import psycopg2
import pytest
import yaml
from celery import Celery
from django.db import connection

from .servers import ROOT, free_port, postgresql, process, redis, wait_for

pytestmark = pytest.mark.services
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
BIN = Path(sys.executable).parent


def command(service: str) -> list[str]:
    """Return the command of a service in docker-compose.yml, found in this environment."""
    first, *rest = COMPOSE["services"][service]["command"]
    return [str(BIN / first), *rest]


def key() -> str:
    """Return a new random key."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


#: All that migrations make, each with its definition.
MADE = """
    SELECT table_name || '.' || column_name, concat_ws(' ', data_type, is_nullable, column_default)
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


class Site:
    """The running site: its environment, port and logs."""

    def __init__(self, folder: Path, database: str, broker: str):
        self.folder, self.database, self.broker, self.port = folder, f"{database}flereskalmed", broker, free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": self.database,
            "CELERY_BROKER_URL": broker,
            "FLERESKALMED_PRODUCTION": "1",
            "FLERESKALMED_DATA": str(folder),
            "SECRET_KEY": key() + key(),
            "CPR_ENCRYPTION_KEYS": key(),
            "CPR_HASH_KEYS": key(),
            "ALLOWED_HOSTS": "fsm.example.dk",
            "PORT": str(self.port),
            "GUNICORN_CMD_ARGS": f"--bind 127.0.0.1:{self.port}",
        }

    def run(self, *words: str) -> subprocess.CompletedProcess:
        """Run a command of the site to its end."""
        return subprocess.run(words, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=300)

    def log(self, service: str) -> str:
        """Return what a service has said so far."""
        return (self.folder / f"{service}.log").read_text()

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """Ask as the proxy in front does, for a visitor who came over TLS."""
        browser = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        browser.request("GET", path, headers={"Host": "fsm.example.dk", "X-Forwarded-Proto": "https", **headers})
        return browser.getresponse()

    def sql(self, statement: str) -> list[tuple]:
        """Ask the database itself."""
        with psycopg2.connect(self.database) as asking, asking.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()


def collected() -> bool:
    """Whether the static files are collected, and none has been changed since."""
    manifest = ROOT / "staticfiles/staticfiles.json"
    sources = (file.stat().st_mtime for file in (ROOT / "static").rglob("*"))
    return manifest.exists() and manifest.stat().st_mtime >= max(sources)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Start everything as docker-compose.yml says: databases, migrate to its end, then web, worker and beat."""
    if not collected():
        subprocess.run(["scripts/static.sh"], cwd=ROOT, check=True, env={**os.environ, "PATH": f"{BIN}:/usr/bin:/bin"})
    folder = tmp_path_factory.mktemp("site")
    with ExitStack() as stack:
        database = stack.enter_context(postgresql())
        site = Site(folder, database, stack.enter_context(redis(folder)))
        server = psycopg2.connect(f"{database}postgres")
        server.autocommit = True
        server.cursor().execute("CREATE DATABASE flereskalmed")
        server.close()
        migrated = site.run(*command("migrate"))
        assert migrated.returncode == 0, migrated.stderr
        for service in ("web", "worker", "beat"):
            log = folder / f"{service}.log"
            stack.enter_context(process(command(service), log, cwd=ROOT, env=site.environment))
        wait_for("the site", lambda: site.get("/sundhed").status == 200)
        yield site


@pytest.mark.django_db
def test_the_other_tests_have_the_database_that_migrating_makes(site):
    """Theirs is migrated more quickly, by ``tests/quick_database.py``."""
    with connection.cursor() as cursor:
        cursor.execute(MADE)
        theirs = set(cursor.fetchall())
    made = set(site.sql(MADE))
    assert len(made) > 1000
    assert theirs ^ made == set()


def test_login_page_over_tls(site):
    response = site.get("/konto/login/")
    assert response.status == 200
    assert b"csrfmiddlewaretoken" in response.read()
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]


def test_cookies_only_travel_over_tls(site):
    cookies = site.get("/konto/login/").headers.get_all("Set-Cookie")
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)


def test_without_tls_one_is_sent_to_it(site):
    response = site.get("/konto/login/", **{"X-Forwarded-Proto": "http"})
    assert response.status == 301
    assert response.headers["Location"] == "https://fsm.example.dk/konto/login/"


def test_foreign_host_name_is_refused(site):
    assert site.get("/konto/login/", Host="evil.example.com").status == 400


def test_unknown_page_shows_no_debug_page(site):
    response = site.get("/findes-ikke/")
    assert response.status in (302, 404)
    assert b"URLconf" not in response.read()


def test_static_file_comes_compressed_and_is_kept_for_years(site):
    page = site.get("/konto/login/").read().decode()
    address = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page)
    assert address, "the login page has no style sheet under a hashed name"
    response = site.get(address[1], **{"Accept-Encoding": "gzip"})
    assert response.status == 200
    assert response.headers["Content-Encoding"] == "gzip"
    assert "immutable" in response.headers["Cache-Control"]
    assert int(re.search(r"max-age=(\d+)", response.headers["Cache-Control"])[1]) > 300 * 24 * 3600
    assert b"{" in gzip.decompress(response.read())


def test_access_log_keeps_searches_to_itself(site):
    site.get("/konto/login/?next=/borgere/%3Fq%3DBirgitte")
    wait_for("the access log", lambda: "/konto/login/" in site.log("web"))
    assert "Birgitte" not in site.log("web")


def test_job_sent_through_redis_is_done_by_the_worker(site):
    made = site.run(
        *[sys.executable, "manage.py", "shell", "-v0", "-c"],
        "from tests.people import a_member; a_member()",
    )
    assert made.returncode == 0, made.stderr
    Celery(broker=site.broker, set_as_current=False).send_task("reporting.tasks.close_due_months")
    wait_for("the months' closes", lambda: site.sql("SELECT count(*) FROM reporting_monthclose") == [(25,)], 120)
    wait_for(
        "the worker's word", lambda: "close_due_months" in site.log("worker") and "succeeded" in site.log("worker")
    )


def test_beat_keeps_its_schedule(site):
    wait_for("beat", lambda: "beat: Starting" in site.log("beat"))
    wait_for("the schedule", lambda: list(site.folder.glob("celerybeat-schedule*")))


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_health_check_of_each_container_passes(site, service):
    program, *words = COMPOSE["services"][service]["healthcheck"]["test"][1:]
    assert program == "python"
    wait_for(service, lambda: site.run(sys.executable, *words).returncode == 0)


def test_health_checks_fail_where_nothing_runs(site, tmp_path):
    elsewhere = {**site.environment, "PORT": str(free_port()), "FLERESKALMED_DATA": str(tmp_path)}
    for service in ("web", "beat"):
        probe = subprocess.run([sys.executable, "scripts/probe.py", service], cwd=ROOT, env=elsewhere)
        assert probe.returncode == 1


def test_a_worker_does_not_walk_the_program_at_every_page():
    """The collector is told what stays once a worker has started."""
    code = (
        "import gc, runpy; runpy.run_path('gunicorn.conf.py')['post_worker_init'](None); print(gc.get_freeze_count())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 1000
