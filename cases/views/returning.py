"""Where a form goes when it is done: back to where the user came from, or to the case."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

#: The name of the return address, in the address of a form and as its hidden field.
FIELD = "tilbage"
#: Longer than any list's address with all its filters.
LONGEST = 2000


def return_address(request: HttpRequest) -> str:
    """Return the path on this site that the form was opened from, or nothing."""
    given = request.POST.get(FIELD) or request.GET.get(FIELD, "")
    local = given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if local and len(given) <= LONGEST else ""


def address_after(request: HttpRequest, pk: int) -> str:
    """Return where to go when the form is stored or given up: where one came from, else the citizen's case."""
    return return_address(request) or reverse("cases:case", args=[pk])


def continue_address(request: HttpRequest, pk: int, slug: str, registration: int) -> str:
    """Return the address of the next step, with what stood in this one's."""
    address, query = reverse("cases:continue", args=[pk, slug, registration]), request.GET.urlencode()
    return f"{address}?{query}" if query else address
