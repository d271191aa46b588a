"""The door to a citizen: who may look, and the note in the log that they did."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access_log import log_access, log_refusal
from accounts.models import AccessAction
from flereskalmed.planned import planned

from ..models import Citizen


def for_municipal_staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to those who may meet people (caseworkers, facilitators, managers); others get a logged 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.sees_people:
            log_refusal(request.user, "case" if kwargs else "list", known_citizen(kwargs.get("pk")))
            raise PermissionDenied(_("Siden viser personer og er kun for kommunens medarbejdere."))
        return view(request, *args, **kwargs)

    return guarded


def known_citizen(pk: int | None) -> int | None:
    """Return the number when there is such a citizen: the log names who was asked for."""
    return pk if pk is not None and Citizen.objects.filter(pk=pk).exists() else None


def find_citizen(request: HttpRequest, pk: int, about: str, citizens: QuerySet | None = None) -> Citizen:
    """Return the citizen when the user may see them; else log the refusal and answer 404.

    ``about`` names the page for the log. A citizen of another municipality and one who does not exist look the same.
    """
    citizens = Citizen.objects.all() if citizens is None else citizens
    with planned():
        citizen = citizens.visible_to(request.user).select_related("unit", "caseworker").filter(pk=pk).first()
    if citizen is None:
        log_refusal(request.user, about, known_citizen(pk))
        raise Http404
    return citizen


def open_citizen(request: HttpRequest, pk: int, about: str) -> Citizen:
    """Return the citizen, and log that the user has looked."""
    citizen = find_citizen(request, pk, about)
    log_access(request.user, AccessAction.READ, about, citizen.pk)
    return citizen
