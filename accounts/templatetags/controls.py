"""The options of a choice, put together in Python: Django renders a template for each, most of the time of a filter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe

from flereskalmed.quick_html import safe

register = template.Library()


@register.simple_tag
def options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """Return the options of a ``Select`` (its ``optgroups``), those of a named group together."""
    return mark_safe("\n".join(group(name, choices) for name, choices, _index in groups))  # noqa: S308 -- all escaped


def group(name: str | None, choices: Iterable[dict[str, Any]]) -> str:
    """Return the options of a group, which may have no name."""
    inside = "\n".join(
        f'<option value="{safe(one["value"])}"{flatatt(one["attrs"]) if one["attrs"] else ""}>'
        f"{safe(localize(one['label']))}</option>"
        for one in choices
    )
    return f'<optgroup label="{safe(name)}">{inside}</optgroup>' if name else inside
