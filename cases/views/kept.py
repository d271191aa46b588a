"""A form sent when the session had ended, or with a stale mark against forgery, comes back with all that was typed.

A page joins in three places: its view is marked (``keeps_form``) and gives back (``give_back``), and its template
includes ``includes/own_form.html`` in the form.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_http_methods

from ..kept_forms import LONGEST_WAIT, Kept, keep, owner, take


def keeps_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose form is kept when it is sent without a login."""
    view.keeps_form = True  # type: ignore[attr-defined]
    return view


def keeps_form_on(page: Callable[..., str]) -> Callable[..., Callable[..., HttpResponse]]:
    """Mark a view that only stores a form standing on another page: ``page`` gives that page's address.

    Who is led to the view's own address, as after a login, is sent on to the page. It gives back with ``sent_to``,
    the whole address it is sent to: what stands in the query tells one page's form from another's.
    """

    def marked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def stored_or_shown(request: HttpRequest, **where: Any) -> HttpResponse:
            return redirect(page(request, **where)) if request.method == "GET" else view(request, **where)

        kept = keeps_form(require_http_methods(["GET", "POST"])(stored_or_shown))
        kept.stands_elsewhere = True  # type: ignore[attr-defined]
        return kept

    return marked


class LoginKeepsFormsMiddleware(LoginRequiredMiddleware):
    """Django's demand for a login, which keeps a form sent without one."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        """Send to the login; what was sent waits until then."""
        keep_sent(request)
        return super().handle_no_permission(request, view_func)


def keep_sent(request: HttpRequest) -> bool:
    """Keep what was sent if it is a form that is kept; tell whether it is."""
    try:
        view = resolve(request.path_info).func
        to_keep = request.method == "POST" and getattr(view, "keeps_form", False)
    except Resolver404:
        return False
    user = owner(request.POST.get("owner", "")) if to_keep else None
    if user is None or request.user.pk not in (None, user):
        return False
    address = request.get_full_path() if getattr(view, "stands_elsewhere", False) else request.path
    kept = keep(request.session, user, address, Kept(request.POST, logged_out=True))
    if kept and not request.user.is_authenticated:
        request.session.set_expiry(LONGEST_WAIT)  # a login gives the session its own length again
    return kept


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form with a stale mark against forgery: ordinary when one has logged in again in another window.

    A form comes back as it was typed, to be sent again knowingly; nothing is stored unseen.
    """
    if keep_sent(request):
        return redirect(request.get_full_path())
    return render(request, "403_csrf.html", status=403)


def give_back(request: HttpRequest, form: Any, sent_to: str = "") -> None:
    """Fill a form that is asked for with what is kept for it; ``sent_to``: where it is sent, if not to its own page.

    ``form.given_back`` tells the page whether it is because the session had ended.
    """
    kept = take(request.session, request.user, sent_to or request.path) if request.method == "GET" else None
    form.given_back = kept is not None and kept.logged_out
    if kept is not None:
        for name, field in form.fields.items():
            form.initial[name] = field.widget.value_from_datadict(kept.sent, {}, form.add_prefix(name))
