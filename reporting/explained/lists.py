"""The lists of this part of the program, each with its Excel button, and what its pages are called in the log."""

from accounts.lists import register_list

from .change_table import CHANGE
from .people_table import PEOPLE


def register_lists() -> None:
    """Give the lists their buttons."""
    register_list(PEOPLE)
    register_list(CHANGE)
