"""A company that was merged into another while somebody was at it: they are led to the one that was kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ..asked import asked_number
from ..forms.companies import CompanyForm
from ..kept_forms import Kept, keep
from ..models import Company, CompanyAgreement
from ..versions import former_versions, seen_at, seen_version, version_of
from .companies import find_company


def for_kept_company(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the company it is about. One merged into another leads to the same page of that one.

    What was typed goes along: the form of the other shows it, and stores it when it is sent once more. That holds
    too when the merge comes between opening the page and storing: a form that could not be stored comes back (200).
    """

    @wraps(view)
    def guarded(request: HttpRequest, number: int, **rest: Any) -> HttpResponse:
        company = find_company(request, number)
        if company.merged_into_id:
            return to_the_kept(request, company, **rest)
        response = view(request, company, **rest)
        if request.method == "POST" and response.status_code == 200:
            company.refresh_from_db()
            if company.merged_into_id:
                return to_the_kept(request, company, **rest)
        return response

    return guarded


def to_the_kept(request: HttpRequest, merged: Company, **rest: Any) -> HttpResponse:
    """Tell of the merge, and lead to the same page of the company that was kept, with what was typed."""
    address = reverse(request.resolver_match.view_name, kwargs={"number": merged.merged_into_id, **rest})
    told = _("%(merged)s er slået sammen med %(kept)s.") % {"merged": merged, "kept": merged.merged_into}
    if request.method == "POST" and getattr(request.resolver_match.func, "keeps_form", False):
        sent = fitted(request.POST.copy(), merged, rest.get("agreement"))
        if keep(request.session, request.user.pk, address, Kept(sent, logged_out=False)):
            told += " " + _("Intet er gemt endnu: det, du skrev, står her. Se det igennem, og gem det på %(kept)s.") % {
                "kept": merged.merged_into
            }
    messages.warning(request, told)
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)


def fitted(sent: QueryDict, merged: Company, agreement: int | None) -> QueryDict:
    """Return what was sent as it fits the kept company's form: opened now, with nothing in it but one's own changes."""
    opened = asked_number(sent.get("version")) or 0
    if agreement is not None:
        sent["version"] = str(_version_after_move(agreement, opened))
    elif "name" in sent:
        before = seen_at(merged, seen_version(merged, opened)) or merged
        for name in CompanyForm._meta.fields:
            if sent.get(name, "").strip() == getattr(before, name):
                sent[name] = getattr(merged.merged_into, name)
        sent["version"] = str(version_of(merged.merged_into))
    return sent


def _version_after_move(agreement: int, opened: int) -> int:
    """Return the version that counts as seen: moving the agreement is told already, a change of its words is not."""
    row = CompanyAgreement.objects.filter(pk=agreement).first()
    if row is None:
        return opened
    words = ("text", "agreed_with", "start", "end")
    since = former_versions(CompanyAgreement).filter(pgh_obj_id=agreement, pgh_id__gt=seen_version(row, opened))
    same = all(getattr(former, name) == getattr(row, name) for former in since for name in words)
    return version_of(row) if same else opened
