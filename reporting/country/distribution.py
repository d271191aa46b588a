"""How the municipalities spread over a share: a dot each, one's own marked, the country's share as a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from django.utils.translation import gettext as _

from ..indicators import BY_KEY, Indicator
from ..numbers import EMPTY, HIDDEN, percent, shown_share
from ..ranking import shown_fraction
from .lines import Country, Line

WIDTH, EDGE, RADIUS = 320, 8, 3
#: How much of the scale one column of dots covers.
COLUMN = Fraction(1, 50)
#: All pictures are of one height; where many municipalities are alike, their dots overlap.
HEIGHT, AXIS = 116, 16
PILE = HEIGHT - AXIS - 4 * RADIUS


@dataclass(frozen=True)
class Dot:
    """One municipality in a picture."""

    x: int
    y: int
    title: str
    is_own: bool


@dataclass(frozen=True)
class Distribution:
    """One indicator over all municipalities that take part. Every number and text is finished."""

    indicator: Indicator
    country: str
    median: str
    own: str
    hidden: int
    dots: tuple[Dot, ...]
    country_x: int | None
    description: str

    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - AXIS

    @property
    def ticks(self) -> list[tuple[int, str]]:
        """The marks of the axis."""
        return [(_x(Fraction(step, 4)), percent(step, 4)) for step in range(5)]


def distribution(country: Country, key: str, own: str | None) -> Distribution:
    """Return the distribution of ``key`` over those that take part and whose share is shown.

    ``own``: the municipality to mark, also when it does not take part.
    """
    lines = [line for line in country.lines if line.takes_part or line.code == own]
    shown = [(share, line) for line in lines if (share := shown_fraction(line.figure(key))) is not None]
    shares = sorted(share for share, line in shown if line.takes_part)
    middle = _percent(Fraction(median(shares)), key) if shares else EMPTY
    figure = country.report["indicators"][key]
    whole = shown_fraction(figure)
    mine = next((_share(line, key) for line in lines if line.code == own), "")
    text = _description(key, shares, shown_share(figure, until_all=key == "visited"), middle, mine)
    hidden = sum(1 for line in lines if _share(line, key) == HIDDEN)
    return Distribution(
        BY_KEY[key],
        *(shown_share(figure, until_all=key == "visited"), middle, mine, hidden, _dots(shown, key, own)),
        *(None if whole is None else _x(whole), text),
    )


def _dots(shown: Sequence[tuple[Fraction, Line]], key: str, own: str | None) -> tuple[Dot, ...]:
    """Pile the municipalities of the same column on each other; one's own on top, drawn last."""
    highest = max(Counter(_column(share) for share, _line in shown).values(), default=1)
    pace = min(2 * RADIUS, PILE / highest)
    piled: Counter[int] = Counter()
    dots = []
    for share, line in sorted(shown, key=lambda pair: (pair[1].code == own, pair[0], pair[1].name)):
        column = _column(share)
        y = round(HEIGHT - AXIS - RADIUS - pace * piled[column])
        piled[column] += 1
        title = f"{line.name}: {_share(line, key)}"
        dots.append(Dot(_x((column + Fraction(1, 2)) * COLUMN), y, title, line.code == own))
    return tuple(dots)


def _column(share: Fraction) -> int:
    """Return the column of a share; everything has a column of its own at the end: all or nobody missing."""
    return int(share / COLUMN)


def _x(share: Fraction) -> int:
    return round(EDGE + share * (WIDTH - 2 * EDGE))


def _share(line: Line, key: str) -> str:
    return shown_share(line.figure(key), until_all=key == "visited")


def _percent(share: Fraction, key: str) -> str:
    return percent(share.numerator, share.denominator, 2 if key == "visited" else 0)


def _description(key: str, shares: list[Fraction], country: str, middle: str, mine: str) -> str:
    if not shares:
        return _("Ingen kommuners tal kan vises.")
    values = {"n": len(shares), "low": _percent(shares[0], key), "high": _percent(shares[-1], key)}
    text = _("%(n)s kommuner fra %(low)s til %(high)s, midterste %(middle)s, hele landet %(country)s.") % {
        **values,
        "middle": middle,
        "country": country,
    }
    return text + (" " + _("Din kommune: %(share)s.") % {"share": mine} if mine else "")
