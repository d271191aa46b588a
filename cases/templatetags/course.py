"""The many small pieces of the case page (bars, dots, rows), put together in Python.

A template takes five times as long for each, and a case page has some two hundred of them.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from flereskalmed.quick_formats import date_as
from flereskalmed.quick_html import joined

from ..course.hours_picture import Column, HoursPicture
from ..course.picture import BAR_HEIGHT, DrawnLane, Picture
from ..course.table import Row

register = template.Library()

BAR = (
    '<rect class="course-bar tone-{}" x="{}" y="{}" width="{}" height="{}" rx="3"><title>{}</title></rect>'
    '<text class="{}" x="{}" y="{}">{}</text>'
)
DOT = '<circle class="tone-{}" cx="{}" cy="{}" r="5"><title>{}</title></circle>'
ROW = (
    '<tr><td data-title="{}">{}</td><td data-title="{}">{}</td>'
    '<td data-title="{}">{}</td><td data-title="{}">{}</td></tr>'
)
DAYS = '<tr><td data-title="{}">{}</td><td data-title="{}">{}</td><td colspan="2" data-title="{}">{}</td></tr>'


@register.simple_tag
def lane_marks(lane: DrawnLane) -> SafeString:
    """Return the bars and dots of a lane."""
    bars = (
        (
            bar.tone,
            bar.x,
            bar.y,
            bar.width,
            BAR_HEIGHT,
            bar.title,
            "course-beside" if bar.outside else f"course-inside tone-{bar.tone}",
            bar.label_x,
            bar.label_y,
            bar.label,
        )
        for bar in lane.bars
    )
    dots = ((dot.tone, dot.x, dot.y, dot.title) for dot in lane.dots)
    return joined("", BAR, bars) + joined("", DOT, dots)


TICK = '<path class="course-{}" d="M{} 0V{}"/><text class="course-{}-name" x="{}" y="16">{}</text>'


@register.simple_tag
def axis_ticks(picture: Picture) -> SafeString:
    """Return the lines of the years and quarters, each with the year or the month."""
    words = (("year", "year", "Y") if tick.is_year else ("quarter", "month", "M") for tick in picture.ticks)
    return joined("", TICK, (
        (line, tick.x, picture.height, name, tick.x + 4, date_as(tick.day, pattern))
        for tick, (line, name, pattern) in zip(picture.ticks, words, strict=True)
    ))  # fmt: skip


STEP = '<text class="hours-number" x="{}" y="{}">{}</text>{}'
MONTH_NAME = '<text class="course-month-name" x="{}" y="{}">{}</text>'
MONTH = '<tr><th scope="row">{}</th><td class="number">{}</td><td class="number">{}</td></tr>'


@register.simple_tag
def month_steps(picture: HoursPicture) -> SafeString:
    """Return the number of each month over the line, and the names of those that have room for it below."""
    return joined("", STEP, (
        (one.middle, one.number_y, one.words["whole"], month_name(one, picture.name_y) if one.named else "")
        for one in picture.columns
    ))  # fmt: skip


def month_name(month: Column, y: int) -> SafeString:
    """Return the name of a month, under the line."""
    return joined("", MONTH_NAME, [(month.x, y, month.words["short"])])


@register.simple_tag
def month_rows(picture: HoursPicture) -> SafeString:
    """Return the rows of the same as a table."""
    return joined("", MONTH, ((one.words["month"], one.words["weekly"], one.words["hours"]) for one in picture.columns))


@register.simple_tag
def course_rows(rows: Iterable[Row]) -> SafeString:
    """Return the rows of the course's table."""
    track, what, start, end = _("Spor"), _("Hvad"), _("Fra"), _("Til")
    told = [(row, _("%(hours)s timer om ugen") % {"hours": row.hours} if row.hours else row.label) for row in rows]
    periods = (
        (track, row.lane.label, what, label, start, row.first_day, end, row.last_day)
        for row, label in told
        if not row.days
    )
    days = ((track, row.lane.label, what, label, start, row.days) for row, label in told if row.days)
    return joined("\n", ROW, periods) + joined("\n", DAYS, days)


EVENT = (
    '<tr id="{}"><td class="number"><time datetime="{}">{}</time></td><td><strong>{}</strong>{}{}</td>'
    '<td class="muted" data-title="{}">{}</td><td class="d-print-none row-actions">'
    '<a href="{}">{}<span class="sr-only"> {}, {}</span></a> <a href="{}">{}<span class="sr-only"> {}, {}</span></a>'
    "</td></tr>"
)


def company_link(address: str) -> SafeString | str:
    """Return the way to the company of an event, where it has one."""
    return format_html('<a class="detail" href="{}">{}</a>', address, _("Se virksomheden")) if address else ""


@register.simple_tag
def event_rows(rows: Iterable[dict[str, Any]]) -> SafeString:
    """Return the rows of the events (``case_events.Events.rows``)."""
    by, loaded, correct, delete = _("Registreret af"), _("Indlæst"), _("Ret"), _("Slet")
    return joined("\n", EVENT, (
        (
            row["anchor"], row["iso"], row["day"], row["headline"],
            joined("", '<span class="detail">{}</span>', ((detail,) for detail in row["details"])),
            company_link(row["company"]),
            by, row["by"] or loaded,
            row["change"], correct, row["headline"], row["day"],
            row["delete"], delete, row["headline"], row["day"],
        )
        for row in rows
    ))  # fmt: skip
