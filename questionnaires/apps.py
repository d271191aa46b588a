"""App configuration of ``questionnaires``: the questions that are asked in a programme, in versions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionnairesConfig(AppConfig):
    """Register the app with Django."""

    name = "questionnaires"
    verbose_name = _("Spørgeskemaer")
