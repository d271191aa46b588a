"""Publishing counts safely: what is hidden, and the proof that nobody can work it out.

``small`` hides every small count in one report. A release hides more: ``system`` says what all its tables and
those published before tell together, ``protection`` chooses what else to hide against the reader of
``attacker``, and ``audit`` proves the choice in another way.
"""

from .small import AUDIENCES, SUPPRESS_BELOW, Audience, is_small, protect

__all__ = ["AUDIENCES", "SUPPRESS_BELOW", "Audience", "is_small", "protect"]
