"""The field's legal categories. Stored values are Danish and part of the contract with data files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Benefit(models.TextChoices):
    """The benefit status a person has from a date on. Exactly one at any date."""

    KONTANTHJAELP = "kontanthjaelp", _("Kontanthjælp")
    UDDANNELSESHJAELP = "uddannelseshjaelp", _("Uddannelseshjælp")
    INTEGRATIONSYDELSE = "integrationsydelse", _("Integrationsydelse")
    RESSOURCEFORLOEB = "ressourceforloeb", _("Ressourceforløb")
    JOBAFKLARING = "jobafklaring", _("Jobafklaringsforløb")
    REVALIDERING = "revalidering", _("Revalidering")
    LEDIGHEDSYDELSE = "ledighedsydelse", _("Ledighedsydelse")
    FLEKSJOB = "fleksjob", _("Fleksjob")
    FOERTIDSPENSION = "foertidspension", _("Førtidspension")
    FOLKEPENSION = "folkepension", _("Folkepension")
    EFTERLOEN = "efterloen", _("Efterløn")
    SYGEDAGPENGE = "sygedagpenge", _("Sygedagpenge")
    DAGPENGE = "dagpenge", _("Dagpenge")
    UDDANNELSE = "uddannelse", _("Uddannelse (SU eller elev)")
    JOB = "job", _("Job (selvforsørgende)")
    IKKE_BERETTIGET = "ikke_berettiget", _("Ikke berettiget")
    FRAFLYTTET = "fraflyttet", _("Fraflyttet")
    DOED = "doed", _("Død")
    ANDET = "andet", _("Andet")


#: "The cash-assistance system": an active case is one with such a status.
CASH_ASSISTANCE = (Benefit.KONTANTHJAELP, Benefit.UDDANNELSESHJAELP, Benefit.INTEGRATIONSYDELSE)
#: Only these take a member out of the measured population (our choice, as in the successor pools).
LEFT_PROGRAMME = (Benefit.FRAFLYTTET, Benefit.DOED, Benefit.FOLKEPENSION)


class MatchCategory(models.TextChoices):
    """How ready a recipient is for work or education."""

    JOBPARAT = "jobparat", _("Jobparat")
    AKTIVITETSPARAT = "aktivitetsparat", _("Aktivitetsparat")
    UDDANNELSESPARAT = "uddannelsesparat", _("Uddannelsesparat")


class OfferKind(models.TextChoices):
    """The kinds of offer (tilbud)."""

    VIRKSOMHEDSPRAKTIK = "virksomhedspraktik", _("Virksomhedspraktik")
    LOENTILSKUD = "loentilskud", _("Løntilskud")
    NYTTEINDSATS = "nytteindsats", _("Nytteindsats")
    VEJLEDNING_OPKVALIFICERING = "vejledning_opkvalificering", _("Vejledning og opkvalificering")
    MENTOR = "mentor", _("Mentor")
    ORDINAERE_TIMER = "ordinaere_timer", _("Ordinære timer")
    ORDINAER_UDDANNELSE = "ordinaer_uddannelse", _("Ordinær uddannelse")


#: Placements with a company, as opposed to hours that are paid already: the model wants a clear agreement about each.
PLACEMENTS = (OfferKind.VIRKSOMHEDSPRAKTIK.value, OfferKind.LOENTILSKUD.value)


class ContactKind(models.TextChoices):
    """An interview in the contact course, or any other contact."""

    SAMTALE = "samtale", _("Samtale")
    KONTAKT = "kontakt", _("Kontakt")
