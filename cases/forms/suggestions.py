"""A text field that suggests: the browser's own datalist, without script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms


class SuggestingInput(forms.TextInput):
    """A text input with suggestions; anything else may still be typed."""

    template_name = "includes/suggesting_input.html"

    def __init__(self, suggestions: Iterable[str], attrs: dict[str, Any] | None = None):
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.suggestions = list(suggestions)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the list, and tie the input to it."""
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"]["list"] = list_id
        return {**context, "list_id": list_id, "suggestions": self.suggestions}
