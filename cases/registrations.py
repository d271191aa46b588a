"""The kinds of registration a case page offers, so that its views need not know each of them.

``cases`` registers its own kinds; other apps add theirs when they start (``AppConfig.ready``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from accounts.log_labels import name_page

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from .course.lanes import Mark
    from .forms.base import RegistrationForm
    from .forms.steps import StepForm
    from .models import Citizen
    from .models.registration import Registration


def no_details(registration: Registration) -> Iterable[str]:
    """Say nothing beside the headline."""
    return ()


def no_marks(registration: Registration) -> Iterable[Mark]:
    """Draw nothing."""
    return ()


@dataclass(frozen=True)
class Steps:
    """A registration that grows step by step, each with a form of its own.

    ``open`` finds the one a citizen has under way, ``next`` names the step it waits for ("" when it is
    finished), ``forms`` are the steps by name and ``labels`` what they are called ("" the first, if not as the action).
    """

    open: Callable[[Citizen], Registration | None]
    next: Callable[[Any], str]
    forms: dict[str, type[StepForm]]
    labels: dict[str, str | Promise]


@dataclass(frozen=True)
class RegistrationKind:
    """One kind of registration: its model, its form and how it is told in a line.

    ``label`` names it ("Kontakt"), ``definite`` the one at hand ("Kontakten"); ``action`` is the button that
    makes one ("Log kontakt") and ``order`` places it. ``describe`` is the headline in the timeline, ``details``
    what stands under it, ``marks`` how it is drawn in the picture of the course. ``steps``: it is begun with ``form``
    and carried on by these.
    """

    slug: str
    model: type[Registration]
    form: type[RegistrationForm]
    label: str | Promise
    action: str | Promise
    order: int
    describe: Callable[[Registration], str]
    details: Callable[[Registration], Iterable[str]] = no_details
    marks: Callable[[Registration], Iterable[Mark]] = field(default=no_marks, kw_only=True)
    related: tuple[str, ...] = field(default=())
    prominent: bool = False
    definite: str | Promise = field(default="", kw_only=True)
    steps: Steps | None = field(default=None, kw_only=True)

    @property
    def named(self) -> str:
        """Its label inside a sentence: "ret plan og CV"."""
        label = str(self.label)
        return label[:1].lower() + label[1:]


_kinds: dict[str, RegistrationKind] = {}


def register(kind: RegistrationKind) -> None:
    """Add a kind; the same slug twice is a programming error."""
    if kind.slug in _kinds and _kinds[kind.slug].model is not kind.model:
        raise ValueError(f"Two kinds of registration are called {kind.slug}")
    _kinds[kind.slug] = kind
    name_page(kind.slug, kind.label)


def all_kinds() -> list[RegistrationKind]:
    """Return every kind, in the order of their buttons."""
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def find_kind(slug: str) -> RegistrationKind | None:
    """Return the kind called ``slug``, or None."""
    return _kinds.get(slug)
