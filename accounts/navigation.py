"""Where each role works: the start page and the main menu."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Role, User


@dataclass(frozen=True)
class MenuItem:
    """One entry of the main menu. ``active``: the page belongs under it; ``current``: it is the page."""

    label: str | Promise
    url: str
    active: bool
    current: bool


CASEWORK = (
    (_("Min dag"), "visitation:day"),
    (_("Borgere"), "cases:list"),
    (_("Overdragelser"), "cases:handovers"),
    (_("Virksomheder"), "cases:companies"),
    (_("Kommunens tal"), "reporting:municipality"),
    (_("Progression"), "progression:overview"),
)
#: The menu of each role: (label, url name). The first that exists is the role's start page.
MENUS: dict[str, tuple[tuple[Promise | str, str], ...]] = {
    Role.CASEWORKER: CASEWORK,
    Role.FACILITATOR: CASEWORK,
    Role.MANAGER: (
        (_("Overblik"), "visitation:overview"),
        (_("Kommunens tal"), "reporting:municipality"),
        (_("Rater"), "reporting:instalments"),
        (_("Opgaver"), "visitation:day"),
        (_("Borgere"), "cases:list"),
        (_("Overdragelser"), "cases:handovers"),
        (_("Virksomheder"), "cases:companies"),
        (_("Progression"), "progression:overview"),
    ),
    Role.STAR: (
        (_("Månedsrapporter"), "reporting:star"),
        (_("Udgivelser"), "reporting:releases"),
        (_("Rater"), "reporting:instalments"),
    ),
    Role.ADMINISTRATOR: ((_("Administration"), "admin:index"), (_("Adgangslog"), "accounts:access_log")),
}


def _url(name: str) -> str | None:
    """Return the address of ``name``, or None where that part of the program is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def menu_for(user: User, path: str) -> list[MenuItem]:
    """Return the main menu of ``user`` on the page at ``path``."""
    entries = MENUS.get(getattr(user, "role", ""), ())
    known = [(label, url) for label, url in ((label, _url(name)) for label, name in entries) if url]
    return [MenuItem(label, url, path.startswith(url), path == url) for label, url in known]


def start_page(user: User) -> str:
    """Return the address a user lands on after login: the first entry of their menu."""
    menu = menu_for(user, "")
    return menu[0].url if menu else reverse("mfa_index")
