"""App configuration of ``visitation``: visitation decisions and rehabilitation cases."""

from django.apps import AppConfig


class VisitationConfig(AppConfig):
    """Register the app with Django."""

    name = "visitation"
