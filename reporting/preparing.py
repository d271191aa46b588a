"""Published figures that nobody has asked for before: what to hide is chosen first, by a worker, while one waits."""

from __future__ import annotations

from django.core.cache import cache

from .disclosure.patterns import is_protected, refusal_of
from .models import MonthClose
from .tasks import protect_close

#: How long a worker is left alone with a close before it is asked again (a killed worker's job is lost).
ASK_AGAIN_SECONDS = 5 * 60


def is_ready(close: MonthClose) -> bool:
    """Tell whether the published figures of a close can be shown; where not, have a worker prepare them.

    For the whole country this takes seconds for each month shown, too long for a page. However many wait, and however
    often their pages ask again, it is one job; what was refused is not tried again by looking at it.
    """
    if is_protected(close):
        return True
    if refusal_of(close) is None and cache.add(f"protect-close:{close.pk}", True, ASK_AGAIN_SECONDS):
        protect_close.delay(close.pk)
    return is_protected(close)
