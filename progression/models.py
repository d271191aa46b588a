"""Answers to a progression questionnaire, given on a day by the citizen or by the caseworker."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.history import not_after_death, tracked
from cases.models.registration import Registration, stored_once
from cases.querysets import RegistrationQuerySet
from questionnaires.answers import AnswersField, answers_and_version, answers_fit
from questionnaires.models import Questionnaire

from .codes import Respondent


@tracked()
class Progression(Registration):
    """One respondent's answers about a citizen on a day. Once a day for each of the two."""

    happened_field = "answered_on"

    answered_on = models.DateField(_("dato"))
    respondent = models.CharField(_("hvem svarer"), max_length=10, choices=Respondent.choices)
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, verbose_name=_("skema"), related_name="+", editable=False
    )
    answers = AnswersField(_("svar"), editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("progressionsmåling")
        verbose_name_plural = _("progressionsmålinger")
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "respondent", "answered_on"],
                name="one_progression_a_day",
                violation_error_message=_("Der er allerede svar fra samme person den dag. Ret dem i stedet."),
            ),
            models.CheckConstraint(
                name="respondent_is_known",
                condition=models.Q(respondent__in=Respondent.values),
                violation_error_message=_("Vælg, hvem der svarer."),
            ),
            answers_and_version("progression"),
            stored_once("progression"),
        ]
        triggers = [*not_after_death("answered_on"), *answers_fit("'progression_' || r.respondent")]
