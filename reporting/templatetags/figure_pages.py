"""The ways between the pages of figures."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

#: Pages of one's own municipality: (key, address, name). STAR has none of them.
_OF_STAFF: tuple[tuple[str, str, Promise], ...] = (
    ("municipality", "reporting:municipality", _("Kommunens tal")),
    ("status", "reporting:own_status", _("Lokal status")),
)
_OF_STAR = (("star", "reporting:star", _("Månedsrapporter")),)
_OF_ALL = (
    ("country", "reporting:country", _("Hele landet")),
    ("group2", "reporting:group2", _("Gruppe 2")),
    ("offers", "reporting:offers", _("Tilbud")),
)


@register.simple_tag(takes_context=True)
def figure_pages(context: dict[str, Any]) -> list[tuple[str, str, Promise]]:
    """Return (key, address, name) of the pages of figures that the present user may open."""
    user = context["request"].user
    own = _OF_STAFF if user.sees_people else _OF_STAR
    return [(key, reverse(address), label) for key, address, label in (*own, *_OF_ALL)]
