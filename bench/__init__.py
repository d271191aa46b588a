"""Measures of speed and size, one module each. ``python -m bench`` prints them as one JSON line."""
