"""The documentation of an instalment: signed by the municipality's management, read by the agency; the annex inside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access_log import log_access, log_refusal
from accounts.models import AccessAction, User
from accounts.pagination import paginate
from cases.models import Grant
from cases.views.access import for_municipal_staff
from cases.views.kept import give_back, keeps_form
from cases.views.registering import sent
from reporting.audiences import is_own_staff
from reporting.documents import CONTENT_TYPES
from reporting.documents import render as rendered
from reporting.documents.tables import sheets
from reporting.evidence import annex as annexes
from reporting.evidence.content import KIND, LANGUAGE
from reporting.evidence.forms import ApprovalForm
from reporting.evidence.models import Documentation
from reporting.evidence.signing import as_report, judged_instalment, sign

FORMATS = ("pdf", "xlsx")
PER_PAGE = 25


def _grant(user: User, programme: str, code: str) -> Grant:
    """Return the grant to its municipality's staff and to the agency; for everyone else there is none."""
    if not (user.is_active and user.is_star) and not is_own_staff(user, code):
        log_refusal(user, "evidence")
        raise Http404
    grants = Grant.objects.select_related("programme", "municipality")
    return get_object_or_404(grants, programme=programme, municipality=code)


def may_sign(user: User, grant: Grant) -> bool:
    """Whether ``user`` is the project's manager in the municipality."""
    return user.is_manager and user.unit_id is None and user.municipality_id == grant.municipality_id


@keeps_form
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, programme: str, code: str, number: int) -> HttpResponse:
    """Show the signed documentation of an instalment; let the project's manager sign what is judged today."""
    grant = _grant(request.user, programme, code)
    judged = judged_instalment(grant, number)
    if judged is None:
        raise Http404
    form = ApprovalForm(sent(request), user=request.user)
    if request.method == "POST":
        if not may_sign(request.user, grant):
            raise PermissionDenied
        if form.is_valid() and _signed(request, grant, number, form):
            return redirect("reporting:evidence", programme, code, number)
    give_back(request, form)
    signed = list(grant.documentations.filter(number=number).order_by("-version"))
    context = {
        "grant": grant,
        "judged": judged,
        "own": is_own_staff(request.user, code),
        "may_sign": may_sign(request.user, grant),
        "form": form,
        "signed": signed,
        "tables": sheets(as_report(signed[0]), KIND) if signed else [],
        "annex": _annex_address(grant, number) if judged.rule.indicator and judged.measured else "",
        "formats": FORMATS,
        "trail": [(_instalment_address(grant, number), _("Rater"))],
        "here": _("Dokumentation for rate %(number)s") % {"number": number},
    }
    return render(request, "reporting/evidence.html", context)


def _signed(request: HttpRequest, grant: Grant, number: int, form: ApprovalForm) -> bool:
    try:
        made = sign(grant, number, request.user, form.approval)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("Dokumentationen er godkendt: version %(version)s.") % {"version": made.version})
    return True


@require_GET
def file(request: HttpRequest, programme: str, code: str, number: int, version: int, form: str) -> HttpResponse:
    """Give a signed documentation as PDF or workbook, the same bytes every time."""
    grant = _grant(request.user, programme, code)
    if form not in FORMATS:
        raise Http404
    signed = get_object_or_404(Documentation, grant=grant, number=number, version=version)
    name = f"dokumentation-{programme}-{code}-rate-{number}-v{version}.{form}"
    return HttpResponse(
        rendered(as_report(signed), KIND, form, LANGUAGE),
        content_type=CONTENT_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _instalment_address(grant: Grant, number: int) -> str:
    """Return where the instalment stands on the grant's page: there it is claimed, approved and paid."""
    return f"{reverse('reporting:grant', args=[grant.programme_id, grant.municipality_id])}#rate-{number}"


def _annex_address(grant: Grant, number: int) -> str:
    return reverse("reporting:evidence_annex", args=[grant.programme_id, grant.municipality_id, number])


@require_GET
@for_municipal_staff
def annex(request: HttpRequest, programme: str, code: str, number: int) -> HttpResponse:
    """List the people behind each count of an instalment."""
    params = request.GET.copy()
    params[annexes.PROGRAMME], params[annexes.PLACE], params[annexes.NUMBER] = programme, code, str(number)
    params.pop("page", None)
    asked = annexes.annex_asked(request.user, params, annexes.ABOUT)
    table = annexes.AnnexTable(asked, request.user)
    paginate(table, request, PER_PAGE)
    log_access(request.user, AccessAction.READ, annexes.ABOUT, rows=len(table.page))
    context = {
        "asked": asked,
        "table": table,
        "months": _months(asked),
        "all": asked.all_rows.count(),
        "seen": table.paginator.count,
        "list_name": annexes.LIST,
        "list_query": params.urlencode(),
        "trail": [
            (_instalment_address(asked.grant, number), _("Rater")),
            (reverse("reporting:evidence", args=[programme, code, number]), _("Dokumentation")),
        ],
        "here": _("Bilag"),
    }
    return render(request, "reporting/annex.html", context)


def _months(asked: annexes.Annex) -> list[dict[str, Any]]:
    """Return the closed months to choose between."""
    base = _annex_address(asked.grant, asked.number)
    more = f"&{annexes.VERSION}={asked.version}" if asked.version else ""
    return [
        {
            "name": str(asked.measured(one.month)),
            "url": f"{base}?{annexes.MONTH}={one.of_month}{more}",
            "chosen": asked.month == one.of_month,
        }
        for one in asked.closes
    ]
