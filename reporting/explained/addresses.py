"""Where a figure is explained."""

from __future__ import annotations

from ..programmes import program_address
from .asked import VERSION
from .people import FigureOfPlace


def people_address(figure: FigureOfPlace, **more: str) -> str:
    """Return the address of the people behind a figure; ``more`` says which of them."""
    return _address("reporting:figure_people", figure, more)


def change_address(figure: FigureOfPlace, **more: str) -> str:
    """Return the address of why a figure changed; ``more`` says since when and which step."""
    return _address("reporting:figure_change", figure, more)


def _address(page: str, figure: FigureOfPlace, more: dict[str, str]) -> str:
    where = [figure.municipality, str(figure.close.of_month), figure.indicator.key]
    return program_address(page, where, figure.close.programme_id, **{VERSION: figure.close.version}, **more)
