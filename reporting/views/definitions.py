"""What the figures mean: a page of all, and one for each figure and table."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from reporting.definitions import all_definitions, definition_of


@require_GET
def all_of_them(request: HttpRequest) -> HttpResponse:
    """List every table with its figures, and what each counts."""
    return render(request, "reporting/definitions.html", {"catalogue": all_definitions()})


@require_GET
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Define one figure or table; a name that is none is not found."""
    definition = definition_of(key)
    if definition is None:
        raise Http404
    trail = [(reverse("reporting:definitions"), _("Definitioner"))]
    return render(request, "reporting/definition.html", {"definition": definition, "trail": trail})
