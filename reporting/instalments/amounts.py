"""Splitting a grant into whole kroner that add up to it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction


def amounts(total: int, percents: Sequence[int]) -> list[int]:
    """Split ``total`` whole kroner by ``percents`` (adding to 100) by largest remainder; they add to the total."""
    exact = [Fraction(total * percent, 100) for percent in percents]
    whole = [math.floor(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_remainder[: total - sum(whole)]:
        whole[i] += 1
    return whole
