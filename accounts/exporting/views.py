"""The Excel button: the file at once where the list is short, else a page that tells how far it is."""

from __future__ import annotations

import tempfile
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_tables2 import Table

from ..access_log import log_access, log_refusal
from ..lists import ListSource, find_list
from ..models import AccessAction
from . import jobs
from .models import Export, scope_name
from .workbook import About, file_name, write_workbook

#: A list of so many rows is made while one waits (about two seconds); a longer one in the background.
AT_ONCE = 5_000
#: A workbook below this size stays in memory.
IN_MEMORY = 2_000_000


@require_http_methods(["GET", "POST"])
def excel(request: HttpRequest, name: str) -> HttpResponse:
    """Give the list the address asks for as a workbook; a long one is offered, and made when that is confirmed."""
    source = open_list(request, name)
    table = source.table(request.user, request.GET)
    rows = len(table.rows)
    if rows <= AT_ONCE:
        return made_at_once(request, source, table, rows)
    if request.method == "POST":
        return redirect("lists:export", key=jobs.ask(request.user, source, request.GET).key)
    jobs.give_up_lost()
    context = {
        "source": source,
        "rows": rows,
        "at_once": AT_ONCE,
        "words": source.words(request.user, request.GET),
        "earlier": Export.objects.of(request.user).filter(list_name=name, query=jobs.asked_for(request.GET)),
    }
    return render(request, "lists/offer.html", context)


def open_list(request: HttpRequest, name: str) -> ListSource:
    """Return the list when the user may have it; else 404, or a logged 403."""
    source = find_list(name)
    if source is None:
        raise Http404
    if not source.open_to(request.user):
        log_refusal(request.user, source.log_name)
        raise PermissionDenied(_("Listen er ikke for din rolle."))
    return source


def made_at_once(request: HttpRequest, source: ListSource, table: Table, rows: int) -> HttpResponse:
    """Give the workbook and log the extract."""
    user, params = request.user, request.GET
    about = About(source, source.words(user, params), user.display_name, rows)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the response closes it
    written = write_workbook(file, table, about)
    file.seek(0)
    log_access(user, AccessAction.EXTRACT, source.log_name, source.citizen(params), rows=written)
    return FileResponse(file, as_attachment=True, filename=file_name(source))


def own_export(request: HttpRequest, key: UUID) -> tuple[Export, ListSource]:
    """Return the user's own job and its list; anyone else's does not exist."""
    jobs.give_up_lost()
    found = Export.objects.of(request.user).filter(key=key).first()
    if found is None:
        log_refusal(request.user, "export")
        raise Http404
    return found, open_list(request, found.list_name)


@require_GET
def export(request: HttpRequest, key: UUID) -> HttpResponse:
    """Tell how far a workbook is; with htmx only the part that renews itself."""
    found, source = own_export(request, key)
    template = "lists/includes/export.html" if request.htmx else "lists/export.html"
    response = render(request, template, {"export": found, "source": source, "waited": waited(found)})
    patch_vary_headers(response, ["HX-Request"])
    return response


def waited(export: Export) -> int:
    """Return the minutes a job has waited for a worker."""
    return int((timezone.now() - export.asked_at).total_seconds() // 60)


@require_GET
def download(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the finished file to the user it was made for, while they still may see what is in it."""
    found, source = own_export(request, key)
    if not found.is_done or found.made_as != scope_name(request.user):
        raise Http404
    try:
        content: Any = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    log_access(request.user, AccessAction.READ, source.log_name, rows=found.rows)
    return FileResponse(content, as_attachment=True, filename=file_name(source))


@require_POST
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Start a failed job once more."""
    found, _source = own_export(request, key)
    jobs.again(found)
    return redirect("lists:export", key=key)
