"""Where the design system's font lies. Nothing is fetched from elsewhere."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def font_directory() -> Path:
    """Return the folder of the font's complete TrueType files."""
    return Path(settings.NODE_MODULES) / "dkfds/dist/fonts/IBMPlexSans/complete/ttf"
