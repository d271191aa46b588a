"""The course of a case: registrations on one time axis, and the ordinary hours month by month.

``marks`` turns each kind of registration into marks, ``lanes`` places them in time (dates only), ``picture`` gives
them coordinates, and templates draw them. ``hours`` is the sum of the ordinary hours. None of them asks the database.
"""
