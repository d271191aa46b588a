"""Handing many citizens over: choosing, seeing what will happen, doing it; and the list of what was done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

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
from flereskalmed.clock import today

from ..changes import readable
from ..handover.doing import ChangedMeanwhileError, Order, hand_over
from ..handover.forms import MOST_PICKED, GivingForm
from ..handover.models import Handover
from ..handover.plan import Plan, only, plan
from ..handover.selection import GIVERS, SelectionForm, labelled
from ..models import Facilitator
from .access import for_municipal_staff
from .kept import give_back, keeps_form
from .registering import sent


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
def new(request: HttpRequest) -> HttpResponse:
    """Choose whose citizens go to whom; then see what will happen; then do it."""
    if request.user.role not in GIVERS:
        log_refusal(request.user, "handover")
        raise PermissionDenied(_("Kun ledere og sagsbehandlere kan overdrage borgere."))
    if done := done_before(request):
        return redirect("cases:handover", pk=done.pk)
    selection = SelectionForm(request.user, request.GET)
    if not selection.is_valid():
        if request.method == "POST":
            messages.error(request, changed())
        return render(request, "cases/handover/new.html", {"selection": selection, "form": None})
    shown = labelled(selection.citizens()[:MOST_PICKED])
    form = GivingForm(
        sent(request),
        kind=selection.kind,
        user=request.user,
        giver=selection.giver[0],
        shown=[citizen.pk for citizen in shown],
    )
    if request.method == "POST" and "ret" not in request.POST and form.is_valid() and narrow(selection, form):
        return confirmed(request, selection, form)
    log_access(request.user, AccessAction.READ, "handover", rows=len(shown))
    give_back(request, form)
    context = {"selection": selection, "form": form, "shown": shown, "total": selection.citizens().count()}
    return render(request, "cases/handover/new.html", context | {"ticked": ticked(form)})


def done_before(request: HttpRequest) -> Handover | None:
    """Return what this very form has done before, if it was sent twice."""
    try:
        token = UUID(request.POST.get("token", ""))
    except ValueError:
        return None
    return Handover.objects.filter(form_token=token, by=request.user).first()


def changed() -> str:
    """Say that who is meant is no longer the same."""
    return _("Nogen har ændret noget, siden du så listen. Se den igen, før du overdrager.")


def narrow(selection: SelectionForm, form: GivingForm) -> bool:
    """Ask for a choice where "all" would be everybody the user may see."""
    if selection.too_wide and form.picked is None:
        form.add_error("hvem", _("Vælg en enhed eller en gruppe, eller markér enkelte borgere."))
        return False
    return True


def ticked(form: GivingForm) -> set[str]:
    """Return the ticked citizens as they were sent."""
    return set(form["borger"].value() or ())


def confirmed(request: HttpRequest, selection: SelectionForm, form: GivingForm) -> HttpResponse:
    """Show what will happen; do it when exactly that has been confirmed."""
    if "bekraeft" in request.POST:
        try:
            made = hand_over(
                order_of(request, selection, form), lambda: meant(selection, form), form.cleaned_data["mark"]
            )
        except ChangedMeanwhileError:
            messages.error(request, changed())
        except IntegrityError as error:
            messages.error(request, readable(error, Facilitator).messages[0])
        else:
            messages.success(request, told(made))
            return redirect("cases:handover", pk=made.pk)
    planned = plan(selection.kind, meant(selection, form), form.cleaned_data["til"], day_of(form))
    log_access(request.user, AccessAction.READ, "handover", rows=len(planned.moving) + len(planned.left_out))
    return render(request, "cases/handover/confirm.html", confirmation(selection, form, planned))


def confirmation(selection: SelectionForm, form: GivingForm, planned: Plan) -> dict[str, Any]:
    """Return what the page of confirmation shows."""
    data = form.cleaned_data
    return {
        "selection": selection,
        "giver": selection.giver[1],
        "receiver": data["til"],
        "starts_on": data.get("dag"),
        "reason": data["reason"],
        "plan": planned,
        "kept": [*form_fields(form), ("mark", planned.mark)],
    }


def form_fields(form: GivingForm) -> list[tuple[str, str]]:
    """Return what was filled in, to be sent on with the confirmation."""
    return [(name, value) for name in form.fields if name != "mark" for value in form.data.getlist(name)]


def meant(selection: SelectionForm, form: GivingForm) -> Any:
    """Return the citizens who are meant, as things stand now."""
    return only(selection.citizens(), form.picked)


def day_of(form: GivingForm) -> Any:
    """Return the day it begins: a caseworker's at once."""
    return form.cleaned_data.get("dag") or today()


def order_of(request: HttpRequest, selection: SelectionForm, form: GivingForm) -> Order:
    """Return what is to be done."""
    data = form.cleaned_data
    return Order(
        selection.kind, selection.giver, data["til"], day_of(form), request.user, data["reason"], data["token"]
    )


def told(made: Handover) -> str:
    """Say how many were handed over."""
    number = made.citizens.count()
    return ngettext("%(n)s borger er overdraget.", "%(n)s borgere er overdraget.", number) % {"n": number}
