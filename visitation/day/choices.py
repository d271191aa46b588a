"""The filters of the start page. They stand in the address; what is no choice there counts as not chosen."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role, User
from cases.codes import Benefit
from cases.current import with_facts
from cases.facilitating import facilitators_on
from cases.filters import NONE, caseworkers_of, units_of
from cases.models import Citizen, Facilitator
from flereskalmed.clock import today

from ..codes import Group
from .scopes import Scope, citizens_in, scopes_of

#: The filter in the address, and what it compares.
COLUMNS = {"sagsbehandler": "caseworker", "enhed": "unit", "gruppe": "group", "ydelse": "benefit"}
#: Only what should have been done before today.
OVERDUE = "over"
#: These are facts of the day, annotated by ``with_facts`` or looked up.
FACTS = {"gruppe", "ydelse", "formidler"}


class DayForm(forms.Form):
    """Whose citizens, and which of them. A filter that cannot narrow anything is left out."""

    omfang = forms.ChoiceField(label=gettext_lazy("Vis"), required=False, widget=forms.RadioSelect)
    sagsbehandler = forms.ChoiceField(label=gettext_lazy("Sagsbehandler"), required=False)
    formidler = forms.ChoiceField(label=gettext_lazy("Jobformidler"), required=False)
    enhed = forms.ChoiceField(label=gettext_lazy("Enhed"), required=False)
    gruppe = forms.ChoiceField(label=gettext_lazy("Gruppe"), required=False)
    ydelse = forms.ChoiceField(label=gettext_lazy("Ydelse"), required=False)
    frist = forms.ChoiceField(label=gettext_lazy("Frist"), required=False)

    hide_optional = True

    def __init__(self, user: User, params: QueryDict):
        self.user, scopes = user, scopes_of(user)
        asked = params.get("omfang")
        self.scope = next((scope for scope in scopes if scope == asked), scopes[0])
        super().__init__({**params.dict(), "omfang": self.scope.value})
        units = [] if user.unit_id is not None else units_of(user)
        for name, choices in {
            "omfang": [(scope.value, scope.label) for scope in scopes] if len(scopes) > 1 else [],
            "sagsbehandler": [] if self.are_own_cases else caseworker_choices(user),
            "formidler": self._facilitator_choices(),
            "enhed": [("", _("Alle")), *units, (NONE, _("Ingen enhed"))] if units else [],
            "gruppe": [("", _("Alle")), *Group.choices, (NONE, _("Ikke visiteret"))],
            "ydelse": [("", _("Alle")), *Benefit.choices],
            "frist": [("", _("Alle")), (OVERDUE, _("Kun over frist"))],
        }.items():
            if choices:
                self.fields[name].choices = choices
            else:
                del self.fields[name]

    def _facilitator_choices(self) -> list[tuple[str, str]]:
        """Return the facilitators to choose among, and nobody: for managers, whose overview leads to such lists."""
        self.facilitators = facilitators_on(self.user, today(), own=True) if self.user.is_manager else {}
        if not self.facilitators:
            return []
        return [("", _("Alle")), *self.facilitators.items(), (NONE, _("Ingen jobformidler"))]

    @property
    def are_own_cases(self) -> bool:
        """Whether all are the user's own as their caseworker, so that this need not be chosen or told."""
        return self.scope is Scope.MINE and self.user.role == Role.CASEWORKER

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set, and valid."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if name != "omfang" and value}

    def words(self, name: str) -> str:
        """Return what is chosen in a filter, as it reads on the page."""
        return str(dict(self.fields[name].choices)[self.chosen[name]])

    @property
    def address(self) -> dict[str, str]:
        """What stands in the address of the same filters."""
        return {"omfang": self.scope.value, **self.chosen}

    def citizens(self, user: User, on: date) -> QuerySet[Citizen]:
        """Return the citizens of the scope that the filters keep.

        A filter by a fact of the day is answered at once: within the statement of what is due it would be asked of
        the whole country, at six times the time.
        """
        by_fact = bool(FACTS & self.chosen.keys())
        citizens = citizens_in(self.scope, user, on)
        citizens = with_facts(citizens, on) if by_fact else citizens
        wanted: dict[str, Any] = {
            f"{COLUMNS[name]}__isnull" if value == NONE else COLUMNS[name]: True if value == NONE else value
            for name, value in self.chosen.items()
            if name in COLUMNS
        }
        kept = self._of_facilitator(citizens.filter(**wanted), on)
        return Citizen.objects.filter(pk__in=list(kept.values_list("pk", flat=True))) if by_fact else kept

    def _of_facilitator(self, citizens: QuerySet[Citizen], on: date) -> QuerySet[Citizen]:
        """Keep the citizens whose facilitator on the day ``on`` is the chosen one, or nobody."""
        chosen = self.chosen.get("formidler")
        if not chosen:
            return citizens
        present = Facilitator.objects.as_of(on).filter(citizen=OuterRef("pk"))
        if chosen == NONE:
            return citizens.filter(~Exists(present))
        return citizens.filter(Exists(present.filter(name=self.facilitators[chosen])))


def caseworker_choices(user: User) -> list[tuple[str, str]]:
    """Return the caseworkers to choose among, and nobody."""
    return [("", _("Alle")), *caseworkers_of(user), (NONE, _("Ingen sagsbehandler"))]
