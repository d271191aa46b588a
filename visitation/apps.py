"""App configuration of ``visitation``: visitation decisions and rehabilitation cases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.log_labels import name_page


class VisitationConfig(AppConfig):
    """Register the app with Django, and its kinds of registration with the case page."""

    name = "visitation"

    def ready(self) -> None:
        """Fill the registries of the case page and of the lists, and name this app's pages in the access log."""
        from .day.lists import register_lists
        from .panels import register_panels
        from .registrations import register_kinds

        register_kinds()
        register_panels()
        register_lists()
        name_page("day", _("Min dag"))
        name_page("summary", _("Overblik på én side"))
        name_page("dossier", _("Sag til rehabiliteringsteamet"))
