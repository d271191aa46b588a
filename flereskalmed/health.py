"""Is the program able to work? Asked by the container engine, a load balancer or a monitor."""

import logging
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .celery import app

logger = logging.getLogger(__name__)
#: Whoever asks gives up after a few seconds, so a silent broker must not keep the answer longer.
BROKER_SECONDS = 2


def check_database() -> None:
    """Ask the database for an answer; raises when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_broker() -> None:
    """Reach the broker that carries the jobs; raises when it is not there."""
    options = {"socket_connect_timeout": BROKER_SECONDS, "socket_timeout": BROKER_SECONDS}
    with app.connection_for_write(connect_timeout=BROKER_SECONDS) as broker:
        broker.transport_options = {**broker.transport_options, **options}
        broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=BROKER_SECONDS)


def _works(name: str, check: Callable[[], None]) -> bool:
    """Run ``check``; say in the log, and only there, what went wrong."""
    try:
        check()
    except Exception:  # whatever it is, the answer is "no", and the log has the reason
        logger.exception("Health check failed: %s", name)
        return False
    return True


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database and the broker are reachable, otherwise 503; for anybody, so without details."""
    checks = {"database": _works("database", check_database), "broker": _works("broker", check_broker)}
    parts = {name: "ok" if works else "unreachable" for name, works in checks.items()}
    return JsonResponse(parts, status=200 if all(checks.values()) else 503)
