"""The parts of the case page that other apps add, so that the page need not know each of them.

An app registers its panels when it starts (``AppConfig.ready``); the page asks each for what its template shows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Citizen


class Place(Enum):
    """Where a panel stands on the case page: a line of the card "Nu", a card beside it, or in full width below.

    ``BESIDE`` stands beside every form about the citizen instead, where nothing may lead away from what is typed.
    """

    FACT = "fact"
    CARD = "card"
    SECTION = "section"
    BESIDE = "beside"


#: Where the panels of the case page itself stand.
ON_PAGE = (Place.FACT, Place.CARD, Place.SECTION)


@dataclass(frozen=True)
class CasePanel:
    """A part of the case page.

    ``context`` gives the template its variables, beside those of the page (``citizen``, ``user``); None leaves the
    panel out. ``citizen`` carries the facts of the day (``cases.current.with_facts``) and has been looked up for the
    user. A card or section begins with a heading of the second level (as does what stands beside a form),
    a fact is a ``<div>`` with ``<dt>`` and ``<dd>``. ``order`` places it among the panels of its place.
    """

    name: str
    order: int
    template: str
    context: Callable[[Citizen, User, date], dict[str, Any] | None]
    place: Place = Place.SECTION


@dataclass(frozen=True)
class ShownPanel:
    """A panel with what its template shows of one citizen."""

    panel: CasePanel
    context: dict[str, Any]


_panels: dict[str, CasePanel] = {}


def register_panel(panel: CasePanel) -> None:
    """Add a panel; the same name twice is a programming error."""
    if _panels.get(panel.name, panel) != panel:
        raise ValueError(f"Two panels of the case page are called {panel.name}")
    _panels[panel.name] = panel


def panels_of(
    citizen: Citizen, user: User, on: date, places: Collection[Place] = ON_PAGE
) -> dict[Place, list[ShownPanel]]:
    """Return what the panels of ``places`` show of ``citizen`` on the day ``on``, in order."""
    shown: dict[Place, list[ShownPanel]] = {place: [] for place in places}
    asked = [panel for panel in _panels.values() if panel.place in shown]
    for panel in sorted(asked, key=lambda one: (one.order, one.name)):
        context = panel.context(citizen, user, on)
        if context is not None:
            shown[panel.place].append(ShownPanel(panel, context))
    return shown
