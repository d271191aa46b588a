"""App configuration of ``cases``: citizens, the target group and what is registered about them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Register the app with Django, and its kinds of registration with the case page."""

    name = "cases"
    verbose_name = _("Kommuner og programmer")

    def ready(self) -> None:
        """Fill the registries of the case page and of the lists."""
        from .companies import register
        from .kinds import register_kinds
        from .lists import register_lists

        register_kinds()
        register_lists()
        register.register_lists()
