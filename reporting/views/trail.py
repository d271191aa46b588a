"""The way back to the municipality's page from the pages under it."""

from __future__ import annotations

from django.urls import reverse

from cases.models import Municipality


def to_municipality(place: Municipality) -> list[tuple[str, str]]:
    """Return the trail to the municipality's newest figures."""
    return [(reverse("reporting:municipality"), place.name)]
