"""The error that ends the reading of a file."""

from django.utils.functional import Promise


class UnreadableError(Exception):
    """A file cannot be read on from ``row``; ``message`` says why and what to do."""

    def __init__(self, message: str | Promise, row: int = 1):
        super().__init__(message)
        self.message = message
        self.row = row
