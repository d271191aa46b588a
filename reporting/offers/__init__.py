"""Offers that have ended: how many, how long, and how many were followed by ordinary hours or job."""
