"""App configuration of ``cases``: citizens, the target group and what is registered about them."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _

from flereskalmed.form_words import use_own_words


class CasesConfig(AppConfig):
    """Register the app with Django, and its kinds of registration with the case page."""

    name = "cases"
    verbose_name = _("Kommuner og programmer")

    def ready(self) -> None:
        """Fill the registries of the case page and of the lists, and keep an eye on who logs in."""
        use_own_words()  # before the first form is made: each takes the words of that moment

        from .case_lists import register_lists as register_case_lists
        from .companies import lists, people, register
        from .kept_forms import forget_for_another
        from .kinds import register_kinds
        from .lists import register_lists

        register_kinds()
        register_lists()
        register.register_lists()
        people.register_lists()
        lists.register_lists()
        register_case_lists()
        user_logged_in.connect(forget_for_another)
