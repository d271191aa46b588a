"""Registering something about a citizen, correcting it with a reason, and deleting it with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access_log import log_access, log_refusal
from accounts.models import AccessAction

from ..changes import readable, recorded_change
from ..forms import DeleteForm, RegistrationForm
from ..models import Citizen
from ..registrations import RegistrationKind, find_kind
from .access import find_citizen, for_municipal_staff
from .returning import address_after, return_address


@require_http_methods(["GET", "POST"])
@for_municipal_staff
def add(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Register something new."""
    kind = known_kind(slug)
    citizen = find_citizen(request, pk, slug)
    initial = kind.form.prefill(citizen, request.GET)
    form = kind.form(sent(request), citizen=citizen, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid() and form.store():
        log_access(request.user, AccessAction.ADD, slug, pk)
        messages.success(request, _("%(what)s er gemt.") % {"what": kind.definite})
        return redirect(address_after(request, pk))
    return show_form(request, kind, citizen, form, kind.action)


@require_http_methods(["GET", "POST"])
@for_municipal_staff
def change(request: HttpRequest, pk: int, slug: str, registration: int) -> HttpResponse:
    """Correct a registration; the former version stays in the history with the reason."""
    kind = known_kind(slug)
    citizen = find_citizen(request, pk, slug)
    instance = find_registration(request, kind, citizen, registration)
    form = kind.form(sent(request), citizen=citizen, user=request.user, instance=instance)
    if request.method == "POST" and form.is_valid() and form.store():
        log_access(request.user, AccessAction.CHANGE, slug, pk)
        messages.success(request, _("%(what)s er rettet.") % {"what": kind.definite})
        return redirect(address_after(request, pk))
    return show_form(request, kind, citizen, form, _("Ret: %(what)s") % {"what": kind.label})


@require_http_methods(["GET", "POST"])
@for_municipal_staff
def delete(request: HttpRequest, pk: int, slug: str, registration: int) -> HttpResponse:
    """Delete a registration that nothing rests on; the history keeps it with the reason."""
    kind = known_kind(slug)
    citizen = find_citizen(request, pk, slug)
    instance = find_registration(request, kind, citizen, registration)
    form = DeleteForm(sent(request))
    if request.method == "POST" and form.is_valid() and deleted(request, instance, form):
        log_access(request.user, AccessAction.DELETE, slug, pk)
        messages.success(request, _("%(what)s er slettet.") % {"what": kind.definite})
        return redirect(address_after(request, pk))
    context = {
        "citizen": citizen,
        "kind": kind,
        "form": form,
        "what": kind.describe(instance),
        "on": instance.happened_on,
        **ways_back(request, citizen),
    }
    return render(request, "cases/delete.html", context)


def deleted(request: HttpRequest, instance: Any, form: DeleteForm) -> bool:
    """Delete with user and reason in the history; tell why when something holds on to it."""
    try:
        with recorded_change(request.user, form.cleaned_data["reason"]):
            instance.delete()
    except ProtectedError:
        form.add_error(None, _("Den kan ikke slettes, fordi et lukket tal eller en anden registrering bygger på den."))
    except IntegrityError as error:
        form.add_error(None, readable(error, type(instance)))
    else:
        return True
    return False


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when it is empty; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def known_kind(slug: str) -> RegistrationKind:
    """Return the kind of registration, or answer 404."""
    kind = find_kind(slug)
    if kind is None:
        raise Http404
    return kind


def find_registration(request: HttpRequest, kind: RegistrationKind, citizen: Citizen, pk: int) -> Any:
    """Return the citizen's registration, or log the refusal and answer 404."""
    registrations = kind.model.objects.visible_to(request.user)  # type: ignore[attr-defined]
    found = registrations.select_related(*kind.related).filter(citizen=citizen, pk=pk).first()
    if found is None:
        log_refusal(request.user, kind.slug, citizen.pk)
        raise Http404
    return found


def show_form(
    request: HttpRequest, kind: RegistrationKind, citizen: Citizen, form: RegistrationForm, heading: Any
) -> HttpResponse:
    """Show the form, with its errors at their fields when it has been sent."""
    log_access(request.user, AccessAction.READ, kind.slug, citizen.pk)
    context = {"kind": kind, "citizen": citizen, "form": form, "heading": heading, **ways_back(request, citizen)}
    return render(request, "cases/form.html", context)


def ways_back(request: HttpRequest, citizen: Citizen) -> dict[str, str]:
    """Return the address the form carries along, and where it is left for."""
    return {"return_address": return_address(request), "leave_for": address_after(request, citizen.pk)}
