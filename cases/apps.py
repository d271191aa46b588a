"""App configuration of ``cases``: citizens, the target group and what is registered about them."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Register the app with Django."""

    name = "cases"
