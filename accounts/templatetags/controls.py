"""The options of a choice, put together in Python: Django renders a template for each, most of the time of a filter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """Return the options of a ``Select`` (its ``optgroups``), those of a named group together."""
    return format_html_join("\n", "{}", ((group(name, choices),) for name, choices, _index in groups))


def group(name: str | None, choices: Iterable[dict[str, Any]]) -> SafeString:
    """Return the options of a group, which may have no name."""
    inside = format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((one["value"], flatatt(one["attrs"]) if one["attrs"] else "", localize(one["label"])) for one in choices),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, inside) if name else inside
