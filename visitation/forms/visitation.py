"""The form of a visitation decision: the interview it rests on, a short assessment, the group and the reason."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cases.codes import ContactKind
from cases.forms.base import RegistrationForm
from cases.models import Contact
from flereskalmed.clock import today
from questionnaires.codes import Purpose
from questionnaires.forms import Asked, Earlier, QuestionSet
from questionnaires.models import Questionnaire

from ..assessments import Assessments, side_by_side
from ..codes import DeferralReason, Group
from ..models import Visitation

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: A decision rests on an interview of late; an older one is no ground for it.
INTERVIEWS_OF_LAST = timedelta(days=365)


class InterviewField(forms.ModelChoiceField):
    """An interview by its day and who held it."""

    def label_from_instance(self, obj: Contact) -> str:  # type: ignore[override]
        """Return "3. oktober 2017, Anna Ambus"."""
        return ", ".join(part for part in (date_format(obj.held_on), obj.by) if part)


def interviews_with(citizen: Any, chosen: int | None = None) -> QuerySet[Contact]:
    """Return the interviews a decision about ``citizen`` may rest on, the latest first; ``chosen`` is always one."""
    held = Q(kind=ContactKind.SAMTALE, held_on__gt=today() - INTERVIEWS_OF_LAST, held_on__lte=today())
    return Contact.objects.filter(held | Q(pk=chosen), citizen=citizen).order_by("-held_on", "-pk")


class VisitationForm(RegistrationForm):
    """The group a citizen is put in, and why. The two fields of a deferral count for a deferral only.

    The assessment is there for the caseworker to think with, and for the next one to read: the form proposes no group.
    """

    fields_template = "visitation/visitation_fields.html"
    field_of_rule = {
        "one_visitation_a_day": "decided_on",
        "not_after_death": "decided_on",
        "group_is_known": "group",
        "deferral_has_a_reason": "deferral_reason",
        "only_deferral_has_an_end": "deferred_until",
        "visitation_deferred_until_not_before_decided_on": "deferred_until",
        "rests_on_own_interview": "interview",
    }
    words_of_rule = {
        "visitation_deferred_until_not_before_decided_on": _("Udskydelsen kan ikke slutte før den %(decided_on)s."),
    }
    past_dates = ("decided_on",)
    prefilled = ("group", "decided_on")
    interview = InterviewField(label=_("Samtalen bag"), queryset=Contact.objects.none(), required=False)

    class Meta:
        model = Visitation
        fields = ["interview", "group", "deferral_reason", "deferred_until", "decided_on", "note"]
        labels = {
            "group": _("Gruppe"),
            "deferral_reason": _("Grund til udskydelse"),
            "deferred_until": _("Udskudt til og med"),
            "decided_on": _("Besluttet den"),
            "note": _("Begrundelse"),
        }
        widgets = {"group": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = self._groups()
        for name in ("deferral_reason", "deferred_until"):
            self.fields[name].needed_here = True  # a deferral needs it: do not call it optional
        self.fields["note"].required = True
        self.fields["note"].error_messages["required"] = _("Skriv, hvad beslutningen bygger på.")
        self.fields["deferral_reason"].choices = [("", _("Vælg grund")), *DeferralReason.choices]
        self._offer_interviews()
        self.questions = self._questions()
        if self.questions:
            self.questions.add_to(self, self.instance.answers)

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """Decided today."""
        return {"decided_on": today()}

    def _groups(self) -> list[tuple[str, Any]]:
        """Return the groups of the citizen's programme (its parameter ``groups``; all where it names none), and the
        one of a decision that is corrected.
        """
        programme = self.citizen.programme
        named = programme.parameters.get("groups") if programme else None
        return [(key, label) for key, label in Group.choices if named is None or key in (*named, self.instance.group)]

    def _offer_interviews(self) -> None:
        """Offer the interviews of late, read once; a new decision begins with the latest."""
        field = self.fields["interview"]
        field.queryset = interviews_with(self.citizen, self.instance.interview_id)
        held = [(one.pk, field.label_from_instance(one)) for one in field.queryset]
        field.choices = [("", _("Ingen samtale")), *held]
        if self.is_new and held:
            self.initial.setdefault("interview", held[0][0])

    def _questions(self) -> QuestionSet | None:
        """Ask what was asked then when an assessment is corrected; else what is in force today."""
        questionnaire = self.instance.questionnaire or Questionnaire.objects.for_citizen(
            self.citizen, Purpose.VISITATION, today()
        )
        if questionnaire is None:
            return None
        assessed = next((one for one in self.former if one.answers), None)
        earlier = Earlier(assessed.answers or {}, assessed.decided_on) if assessed else None
        return QuestionSet(questionnaire, "answer", earlier)

    @cached_property
    def former(self) -> list[Visitation]:
        """The decisions before this one, latest first."""
        found = Visitation.objects.filter(citizen=self.citizen).select_related("questionnaire").order_by("-decided_on")
        return list(found if self.is_new else found.filter(decided_on__lt=self.instance.decided_on))

    @property
    def previous(self) -> Visitation | None:
        """The decision before this one."""
        return self.former[0] if self.former else None

    @property
    def assessments(self) -> Assessments | None:
        """The assessments of the decisions before this one, to read beside the questions."""
        return side_by_side(self.former)

    @property
    def asked(self) -> list[Asked]:
        """The questions as they stand in the form."""
        return list(self.questions.asked(self)) if self.questions else []

    @property
    def assessment_is_open(self) -> bool:
        """Whether the questions are unfolded from the start: something is answered, or wrong."""
        return any(row.field.value() not in (None, "") or row.field.errors for row in self.asked)

    def clean(self) -> dict[str, Any]:
        """Drop what was chosen for a deferral before another group was picked; keep what was answered."""
        cleaned = super().clean()
        if cleaned.get("group") != Group.DEFERRED:
            cleaned["deferral_reason"], cleaned["deferred_until"] = "", None
            for name in ("deferral_reason", "deferred_until"):
                self.errors.pop(name, None)
        else:
            self._ask_about_deferral(cleaned)
        self._fit_interview(cleaned)
        if self.questions:
            self.instance.answers = self.questions.answers(cleaned) or None
            self.instance.questionnaire = self.questions.questionnaire if self.instance.answers else None
        return cleaned

    def _ask_about_deferral(self, cleaned: dict[str, Any]) -> None:
        """Ask for the reason and the expected end. A data file may leave the end open, but nobody is called in then."""
        if not cleaned.get("deferral_reason") and "deferral_reason" not in self.errors:
            self.add_error("deferral_reason", _("Vælg en grund til udskydelsen."))
        if not cleaned.get("deferred_until") and "deferred_until" not in self.errors:
            message = _("Skriv, hvornår udskydelsen ventes at slutte, så borgeren bliver visiteret igen.")
            self.add_error("deferred_until", message)

    def _fit_interview(self, cleaned: dict[str, Any]) -> None:
        """Let an interview that nobody chose follow a decision dated back: the latest held by that day."""
        interview, day = cleaned.get("interview"), cleaned.get("decided_on")
        if self.is_new and interview and day and interview.held_on > day and "interview" not in self.changed_data:
            cleaned["interview"] = self.fields["interview"].queryset.filter(held_on__lte=day).first()

    def values_of(self, row: Any) -> dict[str, Any]:
        """Tell the answers as well."""
        return {**super().values_of(row), **(self.questions.values(row.answers) if self.questions else {})}

    def is_same_as(self, stored: Any) -> bool:
        """Tell whether what is stored says what this form says, the answers too."""
        return super().is_same_as(stored) and stored.answers == self.instance.answers
