"""A correction is not written over what somebody else has changed since the form was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..versions import has_changed, latest_of, seen_version, version_of

if TYPE_CHECKING:
    from django.http import QueryDict


class OtherwiseStoredError(Exception):
    """What is stored is no longer what the form was opened with."""


class VersionedForm:
    """Part of a model form with a field ``version``: the version of what it was opened with.

    ``changed_meanwhile`` and ``gone`` say what has become of it since.
    """

    instance: Any
    data: QueryDict
    cleaned_data: dict[str, Any]
    changed_meanwhile = gone = False
    _meta: Any

    def clean_version(self) -> int:
        """Take no version from the future: it would see no change."""
        return seen_version(self.instance, self.cleaned_data["version"])

    def is_same_as(self, stored: Any) -> bool:
        """Tell whether what is stored says what this form says: sent twice, not sent again with other content."""
        return stored is not None and all(
            getattr(stored, name) == getattr(self.instance, name) for name in self._meta.fields
        )

    def _is_as_opened(self) -> bool:
        """Lock the row. Tell whether it still has to be written: not when this very form was sent before.

        Raises ``OtherwiseStoredError`` when another has changed or deleted what this form was opened with.
        """
        stored, opened = latest_of(self.instance), self.cleaned_data.get("version") or 0
        self.gone = stored is None
        if stored is not None and not has_changed(stored, opened):
            return True
        if self.is_same_as(stored):
            return False
        if stored is not None:
            self.changed_meanwhile = True
            self.data = self.data.copy()
            self.data["version"] = version_of(self.instance)  # sent again, it is stored knowingly
        raise OtherwiseStoredError
