"""Filters of the list of citizens. They read and write the address, so a filtered list can be kept and shared."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.filters import ListFilter
from accounts.models import User, called
from flereskalmed.clock import today
from flereskalmed.planned import planned

from .codes import Benefit, OfferKind
from .colleagues import FACILITATORS
from .current import FOLLOWED, visitation_model
from .facilitating import facilitated, facilitators_on
from .models import Citizen, Facilitator, Offer

NONE = "none"
MINE = "mine"
#: The choices among colleagues and units, written out: every list asks for them.
CASEWORKERS = """
    SELECT id, first_name, last_name, username FROM accounts_user colleague
    WHERE municipality_id = %s AND EXISTS (SELECT FROM cases_citizen WHERE caseworker_id = colleague.id)
"""
UNITS = "SELECT id::text, name FROM cases_unit WHERE municipality_id = %s ORDER BY name"


def choice(label: Any, method: str) -> django_filters.ChoiceFilter:
    """Return a filter of one choice, whose choices the form gets when it is made."""
    return django_filters.ChoiceFilter(label=label, method=method, empty_label=gettext_lazy("Alle"), choices=())


class CitizenFilter(ListFilter):
    """Unit, group, benefit, staff and present offer. Expects the annotations of ``current.with_facts``."""

    caseworker = choice(gettext_lazy("Sagsbehandler"), "of_caseworker")
    facilitator = choice(gettext_lazy("Jobformidler"), "of_facilitator")
    unit = choice(gettext_lazy("Enhed"), "of_unit")
    group = choice(gettext_lazy("Gruppe"), "of_group")
    benefit = choice(gettext_lazy("Ydelse"), "of_benefit")
    offer = choice(gettext_lazy("Tilbud nu"), "of_offer")

    class Meta:
        model = Citizen
        fields: list[str] = []

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        self.facilitators = facilitators_on(user, today())
        groups = visitation_model()._meta.get_field("group").choices
        for name, choices in {
            "caseworker": [(MINE, _("Mine borgere")), (NONE, _("Ingen sagsbehandler")), *caseworkers_of(user)],
            "facilitator": [*self._own_as_facilitator(), (NONE, _("Ingen jobformidler")), *self.facilitators.items()],
            "unit": [(NONE, _("Ingen enhed")), *units_of(user)],
            "group": [*groups, (NONE, _("Ikke visiteret"))],
            "benefit": Benefit.choices,
            "offer": [(NONE, _("Intet tilbud")), *OfferKind.choices],
        }.items():
            self.filters[name].extra["choices"] = choices
        if user.unit_id is not None:
            del self.filters["unit"]

    def _own_as_facilitator(self) -> list[tuple[str, str]]:
        """Return the choice of the user's own citizens, for those who can be a facilitator."""
        return [(MINE, _("Mig"))] if self.user.role in FACILITATORS else []

    def of_caseworker(self, citizens: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the user's own, nobody's, or a named caseworker's citizens."""
        if value == NONE:
            return citizens.filter(caseworker__isnull=True)
        return citizens.filter(caseworker=self.user.pk if value == MINE else int(value))

    def of_facilitator(self, citizens: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the citizens whose facilitator today is the user, nobody, or somebody of a name."""
        present = Facilitator.objects.as_of(today()) if value != MINE else facilitated(self.user, today())
        if value not in (MINE, NONE):
            present = present.filter(name=self.facilitators[value])
        has_one = Exists(present.filter(citizen=OuterRef("pk")))
        return citizens.filter(~has_one if value == NONE else has_one)

    def of_unit(self, citizens: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the citizens of a unit, or of none."""
        return citizens.filter(unit__isnull=True) if value == NONE else citizens.filter(unit=int(value))

    def of_group(self, citizens: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the citizens now in a group, or never visited: of those who are still followed, as in what is due."""
        if value != NONE:
            return citizens.filter(group=value)
        return citizens.filter(FOLLOWED, group__isnull=True)

    def of_benefit(self, citizens: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the citizens now on a benefit."""
        return citizens.filter(benefit=value)

    def of_offer(self, citizens: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the citizens in an offer of a kind today, or in none."""
        offers = Offer.objects.as_of(today()).filter(citizen=OuterRef("pk"))
        return citizens.filter(~Exists(offers) if value == NONE else Exists(offers.filter(kind=value)))


def caseworkers_of(user: User) -> list[tuple[str, str]]:
    """Return the colleagues of the user's municipality who have citizens, as choices."""
    with planned(), connection.cursor() as cursor:
        cursor.execute(CASEWORKERS, [user.municipality_id])
        colleagues = [(called(*names), number) for number, *names in cursor.fetchall()]
    colleagues.sort(key=lambda one: (one[0].lower(), one[1]))
    return [(str(number), name) for name, number in colleagues]


def units_of(user: User) -> list[tuple[str, str]]:
    """Return the units of the user's municipality, as choices."""
    with planned(), connection.cursor() as cursor:
        cursor.execute(UNITS, [user.municipality_id])
        return cursor.fetchall()
