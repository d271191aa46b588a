"""The events of the case page: of one kind or all, a page at a time, ready to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.utils.http import urlencode

from accounts.addresses import address_of
from flereskalmed.quick_formats import short_date

from .registrations import all_kinds

if TYPE_CHECKING:
    from .models import Citizen
    from .timeline import TimelineEntry

#: Events on a page: what has happened lately is read, the rest is looked up.
EVENTS = 20


class Events:
    """The events of the kind in the address or all, newest first. What is no kind there means all.

    The rows are plain dictionaries: a template reads them several times as fast as objects.
    """

    def __init__(self, citizen: Citizen, entries: list[TimelineEntry], kind: str, page: str | None):
        counts: dict[str, int] = {}
        for entry in entries:
            counts[entry.kind.slug] = counts.get(entry.kind.slug, 0) + 1
        self.kind = kind if kind in counts else ""
        self.all = len(entries)
        self.kinds = [(known, counts[known.slug]) for known in all_kinds() if known.slug in counts]
        self.chosen = [entry for entry in entries if not self.kind or entry.kind.slug == self.kind]
        self.page: Page = Paginator(self.chosen, EVENTS).get_page(page)
        self._citizen = citizen

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The page's events in words, each with the addresses of its forms."""
        back = self._back()
        return [self._row(entry, back) for entry in self.page]

    def _row(self, entry: TimelineEntry, back: str) -> dict[str, Any]:
        author, address = entry.registration.created_by, self._address(entry)
        return {
            "anchor": entry.anchor,
            "day": short_date(entry.on),
            "iso": entry.on.isoformat(),
            "headline": entry.headline,
            "details": entry.details,
            "company": self._company(entry),
            "by": author.display_name if author else "",
            "change": f"{address}ret/{back}",
            "delete": f"{address}slet/{back}",
        }

    def _address(self, entry: TimelineEntry) -> str:
        """Return where the forms of a registration stand."""
        form = address_of("cases:change", self._citizen.pk, entry.kind.slug, entry.registration.pk)
        return form.removesuffix("ret/")

    def _company(self, entry: TimelineEntry) -> str:
        """Return where the company of an offer has its page; nothing for what has none."""
        number = getattr(entry.registration, "company_id", None)
        return address_of("cases:company", number) if number else ""

    def _back(self) -> str:
        """Return what leads the forms back to these events; nothing where they go to the case as it is."""
        shown = {"vis": self.kind} if self.kind else {}
        if self.page.number > 1:
            shown["side"] = str(self.page.number)
        here = address_of("cases:case", self._citizen.pk)
        return "?" + urlencode({"tilbage": f"{here}?{urlencode(shown)}#haendelser"}) if shown else ""
