"""The form that deletes a registration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from ..changes import readable, recorded_change
from ..versions import has_changed, latest_of, seen_version, version_of
from .fields import ReasonField, VersionField

if TYPE_CHECKING:
    from accounts.models import User

    from ..versions import Versioned


class DeleteForm(forms.Form):
    """Asks why a registration is deleted. Nothing is deleted that has changed since it was shown."""

    version = VersionField()
    reason = ReasonField(
        label=_("Begrundelse for sletningen"),
        help_text=_("Gemmes i historikken, så andre kan se, hvorfor det blev slettet."),
    )

    def __init__(self, *args: Any, instance: Versioned, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.instance, self.user = instance, user
        self.initial["version"] = version_of(instance)
        #: What there is to say when it is done, beside that it is done.
        self.told: list[Any] = []
        self.stored_beside: list[str] = []
        self.changed_beside: list[str] = []
        self.changed_meanwhile = self.gone = self.wrote = False

    def clean_version(self) -> int:
        """Take no version from the future: it would see no change."""
        return seen_version(self.instance, self.cleaned_data["version"])

    def store(self) -> bool:
        """Delete with user and reason in the history; tell why when something holds on to it."""
        try:
            with recorded_change(self.user, self.cleaned_data["reason"]):
                if not self._is_as_shown():
                    return False
                self.instance.delete()
                self.after_delete()
        except ProtectedError:
            self.add_error(
                None, _("Den kan ikke slettes, fordi et lukket tal eller en anden registrering bygger på den.")
            )
        except IntegrityError as error:
            self.add_error(None, readable(error, type(self.instance)))
        else:
            self.wrote = True
        return self.wrote

    def _is_as_shown(self) -> bool:
        stored = latest_of(self.instance)
        self.gone = stored is None
        self.changed_meanwhile = stored is not None and has_changed(stored, self.cleaned_data["version"])
        if self.changed_meanwhile:
            self.data = self.data.copy()
            self.data["version"] = version_of(self.instance)
        return not (self.gone or self.changed_meanwhile)

    def after_delete(self) -> None:
        """Do, in the same transaction, what follows."""
