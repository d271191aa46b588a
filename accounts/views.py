"""Pages about the user rather than a case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .navigation import start_page


def home(request: HttpRequest) -> HttpResponse:
    """Send the user to where their role works."""
    return redirect(start_page(request.user))
