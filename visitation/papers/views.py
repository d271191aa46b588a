"""The pages of a case on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access_log import log_access
from accounts.models import AccessAction
from cases.models import Citizen
from cases.views.access import find_citizen, for_municipal_staff, open_citizen
from cases.views.kept import give_back, keeps_form
from cases.views.registering import sent
from flereskalmed.clock import today

from .dossier import DossierForm, dossier_pdf
from .parts import BY_KEY
from .summary import summary_of


@require_GET
@for_municipal_staff
def summary(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the next person must know, on one page that prints well."""
    citizen = open_citizen(request, pk, "summary")
    context = {"citizen": citizen, **summary_of(citizen, request.user, today())}
    return render(request, "visitation/papers/summary.html", context)


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the user choose the parts; give them as a PDF and log which."""
    citizen = find_citizen(request, pk, "dossier", Citizen.objects.select_related("municipality"))
    form = DossierForm(sent(request))
    if request.method == "POST" and form.is_valid():
        keys = form.cleaned_data["parts"]
        content = dossier_pdf(citizen, request.user, keys, today())
        chosen = ",".join(key for key in BY_KEY if key in keys)
        log_access(request.user, AccessAction.EXTRACT, f"dossier:{chosen}", pk, rows=1)
        name = f"rehabilitering-{today().isoformat()}.pdf"
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type="application/pdf", headers=disposition)
    log_access(request.user, AccessAction.READ, "dossier", pk)
    give_back(request, form)
    return render(request, "visitation/papers/choose.html", {"citizen": citizen, "form": form})
