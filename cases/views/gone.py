"""The answer about a registration that somebody has deleted: who, when and why, and what one had typed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.access_log import log_access
from accounts.models import AccessAction

from ..history_lines import HistoryLine, history_since
from ..models import Citizen
from ..registrations import RegistrationKind
from .returning import address_after, return_address

#: Hidden fields and bookkeeping: not what somebody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "form_token", "version", "tilbage", "owner", "step", "reason"}


def answer_gone(
    request: HttpRequest, kind: RegistrationKind, citizen: Citizen, registration: int, form: Any = None
) -> HttpResponse:
    """Say that it is deleted; with what was typed, when a form about it was sent."""
    log_access(request.user, AccessAction.READ, kind.slug, citizen.pk)
    line = history_since(kind, citizen, registration, 0)[0]
    typed = what_was_typed(request, kind, form)
    if not typed:
        messages.info(request, sentence(kind, line))
        return redirect(address_after(request, citizen.pk))
    context = {
        "kind": kind,
        "citizen": citizen,
        "line": line,
        "sentence": sentence(kind, line),
        "typed": typed,
        "return_address": return_address(request),
        "leave_for": address_after(request, citizen.pk),
    }
    return render(request, "cases/gone.html", context, status=409)


def sentence(kind: RegistrationKind, line: HistoryLine) -> str:
    """Say who deleted it, and when."""
    return _("%(what)s er allerede slettet af %(who)s %(when)s.") % {
        "what": kind.definite,
        "who": line.by,
        "when": date_format(localtime(line.at), "SHORT_DATETIME_FORMAT"),
    }


def what_was_typed(request: HttpRequest, kind: RegistrationKind, form: Any) -> list[tuple[Any, str]]:
    """Return label and text of each field that was filled in and sent."""
    fields = form.fields if form is not None else kind.form.base_fields
    filled = [(name, request.POST.get(name, "").strip()) for name in fields if name not in NOT_TYPED]
    return [(fields[name].label, in_words(fields[name], text)) for name, text in filled if text]


def in_words(field: Any, text: str) -> str:
    """Return a choice as it reads on the form, any other text as it was typed."""
    return str(dict(getattr(field, "choices", ())).get(text, text))
