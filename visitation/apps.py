"""App configuration of ``visitation``: visitation decisions and rehabilitation cases."""

from django.apps import AppConfig


class VisitationConfig(AppConfig):
    """Register the app with Django, and its kinds of registration with the case page."""

    name = "visitation"

    def ready(self) -> None:
        """Add this app's kinds to the case page."""
        from .registrations import register_kinds

        register_kinds()
