"""App configuration of ``visitation``: visitation decisions and rehabilitation cases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.log_labels import name_page


class VisitationConfig(AppConfig):
    """Register the app with Django, and its kinds of registration with the case page."""

    name = "visitation"

    def ready(self) -> None:
        """Add this app's kinds to the case page, and name its pages in the access log."""
        from .day.page import register_lists
        from .registrations import register_kinds

        register_kinds()
        register_lists()
        name_page("day", _("Min dag"))
