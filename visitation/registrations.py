"""How visitations, rehabilitation cases and measures are told on the case page, and their entry in its registry."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.kinds import until
from cases.registrations import RegistrationKind, Steps, register
from flereskalmed.clock import today
from questionnaires.answers import by_area

from .codes import Decision, DeferralReason, Group, MeasureKind
from .course import measure_marks, preparation_marks, rehabilitation_marks, visitation_marks
from .forms import (
    DecisionForm,
    MeasureForm,
    MeetingForm,
    OnwardForm,
    PreparationForm,
    RehabilitationForm,
    VisitationForm,
    open_case,
    open_preparation,
)
from .models import Measure, Preparation, RehabilitationCase, Visitation


def describe_visitation(visitation: Visitation) -> str:
    """The group, and the reason of a deferral."""
    text = _("Visiteret: %(group)s") % {"group": Group(visitation.group).label}
    if visitation.deferral_reason:
        text += f" ({str(DeferralReason(visitation.deferral_reason).label).lower()})"
    return text


def visitation_details(visitation: Visitation) -> Iterator[str]:
    """The end of a deferral, the interview it rests on, the reason given, and the assessment."""
    if visitation.deferred_until:
        yield _("Udskudt til og med %(date)s") % {"date": date_format(visitation.deferred_until)}
    if visitation.interview:
        yield _("Bygger på samtalen %(date)s") % {"date": date_format(visitation.interview.held_on)}
    yield visitation.note
    if visitation.answers:
        yield _("Vurdering: %(answers)s") % {"answers": by_area(visitation)}


def describe_preparation(preparation: Preparation) -> str:
    """How far it has come."""
    if preparation.ready_on:
        return _("Forberedelse til rehab: klar til indstilling %(day)s") % {"day": date_format(preparation.ready_on)}
    if preparation.statement_asked_on and not preparation.statement_received_on:
        return _("Forberedelse til rehab: afventer lægelig udtalelse")
    return _("Forberedelse til rehab: i gang")


def preparation_details(preparation: Preparation) -> Iterator[str]:
    """The dates of the medical statement."""
    if preparation.statement_asked_on:
        yield _("Lægelig udtalelse bestilt %(day)s") % {"day": date_format(preparation.statement_asked_on)}
    if preparation.statement_received_on:
        yield _("Lægelig udtalelse modtaget %(day)s") % {"day": date_format(preparation.statement_received_on)}


PREPARATION_STEPS = Steps(
    open=open_preparation,
    next=lambda preparation: "" if preparation.ready_on else "videre",
    forms={"videre": OnwardForm},
    labels={"videre": gettext_lazy("Før forberedelsen videre")},
)


def describe_rehabilitation(case: RehabilitationCase) -> str:
    """How far it has come."""
    if case.decision:
        return _("Rehabiliteringssag: afgjort, %(decision)s") % {"decision": str(Decision(case.decision).label).lower()}
    if case.met_on and case.met_on > today():
        return _("Rehabiliteringssag: indstillet, møde aftalt")
    if case.met_on:
        return _("Rehabiliteringssag: behandlet, afventer afgørelse")
    return _("Rehabiliteringssag: indstillet, afventer møde")


def rehabilitation_details(case: RehabilitationCase) -> Iterator[str]:
    """Its dates and the team's recommendation."""
    if case.met_on:
        yield _("Møde %(date)s") % {"date": date_format(case.met_on)}
    if case.decided_on:
        yield _("Afgørelse %(date)s") % {"date": date_format(case.decided_on)}
    yield case.recommendation


def next_step(case: RehabilitationCase) -> str:
    """The step the case waits for; nothing when it is decided."""
    if case.decided_on:
        return ""
    return "afgoerelse" if case.met_on else "moede"


REHABILITATION_STEPS = Steps(
    open=open_case,
    next=next_step,
    forms={"moede": MeetingForm, "afgoerelse": DecisionForm},
    labels={
        "": gettext_lazy("Indstil til rehab"),
        "moede": gettext_lazy("Registrér mødet i rehabiliteringsteamet"),
        "afgoerelse": gettext_lazy("Registrér afgørelsen"),
    },
)


def describe_measure(measure: Measure) -> str:
    """The measure and its end."""
    return f"{MeasureKind(measure.kind).label} {until(measure.end)}".strip()


def register_kinds() -> None:
    """Put them in the registry."""
    register(
        RegistrationKind(
            "visitation",
            Visitation,
            VisitationForm,
            gettext_lazy("Visitation"),
            gettext_lazy("Visitér"),
            30,
            describe_visitation,
            visitation_details,
            ("interview", "questionnaire"),
            prominent=True,
            definite=gettext_lazy("Visitationen"),
            marks=visitation_marks,
        )
    )
    register(
        RegistrationKind(
            "forberedelse",
            Preparation,
            PreparationForm,
            gettext_lazy("Forberedelse til rehab"),
            gettext_lazy("Forberedelse til rehab"),
            69,
            describe_preparation,
            preparation_details,
            definite=gettext_lazy("Forberedelsen"),
            marks=preparation_marks,
            steps=PREPARATION_STEPS,
        )
    )
    register(
        RegistrationKind(
            "rehabilitering",
            RehabilitationCase,
            RehabilitationForm,
            gettext_lazy("Rehabiliteringssag"),
            gettext_lazy("Rehabiliteringssag"),
            70,
            describe_rehabilitation,
            rehabilitation_details,
            definite=gettext_lazy("Rehabiliteringssagen"),
            marks=rehabilitation_marks,
            steps=REHABILITATION_STEPS,
        )
    )
    register(
        RegistrationKind(
            "indsats",
            Measure,
            MeasureForm,
            gettext_lazy("Social eller sundhedsmæssig indsats"),
            gettext_lazy("Ny social indsats"),
            80,
            describe_measure,
            definite=gettext_lazy("Indsatsen"),
            marks=measure_marks,
        )
    )
