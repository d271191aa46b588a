"""How visitations, rehabilitation cases and measures stand in the picture of the course."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cases.course.lanes import Lane, Mark
from flereskalmed.clock import today

from .codes import Decision, Group, MeasureKind
from .models import Measure, Preparation, RehabilitationCase, Visitation


def visitation_marks(visitation: Visitation) -> Iterator[Mark]:
    """The group."""
    label = str(Group(visitation.group).label)
    yield Mark(Lane.GROUP, visitation.decided_on, label=label, tone=f"group-{visitation.group}")


def preparation_marks(preparation: Preparation) -> Iterator[Mark]:
    """The preparation, until the case is ready for referral."""
    label = _("Klar til indstilling") if preparation.ready_on else _("Forberedes")
    yield Mark(Lane.REHABILITATION, preparation.started_on, preparation.ready_on, label, "preparation")


def rehabilitation_marks(case: RehabilitationCase) -> Iterator[Mark]:
    """The case from the referral to the decision, with how far it has come."""
    if case.decision:
        label = _("Afgjort: %(decision)s") % {"decision": str(Decision(case.decision).label).lower()}
    elif case.met_on and case.met_on > today():
        label = _("Indstillet, møde aftalt")
    else:
        label = _("Behandlet, afventer afgørelse") if case.met_on else _("Indstillet, afventer møde")
    yield Mark(Lane.REHABILITATION, case.referred_on, case.decided_on, label, "rehabilitation")


def measure_marks(measure: Measure) -> Iterator[Mark]:
    """The measure."""
    yield Mark(Lane.MEASURE, measure.start, measure.end, str(MeasureKind(measure.kind).label), "measure")
