"""Template tags every page uses: the menu and the form controls in the design system's clothes."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from flereskalmed.quick_formats import number
from flereskalmed.quick_html import safe

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


PAGE = '<li class="pagination-item pagination-number"><a class="button {}" href="{}"{} aria-label="{}">{}</a></li>'
DOTS = '<li class="pagination-item pagination-overflow"><span>…</span></li>'


@register.simple_tag(takes_context=True)
def page_numbers(context: dict[str, Any], page: Page, field: str) -> SafeString:
    """Return a link to each page offered, with dots where some are left out."""
    address_with, side = present_with(context["request"].GET, field), _("Side %(number)s")
    links = []
    for one in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1):
        if isinstance(one, int):
            here, told = one == page.number, number(one, 0)
            looks, current = ("current-page", ' aria-current="page"') if here else ("button-secondary", "")
            links.append(PAGE.format(looks, safe(address_with(one)), current, safe(side % {"number": told}), told))
        else:
            links.append(DOTS)
    return mark_safe("\n    ".join(links))  # noqa: S308 -- all escaped


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
