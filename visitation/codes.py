"""The categories of visitation and rehabilitation. Stored values are part of the contract with data files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.codes import Benefit


class Group(models.TextChoices):
    """The visitation groups."""

    ONE = "1", _("1 · indsatsgruppen")
    TWO = "2", _("2 · rehabilitering")
    THREE = "3", _("3 · sociale eller helbredsmæssige problemer")
    DEFERRED = "deferred", _("Udskudt")


class DeferralReason(models.TextChoices):
    """Why a person is temporarily out of the contact course."""

    BARSEL = "barsel", _("Barsel")
    AFSONING = "afsoning", _("Afsoning")
    ANDET = "andet", _("Andet")


class Decision(models.TextChoices):
    """What the municipality decided after the rehabilitation team's recommendation."""

    RESSOURCEFORLOEB = "ressourceforloeb", _("Ressourceforløb")
    FLEKSJOB = "fleksjob", _("Fleksjob")
    FOERTIDSPENSION = "foertidspension", _("Førtidspension")
    ANDET = "andet", _("Andet")


class MeasureKind(models.TextChoices):
    """The social and health measures that group 3 is obliged to (domain: "social and health measures")."""

    MISBRUGSBEHANDLING = "misbrugsbehandling", _("Misbrugsbehandling")
    BOSTOETTE = "bostoette", _("Bostøtte")
    STOETTEKONTAKTPERSON = "stoettekontaktperson", _("Støttekontaktperson")
    RET_OG_PLIGT_MENTOR = "ret_og_pligt_mentor", _("Ret-og-pligt-mentor")


#: The benefit that ordinarily follows a decision. Who is found eligible for a fleksjob has none yet.
FOLLOWS = {
    Decision.RESSOURCEFORLOEB: Benefit.RESSOURCEFORLOEB,
    Decision.FLEKSJOB: Benefit.LEDIGHEDSYDELSE,
    Decision.FOERTIDSPENSION: Benefit.FOERTIDSPENSION,
}
