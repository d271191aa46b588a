"""Questionnaires in versions. One that somebody has answered never changes: a new version is added."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, Func, OuterRef
from django.utils.translation import gettext_lazy as _

from cases.history import refuse
from cases.models import Membership, Programme

from .codes import Purpose
from .shape import Question, Step, check_questions, check_scale, questions_of, steps_of

if TYPE_CHECKING:
    from cases.models import Citizen

#: Every table that holds answers to a version, now or formerly: (table, column).
ANSWER_TABLES = (
    ("visitation_visitation", "questionnaire_id"),
    ("visitation_visitationevent", "questionnaire_id"),
    ("progression_progression", "questionnaire_id"),
    ("progression_progressionevent", "questionnaire_id"),
)
_ANSWERED = " UNION ALL ".join(
    f"SELECT 1 FROM {table} WHERE {column} = OLD.id"  # noqa: S608 -- tables and columns are our own
    for table, column in ANSWER_TABLES
)


def _is_list(field: str) -> models.Q:
    kind = Func(models.F(field), function="jsonb_typeof", output_field=models.TextField())
    return models.Q(models.lookups.Exact(kind, "array"))


class QuestionnaireQuerySet(models.QuerySet):
    """Questionnaires, and which one is asked when."""

    def in_force(self, purpose: Purpose | str, on: date) -> QuestionnaireQuerySet:
        """Keep the versions for ``purpose`` that have begun on the day ``on``; the newest stands first."""
        begun = self.filter(purpose=purpose, in_force_from__lte=on)
        return begun.order_by("-programme__starts_on", "programme_id", "-in_force_from")

    def for_citizen(self, citizen: Citizen, purpose: Purpose | str, on: date) -> Questionnaire | None:
        """Return what is asked about ``citizen`` on the day ``on``, in the (newest) programme they are in; or None."""
        member = Membership.objects.filter(citizen=citizen, programme=OuterRef("programme"))
        return self.in_force(purpose, on).filter(Exists(member)).first()

    def with_use(self) -> QuestionnaireQuerySet:
        """Annotate ``is_answered``: whether answers, present or former, rest on the version."""
        found = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} a WHERE a.{column} = questionnaires_questionnaire.id)"  # noqa: S608
            for table, column in ANSWER_TABLES
        )
        answered = models.expressions.RawSQL(f"({found})", (), output_field=models.BooleanField())  # noqa: S611
        return self.annotate(is_answered=answered)


class Questionnaire(models.Model):
    """The questions a programme asks for one purpose, from a day on, until the next version begins.

    ``questions`` and ``scale`` are JSON as ``questionnaires.shape`` describes. Answers are an object from
    the question's key to a step's number or a text; the database compares them with the version
    (``answers_fit``), so no code path stores an answer to a question that was not asked.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name=_("program"), related_name="questionnaires", db_index=False
    )
    purpose = models.CharField(_("formål"), max_length=30, choices=Purpose.choices)
    version = models.PositiveSmallIntegerField(_("version"), editable=False)
    in_force_from = models.DateField(_("gælder fra"))
    scale = models.JSONField(_("skala"), validators=[check_scale])
    questions = models.JSONField(_("spørgsmål"), validators=[check_questions])

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "purpose", "-version"]
        verbose_name = _("spørgeskema")
        verbose_name_plural = _("spørgeskemaer")
        constraints = [
            models.UniqueConstraint(fields=["programme", "purpose", "version"], name="questionnaire_version_once"),
            models.UniqueConstraint(
                fields=["programme", "purpose", "in_force_from"],
                name="one_questionnaire_from_a_day",
                violation_error_message=_("Der er allerede en version, der gælder fra den dag."),
            ),
            models.CheckConstraint(
                name="questionnaire_purpose_is_known",
                condition=models.Q(purpose__in=Purpose.values),
                violation_error_message=_("Vælg et formål fra listen."),
            ),
            models.CheckConstraint(
                name="questionnaire_is_lists",
                condition=_is_list("questions") & _is_list("scale"),
                violation_error_message=_("Spørgsmål og skala skal være lister."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="answered_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                # Who is storing an answer right now holds the row's key: wait for them before looking.
                func=f"""
                PERFORM 1 FROM questionnaires_questionnaire WHERE id = OLD.id FOR UPDATE;
                IF EXISTS ({_ANSWERED}) THEN
                    {refuse("answered_questionnaire_stays", "an answered questionnaire cannot be changed")}
                END IF;
                RETURN COALESCE(NEW, OLD);
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {_('version')} {self.version}"

    @cached_property
    def all_questions(self) -> list[Question]:
        """The questions in their order."""
        return questions_of(self.questions)

    @cached_property
    def steps(self) -> list[Step]:
        """The steps of the scale, lowest first."""
        return steps_of(self.scale)

    def label_of(self, value: Any) -> str:
        """Return what an answer says: of a step its number and its words."""
        step = next((step for step in self.steps if step.value == value), None) if isinstance(value, int) else None
        return f"{value} · {step}" if step else str(value)

    def clean(self) -> None:
        """Keep a question comparable with itself: a key used before is answered on the same scale as then."""
        if not isinstance(self.scale, list) or not isinstance(self.questions, list):
            return
        earlier = type(self).objects.filter(programme_id=self.programme_id, purpose=self.purpose).exclude(pk=self.pk)
        values, keys = _values(self.scale), _scale_keys(self.questions)
        for other in earlier:
            if _values(other.scale) != values and (same := sorted(keys & _scale_keys(other.questions))):
                message = _("Skalaens tal er andre end i version %(version)d. Giv spørgsmålene nye nøgler: %(keys)s.")
                raise ValidationError({"scale": message % {"version": other.version, "keys": ", ".join(same)}})


def _values(scale: list) -> list[Any]:
    return [step.get("value") for step in scale if isinstance(step, dict)]


def _scale_keys(questions: list) -> set[str]:
    found = [one for one in questions if isinstance(one, dict) and isinstance(one.get("key"), str)]
    return {one["key"] for one in found if one.get("kind") == "scale"}
