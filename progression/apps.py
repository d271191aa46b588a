"""App configuration of ``progression``: how citizens and caseworkers see the way forward, over time."""

from django.apps import AppConfig


class ProgressionConfig(AppConfig):
    """Register the app with Django, and its kind of registration with the case page."""

    name = "progression"

    def ready(self) -> None:
        """Add this app's kind and panel to the case page, and its tables to the lists."""
        from .lists import register_lists
        from .panel import register_panels
        from .registrations import register_kinds

        register_kinds()
        register_panels()
        register_lists()
