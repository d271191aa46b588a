"""App configuration of ``reporting``: monthly status, indicators, frozen reports, releases and instalments."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Register the app with Django."""

    name = "reporting"

    def ready(self) -> None:
        """Tell what the releases' own rules in the database mean to a person."""
        from cases.changes import TRIGGER_MESSAGES

        from .releasing.rules import MESSAGES

        TRIGGER_MESSAGES.update(MESSAGES)
