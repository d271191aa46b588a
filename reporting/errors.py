"""What can go wrong with a report, in words for the person who asked."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from .months import Month


class ReportError(Exception):
    """A report cannot be given. ``str()`` is a message for the person."""


class NotClosedError(ReportError):
    """The month (or the version of it) was never closed."""


class AlreadyClosedError(ReportError):
    """The month is closed already; closing it again needs a reason."""


class MonthNotOverError(ReportError):
    """The month is still running, so it cannot be closed."""


class NotPublishedError(ReportError):
    """The figures of the month are not published yet. ``publish_at`` is when they will be, where that is settled."""

    def __init__(self, month: Month, publish_at: datetime | None) -> None:
        super().__init__(_("Tallene for %(month)s er ikke udgivet.") % {"month": month})
        self.month = month
        self.publish_at = publish_at


class UnknownError(ReportError):
    """No such programme or municipality."""


class ReleaseRefusedError(ReportError):
    """A small count could be worked out from what would be shown, so nothing of it is published.

    ``exposed`` is how many they are.
    """

    def __init__(self, month: Month, exposed: int) -> None:
        super().__init__(
            _("%(month)s kan ikke udgives: %(number)s små tal kan regnes ud af det, der vises.")
            % {"month": month, "number": exposed}
        )
        self.exposed = exposed
