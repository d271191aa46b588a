"""Forms of the contact course: contact, facilitator and plan."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from flereskalmed.clock import today

from ..models import Contact, Facilitator, Plan
from .base import RegistrationForm
from .suggestions import SuggestingInput


def name_of(user: User) -> str:
    """Return the name a user goes by on screen."""
    return user.get_full_name() or user.username


class ContactForm(RegistrationForm):
    """An interview or other contact that has been held."""

    field_of_rule = {
        "contact_registered_once": "held_on",
        "not_after_death": "held_on",
        "contact_kind_is_known": "kind",
    }
    past_dates = ("held_on",)
    prefilled = ("kind", "held_on")

    class Meta:
        model = Contact
        fields = ["kind", "held_on", "by"]
        labels = {"held_on": _("Dato"), "by": _("Hvem holdt den"), "kind": _("Form")}
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [choice for choice in self.fields["kind"].choices if choice[0]]

    @classmethod
    def defaults(cls, citizen: Any, user: User) -> dict[str, Any]:
        """Today, by the citizen's job facilitator, or else the user."""
        now = today()
        facilitator = Facilitator.objects.as_of(now).filter(citizen=citizen).first()
        return {"held_on": now, "kind": "samtale", "by": facilitator.name if facilitator else name_of(user)}


class FacilitatorForm(RegistrationForm):
    """Who is the personal job facilitator from when. A present one can be ended in the same go."""

    field_of_rule = {
        "one_facilitator_at_a_time": "start",
        "facilitator_end_not_before_start": "end",
        "not_after_death": "start",
    }
    prefilled = ("start",)
    end_current = forms.BooleanField(required=False)

    class Meta:
        model = Facilitator
        fields = ["name", "start", "end"]
        labels = {"start": _("Fra og med"), "end": _("Til og med"), "name": _("Personlig jobformidler")}

    field_order = ["name", "start", "end", "end_current"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.colleagues = {
            name_of(user): user
            for user in User.objects.filter(
                municipality_id=self.citizen.municipality_id,
                is_active=True,
                role__in=[Role.FACILITATOR, Role.CASEWORKER],
            ).order_by("first_name", "username")
        }
        self.fields["name"].widget = SuggestingInput(self.colleagues)
        self.current = self._open_facilitator()
        if self.current is None:
            del self.fields["end_current"]
        else:
            self.fields["end_current"].label = _("Afslut %(name)s dagen før") % {"name": self.current.name}
            self.fields["end_current"].initial = True

    def _open_facilitator(self) -> Facilitator | None:
        if not self.is_new:
            return None
        return Facilitator.objects.filter(citizen=self.citizen, end__isnull=True).first()

    @classmethod
    def defaults(cls, citizen: Any, user: User) -> dict[str, Any]:
        """Today; and a facilitator suggests themselves."""
        return {"start": today(), "name": name_of(user) if user.role == Role.FACILITATOR else ""}

    def before_save(self) -> None:
        """End the present facilitator the day before, where asked; link a colleague of that name."""
        self.instance.user = self.colleagues.get(self.instance.name)
        if self.current and self.cleaned_data.get("end_current") and self.instance.start > self.current.start:
            Facilitator.objects.filter(pk=self.current.pk).update(end=self.instance.start - timedelta(days=1))


class PlanForm(RegistrationForm):
    """The citizen's own job goal, and whether the CV is in place."""

    field_of_rule = {"not_after_death": "job_goal_on"}
    past_dates = ("job_goal_on", "cv_on")

    class Meta:
        model = Plan
        fields = ["job_goal", "job_goal_on", "cv_on"]
        labels = {
            "job_goal": _("Borgerens eget jobmål"),
            "job_goal_on": _("Jobmål aftalt den"),
            "cv_on": _("CV på plads den"),
        }

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """Carry on from the latest plan; the first one starts today."""
        latest = Plan.objects.filter(citizen=citizen).order_by("-pk").first()
        if latest is None:
            return {"job_goal_on": today()}
        return {"job_goal": latest.job_goal, "job_goal_on": latest.job_goal_on, "cv_on": latest.cv_on}

    def clean(self) -> dict[str, Any]:
        """A plan says something: a goal with its day, a CV's day, or both."""
        cleaned = super().clean()
        if cleaned.get("job_goal") and not cleaned.get("job_goal_on") and "job_goal_on" not in self.errors:
            self.add_error("job_goal_on", _("Skriv, hvornår jobmålet er aftalt."))
        if not (cleaned.get("job_goal_on") or cleaned.get("cv_on")) and not self.errors:
            self.add_error("cv_on", _("Udfyld jobmål eller CV."))
        return cleaned
