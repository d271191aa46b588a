"""A small line of twelve months for a table: a gap where a month is hidden or was never closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..charts.window import MONTHS_SHOWN, Point, month_name, window
from ..indicators import BY_KEY
from ..numbers import EMPTY, shown_share

WIDTH, HEIGHT, EDGE = 96, 24, 3


@dataclass(frozen=True)
class Spot:
    """One shown month of a trend, in the picture's own units."""

    x: int
    y: int


def share(figure: Mapping[str, Any]) -> float | None:
    """Return a figure's share; None where it is hidden, of nobody or not there."""
    return figure["count"] / figure["of"] if figure.get("count") is not None and figure.get("of") else None


def highest(series: Sequence[Sequence[Mapping[str, Any]]], key: str) -> float:
    """Return the highest share of all series: one scale for every line of a table."""
    shares = [share(entry[key]) for entries in series for entry in entries]
    return max([value for value in shares if value is not None], default=0.0)


def trend(series: Sequence[Mapping[str, Any]], key: str, top: float) -> SafeString | str:
    """Draw a municipality's last twelve months of ``key`` on a scale from 0 to ``top``."""
    points = window(series)
    pieces = _pieces(points, key, top or 1.0)
    if not pieces:
        return EMPTY
    lines = _drawn(pieces)
    last = pieces[-1][-1]
    return format_html(
        '<svg class="trend" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}'
        '<circle cx="{}" cy="{}" r="2.5"></circle></svg>',
        *(WIDTH, HEIGHT, WIDTH, HEIGHT, _words(points, key), lines, last.x, last.y),
    )


def _drawn(pieces: list[list[Spot]]) -> SafeString:
    """Return each unbroken piece as a line; a single month as a dot."""
    drawn = []
    for piece in pieces:
        if len(piece) == 1:
            drawn.append(format_html('<circle cx="{}" cy="{}" r="1.5"></circle>', piece[0].x, piece[0].y))
        else:
            drawn.append(format_html('<polyline points="{}"></polyline>', " ".join(f"{s.x},{s.y}" for s in piece)))
    return format_html("{}" * len(drawn), *drawn)


def _pieces(points: list[Point], key: str, top: float) -> list[list[Spot]]:
    """Return the runs of shown months. The latest month always stands to the right."""
    pieces: list[list[Spot]] = [[]]
    step = (WIDTH - 2 * EDGE) / (MONTHS_SHOWN - 1)
    for number, point in enumerate(points, start=MONTHS_SHOWN - len(points)):
        value = share(point.figure(key))
        if value is None:
            pieces.append([])
        else:
            y = HEIGHT - EDGE - value / top * (HEIGHT - 2 * EDGE)
            pieces[-1].append(Spot(round(EDGE + number * step), round(y)))
    return [piece for piece in pieces if piece]


def _words(points: list[Point], key: str) -> str:
    """Say the first and the last shown month."""
    shown = [point for point in points if share(point.figure(key)) is not None]
    lag = BY_KEY[key].lag
    first, last = shown[0], shown[-1]
    return _("Fra %(first_share)s i %(first)s til %(last_share)s i %(last)s.") % {
        "first": month_name(first.month.plus(-lag)),
        "first_share": shown_share(first.figure(key), until_all=key == "visited"),
        "last": month_name(last.month.plus(-lag)),
        "last_share": shown_share(last.figure(key), until_all=key == "visited"),
    }
