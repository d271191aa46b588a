"""The controls of forms, put together in Python: Django renders several templates for each, most of a filter's time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.formats import localize
from django.utils.safestring import mark_safe

from .quick_html import attributes, safe

#: What Django's own template of a control is called.
TEMPLATE = "django/forms/widgets/{}.html"


class QuickControls(TemplatesSetting):
    """Write the plain controls as Django's own templates do; all else by its template."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Return the control as HTML."""
        write = CONTROLS.get(template_name)
        if write is None or context["widget"].get("wrap_label"):
            return super().render(template_name, context, request)
        return mark_safe(write(context["widget"]))  # noqa: S308 -- all escaped


def input_tag(widget: Mapping[str, Any]) -> str:
    """Return an ``input`` of whatever type."""
    value = "" if widget["value"] is None else f' value="{safe(str(widget["value"]))}"'
    return f'<input type="{widget["type"]}" name="{safe(widget["name"])}"{value}{attributes(widget["attrs"])}>'


def select(widget: Mapping[str, Any]) -> str:
    """Return a ``select`` with its options, those of a named group together."""
    options = "\n".join([group(name, choices) for name, choices, _index in widget["optgroups"]])
    return f'<select name="{safe(widget["name"])}"{attributes(widget["attrs"])}>{options}</select>'


def group(name: str | None, choices: list[dict[str, Any]]) -> str:
    """Return the options of a group, which may have no name."""
    inside = "\n".join(
        [
            f'<option value="{safe(one["value"])}"{attributes(one["attrs"])}>{safe(localize(one["label"]))}</option>'
            for one in choices
        ]
    )
    return f'<optgroup label="{safe(name)}">{inside}</optgroup>' if name else inside


INPUTS = ("checkbox", "checkbox_option", "date", "email", "hidden", "number", "password", "radio_option", "text")
CONTROLS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    TEMPLATE.format("select"): select,
    **{TEMPLATE.format(name): input_tag for name in INPUTS},
}
