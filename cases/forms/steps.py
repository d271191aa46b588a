"""The forms of what is registered step by step: each step in its turn, and one that is taken only with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..versions import latest_of
from .base import RefusedError, RegistrationForm
from .fields import ReasonField
from .versioned import OtherwiseStoredError

if TYPE_CHECKING:
    from ..registrations import Steps


class StepForm(RegistrationForm):
    """One step of a registration under way. It is judged by what is stored when it is written, with the row locked.

    Data files may bring a case in another order; here a step waits for the one before it. A step that is taken
    already is corrected, which takes a reason like any correction.
    """

    asks_reason = False

    def __init__(self, *args: Any, steps: Steps, step: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.steps, self.step = steps, step
        if steps.next(self.instance) != step:
            self._offer_reason()

    def _offer_reason(self) -> None:
        self.fields["reason"] = ReasonField(required=False)
        self.fields["reason"].needed_here = True

    def _is_as_opened(self) -> bool:
        """Hold the step to its turn too; sent twice with the same content it is no correction."""
        stored = latest_of(self.instance)
        due = self.step if stored is None else self.steps.next(stored)
        if due == self.step or self.is_same_as(stored):
            return super()._is_as_opened()
        if self._comes_before(due):
            message = _("Et skridt mangler: %(step)s. Åbn sagens næste skridt igen.")
            raise RefusedError(ValidationError(message % {"step": self.steps.labels[due]}, code="not_yet"), "")
        unexplained = not self.cleaned_data.get("reason")
        if unexplained:
            self._offer_reason()
            self.add_error("reason", _("Det er allerede registreret. Skriv, hvorfor det rettes."))
        as_opened = super()._is_as_opened()
        if unexplained and as_opened:
            raise OtherwiseStoredError
        return as_opened

    def _comes_before(self, due: str) -> bool:
        """Tell whether the step that is ``due`` goes before this one."""
        order = list(self.steps.forms)
        return due in order and order.index(due) < order.index(self.step)
