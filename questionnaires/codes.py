"""What a questionnaire is for, and the areas its questions belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What the answers are about, and who gives them."""

    VISITATION = "visitation", _("Vurdering ved visitation")
    PROGRESSION_CITIZEN = "progression_citizen", _("Progression: borgerens egne svar")
    PROGRESSION_CASEWORKER = "progression_caseworker", _("Progression: sagsbehandlerens vurdering")


class Area(models.TextChoices):
    """The five areas of life a question may be about, in the order they are asked."""

    WORK = "work", _("Arbejde")
    HEALTH = "health", _("Helbred")
    SOCIAL = "social", _("Hverdag")
    NETWORK = "network", _("Netværk")
    WISHES = "wishes", _("Egne ønsker")
