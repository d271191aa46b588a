"""App configuration of ``reporting``: monthly status, indicators, frozen reports and instalments."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Register the app with Django."""

    name = "reporting"

    def ready(self) -> None:
        """Fill the registries of lists and of what is new on the start pages."""
        from .claims.notices import register_notices
        from .instalments.people_list import register_lists

        register_lists()
        register_notices()
