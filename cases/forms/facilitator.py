"""The form of the personal job facilitator: one at a time, so the next one takes over from the one before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from flereskalmed.clock import today

from ..models import Citizen, Facilitator
from ..names import check_name
from ..querysets import PeriodQuerySet
from .base import RefusedError, RegistrationForm
from .deleting import DeleteForm
from .suggestions import SuggestingInput

#: So many names fit in a list one looks through.
MOST_SUGGESTIONS = 200


class FacilitatorDeleteForm(DeleteForm):
    """Deletes an assignment, and offers to reopen the one that it ended."""

    reopen = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.former = self._taken_over_from()
        if self.former is None:
            del self.fields["reopen"]
        else:
            self.fields["reopen"].label = _("Genåbn %(name)s som personlig jobformidler") % {"name": self.former.name}

    def _taken_over_from(self) -> Facilitator | None:
        """Return who was ended the day before, if nobody has come after."""
        others = Facilitator.objects.filter(citizen=self.instance.citizen_id).exclude(pk=self.instance.pk)
        if others.filter(start__gt=self.instance.start).exists():
            return None
        return others.filter(end=self.instance.start - timedelta(days=1)).first()

    def after_delete(self) -> None:
        """Reopen the former one, where asked."""
        if self.former and self.cleaned_data.get("reopen"):
            Facilitator.objects.filter(pk=self.former.pk).update(end=None)
            self.told.append(_("%(name)s er igen personlig jobformidler.") % {"name": self.former.name})


class FacilitatorForm(RegistrationForm):
    """Who is the personal job facilitator from when. A present one can be ended in the same go."""

    field_of_rule = {
        "one_facilitator_at_a_time": "start",
        "facilitator_end_not_before_start": "end",
        "not_after_death": "start",
    }
    prefilled = ("start",)
    start_dates = ("start",)
    rare = ("end",)
    delete_form = FacilitatorDeleteForm
    present = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end_current = forms.BooleanField(required=False, initial=True)

    class Meta:
        model = Facilitator
        fields = ["name", "start", "end"]
        labels = {"start": _("Fra og med"), "end": _("Til og med"), "name": _("Personlig jobformidler")}

    field_order = ["name", "start", "end_current", "end"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.colleagues = {
            user.display_name: user
            for user in User.objects.filter(
                municipality_id=self.citizen.municipality_id,
                is_active=True,
                role__in=[Role.FACILITATOR, Role.CASEWORKER],
            ).order_by("first_name", "username")
        }
        self.fields["name"].validators.append(check_name)
        self.fields["name"].widget = SuggestingInput(self._suggestions())
        self.rare = self.rare if self.is_new else ()
        self.current = self._open_facilitator()
        if self.current is None:
            del self.fields["end_current"], self.fields["present"]
        else:
            self.initial["present"] = self.current.pk
            self.fields["end_current"].label = _("Afslut %(name)s dagen før") % {"name": self.current.name}

    def _suggestions(self) -> list[str]:
        """Return the facilitators of the municipality today, the most used first, and then the colleagues who are."""
        in_use = self._known().as_of(today())
        used = in_use.values_list("name").annotate(number=Count("pk")).order_by("-number", "name")
        colleagues = (name for name, user in self.colleagues.items() if user.role == Role.FACILITATOR)
        return list(dict.fromkeys([*(name for name, _number in used[:MOST_SUGGESTIONS]), *colleagues]))

    def _known(self) -> PeriodQuerySet:
        """Return the assignments of the municipality."""
        citizens = Citizen.objects.filter(municipality_id=self.citizen.municipality_id)
        return Facilitator.objects.filter(citizen__in=citizens)

    def _open_facilitator(self) -> Facilitator | None:
        if not self.is_new:
            return None
        return Facilitator.objects.filter(citizen=self.citizen, end__isnull=True).first()

    @classmethod
    def defaults(cls, citizen: Any, user: User) -> dict[str, Any]:
        """Today; and a facilitator suggests themselves."""
        return {"start": today(), "name": user.display_name if user.role == Role.FACILITATOR else ""}

    def settles(self, rule: str) -> bool:
        """The present one gives way when it is ended in the same go."""
        return rule == "one_facilitator_at_a_time" and bool(self.cleaned_data.get("end_current"))

    def before_save(self) -> None:
        """Link a colleague of that name; end the present facilitator the day before, where asked."""
        self.instance.user = self.colleagues.get(self.instance.name)
        if self.current and self.cleaned_data.get("end_current") and self.instance.start > self.current.start:
            self._end(self.current)

    def after_save(self) -> None:
        """Say that the name is new here: it may be a slip of the pen."""
        name = self.instance.name
        others = self._known().exclude(pk=self.instance.pk)
        if name not in self.colleagues and not others.filter(name=name).exists():
            self.told.append(_("Ny jobformidler: %(name)s.") % {"name": name})

    def _end(self, current: Facilitator) -> None:
        """End the one that the form named; another who has come meanwhile is not ended unseen."""
        if self.cleaned_data.get("present") != current.pk:
            self.data = self.data.copy()
            self.data["present"] = str(current.pk)
            message = _("%(name)s er blevet personlig jobformidler imens. Gem igen, hvis %(name)s skal afsluttes.")
            raise RefusedError(ValidationError(message % {"name": current.name}, code="taken_over"), "end_current")
        last = self.instance.start - timedelta(days=1)
        Facilitator.objects.filter(pk=current.pk).update(end=last)
        self.told.append(
            _("%(name)s er afsluttet med %(day)s som sidste dag.") % {"name": current.name, "day": date_format(last)}
        )
