"""A form sent when the session had ended, or with a stale mark against forgery, comes back with all that was typed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from ..kept_forms import LONGEST_WAIT, keep, mark, owner, take

#: The addresses whose forms are kept.
REGISTERING = {"cases:add", "cases:change", "cases:continue", "cases:delete"}


class LoginKeepsFormsMiddleware(LoginRequiredMiddleware):
    """Django's demand for a login, which keeps a registration sent without one."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        """Send to the login; what was sent waits until then."""
        keep_sent(request)
        return super().handle_no_permission(request, view_func)


def keep_sent(request: HttpRequest) -> bool:
    """Keep what was sent if it is a registration; tell whether it is kept."""
    try:
        is_registration = request.method == "POST" and resolve(request.path_info).view_name in REGISTERING
    except Resolver404:
        return False
    if not is_registration or request.user.pk not in (None, owner(request.POST.get("owner", ""))):
        return False
    kept = keep(request.session, request.path, request.POST)
    if kept and not request.user.is_authenticated:
        request.session.set_expiry(LONGEST_WAIT)  # a login gives the session its own length again
    return kept


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form with a stale mark against forgery: ordinary when one has logged in again in another window.

    A registration comes back as it was typed, to be sent again knowingly; nothing is stored unseen.
    """
    if keep_sent(request):
        return redirect(request.get_full_path())
    return render(request, "403_csrf.html", status=403)


def owner_mark(request: HttpRequest) -> str:
    """Return the mark that says whose form it is."""
    return mark(request.user)


def give_back(request: HttpRequest, form: Any) -> bool:
    """Fill a form that is asked for with what was sent to it when the session had ended; tell whether it was."""
    sent = take(request.session, request.user, request.path) if request.method == "GET" else None
    if sent is None:
        return False
    for name, field in form.fields.items():
        form.initial[name] = field.widget.value_from_datadict(sent, {}, form.add_prefix(name))
    return True
