"""The Excel button of a list that is one of several on its page, or that knows its address itself."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.http import urlencode

from ..lists import find_list

register = template.Library()


@register.inclusion_tag("includes/excel_link.html")
def excel_link(name: str, **asked: Any) -> dict[str, Any]:
    """Return the button of the list called ``name``, asked for with what is not empty in ``asked``."""
    source = find_list(name)
    if source is None:
        raise template.TemplateSyntaxError(f"No list is called {name}")
    query = urlencode({key: value for key, value in asked.items() if value not in (None, "")})
    return {"source": source, "query": query}
