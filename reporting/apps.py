"""App configuration of ``reporting``: monthly status, indicators, frozen reports and instalments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    """Register the app with Django, its lists with the Excel button and its pages' names with the access log."""

    name = "reporting"

    def ready(self) -> None:
        """Name what is logged and listed."""
        from accounts.log_labels import name_page

        from .explained.lists import register_lists

        name_page("figure", _("Borgerne bag et tal"))
        register_lists()
