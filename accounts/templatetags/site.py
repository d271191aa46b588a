"""Template tags every page uses: the menu and the form controls in the design system's clothes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..addresses import address_of, present_with
from ..navigation import MenuItem, menu_for
from ..notices import notices_for

register = template.Library()


@register.simple_tag(takes_context=True)
def main_menu(context: dict[str, Any]) -> list[MenuItem]:
    """Return the main menu of the present user, with the present page marked. Empty on error pages."""
    request = context.get("request")
    return menu_for(request.user, request.path) if request is not None and hasattr(request, "user") else []


@register.inclusion_tag("includes/notices.html", takes_context=True)
def start_notices(context: dict[str, Any]) -> dict[str, Any]:
    """Show what is new for the present user, on their start page."""
    return {"notices": notices_for(context["request"].user)}


@register.simple_tag
def address(name: str, *arguments: int | str) -> str:
    """Return the address called ``name``, as ``url`` does, in a fraction of the time: a case has some thirty."""
    return address_of(name, *arguments)


@register.simple_tag(takes_context=True)
def page_address(context: dict[str, Any], field: str, number: int) -> str:
    """Return the present address with the page ``field`` set to ``number``; filters and sorting stay."""
    return present_with(context["request"].GET, field)(number)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Return an icon of the design system. Each is put together once: a list has one in every heading."""
    drawing = '<svg class="icon-svg" focusable="false" aria-hidden="true"><use href="{}#{}"></use></svg>'
    return format_html(drawing, static("dkfds/img/all-svg-icons.svg"), name)


@register.filter
def page_numbers(page: Page) -> Iterator[int | str]:
    """Return the page numbers to offer, with dots where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.simple_tag
def demo_day() -> date | None:
    """Return the day a demo stays on, to say so; None in real use."""
    return settings.DEMO_DAY


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Tell whether the field is one box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_radio(field: BoundField) -> bool:
    """Tell whether the field is a group of radio buttons."""
    return isinstance(field.field.widget, forms.RadioSelect)


@register.filter
def control(field: BoundField) -> Any:
    """Return the field's control with the design system's class; of a radio group its options."""
    widget = field.field.widget
    widget.attrs.pop("placeholder", None)  # the label says it, and stays while one types
    if isinstance(widget, forms.RadioSelect):
        widget.attrs.setdefault("class", "form-radio")
        return field.subwidgets
    if isinstance(widget, forms.CheckboxInput):
        name = "form-checkbox"
    else:
        name = "form-select" if isinstance(widget, forms.Select) else "form-input"
    own = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{name} {own}".strip()})
