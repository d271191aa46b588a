"""A correction is not written over what somebody else has changed since the form was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import EMPTY_VALUES

from ..versions import has_changed, latest_of, seen_at, seen_version, version_of

if TYPE_CHECKING:
    from django.http import QueryDict


class OtherwiseStoredError(Exception):
    """What is stored is no longer what the form was opened with."""


def same(one: Any, other: Any) -> bool:
    """Tell whether two values say the same; what is empty is empty."""
    return one == other or (one in EMPTY_VALUES and other in EMPTY_VALUES)


def as_sent(field: Any, value: Any) -> str:
    """Return a value as the browser sends it back from its field."""
    shown = field.widget.format_value(field.prepare_value(value))
    shown = shown[0] if isinstance(shown, list) else shown
    return "" if shown is None else str(shown)


class VersionedForm:
    """Part of a model form with a field ``version``: the version of what it was opened with.

    ``changed_meanwhile`` and ``gone`` say what has become of it since. Of what was changed meanwhile, the fields that
    one has not touched oneself come back as they are stored now; the others as one typed them.
    """

    instance: Any
    data: QueryDict
    fields: dict[str, Any]
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

    def values_of(self, row: Any) -> dict[str, Any]:
        """Return what ``row``, stored or a former version, says in the fields of this form."""
        fields = row._meta
        return {name: getattr(row, fields.get_field(name).attname) for name in self._meta.fields}

    def _own(self, name: str) -> Any:
        """Return what the form says in a field."""
        if name in self._meta.fields:
            return getattr(self.instance, self.instance._meta.get_field(name).attname)
        return self.cleaned_data.get(name)

    def _keep_untouched(self, stored: Any, opened: int) -> None:
        """Fill the fields that are as they were opened with what is stored now."""
        before, now = self.values_of(seen_at(stored, opened)), self.values_of(stored)
        for name, value in now.items():
            was = before.get(name)
            if name in self.fields and value != was and same(self._own(name), was):
                self.data[name] = as_sent(self.fields[name], value)

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
            self._keep_untouched(stored, opened)
            self.data["version"] = version_of(self.instance)  # sent again, it is stored knowingly
        raise OtherwiseStoredError
