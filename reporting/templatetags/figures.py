"""Printing figures on pages, with the same rules as every other rendering."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from reporting import numbers
from reporting.charts import Chart
from reporting.explained.addresses import change_address, people_address
from reporting.explained.asked import PART
from reporting.explained.people import FigureOfPlace
from reporting.indicators import Indicator
from reporting.models import MonthClose
from reporting.months import Month
from reporting.programmes import program_address, program_query
from reporting.targets.standing import TargetStanding

register = template.Library()

register.filter("whole", numbers.whole)
register.filter("kroner", numbers.kroner)
register.filter("decimal", numbers.decimal)
register.filter("shown_count", numbers.shown_count)
register.filter("shown_previous", numbers.shown_previous)


@register.filter
def shown_share(figure: Mapping[str, Any], key: str = "") -> str:
    """Print the share of a figure; the visited share never rounds up to 100 % while anybody is missing."""
    return numbers.shown_share(figure, until_all=key == "visited")


@register.filter
def band_count(bands: Mapping[str, int | None], band: str) -> str:
    """Print how many have waited as long as a band says; a hidden number as ``*``."""
    return numbers.shown_count({"count": bands[band], "suppressed": bands[band] is None})


@register.filter
def month_name(month: str | Month) -> str:
    """Print ``2019-07`` as ``juli 2019``."""
    return date_format(Month.parse(str(month)).first, "F Y")


@register.filter
def plain(number: float) -> str:
    """Print a number as a drawing wants it, with a full stop in every language."""
    return str(number)


@register.filter
def in_words(month: Month) -> str:
    """Print a month as ``juli 2019``."""
    return date_format(month.first, "F Y")


@register.filter
def iso_day(day: str) -> str:
    """Print an ISO date or moment the Danish way."""
    return date_format(date.fromisoformat(day[:10]))


@register.simple_tag
def shown_value(standing: TargetStanding, value: Any) -> str:
    """Print a value of a target's measure."""
    return standing.shown(value)


@register.simple_tag(takes_context=True)
def program_url(context: dict[str, Any], page: str, *args: Any, **query: Any) -> str:
    """Return the address of a page about the page's own programme (``programme``), with the rest of its query."""
    return program_address(page, list(args), context["programme"].code, **query)


@register.simple_tag(takes_context=True)
def program_field(context: dict[str, Any]) -> SafeString:
    """Return what keeps a form of the page in its programme."""
    field = '<input type="hidden" name="{}" value="{}">'
    return format_html_join("", field, program_query(context["programme"].code).items())


@register.simple_tag(takes_context=True)
def people_url(context: dict[str, Any], close: MonthClose, indicator: Indicator, part: str = "") -> str:
    """Return the way to the people behind a figure of the page's municipality (``place``)."""
    return people_address(FigureOfPlace(close, context["place"].code, indicator), **({PART: part} if part else {}))


@register.simple_tag(takes_context=True)
def change_url(context: dict[str, Any], close: MonthClose, indicator: Indicator) -> str:
    """Return the way to why a figure of the page's municipality (``place``) changed."""
    return change_address(FigureOfPlace(close, context["place"].code, indicator))


@register.filter
def drawing(chart: Chart) -> SafeString:
    """Return the picture of a figure. It is drawn by this program from numbers and its own texts."""
    return mark_safe(chart.svg or "")  # noqa: S308
