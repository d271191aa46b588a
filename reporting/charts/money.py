"""The course of the money: what was met and what was paid, summed up by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from ..claims.overview import Moment

WIDTH, HEIGHT = 720, 220
LEFT, RIGHT, TOP, BOTTOM = 64, 8, 16, 34
BASE = HEIGHT - BOTTOM


@dataclass(frozen=True)
class CoursePicture:
    """Two stepped lines as points, with the marks of the axes."""

    met: str
    paid: str
    ticks: tuple[tuple[float, str], ...]
    months: tuple[tuple[float, str], ...]
    description: str


def course_picture(course: Sequence[Moment]) -> CoursePicture | None:
    """Return the picture; None where nothing was met yet."""
    if not course:
        return None
    step = (WIDTH - LEFT - RIGHT) / len(course)
    top = _round_top(max(max(one.met, one.paid) for one in course))

    def y(amount: int) -> float:
        return round(BASE - amount / top * (BASE - TOP), 1)

    def points(amounts: list[int]) -> str:
        found = []
        for number, amount in enumerate(amounts):
            x = LEFT + number * step
            found += [f"{x:.1f},{y(amount)}", f"{x + step:.1f},{y(amount)}"]
        return " ".join(found)

    every = max(1, len(course) // 8)
    last = course[-1]
    return CoursePicture(
        points([one.met for one in course]),
        points([one.paid for one in course]),
        tuple((y(top * part // 4), _millions(top * part / 4)) for part in range(5)),
        tuple(
            (round(LEFT + (number + 0.5) * step, 1), date_format(one.month.first, "m.y"))
            for number, one in enumerate(course)
            if number % every == 0
        ),
        _("Opfyldt og udbetalt i alt måned for måned. %(month)s: %(met)s mio. kr. opfyldt, %(paid)s mio. kr. udbetalt.")
        % {
            "month": date_format(last.month.first, "F Y"),
            "met": _millions(last.met),
            "paid": _millions(last.paid),
        },
    )


def _millions(amount: float) -> str:
    return number_format(amount / 1_000_000, decimal_pos=1)


def _round_top(highest: int) -> int:
    """Return one, two or five times a power of ten at or above ``highest``."""
    power = 10 ** (len(str(max(highest, 1))) - 1)
    return next(power * times for times in (1, 2, 5, 10) if power * times >= highest)
