"""Registering something about a citizen, carrying it on, correcting it with a reason, and deleting it with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access_log import log_access, log_refusal
from accounts.models import AccessAction

from ..models import Citizen
from ..registrations import RegistrationKind, Steps, find_kind
from ..versions import was_deleted
from .access import find_citizen, for_municipal_staff
from .form_page import FormPage
from .gone import answer_gone
from .kept import keeps_form
from .returning import address_after, continue_address


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
def add(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Register something new; what has its next step open is carried on instead."""
    kind = known_kind(slug)
    citizen = find_citizen(request, pk, slug)
    under_way = kind.steps.open(citizen) if kind.steps and request.method == "GET" else None
    if under_way is not None:
        return redirect(continue_address(request, pk, slug, under_way.pk))
    initial = kind.form.prefill(citizen, request.GET)
    form = kind.form(sent(request), citizen=citizen, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid() and form.store():
        return stored(request, kind, citizen, form, AccessAction.ADD, _("%(what)s er gemt."))
    heading = kind.steps.labels.get("", kind.action) if kind.steps else kind.action
    return FormPage(kind, citizen, form, heading).show(request)


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
def change(request: HttpRequest, pk: int, slug: str, registration: int) -> HttpResponse:
    """Correct a registration; the former version stays in the history with the reason."""
    kind = known_kind(slug)
    citizen = find_citizen(request, pk, slug)
    instance = find_registration(request, kind, citizen, registration)
    if instance is None:
        return answer_gone(request, kind, citizen, registration)
    form = kind.form(sent(request), citizen=citizen, user=request.user, instance=instance)
    heading = _("Ret %(what)s") % {"what": kind.named}
    return correct(request, FormPage(kind, citizen, form, heading), _("%(what)s er rettet."))


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
def carry_on(request: HttpRequest, pk: int, slug: str, registration: int) -> HttpResponse:
    """Register the next step of what is under way. A form names the step it was opened for."""
    kind = known_kind(slug)
    citizen = find_citizen(request, pk, slug)
    if kind.steps is None:
        raise Http404
    instance = find_registration(request, kind, citizen, registration)
    if instance is None:
        return answer_gone(request, kind, citizen, registration)
    step = request.POST.get("step") or kind.steps.next(instance)
    if step not in kind.steps.forms:
        messages.info(request, _("%(what)s er afsluttet.") % {"what": kind.definite})
        return redirect(address_after(request, pk))
    return take_step(request, kind, kind.steps, citizen, instance, step)


def take_step(
    request: HttpRequest, kind: RegistrationKind, steps: Steps, citizen: Citizen, instance: Any, step: str
) -> HttpResponse:
    """Show or store the form of one step."""
    form = steps.forms[step](
        sent(request), citizen=citizen, user=request.user, instance=instance, steps=steps, step=step
    )
    return correct(request, FormPage(kind, citizen, form, steps.labels[step], step), _("%(what)s er gemt."))


def correct(request: HttpRequest, page: FormPage, says: str) -> HttpResponse:
    """Store what changes a registration, or show its form with what is in the way."""
    form = page.form
    if request.method == "POST" and form.is_valid() and form.store():
        return stored(request, page.kind, page.citizen, form, AccessAction.CHANGE, says)
    if form.gone:
        return answer_gone(request, page.kind, page.citizen, form.instance.pk, form)
    return page.show(request)


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
def delete(request: HttpRequest, pk: int, slug: str, registration: int) -> HttpResponse:
    """Delete a registration that nothing rests on; the history keeps it with the reason."""
    kind = known_kind(slug)
    citizen = find_citizen(request, pk, slug)
    instance = find_registration(request, kind, citizen, registration)
    if instance is None:
        return answer_gone(request, kind, citizen, registration)
    form = kind.form.delete_form(sent(request), instance=instance, user=request.user)
    if request.method == "POST" and form.is_valid() and form.store():
        return stored(request, kind, citizen, form, AccessAction.DELETE, _("%(what)s er slettet."))
    if form.gone:
        return answer_gone(request, kind, citizen, registration)
    page = FormPage(kind, citizen, form, _("Slet %(what)s") % {"what": kind.named})
    return page.show(request, "cases/delete.html", what=kind.describe(instance), on=instance.happened_on)


def stored(
    request: HttpRequest, kind: RegistrationKind, citizen: Citizen, form: Any, action: str, says: str
) -> HttpResponse:
    """Log what was done, say so, and go back. A form that was sent before is answered alike, and did nothing."""
    if form.wrote:
        log_access(request.user, action, kind.slug, citizen.pk)
        for slug in form.stored_beside:
            log_access(request.user, AccessAction.ADD, slug, citizen.pk)
        for slug in form.changed_beside:
            log_access(request.user, AccessAction.CHANGE, slug, citizen.pk)
    sentences = [says % {"what": kind.definite}, *(str(told) for told in form.told)]
    messages.success(request, " ".join(sentences))
    return redirect(address_after(request, citizen.pk))


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
    """Return the citizen's registration; None when it has been deleted; else log the refusal and answer 404."""
    registrations = kind.model.objects.visible_to(request.user)  # type: ignore[attr-defined]
    found = registrations.select_related(*kind.related).filter(citizen=citizen, pk=pk).first()
    if found is None and not was_deleted(kind.model, citizen, pk):
        log_refusal(request.user, kind.slug, citizen.pk)
        raise Http404
    return found
