"""A citizen's own data: looking, and correcting with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access_log import log_access, log_refusal
from accounts.models import AccessAction

from ..forms.person import PersonForm
from ..person import EDITORS, changes_of
from .access import find_citizen, for_municipal_staff, known_citizen
from .kept import give_back, keeps_form
from .registering import sent
from .returning import address_after, return_address


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and correct name, CPR number, unit and caseworker; the former version stays in the history."""
    if request.user.role not in EDITORS:
        log_refusal(request.user, "person", known_citizen(pk))
        raise PermissionDenied(_("Kun sagsbehandlere og ledere kan rette stamdata."))
    citizen = find_citizen(request, pk, "person")
    form = PersonForm(sent(request), citizen=citizen, user=request.user)
    if request.method == "POST" and form.is_valid() and form.store():
        log_access(request.user, AccessAction.CHANGE, "person", pk)
        messages.success(request, _("Stamdata er rettet."))
        if form.new_number_fails_check:
            messages.warning(request, failing_check())
        return redirect(address_after(request, pk))
    log_access(request.user, AccessAction.READ, "person", pk)
    give_back(request, form)
    context = {
        "citizen": citizen,
        "form": form,
        "changes": changes_of(citizen),
        "return_address": return_address(request),
        "leave_for": address_after(request, pk),
    }
    return render(request, "cases/person.html", context)


def failing_check() -> str:
    """Warn of a number that fails modulus 11: numbers from 2007 on may do so."""
    return _(
        "Det nye CPR-nummer består ikke kontrollen modulus 11. Det gælder mange numre fra 2007 og senere; "
        "kontrollér, at det er skrevet rigtigt."
    )
