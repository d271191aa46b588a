"""App configuration of ``accounts``: users, roles, scope and the access log."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Register the app with Django."""

    name = "accounts"
    verbose_name = _("Brugere")

    def ready(self) -> None:
        """Give this app's own list its Excel button."""
        from .access_table import register_lists

        register_lists()
