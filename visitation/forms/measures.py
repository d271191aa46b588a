"""The form of a social or health measure."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.forms.base import RegistrationForm
from flereskalmed.clock import today

from ..codes import MeasureKind
from ..models import Measure


class MeasureForm(RegistrationForm):
    """Which social or health measure, and when."""

    field_of_rule = {
        "measure_registered_once": "start",
        "measure_end_not_before_start": "end",
        "measure_kind_is_known": "kind",
        "not_after_death": "start",
    }
    prefilled = ("kind", "start")

    class Meta:
        model = Measure
        fields = ["kind", "start", "end"]
        labels = {"kind": _("Indsats"), "start": _("Første dag"), "end": _("Sidste dag")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Vælg indsats")), *MeasureKind.choices]

    @classmethod
    def defaults(cls, citizen: Any, user: Any) -> dict[str, Any]:
        """From today."""
        return {"start": today()}
