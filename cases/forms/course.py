"""Forms of the contact course: contact and plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from flereskalmed.clock import today

from ..codes import ContactKind
from ..models import Contact, Plan
from .base import RegistrationForm


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
        labels = {"held_on": _("Dato"), "by": _("Hvem havde kontakten"), "kind": _("Form")}
        help_texts = {
            "kind": _("En samtale er aftalt og handler om forløbet. Kontakt er alt andet, fx et opkald eller et besøg.")
        }
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [choice for choice in self.fields["kind"].choices if choice[0]]

    @classmethod
    def defaults(cls, citizen: Any, user: User) -> dict[str, Any]:
        """Today, by the user: a facilitator holds contacts, a caseworker interviews."""
        kind = ContactKind.KONTAKT if user.role == Role.FACILITATOR else ContactKind.SAMTALE
        return {"held_on": today(), "kind": kind.value, "by": user.display_name}


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
        """A plan says something: a goal with its day, a CV's day, or both. A day alone is no goal."""
        cleaned = super().clean()
        if cleaned.get("job_goal_on") and not cleaned.get("job_goal") and "job_goal" not in self.errors:
            self._drop_day_of_no_goal(cleaned)
        if cleaned.get("job_goal") and not cleaned.get("job_goal_on") and "job_goal_on" not in self.errors:
            self.add_error("job_goal_on", _("Skriv, hvornår jobmålet er aftalt."))
        if not (cleaned.get("job_goal_on") or cleaned.get("cv_on")) and not self.errors:
            self.add_error("cv_on", _("Udfyld jobmål eller CV."))
        return cleaned

    def _drop_day_of_no_goal(self, cleaned: dict[str, Any]) -> None:
        """Drop a day that was only suggested; ask for the goal where somebody wrote the day.

        A data file may give the day alone. That stays as it was loaded when something else is corrected.
        """
        if "job_goal_on" in self.changed_data:
            self.add_error("job_goal", _("Skriv jobmålet, eller tøm datoen."))
        elif self.is_new or self.instance.job_goal:
            cleaned["job_goal_on"] = None
