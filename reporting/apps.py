"""App configuration of ``reporting``: monthly status, indicators, frozen reports, releases and instalments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    """Register the app with Django, its lists with the Excel button and its pages' names with the access log."""

    name = "reporting"

    def ready(self) -> None:
        """Name what is logged, fill the registries of lists and news, and give the database's own rules words."""
        from accounts.lists import register_list
        from accounts.log_labels import name_page
        from cases.changes import TRIGGER_MESSAGES

        from .claims.notices import register_notices
        from .country.table import register_list_of_country
        from .evidence.annex import ABOUT, ANNEX
        from .evidence.rules import MESSAGES as EVIDENCE_MESSAGES
        from .explained.lists import register_lists
        from .fulltime.lists import register_list_of_full_time
        from .instalments.people_list import register_lists as register_lists_of_instalments
        from .releasing.rules import MESSAGES
        from .targets.rules import MESSAGES as TARGET_MESSAGES
        from .views.star_list import register_list_of_star

        name_page("figure", _("Borgerne bag et tal"))
        name_page("figure_change", _("Hvorfor et tal ændrede sig"))
        register_lists()
        register_list_of_full_time()
        name_page(ABOUT, _("Bilag til en rate"))
        name_page("evidence", _("Dokumentation for en rate"))
        register_list(ANNEX)
        register_list_of_star()
        register_lists_of_instalments()
        register_notices()
        register_list_of_country()
        TRIGGER_MESSAGES.update(MESSAGES)
        TRIGGER_MESSAGES.update(TARGET_MESSAGES)
        TRIGGER_MESSAGES.update(EVIDENCE_MESSAGES)
