"""Loading the contract's data files: one entry for the command, an upload and the demo data.

``load(path)`` reads a folder of CSV files or one workbook, checks the whole set, and stores all of it
or nothing. The way of a row: ``sources`` (text with row numbers) → ``checking`` (each cell, by
``cells`` and ``layout``) → ``staging`` (COPY into temporary tables) → ``rules`` (set-based SQL against
the set and what is stored) → ``storing`` (INSERT … SELECT).
"""

from .loading import ImportResult, load
from .problems import ImportRefused, Problem

__all__ = ["ImportRefused", "ImportResult", "Problem", "load"]
