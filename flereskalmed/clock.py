"""Which day it is: Denmark's, or the demo's own day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Return the day it is in Denmark.

    A demo (``FLERESKALMED_DEMO_DAY``) stays on the last day of its invented people, or they would all be years overdue.
    """
    return settings.DEMO_DAY or timezone.localdate()
