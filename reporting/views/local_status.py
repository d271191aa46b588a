"""The local status on any date: the municipality's active cases, for its own staff."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.shortcuts import render as render_page
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from flereskalmed.clock import today
from reporting.audiences import closes_seen, may_see_present
from reporting.documents import CONTENT_TYPES, render
from reporting.lookups import the_municipality
from reporting.programmes import asked_programme, program_address, programme_choices
from reporting.release import file_word
from reporting.reports import status_report
from reporting.status_tables import offers_table, status_tables

#: Nobody's registrations begin before this.
EARLIEST = date(1900, 1, 1)
FORMATS = (("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV"))


class DayForm(forms.Form):
    """Which day the status is of: today or any day before."""

    dato = forms.DateField(
        label=_("Dato"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Vælg en dato."),
            "invalid": _("Datoen findes ikke. Skriv den som år-måned-dag, for eksempel 2019-06-30."),
        },
    )

    def clean_dato(self) -> date:
        """Refuse a day that has not come: nobody knows its status."""
        day = self.cleaned_data["dato"]
        if day > today():
            raise forms.ValidationError(_("Vælg en dato, der ikke ligger efter i dag."))
        if day < EARLIEST:
            raise forms.ValidationError(_("Vælg en dato efter år 1900."))
        return day


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Send the user to the status of their own municipality."""
    if not request.user.sees_people:
        raise PermissionDenied
    programme = asked_programme(request.GET).code
    return redirect(program_address("reporting:status", [request.user.municipality_id], programme))


@require_GET
def status(request: HttpRequest, code: str) -> HttpResponse:
    """Show the status on the day asked for; with a day that is none, today's beside what is wrong with it."""
    place, programme = _place(request, code), asked_programme(request.GET)
    form = DayForm(request.GET if "dato" in request.GET else {"dato": today().isoformat()})
    day = form.cleaned_data["dato"] if form.is_valid() else today()
    report = status_report(day, code, programme=programme.code)
    closes, kept = closes_seen(request.user, code), {"dato": day.isoformat()} if "dato" in request.GET else {}
    context = {
        "programme": programme,
        "programmes": programme_choices(closes, programme, "reporting:status", code, of_month=False, **kept),
        "place": place,
        "form": form,
        "day": day,
        "report": report,
        "tables": status_tables(report),
        "offers": offers_table(report),
        "formats": FORMATS,
    }
    return render_page(request, "reporting/status.html", context)


@require_GET
def status_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Give the status as a file."""
    _place(request, code)
    programme = asked_programme(request.GET)
    asked = DayForm(request.GET)
    if form not in CONTENT_TYPES or not asked.is_valid():
        raise Http404
    day = asked.cleaned_data["dato"]
    report = status_report(day, code, programme=programme.code)
    name = f"{file_word(programme.name)}-lokal-status-{code}-{day.isoformat()}-intern.{form}"
    return HttpResponse(
        render(report, "status", form, get_language() or "da"),
        content_type=CONTENT_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _place(request: HttpRequest, code: str):
    if not may_see_present(request.user, code):
        raise Http404
    return the_municipality(code)
