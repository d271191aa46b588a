"""Which citizens a user may hand over, and the choices that narrow them: from whom, unit, group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role, User
from flereskalmed.clock import today

from ..current import visitation_model, with_facts
from ..filters import NONE, units_of
from ..models import Citizen, Facilitator
from .models import Kind

ANY = "any"
#: Who may hand over: managers everybody in their scope, caseworkers their own citizens.
GIVERS = (Role.CASEWORKER, Role.MANAGER)


def own_to_give(user: User) -> QuerySet[Citizen]:
    """Return the citizens ``user`` may hand over."""
    visible = Citizen.objects.visible_to(user)
    if user.role == Role.MANAGER:
        return visible
    return visible.filter(caseworker=user) if user.role == Role.CASEWORKER else visible.none()


def labelled(citizens: Iterable[Citizen]) -> list[Citizen]:
    """Return citizens that carry the facts of the day with their group in short, as ``group_label``."""
    names = dict(visitation_model()._meta.get_field("group").choices)
    found = list(citizens)
    for citizen in found:
        group = getattr(citizen, "group", None)
        citizen.group_label = str(names[group]).split(" · ")[0] if group else _("Ikke visiteret")  # type: ignore[attr-defined]
    return found


class SelectionForm(forms.Form):
    """What is handed over, from whom, and of which unit and group. Stands in the address, without any name."""

    hvad = forms.ChoiceField(label=gettext_lazy("Hvad skal overdrages"), choices=Kind.choices, widget=forms.RadioSelect)
    fra = forms.ChoiceField(label=gettext_lazy("Fra"))
    enhed = forms.ChoiceField(label=gettext_lazy("Enhed"), required=False)
    gruppe = forms.ChoiceField(label=gettext_lazy("Gruppe"), required=False)

    hide_optional = True
    #: An unanswered choice is a question still; the browser must not stop one who changes another of them.
    use_required_attribute = False

    def __init__(self, user: User, params: QueryDict):
        self.user = user
        self.kind = Kind(params["hvad"]) if params.get("hvad") in Kind.values else Kind.CASEWORKER
        self.citizens_to_give = own_to_give(user)
        givers = self._givers()
        only_one = {"fra": givers[0][0]} if len(givers) == 1 and not params.get("fra") else {}
        super().__init__({**params.dict(), **only_one, "hvad": self.kind.value})
        groups = visitation_model()._meta.get_field("group").choices
        self.fields["fra"].choices = [("", _("Vælg")), *givers]
        self.fields["gruppe"].choices = [("", _("Alle")), *groups, (NONE, _("Ikke visiteret"))]
        if user.unit_id is None:
            self.fields["enhed"].choices = [("", _("Alle")), *units_of(user), (NONE, _("Ingen enhed"))]
        else:
            del self.fields["enhed"]

    def _givers(self) -> list[tuple[str, str]]:
        """Return whom citizens can be taken from, with how many they have; nobody; and all together."""
        found = self._caseworkers() if self.kind is Kind.CASEWORKER else self._facilitators()
        nobody = _("Ingen sagsbehandler") if self.kind is Kind.CASEWORKER else _("Ingen jobformidler")
        people = [(f"{self._prefix}{key}", f"{name} ({number})") for key, name, number in found]
        if self.kind is Kind.CASEWORKER and not self.user.is_manager:
            return people
        return [*people, (NONE, nobody), (ANY, _("Alle (vælg enhed, gruppe eller enkelte borgere)"))]

    @property
    def _prefix(self) -> str:
        """What a facilitator's key begins with: a caseworker's number never becomes a facilitator's by a change."""
        return "" if self.kind is Kind.CASEWORKER else "j"

    def _caseworkers(self) -> list[tuple[int, str, int]]:
        having = self.citizens_to_give.filter(caseworker__isnull=False).order_by()
        numbers = dict(having.values_list("caseworker").annotate(Count("pk")))
        users = User.objects.filter(pk__in=numbers).order_by("first_name", "last_name", "username")
        return [(user.pk, user.display_name, numbers[user.pk]) for user in users]

    def _facilitators(self) -> list[tuple[int, str, int]]:
        """Return (key, name, number); the key is an assignment's, for facilitators may have no user."""
        present = Facilitator.objects.as_of(today()).filter(citizen__in=self.citizens_to_give).order_by()
        named = present.values("name").annotate(key=Min("pk"), number=Count("pk")).order_by("name")
        return [(row["key"], row["name"], row["number"]) for row in named]

    @property
    def giver(self) -> tuple[User | None, str]:
        """From whom: the user where there is one, and the name."""
        chosen = self.cleaned_data["fra"]
        if chosen in (NONE, ANY):
            return None, ""
        if self.kind is Kind.CASEWORKER:
            user = User.objects.get(pk=chosen)
            return user, user.display_name
        assignment = Facilitator.objects.select_related("user").get(pk=chosen.removeprefix(self._prefix))
        return assignment.user, assignment.name

    @property
    def too_wide(self) -> bool:
        """Whether nothing narrows the citizens: then one picks out who is meant."""
        data = self.cleaned_data
        return data["fra"] == ANY and not data.get("enhed") and not data.get("gruppe")

    def citizens(self) -> QuerySet[Citizen]:
        """Return the citizens that are meant, with today's facts, by name."""
        citizens = self._from_giver(with_facts(self.citizens_to_give, today()))
        data = self.cleaned_data
        for column, value in (("unit", data.get("enhed")), ("group", data.get("gruppe"))):
            if value:
                citizens = citizens.filter(**({f"{column}__isnull": True} if value == NONE else {column: value}))
        return citizens.select_related("unit", "caseworker").order_by("name", "pk")

    def _from_giver(self, citizens: QuerySet[Citizen]) -> QuerySet[Citizen]:
        chosen: Any = self.cleaned_data["fra"]
        if chosen == ANY:
            return citizens
        if self.kind is Kind.CASEWORKER:
            return citizens.filter(caseworker=None if chosen == NONE else chosen)
        present = Facilitator.objects.as_of(today()).filter(citizen=OuterRef("pk"))
        if chosen == NONE:
            return citizens.filter(~Exists(present))
        return citizens.filter(Exists(present.filter(name=self.giver[1])))
