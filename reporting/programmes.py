"""Which programme an address means, and between which a reader may choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse

from accounts.models import User
from cases.models import Programme

from .audiences import closes_seen
from .errors import ReportError
from .lookups import DEFAULT_PROGRAMME, the_programme

#: The name of the programme's code in an address.
PROGRAM = "program"


@dataclass(frozen=True)
class Choice:
    """A programme to choose, and where its newest month stands."""

    name: str
    url: str
    chosen: bool


def asked_programme(params: QueryDict) -> Programme:
    """Return the programme of an address; one that is none is not found."""
    try:
        return the_programme(params.get(PROGRAM) or DEFAULT_PROGRAMME)
    except (ReportError, ValueError):
        raise Http404 from None


def program_query(programme: str) -> dict[str, str]:
    """Return what an address needs to mean this programme: nothing where it is the one meant without."""
    return {} if programme == DEFAULT_PROGRAMME else {PROGRAM: programme}


def program_address(page: str, args: list[Any], programme: str, **more: Any) -> str:
    """Return the address of a page about a programme, ``more`` being the rest of its query."""
    query = QueryDict(mutable=True)
    query.update({**program_query(programme), **{name: str(value) for name, value in more.items()}})
    address = reverse(page, args=[str(arg) for arg in args])
    return f"{address}?{query.urlencode()}" if query else address


def programme_choices(user: User, place: str | None, shown: Programme) -> list[Choice]:
    """Return the programmes with closes that ``user`` may see of a place (None: the country); none where there is one.

    Each leads to its newest month.
    """
    page, args = ("reporting:country_month", []) if place is None else ("reporting:municipality_month", [place])
    newest = closes_seen(user, place).order_by("programme_id", "-month", "-version").distinct("programme_id")
    found = [
        Choice(
            close.programme.name,
            program_address(page, [*args, str(close.of_month)], close.programme_id),
            close.programme_id == shown.pk,
        )
        for close in newest.select_related("programme")
    ]
    return found if len(found) > 1 else []
