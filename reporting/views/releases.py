"""The calendar of releases, and each release with its states, its check and its correction."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.changes import readable
from cases.models import Municipality
from cases.views.kept import give_back, keeps_form_on
from reporting.api.releases import links_of
from reporting.audiences import audience_for, prepares_releases
from reporting.closing import close_month
from reporting.disclosure.patterns import refusal_of
from reporting.errors import ReportError
from reporting.indicators import BY_KEY
from reporting.lookups import DEFAULT_PROGRAMME, the_close
from reporting.models import MonthClose, Release
from reporting.programmes import asked_programme, program_address, programme_choices
from reporting.release import request_files
from reporting.releasing import calendar
from reporting.releasing.corrections import name_of
from reporting.releasing.forms import ApprovalForm, CorrectionForm
from reporting.releasing.steps import approve_release, newest_published, publish_release, withdraw_approval
from reporting.tasks import protect_close

from .municipality import asked_month

#: More lines than these are read in the files.
MOST_LINES = 100


def _address(month: str, version: str | int, programme: str = DEFAULT_PROGRAMME) -> str:
    return program_address("reporting:release", [month, version], programme)


def _stands_on(request: HttpRequest, month: str, version: str) -> str:
    return _address(month, version, asked_programme(request.GET).code)


def calendar_page(request: HttpRequest) -> HttpResponse:
    """Show what is published, what is on its way and what is to come. It has no figures, so everybody sees it."""
    programme = asked_programme(request.GET)
    under_way, past = calendar.under_way(programme), calendar.past(programme)
    context = {
        "programme": programme,
        "programmes": programme_choices(MonthClose.objects.all(), programme, "reporting:releases", of_month=False),
        "expected": calendar.expected(programme, [*under_way, *past]),
        "under_way": under_way,
        "past": past,
        "may_open": request.user.sees_people or prepares_releases(request.user),
        "prepares": prepares_releases(request.user),
    }
    return render(request, "reporting/releases.html", context)


def release_page(request: HttpRequest, month: str, version: str) -> HttpResponse:
    """Show one release under its own address; what is not published is for those who prepare it."""
    return _page(request, _release(request, month, version))


@require_POST
def check(request: HttpRequest, month: str, version: str) -> HttpResponse:
    """Have a worker choose what the release hides and check it (again)."""
    release = _to_prepare(request, month, version)
    protect_close.delay(release.pk)
    return _back(release)


@keeps_form_on(_stands_on)
def approve(request: HttpRequest, month: str, version: str) -> HttpResponse:
    """Approve a checked release in the name of the user, for a time or at once; its PDFs are made meanwhile."""
    release = _to_prepare(request, month, version)
    form = ApprovalForm(request.POST, release=release, corrects=newest_published(release.close))
    if not form.is_valid():
        return _page(request, release, approval=form)
    try:
        approve_release(release.close, request.user, **form.cleaned_data)
        if form.cleaned_data["publish_at"] is None:
            publish_release(release.close, user=request.user)
    except IntegrityError as error:
        problem = readable(error, Release)
        field = form.field_of_rule.get(problem.code)
        form.add_error(field if field in form.fields else None, problem)
        return _page(request, _release(request, month, version), approval=form)
    request_files(release.close)
    return _back(release)


@require_POST
def withdraw(request: HttpRequest, month: str, version: str) -> HttpResponse:
    """Take the approval back, before the time has come."""
    release = _to_prepare(request, month, version)
    try:
        withdraw_approval(release.close)
    except IntegrityError as error:
        return _page(request, _release(request, month, version), problem=readable(error, Release).messages[0])
    return _back(release)


@keeps_form_on(_stands_on)
def correct(request: HttpRequest, month: str, version: str) -> HttpResponse:
    """Close the month again, with a reason: the new version is then checked, approved and published in its turn."""
    release = _to_prepare(request, month, version)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _page(request, release, correction=form)
    try:
        close = close_month(
            release.close.of_month,
            programme=release.close.programme_id,
            user=request.user,
            reason=form.cleaned_data["reason"],
        )
    except ReportError as error:
        form.add_error(None, str(error))
        return _page(request, release, correction=form)
    protect_close.delay(close.pk)
    return redirect(_address(str(close.of_month), close.version, close.programme_id))


def _release(request: HttpRequest, month: str, version: str) -> Release:
    """Return the release that the address names, if the user may know of it."""
    audience_for(request.user, None)
    try:
        close = the_close(asked_month(month), asked_programme(request.GET).code, int(version))
    except ReportError as error:
        raise Http404(str(error)) from None
    people = ("approved_by", "published_by", "checked_by", "close__closed_by", "corrects__close", "corrected_by__close")
    release = Release.objects.select_related("close", *people).get(close=close)
    if not release.is_published and not prepares_releases(request.user):
        raise Http404
    return release


def _to_prepare(request: HttpRequest, month: str, version: str) -> Release:
    if not prepares_releases(request.user):
        raise PermissionDenied
    return _release(request, month, version)


def _back(release: Release) -> HttpResponse:
    return redirect(_address(str(release.close.of_month), release.close.version, release.close.programme_id))


def _page(request: HttpRequest, release: Release, **more: Any) -> HttpResponse:
    """Show the release; ``more`` holds a form that was not right, or what was refused."""
    names = dict(Municipality.objects.values_list("code", "name"))
    prepares = prepares_releases(request.user)
    latest = release.close.programme.closes.filter(month=release.close.month).order_by("-version").first()
    context = {
        "release": release,
        "close": release.close,
        "programme": release.close.programme,
        "prepares": prepares,
        "refusal": refusal_of(release.close) if prepares and release.state == Release.State.CLOSED else None,
        "pattern": getattr(release.close, "pattern", None) if release.findings is not None else None,
        "findings": [_named(finding, names) for finding in release.findings or []] if prepares else [],
        "changes": [_named(change, names) for change in release.changes[:MOST_LINES]],
        "more_changes": max(0, len(release.changes) - MOST_LINES),
        "links": links_of(release) if release.is_published else [],
        "is_latest": latest.pk == release.pk,
        **_forms(release, prepares),
        **more,
    }
    for name, action in (("approval", "approve"), ("correction", "correct")):
        if form := context.get(name):
            at = [release.close.of_month, release.close.version]
            give_back(request, form, program_address(f"reporting:release_{action}", at, release.close.programme_id))
    status = 400 if more else 200
    return render(request, "reporting/release.html", context, status=status)


def _forms(release: Release, prepares: bool) -> dict[str, Any]:
    """Return the forms of the next step, for those who take it."""
    if prepares and release.state == Release.State.CHECKED:
        return {"approval": ApprovalForm(release=release, corrects=newest_published(release.close))}
    return {"correction": CorrectionForm()} if prepares and release.is_published else {}


def _named(line: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Return a finding or change with its place and figure in words; a figure no indicator stands for itself."""
    place = names.get(line["place"], line["place"]) if line["place"] else _("Hele landet")
    if "report" in line:
        figure = name_of(line)
    else:
        figure = BY_KEY[line["figure"]].label if line["figure"] in BY_KEY else line["figure"]
    return {**line, "place_name": place, "label": figure}
