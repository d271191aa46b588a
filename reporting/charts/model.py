"""What a drawn figure consists of: picture, words and table."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass


@dataclass(frozen=True)
class ChartTable:
    """The numbers behind a figure: months across, one row a series. Every cell is finished text."""

    caption: str
    months: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Chart:
    """A figure. ``svg`` is None when there is nothing to draw; then ``description`` says so in a sentence.

    ``description`` is the text alternative; it is also the SVG's ``aria-label``.
    """

    key: str
    title: str
    description: str
    svg: str | None
    table: ChartTable | None

    @property
    def data_uri(self) -> str:
        """The picture as an address, for documents that place it as an image."""
        return "data:image/svg+xml;base64," + b64encode((self.svg or "").encode()).decode()
