"""Visitation decisions: the group a citizen is in from a date on, and what the decision rests on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.history import not_after_death, on_insert_and_update, refuse, tracked
from cases.models import Contact
from cases.models.registration import Registration, dates_in_order, stored_once
from cases.querysets import EventQuerySet
from questionnaires.answers import AnswersField, answers_and_version, answers_fit
from questionnaires.models import Questionnaire

from ..codes import DeferralReason, Group

IS_DEFERRED = models.Q(group=Group.DEFERRED.value)
#: A decision rests on an interview with the same citizen, held that day or before. The other way round, the interview
#: cannot be corrected into something else: see the migration ``0004_assessment``.
RESTS_ON_OWN_INTERVIEW = f"""
    IF EXISTS (
        SELECT 1 FROM new_rows r JOIN cases_contact c ON c.id = r.interview_id
        WHERE c.citizen_id <> r.citizen_id OR c.kind <> 'samtale' OR c.held_on > r.decided_on
    ) THEN
        {refuse("rests_on_own_interview", "a visitation rests on an earlier interview of the same citizen")}
    END IF;
    RETURN NULL;
"""  # noqa: S608 -- the refusal is our own words


@tracked()
class Visitation(Registration):
    """From ``decided_on`` the citizen is in this group, until the next decision.

    A deferral has a reason and may have an expected end (inclusive); it counts as visited. The interview it rests
    on and the assessment (answers to a version of the programme's questionnaire) are there for whoever decides and
    whoever decides next time; nothing is computed from them.
    """

    happened_field = "decided_on"

    decided_on = models.DateField(_("besluttet"))
    group = models.CharField(_("gruppe"), max_length=10, choices=Group.choices)
    deferral_reason = models.CharField(
        _("grund til udskydelse"), max_length=10, choices=DeferralReason.choices, blank=True, default=""
    )
    deferred_until = models.DateField(_("udskudt til og med"), null=True, blank=True)
    note = models.TextField(_("begrundelse"), blank=True, default="")
    interview = models.ForeignKey(
        Contact,
        models.PROTECT,
        verbose_name=_("samtale"),
        related_name="visitations",
        null=True,
        blank=True,
        db_index=False,
    )
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, verbose_name=_("skema"), related_name="+", null=True, blank=True, db_index=False
    )
    answers = AnswersField(_("vurdering"), null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("visitation")
        verbose_name_plural = _("visitationer")
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "decided_on"],
                name="one_visitation_a_day",
                violation_error_message=_("Der er allerede registreret en visitation den dag. Ret den i stedet."),
            ),
            models.CheckConstraint(
                name="group_is_known",
                condition=models.Q(group__in=Group.values),
                violation_error_message=_("Vælg en gruppe."),
            ),
            models.CheckConstraint(
                name="deferral_has_a_reason",
                condition=(IS_DEFERRED & models.Q(deferral_reason__in=DeferralReason.values))
                | (~IS_DEFERRED & models.Q(deferral_reason="")),
                violation_error_message=_("En udskydelse skal have en grund, og kun en udskydelse har en."),
            ),
            models.CheckConstraint(
                name="only_deferral_has_an_end",
                condition=IS_DEFERRED | models.Q(deferred_until__isnull=True),
                violation_error_message=_("Kun en udskydelse har en slutdato."),
            ),
            dates_in_order("visitation", "decided_on", "deferred_until"),
            stored_once("visitation"),
            answers_and_version("visitation"),
        ]
        # Few rest on one: an index of those alone costs an import nothing.
        # Few rest on one: an index of those alone costs an import nothing.
        indexes = [
            models.Index(name=f"visitation_{field}", fields=[field], condition=models.Q(**{f"{field}__isnull": False}))
            for field in ("interview", "questionnaire")
        ]
        triggers = [
            *not_after_death("decided_on"),
            *on_insert_and_update("own_interview", RESTS_ON_OWN_INTERVIEW),
            *answers_fit("'visitation'"),
        ]
