"""The ways between the pages of figures."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.lookups import DEFAULT_PROGRAMME
from reporting.programmes import program_address
from reporting.quarters import GROUP_2, OFFERS, has_quarterly

register = template.Library()

#: Pages of one's own municipality: (key, address, name). STAR has none of them.
_OF_STAFF: tuple[tuple[str, str, Promise], ...] = (
    ("municipality", "reporting:municipality", _("Kommunens tal")),
    ("status", "reporting:own_status", _("Lokal status")),
)
_OF_STAR = (("star", "reporting:star", _("Månedsrapporter")),)
_OF_ALL = (("country", "reporting:country", _("Hele landet")),)
#: Pages of the reports by quarter, of the first programme alone.
_QUARTERLY = ((GROUP_2, "reporting:group2", _("Gruppe 2")), (OFFERS, "reporting:offers", _("Tilbud")))


@register.simple_tag(takes_context=True)
def figure_pages(context: dict[str, Any]) -> list[tuple[str, str, Promise]]:
    """Return (key, address, name) of the pages of figures that the present user may open.

    They stay in the page's programme, and those of the quarters are there where it publishes them.
    """
    user, programme = context["request"].user, context.get("programme")
    own = _OF_STAFF if user.sees_people else _OF_STAR
    quarterly = [each for each in _QUARTERLY if programme is None or has_quarterly(programme, each[0])]
    code = programme.code if programme else DEFAULT_PROGRAMME
    return [(key, program_address(page, [], code), label) for key, page, label in (*own, *_OF_ALL, *quarterly)]
