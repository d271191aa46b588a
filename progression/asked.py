"""Which averages an address asks for: whose answers, of which unit; and what there is of them."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Citizen, Unit
from cases.programmes import programme_of
from flereskalmed.clock import today
from questionnaires.models import Questionnaire
from questionnaires.shape import Question

from .averages import Averages, averages, fewest
from .codes import Respondent, purpose_of

#: Two years stand side by side; what is older is not shown here.
MOST_QUARTERS = 8


class Asked:
    """The averages of the citizens ``user`` may see; ``?enhed=`` and ``?hvem=`` narrow them."""

    def __init__(self, user: User, params: QueryDict):
        self.user = user
        self.programme = programme_of(user)
        self.respondent = chosen_respondent(params)
        self.units: dict[int, Unit] = {unit.pk: unit for unit in units_of(user)}
        self.unit = self.units.get(chosen_number(params) or 0)

    @cached_property
    def versions(self) -> list[Questionnaire]:
        """The questionnaire in its versions, the oldest first."""
        asked = Questionnaire.objects.filter(programme=self.programme, purpose=purpose_of(self.respondent))
        return list(asked.order_by("version")) if self.programme else []

    @cached_property
    def found(self) -> Averages:
        """The averages; none where nothing is asked."""
        if self.programme is None or not self.versions:
            return Averages()
        citizens = Citizen.objects.visible_to(self.user)
        narrowed = citizens.filter(unit=self.unit) if self.unit else citizens
        return averages(today(), self.programme, narrowed, self.respondent)

    @property
    def fewest(self) -> int | None:
        """How many people an average rests on at least."""
        return fewest(self.programme) if self.programme else None

    @property
    def questions(self) -> dict[str, Question]:
        """The questions of every version that anybody answered, by key."""
        return {q.key: q for one in self.versions for q in one.all_questions if q.is_scale and q.key in self.answered}

    @property
    def answered(self) -> dict[str, Any]:
        """What was answered, by question."""
        return self.found.by_quarter

    @property
    def quarters(self) -> list[date]:
        """The quarters that are shown, oldest first."""
        return self.found.quarters[-MOST_QUARTERS:]

    @property
    def compared(self) -> list[Unit]:
        """The units of which somebody answered in the latest quarter; none where one unit is chosen."""
        if self.unit or not self.quarters:
            return []
        return [unit for unit in self.units.values() if (unit.pk, self.quarters[-1]) in self.found.by_unit]


def chosen_respondent(params: QueryDict) -> Respondent:
    """Return whose answers are asked for; anything else is the citizens'."""
    given = params.get("hvem")
    return Respondent(given) if given in Respondent.values else Respondent.CITIZEN


def chosen_number(params: QueryDict) -> int | None:
    """Return the unit's number in the address, or None."""
    given = params.get("enhed", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def units_of(user: User) -> Any:
    """Return the units a user may choose among: those of the municipality, unless the user has one."""
    return Unit.objects.none() if user.unit_id else Unit.objects.filter(municipality_id=user.municipality_id)


def quarter_name(first_day: date) -> str:
    """Return "3. kvt. 2019"."""
    return _("%(quarter)d. kvt. %(year)s") % {"quarter": (first_day.month + 2) // 3, "year": first_day.year}
