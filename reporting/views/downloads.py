"""A closed report in the format one asks for."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language

from reporting.audiences import audience_for, close_for
from reporting.documents import CONTENT_TYPES, render
from reporting.errors import NotPublishedError, ReportError
from reporting.preparing import is_ready
from reporting.programmes import asked_programme
from reporting.reports import monthly_report

from .municipality import asked_month, asked_version
from .waiting import not_published_page, waiting_page


def municipality_file(request: HttpRequest, code: str, month: str, form: str) -> HttpResponse:
    """Give the closed report of a municipality as the user's audience may see it."""
    return _report(request, code, month, form)


def country_file(request: HttpRequest, month: str, form: str) -> HttpResponse:
    """Give the closed report of the country."""
    return _report(request, None, month, form)


def _report(request: HttpRequest, code: str | None, month: str, form: str) -> HttpResponse:
    audience_for(request.user, code)
    if form not in CONTENT_TYPES:
        raise Http404
    programme = asked_programme(request.GET).code
    try:
        close, audience = close_for(request.user, code, asked_month(month), programme, asked_version(request))
        if audience == "published" and not is_ready(close):
            return waiting_page(request, close)
        report = monthly_report(close.of_month, code, programme=programme, version=close.version, audience=audience)
    except NotPublishedError as error:
        return not_published_page(request, error, programme)
    except ReportError as error:
        raise Http404(str(error)) from None
    inside = "-intern" if audience == "internal" else ""
    name = (
        f"{slugify(close.programme.name)}-{report['month']}-v{report['version']}-{code or 'hele-landet'}{inside}.{form}"
    )
    return HttpResponse(
        render(report, "monthly", form, get_language() or "da"),
        content_type=CONTENT_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
