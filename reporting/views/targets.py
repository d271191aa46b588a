"""A municipality's own targets: its staff see them, its managers set them. Nobody else knows of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.changes import recorded_change
from cases.models import Municipality
from cases.views.kept import give_back, keeps_form
from cases.views.registering import sent
from reporting.charts.targets import target_chart
from reporting.fulltime.asked import MONTH, month_asked, months_listed, place_asked
from reporting.lookups import the_municipality
from reporting.targets.forms import DeleteTargetForm, TargetForm
from reporting.targets.history import changes_of
from reporting.targets.models import Target
from reporting.targets.standing import measure_in_words, standings_of

from .trail import to_municipality

ABOUT = "targets"


def _place(request: HttpRequest, code: str) -> Municipality:
    return the_municipality(place_asked(request.user, code, ABOUT))


def _for_its_managers(request: HttpRequest, code: str) -> Municipality:
    """Return the municipality to one of its managers; its other staff are told that they may not."""
    place = _place(request, code)
    if not request.user.is_manager:
        raise PermissionDenied(_("Kommunens ledere sætter og retter dens mål."))
    return place


def _find(place: Municipality, number: int) -> Target:
    target = Target.objects.prefetch_related("milestones").filter(municipality=place, pk=number).first()
    if target is None:
        raise Http404
    return target


def _trail(place: Municipality, target: Target | None = None) -> list[tuple[str, str]]:
    trail = [*to_municipality(place), (reverse("reporting:targets", args=[place.code]), _("Kommunens mål"))]
    if target is not None:
        trail.append((reverse("reporting:target", args=[place.code, target.pk]), target.name))
    return trail


@require_GET
def all_of_them(request: HttpRequest, code: str) -> HttpResponse:
    """List the municipality's targets, each with where it stands."""
    place = _place(request, code)
    month = month_asked(request.GET)
    targets = Target.objects.filter(municipality=place).prefetch_related("milestones")
    context = {
        "place": place,
        "month": str(month),
        "standings": [(one, measure_in_words(one.target)) for one in standings_of(targets, month)],
        "trail": to_municipality(place),
        "here": _("Kommunens mål"),
    }
    return render(request, "reporting/targets.html", context)


@require_GET
def one(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show a target: its milestones beside the measured values, the figure, the months and what was changed."""
    place = _place(request, code)
    target = _find(place, number)
    month = month_asked(request.GET)
    (standing,) = standings_of([target], month)
    context = {
        "place": place,
        "target": target,
        "measure": measure_in_words(target),
        "standing": standing,
        "values": [(str(value.month), standing.shown(value)) for value in reversed(standing.values)],
        "chart": target_chart(standing),
        "month": str(month),
        "months": [str(listed) for listed in months_listed()],
        "month_name_in_address": MONTH,
        "changes": changes_of(target),
        "trail": _trail(place),
        "here": target.name,
    }
    return render(request, "reporting/target.html", context)


@keeps_form
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Set a target."""
    place = _for_its_managers(request, code)
    return _edit(request, place, Target(municipality=place), _("Nyt mål"))


@keeps_form
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Change a target and its milestones, with the reason."""
    place = _for_its_managers(request, code)
    return _edit(request, place, _find(place, number), _("Ret mål"))


def _edit(request: HttpRequest, place: Municipality, target: Target, heading: str) -> HttpResponse:
    stored = target if target.pk else None
    form = TargetForm(sent(request), instance=target, user=request.user)
    if request.method == "POST" and form.is_valid() and form.store():
        messages.success(request, _("Målet er gemt."))
        return redirect("reporting:target", place.code, form.instance.pk)
    if form.changed_meanwhile:
        messages.warning(request, _("En anden har rettet målet imens. Her er det, som det er nu: ret igen."))
        return redirect("reporting:target_change", place.code, target.pk)
    return _form_page(request, place, stored, form, heading)


@keeps_form
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Delete a target with the reason; it stays in the history of the database."""
    place = _for_its_managers(request, code)
    target = _find(place, number)
    form = DeleteTargetForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with recorded_change(request.user, form.cleaned_data["reason"]):
            target.delete()
        messages.success(request, _("Målet er slettet."))
        return redirect("reporting:targets", place.code)
    return _form_page(request, place, target, form, _("Slet mål"), deleting=True)


def _form_page(
    request: HttpRequest, place: Municipality, target: Target | None, form: Any, heading: str, **more: Any
) -> HttpResponse:
    give_back(request, form)
    context = {
        "place": place,
        "target": target,
        "form": form,
        "heading": heading,
        "trail": _trail(place, target if target and target.pk else None),
        "here": heading,
        "deleting": False,
        **more,
    }
    return render(request, "reporting/target_form.html", context)
