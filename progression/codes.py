"""Who gives the answers of a progression questionnaire."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from questionnaires.codes import Purpose


class Respondent(models.TextChoices):
    """Whose answers they are; each has a questionnaire of its own."""

    CITIZEN = "citizen", _("Borgeren selv")
    CASEWORKER = "caseworker", _("Sagsbehandleren")


def purpose_of(respondent: str) -> Purpose:
    """Return what the respondent's questionnaire is for."""
    return Purpose(f"progression_{respondent}")
