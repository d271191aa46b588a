"""How a progression measurement is told on the case page, and its entry in the registry."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.registrations import RegistrationKind, register
from questionnaires.answers import by_area

from .forms import ProgressionForm
from .models import Progression


def describe(progression: Progression) -> str:
    """Whose answers."""
    return _("Progression: %(who)s") % {"who": str(progression.get_respondent_display()).lower()}


def details(progression: Progression) -> Iterator[str]:
    """How many questions were answered, and the steps by area."""
    number = len(progression.answers)
    yield ngettext("%(number)d svar", "%(number)d svar", number) % {"number": number} + f": {by_area(progression)}"


def register_kinds() -> None:
    """Put it in the registry."""
    register(
        RegistrationKind(
            "progression",
            Progression,
            ProgressionForm,
            gettext_lazy("Progression"),
            gettext_lazy("Mål progression"),
            65,
            describe,
            details,
            ("questionnaire",),
            definite=gettext_lazy("Målingen"),
        )
    )
