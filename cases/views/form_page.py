"""The page of a form: the form, and beside it what one needs to know of the case while filling it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from accounts.access_log import log_access
from accounts.models import AccessAction

from ..beside import beside
from ..history_lines import history_since
from ..models import Citizen
from ..registrations import RegistrationKind
from .kept import give_back
from .returning import address_after, return_address


@dataclass(frozen=True)
class FormPage:
    """A form about a citizen: what it registers, its heading, and the step it is of what is under way."""

    kind: RegistrationKind
    citizen: Citizen
    form: Any
    heading: str | Promise
    step: str = ""

    def show(self, request: HttpRequest, template: str = "cases/form.html", **more: Any) -> HttpResponse:
        """Show it, with its errors at their fields when it has been sent; log that the case was looked at."""
        log_access(request.user, AccessAction.READ, self.kind.slug, self.citizen.pk)
        give_back(request, self.form)
        context = {
            "kind": self.kind,
            "citizen": self.citizen,
            "form": self.form,
            "heading": self.heading,
            "step": self.step,
            "meanwhile": self.meanwhile(),
            "return_address": return_address(request),
            "leave_for": address_after(request, self.citizen.pk),
            **beside(self.citizen, request.user),
            **more,
        }
        return render(request, template, context)

    def meanwhile(self) -> list[Any]:
        """Return what another has changed since the form was opened, newest first."""
        if not self.form.changed_meanwhile:
            return []
        opened = self.form.cleaned_data.get("version") or 0
        return history_since(self.kind, self.citizen, self.form.instance.pk, opened)
