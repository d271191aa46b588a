"""The API's answers: JSON and files with an ETag, for those who may read published figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from ..audiences import may_read_api
from ..definitions import every_definition
from ..documents import CONTENT_TYPES
from ..models import Release
from ..months import Month
from ..releasing.files import LANGUAGE
from .openapi import document
from .releases import details, file_of, summary

#: A file stays as it is for ever; a list may have got longer.
FILE_SECONDS = 365 * 24 * 60 * 60
LIST_SECONDS = 60

View = Callable[..., HttpResponse]


def api(view: View) -> View:
    """Answer GET and HEAD of those who may read; to others say why not, as ``application/problem+json``."""

    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, **where: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return problem(405, _("Der kan kun læses her."), Allow="GET, HEAD")
        if not may_read_api(request.user):
            anonymous = not request.user.is_authenticated
            return problem(401 if anonymous else 403, _("Log ind som en bruger, der må se de udgivne tal."))
        return _kept_apart(view(request, **where))

    return answer


@api
def releases(request: HttpRequest) -> HttpResponse:
    """List every published release, newest month first, with what corrects what."""
    every = Release.objects.published().select_related("close", "corrects__close", "corrected_by__close")
    ordered = every.order_by("close__programme", "-close__month", "-close__version")
    return _json(request, {"releases": [summary(release) for release in ordered]}, LIST_SECONDS)


@api
def release(request: HttpRequest, programme: str, month: str, version: str) -> HttpResponse:
    """Tell of one release: its note, what it changed, and its files."""
    found = _release(programme, month, version)
    return _json(request, details(found), LIST_SECONDS) if found else _not_found()


@api
def file(
    request: HttpRequest, programme: str, month: str, version: str, report: str, place: str, form: str
) -> HttpResponse:
    """Give one published file: the bytes that were published, for ever."""
    found = _release(programme, month, version)
    stored = file_of(found, report, place, form) if found else None
    if stored is None:
        return _not_found()
    content, digest = stored
    name = f"{programme}-{month}-v{version}-{report}-{place}.{'jsonstat.json' if form == 'jsonstat' else form}"
    response = HttpResponse(content, content_type=CONTENT_TYPES.get(form, "application/json"))
    response["Content-Disposition"] = f'{"inline" if form in ("json", "jsonstat") else "attachment"}; filename="{name}"'
    return _conditional(request, response, digest, FILE_SECONDS)


@api
def openapi(request: HttpRequest) -> HttpResponse:
    """Give the description of this API (OpenAPI 3.1)."""
    return _json(request, document(), LIST_SECONDS)


@api
def definitions(request: HttpRequest) -> HttpResponse:
    """Give what every figure and table means in the program of today, in Danish as the files are."""
    with translation.override(LANGUAGE):
        return _json(request, {"definitions": every_definition()}, LIST_SECONDS)


def problem(status: int, detail: str, **headers: str) -> HttpResponse:
    """Return an error as RFC 9457 has it."""
    body = json.dumps({"status": status, "detail": detail}, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type="application/problem+json", headers=headers)


def _not_found() -> HttpResponse:
    return problem(404, _("Der er intet udgivet på denne adresse."))


def _release(programme: str, month: str, version: str) -> Release | None:
    try:
        first = Month.parse(month).first
    except ValueError:
        return None
    published = Release.objects.published().filter(close__programme=programme, close__month=first)
    related = published.select_related("close", "corrects__close", "corrected_by__close")
    return related.filter(close__version=version).first()


def _json(request: HttpRequest, value: Any, seconds: int) -> HttpResponse:
    content = (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
    response = HttpResponse(content, content_type="application/json")
    return _conditional(request, response, hashlib.sha256(content).hexdigest(), seconds)


def _conditional(request: HttpRequest, response: HttpResponse, digest: str, seconds: int) -> HttpResponse:
    """Answer 304 to who has it already, and say how long it may be kept."""
    etag = f'"{digest}"'
    response["ETag"] = etag
    if settings.OPEN_FIGURES:
        forever = ", immutable" if seconds == FILE_SECONDS else ""
        response["Cache-Control"] = f"public, max-age={seconds}{forever}"
    else:  # whoever logs in at the same machine next is asked who they are
        response["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response)


def _kept_apart(response: HttpResponse) -> HttpResponse:
    """Let the published be kept by its own rule (``NothingIsKeptMiddleware``), and read by pages elsewhere."""
    response.keeps_its_own_rule = True  # type: ignore[attr-defined]
    if settings.OPEN_FIGURES:
        response["Access-Control-Allow-Origin"] = "*"
    return response
