"""Which programme an address means, and between which a reader may choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from cases.models import Programme

from .errors import ReportError
from .lookups import DEFAULT_PROGRAMME, the_programme
from .models import MonthClose

#: The name of the programme's code in an address.
PROGRAM = "program"


@dataclass(frozen=True)
class Choice:
    """A programme to choose, and where its page stands; empty for a page shown before it has a close."""

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


def programme_choices(
    closes: QuerySet[MonthClose], shown: Programme, page: str, *args: str, of_month: bool = True, **more: Any
) -> list[Choice]:
    """Return the programmes of ``closes`` (those a user may see) and the one shown; none where that is all.

    Each leads to the same page: of the programme's newest month, or without one (``of_month=False``).
    """
    newest = closes.order_by("programme_id", "-month", "-version").distinct("programme_id").select_related("programme")
    found = {
        close.programme: program_address(
            page, [*args, str(close.of_month)] if of_month else [*args], close.programme_id, **more
        )
        for close in newest
    }
    found.setdefault(shown, "")
    choices = sorted(found.items(), key=lambda choice: choice[0].pk)
    return [Choice(each.name, url, each == shown) for each, url in choices] if len(found) > 1 else []
