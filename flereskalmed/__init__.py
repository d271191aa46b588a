"""Flere skal med: case management and monitoring for a Danish jobcentre programme."""

from .celery import app as celery_app

__version__ = "0.1.0"
__all__ = ["celery_app"]
