"""Undoing a hand-over: seeing who would go back and who stays, and doing it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access_log import log_access, log_refusal
from accounts.models import AccessAction

from ..changes import readable
from ..handover.doing import ChangedMeanwhileError
from ..handover.forms import UndoForm
from ..handover.models import UNDONE_WITHIN, Handover
from ..handover.table import find_handover
from ..handover.undo_plan import undo_plan
from ..handover.undoing import MayNotUndoError, undo
from ..models import Facilitator
from .access import for_municipal_staff
from .kept import give_back, keeps_form
from .registering import sent


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
def undo_handover(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what undoing would do, and do it when a reason is given. What is undone already is only shown."""
    made = find_handover(request.user, pk)
    if made.undone_at is not None:
        return redirect("cases:handover", pk=pk)
    if not made.may_be_undone_by(request.user):
        raise refused(request)
    form = UndoForm(sent(request))
    if request.method == "POST" and form.is_valid() and undone(request, made, form):
        return redirect("cases:handover", pk=pk)
    give_back(request, form)
    planned = undo_plan(made, request.user)
    log_access(request.user, AccessAction.READ, "handover", rows=planned.seen)
    return render(request, "cases/handover/undo.html", {"made": made, "form": form, "plan": planned})


def refused(request: HttpRequest) -> PermissionDenied:
    """Log that the user may not undo it; return who may."""
    log_refusal(request.user, "handover")
    text = _("Overdragelsen kan fortrydes i %(days)s dage af den, der lavede den, eller af en leder af hele kommunen.")
    return PermissionDenied(text % {"days": UNDONE_WITHIN.days})


def undone(request: HttpRequest, made: Handover, form: UndoForm) -> bool:
    """Undo it and say so; tell when others would go back than were shown, or the user may not any more."""
    try:
        now = undo(made, request.user, form.cleaned_data["reason"], form.cleaned_data["mark"])
    except MayNotUndoError:
        raise refused(request) from None
    except ChangedMeanwhileError:
        messages.error(request, _("Nogen har ændret noget, siden du så listen. Se den igen, før du fortryder."))
        return False
    except IntegrityError as error:
        messages.error(request, readable(error, Facilitator).messages[0])
        return False
    number = now.citizens.filter(stays="").count()
    text = ngettext("%(n)s borger er gået tilbage.", "%(n)s borgere er gået tilbage.", number) % {"n": number}
    messages.success(request, text)
    return True
