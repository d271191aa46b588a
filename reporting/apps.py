"""App configuration of ``reporting``: monthly status, indicators, frozen reports and instalments."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Register the app with Django."""

    name = "reporting"
