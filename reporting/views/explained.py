"""Why a number is what it is, and why it changed. For the municipality's own staff only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access_log import log_access
from accounts.models import AccessAction, User
from accounts.pagination import paginate
from cases.views.access import for_municipal_staff
from reporting.explained.addresses import change_address, people_address
from reporting.explained.asked import KEY, MONTH, NO_UNIT, PART, PLACE, UNIT, VERSION, PeopleAsked, people_asked
from reporting.explained.bridge import bridge, change_parts
from reporting.explained.change_table import NAME as CHANGE_LIST
from reporting.explained.change_table import ChangeTable, closed_words
from reporting.explained.compared import change_asked, close_name
from reporting.explained.people import PARTS, FigureOfPlace, by_unit
from reporting.explained.people_table import NAME, PeopleTable
from reporting.programmes import program_address

ABOUT, CHANGE_ABOUT = "figure", "figure_change"
PER_PAGE = 25


@require_GET
@for_municipal_staff
def people(request: HttpRequest, code: str, month: str, key: str) -> HttpResponse:
    """List exactly the people that a number of a closed month counted, and what made each count."""
    params = params_of(request, code, month, key)
    asked = people_asked(request.user, params, ABOUT)
    table = PeopleTable(asked)
    _turn_to_page(table, request, ABOUT)
    context = {
        **figure_context(request.user, asked.figure),
        "asked": asked,
        "table": table,
        "tally": asked.tally(),
        "parts": _parts(asked),
        "units": _units(asked),
        "beside": [(change_address(asked.figure), _("Hvorfor har tallet ændret sig?"))],
        "list_name": NAME,
        "list_query": params.urlencode(),
    }
    return render(request, "reporting/people.html", context)


@require_GET
@for_municipal_staff
def change(request: HttpRequest, code: str, month: str, key: str) -> HttpResponse:
    """Tell who came in and went out since an earlier close, by which registration, and when that was made."""
    params = params_of(request, code, month, key)
    asked = change_asked(request.user, params, CHANGE_ABOUT)
    table = ChangeTable(asked)
    _turn_to_page(table, request, CHANGE_ABOUT)
    unseen = len(asked.moved) - len(table.lines)
    away = asked.away() if unseen else 0
    context = {
        **figure_context(request.user, asked.later),
        "asked": asked,
        "table": table,
        "tally": {"all": len(asked.moved), "seen": len(table.lines), "away": away, "elsewhere": unseen - away},
        "bridge": bridge(asked) if asked.comparison else None,
        "parts": change_parts(asked),
        "choices": [(close_name(close), closed_words(close)) for close in asked.earlier],
        "since": close_name(asked.comparison.earlier.close) if asked.comparison else "",
        "beside": [(people_address(asked.later), _("Borgerne bag tallet"))],
        "list_name": CHANGE_LIST,
        "list_query": params.urlencode(),
    }
    return render(request, "reporting/change.html", context)


def params_of(request: HttpRequest, code: str, month: str, key: str) -> QueryDict:
    """Return what the address asks for as one set of parameters, as the Excel button passes it on."""
    params = request.GET.copy()
    params[PLACE], params[MONTH], params[KEY] = code, month, key
    params.pop("page", None)
    return params


def figure_context(user: User, figure: FigureOfPlace) -> dict[str, Any]:
    """Return what every page about a figure says of it at the top; its municipality is the user's own."""
    close, place = figure.close, user.municipality
    where = [place.code, str(close.of_month)]
    report = program_address("reporting:municipality_month", where, close.programme_id, **{VERSION: close.version})
    label = f"{place.name} · {date_format(close.month, 'F Y')}"
    return {
        "figure": figure,
        "place": place,
        "stored": figure.stored,
        "trail": [(report, label)],
    }


def _turn_to_page(table: PeopleTable | ChangeTable, request: HttpRequest, about: str) -> None:
    """Look up the people of the page asked for, and log how many were seen."""
    paginate(table, request, PER_PAGE)
    shown = [row.record.citizen_id for row in table.page.object_list]
    table.look_up(shown)
    log_access(request.user, AccessAction.READ, about, rows=len(shown))


def _parts(asked: PeopleAsked) -> list[dict[str, Any]]:
    """Return the parts of the figure to choose between, each with its number over the whole municipality."""
    figure = asked.figure
    return [
        {
            "label": PARTS[part],
            "number": figure.number(part),
            "url": people_address(figure, **{PART: part}),
            "chosen": part == asked.part,
        }
        for part in figure.parts
    ]


def _units(asked: PeopleAsked) -> list[dict[str, Any]]:
    """Return the figure for each unit, with the way to its people; nothing where there are no units."""
    lines = by_unit(asked.figure)
    if not any(line.unit for line in lines):
        return []
    return [
        {
            "name": line.name or _("Uden enhed"),
            "figure": line.as_count,
            "url": people_address(asked.figure, **{PART: asked.part, UNIT: str(line.unit or NO_UNIT)}),
            "chosen": asked.unit == str(line.unit or NO_UNIT),
        }
        for line in lines
    ]
