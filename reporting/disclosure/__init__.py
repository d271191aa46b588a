"""Publishing counts safely: what is hidden, and the proof that nobody can work it out.

``small`` says which counts are small. ``system`` says what all tables of a release and those published before tell
together, ``protection`` chooses what to hide beside the small counts against the reader of ``attacker``, ``audit``
proves the choice in another way, ``patterns`` stores it, and ``masks`` takes the hidden cells out of a report.
"""

from .small import AUDIENCES, SUPPRESS_BELOW, Audience, is_small

__all__ = ["AUDIENCES", "SUPPRESS_BELOW", "Audience", "is_small"]
