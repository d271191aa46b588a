"""Tables that fit what a reader knows, kept because each speaks for many cells at once.

A table found while asking about one small count holds a possible value of every other. What lies between the
least and the most seen of a cell is possible too, so most cells need no question of their own.
"""

from __future__ import annotations

import numpy as np

from .attacker import TOLERANCE

#: How wide the interval of a small count must be: then nobody can prove that it is under 3.
WIDTH = 2


class Witnesses:
    """The tables found so far (the truth is one), seen through the columns of the small counts."""

    def __init__(self, truth: np.ndarray, columns: np.ndarray) -> None:
        self._truth, self._columns = truth, columns
        self._tables = [truth]
        self._least, self._most = truth[columns], truth[columns]

    def add(self, table: np.ndarray) -> None:
        """Keep one more table that fits."""
        self._tables.append(table)
        seen = table[self._columns]
        self._least, self._most = np.minimum(self._least, seen), np.maximum(self._most, seen)

    @property
    def spread(self) -> np.ndarray:
        """How wide each small count's interval is at least."""
        return self._most - self._least

    def keep_only(self, column: int) -> list[np.ndarray]:
        """Drop the tables that do not have the true count in ``column``; return those dropped."""
        true = self._truth[column]
        dropped = [table for table in self._tables if abs(table[column] - true) > TOLERANCE]
        self._tables = [table for table in self._tables if abs(table[column] - true) <= TOLERANCE]
        self._measure()
        return dropped

    def put_back(self, tables: list[np.ndarray]) -> None:
        """Take dropped tables in again."""
        for table in tables:
            self.add(table)

    def _measure(self) -> None:
        seen = np.array([table[self._columns] for table in self._tables])
        self._least, self._most = seen.min(axis=0), seen.max(axis=0)
