"""Answers to a questionnaire: the field that stores them, the rule that holds them, and how they are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models
from django.db.models import Q

from cases.history import on_insert_and_update, refuse

if TYPE_CHECKING:
    from .models import Questionnaire
    from .shape import Question

Answers = dict[str, int | str]


class AnswersField(models.JSONField):
    """Answers as an object from question key to a step's number or a text. The row names the version."""

    def parts(self, version: Any) -> dict[str, str]:
        """Return question and answer of a row, in words: the history shows those that changed."""
        return {str(question): said for question, said in told(version)}


def told(answered: Any) -> Iterator[tuple[Question, str]]:
    """Give each answered question of a row with what was answered, in the order they were asked."""
    questionnaire: Questionnaire | None = answered.questionnaire
    if questionnaire is None or not answered.answers:
        return
    for question in questionnaire.all_questions:
        if question.key in answered.answers:
            yield question, questionnaire.label_of(answered.answers[question.key])


def by_area(answered: Any) -> str:
    """Return the answers of a row in a line: "Arbejde 2, 3 · Helbred 4"; words are left to where there is room."""
    found: dict[str, list[str]] = {}
    for question, _said in told(answered):
        if question.is_scale:
            found.setdefault(str(question.area.label), []).append(str(answered.answers[question.key]))
    return " · ".join(f"{area} {', '.join(values)}" for area, values in found.items())


def answers_and_version(model: str) -> models.CheckConstraint:
    """Return the constraint that answers stand with the version they answer, and are not empty."""
    return models.CheckConstraint(
        name=f"{model}_answers_with_version",
        condition=Q(answers__isnull=True, questionnaire__isnull=True)
        | (Q(answers__isnull=False, questionnaire__isnull=False) & ~Q(answers={})),
    )


def answers_fit(purpose: str) -> list[pgtrigger.Trigger]:
    """Refuse answers that the version did not ask for. ``purpose`` is SQL over the row ``r``."""
    return on_insert_and_update(
        "answers_fit",
        f"""
        IF EXISTS (
            SELECT 1 FROM new_rows r
            WHERE r.answers IS NOT NULL AND NOT answers_fit(r.questionnaire_id, {purpose}, r.answers)
        ) THEN
            {refuse("answers_fit_the_questions", "an answer does not fit the questionnaire")}
        END IF;
        RETURN NULL;
        """,  # noqa: S608
    )
