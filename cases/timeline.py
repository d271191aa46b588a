"""Everything registered about a citizen, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from .registered import registered
from .registrations import RegistrationKind

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Citizen
    from .models.registration import Registration


@dataclass(frozen=True)
class TimelineEntry:
    """One registration in the timeline, with the kind that knows how to tell it."""

    kind: RegistrationKind
    registration: Registration

    @property
    def on(self) -> date:
        """The day it happened; for one without a date, the day it was registered."""
        return self.registration.happened_on or timezone.localdate(self.registration.created_at)

    @property
    def order(self) -> tuple[date, datetime, str, int]:
        """Where it stands among events of all kinds, oldest first; numbers compare within a kind only."""
        return self.on, self.registration.created_at, self.kind.slug, self.registration.pk

    @property
    def anchor(self) -> str:
        """The id of its row on the page."""
        return f"{self.kind.slug}-{self.registration.pk}"

    @property
    def headline(self) -> str:
        """What happened, in a line."""
        return self.kind.describe(self.registration)

    @property
    def details(self) -> list[str]:
        """What else is worth a line."""
        return [line for line in self.kind.details(self.registration) if line]


def timeline(citizen: Citizen, user: User) -> list[TimelineEntry]:
    """Return what ``user`` may see registered about ``citizen``, newest first."""
    entries = [TimelineEntry(kind, registration) for kind, registration in registered(citizen, user)]
    return sorted(entries, key=lambda entry: entry.order, reverse=True)
