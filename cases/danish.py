"""Danish habits that no library here knows."""

_LAST_LETTERS = str.maketrans({"æ": "{", "ø": "|", "å": "}"})


def alphabetical(name: str) -> str:
    """Return the sort key of a name in Danish order: æ, ø, å last, and aa sorted as å (Aalborg after Ærø)."""
    return name.casefold().replace("aa", "å").translate(_LAST_LETTERS)
