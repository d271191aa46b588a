"""Log lines without people's data: what the database says of a refused row is left out."""

from __future__ import annotations

import logging
import re

#: PostgreSQL's DETAIL and CONTEXT repeat the values of a row. They go on until the traceback does, or the line ends it.
VALUES = re.compile(
    r"(DETAIL|CONTEXT):.*?(?=\n\n(?:The above exception|During handling)|\nTraceback \(most|\Z)", re.DOTALL
)


class WithoutValues(logging.Formatter):
    """A formatter that keeps the error and drops the row."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, its traceback included, without the values of a refused row."""
        return VALUES.sub(r"\1: (left out)", super().format(record))
