"""Asking the questions of a questionnaire in a registration's form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from django.forms.boundfield import BoundField

    from .answers import Answers
    from .models import Questionnaire
    from .shape import Question

LONGEST_ANSWER = 1000


@dataclass(frozen=True)
class Earlier:
    """What was answered last time, and when: shown beside the questions."""

    answers: Mapping[str, Any]
    on: date

    def to(self, question: Question) -> str:
        """Return "2, 3.10.2017", or nothing where the question was not answered."""
        said = self.answers.get(question.key)
        return "" if said is None else f"{said}, {date_format(self.on, 'SHORT_DATE_FORMAT')}"


@dataclass(frozen=True)
class Asked:
    """One question as it stands in the form."""

    question: Question
    field: BoundField
    earlier: str


class QuestionSet:
    """The questions of one version inside a form: their fields, and the answers that came back.

    Every question may be left unanswered, and a chosen step can be taken back.
    """

    def __init__(self, questionnaire: Questionnaire, prefix: str, earlier: Earlier | None = None):
        self.questionnaire, self.prefix, self.earlier = questionnaire, prefix, earlier

    def name(self, question: Question) -> str:
        """Return the name of the question's field in the form."""
        return f"{self.prefix}_{question.key}"

    @property
    def names(self) -> list[str]:
        """The names of all its fields."""
        return [self.name(question) for question in self.questionnaire.all_questions]

    def add_to(self, form: forms.Form, answers: Mapping[str, Any] | None) -> None:
        """Add the questions to ``form``, filled with ``answers``."""
        for question in self.questionnaire.all_questions:
            field = self._field(question)
            field.initial = (answers or {}).get(question.key)
            form.fields[self.name(question)] = field

    def _field(self, question: Question) -> forms.Field:
        if not question.is_scale:
            area = forms.Textarea(attrs={"rows": 2})
            return forms.CharField(label=str(question), max_length=LONGEST_ANSWER, required=False, widget=area)
        steps = [(step.value, step) for step in self.questionnaire.steps]
        return forms.TypedChoiceField(
            label=str(question),
            choices=[*steps, ("", _("Ikke besvaret"))],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )

    def answers(self, cleaned: Mapping[str, Any]) -> Answers:
        """Return what was answered; questions left alone are not in it."""
        given = {question.key: cleaned.get(self.name(question)) for question in self.questionnaire.all_questions}
        return {key: value for key, value in given.items() if value not in (None, "")}

    def values(self, answers: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return ``answers`` by the names of the fields."""
        return {self.name(question): (answers or {}).get(question.key) for question in self.questionnaire.all_questions}

    def asked(self, form: forms.Form) -> Iterator[Asked]:
        """Give each question as it stands in ``form``."""
        for question in self.questionnaire.all_questions:
            yield Asked(question, form[self.name(question)], self.earlier.to(question) if self.earlier else "")
