"""Bringing a closed month to the public in a test, through every state."""

from accounts.models import Role, User
from reporting.models import MonthClose, Release
from reporting.releasing.steps import approve_release, check_release, publish_release


def an_approver() -> User:
    """Return an analyst of the agency who approves releases."""
    return User.objects.get_or_create(username="udgiver", defaults={"role": Role.STAR, "last_name": "Udgiver"})[0]


def checked(close: MonthClose) -> Release:
    """Check a close."""
    check_release(close)
    return Release.objects.get(close=close)


def approved(close: MonthClose, **options) -> Release:
    """Check a close and approve it; findings are answered."""
    checked(close)
    return approve_release(close, an_approver(), **{"remark": "Set igennem.", **options})


def published(close: MonthClose, **options) -> Release:
    """Bring a close all the way."""
    approved(close, **options)
    return publish_release(close)
