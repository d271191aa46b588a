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
    """Nothing of a release is published: a small count could be worked out from what would be shown.

    ``exposed`` is how many they are.
    """

    cell = ""

    def __init__(self, month: Month, exposed: int) -> None:
        super().__init__(
            _("%(month)s kan ikke udgives: %(number)s små tal kan regnes ud af det, der vises.")
            % {"month": month, "number": exposed}
        )
        self.exposed = exposed


class ReleaseInconsistentError(ReleaseRefusedError):
    """Nothing of a release is published: a count is not what its parts add up to, so nothing can be said of it.

    ``cell`` is which ("851/visited"); ``place`` and ``figure`` are it in words.
    """

    exposed = 0

    def __init__(self, month: Month, cell: str, place: str, figure: str) -> None:
        ReportError.__init__(
            self,
            _(
                "%(month)s kan ikke udgives: Tallet »%(figure)s« for %(place)s passer ikke med de tal, det består af. "
                "Luk måneden igen med en begrundelse. Hjælper det ikke, så meld fejlen til leverandøren."
            )
            % {"month": month, "figure": figure, "place": place},
        )
        self.cell = cell
