"""App configuration of ``progression``: how citizens and caseworkers see the way forward, over time."""

from django.apps import AppConfig


class ProgressionConfig(AppConfig):
    """Register the app with Django."""

    name = "progression"
