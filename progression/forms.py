"""The form of a progression measurement: who answers, when, and a line of steps for each question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import RegistrationForm
from flereskalmed.clock import today
from questionnaires.forms import Asked, QuestionSet
from questionnaires.models import Questionnaire

from .codes import Respondent, purpose_of
from .models import Progression


class ProgressionForm(RegistrationForm):
    """The answers of the citizen or of the caseworker on a day. Earlier answers are not shown: they would lead.

    Both questionnaires stand in the page and the style sheet shows that of the chosen respondent, so it needs no
    script. In a correction the respondent and the version stay.
    """

    fields_template = "progression/progression_fields.html"
    field_of_rule = {
        "one_progression_a_day": "answered_on",
        "not_after_death": "answered_on",
        "respondent_is_known": "respondent",
    }
    past_dates = ("answered_on",)
    prefilled = ("respondent", "answered_on")

    class Meta:
        model = Progression
        fields = ["respondent", "answered_on"]
        labels = {"respondent": _("Hvem svarer"), "answered_on": _("Besvaret den")}
        widgets = {"respondent": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sets = self._sets()
        for respondent, questions in self.sets.items():
            given = self.instance.answers if self.instance.respondent == respondent else None
            questions.add_to(self, given)
        known = [choice for choice in Respondent.choices if choice[0] in self.sets]
        self.fields["respondent"].choices = known
        if not self.is_new:
            del self.fields["respondent"]

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """The citizen's own answers, today."""
        return {"respondent": Respondent.CITIZEN, "answered_on": today()}

    def _sets(self) -> dict[str, QuestionSet]:
        """Return the questions of each respondent: those in force today, or the version that was answered."""
        if not self.is_new:
            respondent = self.instance.respondent
            return {respondent: QuestionSet(self.instance.questionnaire, respondent)}
        in_force = {
            respondent.value: Questionnaire.objects.for_citizen(self.citizen, purpose_of(respondent), today())
            for respondent in Respondent
        }
        return {who: QuestionSet(found, who) for who, found in in_force.items() if found}

    @property
    def asked(self) -> dict[str, tuple[QuestionSet, list[Asked]]]:
        """The questions of each respondent as they stand in the form."""
        return {who: (questions, list(questions.asked(self))) for who, questions in self.sets.items()}

    def clean(self) -> dict[str, Any]:
        """Take the answers of the one who answers; there is at least one."""
        cleaned = super().clean()
        questions = self.sets.get(cleaned.get("respondent") if self.is_new else self.instance.respondent)
        if questions is None:
            return cleaned
        answers = questions.answers(cleaned)
        if answers:
            self.instance.questionnaire, self.instance.answers = questions.questionnaire, answers
        elif not set(questions.names) & set(self.errors):
            self.add_error(None, _("Svar på mindst ét spørgsmål."))
        return cleaned

    def values_of(self, row: Any) -> dict[str, Any]:
        """Tell the answers as well."""
        return {**super().values_of(row), **self.sets[row.respondent].values(row.answers)}

    def is_same_as(self, stored: Any) -> bool:
        """Tell whether what is stored says what this form says, the answers too."""
        return super().is_same_as(stored) and stored.answers == self.instance.answers
