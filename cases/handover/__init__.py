"""Handing many citizens over at once: whose, which, to whom, and what was handed over before."""
