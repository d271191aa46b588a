"""Failed logins are counted for all processes together, and for the client rather than the proxy."""

import json
import os
import subprocess
import sys

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings

SHOW = (
    "import json; from flereskalmed import settings as s;"
    "print(json.dumps([s.CACHES['default'], s.ALLAUTH_TRUSTED_PROXY_COUNT]))"
)


def started(tmp_path, **environment) -> subprocess.CompletedProcess:
    """Read the settings in a process of their own."""
    # A database address, so that no embedded database is looked for.
    known = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgres://x@localhost/x", "FLERESKALMED_DATA": str(tmp_path)}
    run = [sys.executable, "-c", SHOW]
    return subprocess.run(run, env={**known, **environment}, cwd=settings.BASE_DIR, capture_output=True, text=True)


@pytest.mark.parametrize("url", ["redis://redis:6379/0", "rediss://:secret@redis:6379/1"])
def test_with_redis_all_processes_count_together(tmp_path, url):
    cache, proxies = json.loads(started(tmp_path, CELERY_BROKER_URL=url, TRUSTED_PROXY_COUNT="2").stdout)
    assert (cache["BACKEND"], cache["LOCATION"]) == ("django.core.cache.backends.redis.RedisCache", url)
    assert proxies == 2


def test_without_redis_the_process_counts_and_no_proxy_is_trusted(tmp_path):
    cache, proxies = json.loads(started(tmp_path).stdout)
    assert cache["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"
    assert proxies == 0


@pytest.mark.parametrize("count", ["-1", "one", "1.5"])
def test_an_odd_number_of_proxies_stops_the_start(tmp_path, count):
    run = started(tmp_path, TRUSTED_PROXY_COUNT=count)
    assert run.returncode and "TRUSTED_PROXY_COUNT must be a whole number" in run.stderr


@pytest.mark.parametrize(("count", "address"), [(0, "10.0.0.1"), (1, "192.0.2.7"), (2, "192.0.2.6")])
def test_the_clients_address_is_the_trusted_proxys_word(rf, settings, count, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = count
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "192.0.2.5, 192.0.2.6, 192.0.2.7"})
    assert get_client_ip(request) == address
