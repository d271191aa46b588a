"""The branches of business: the 21 main sections of Dansk Branchekode 2007.

Source: Danmarks Statistik, *Dansk Branchekode 2007 – DB07*, its main sections A to U (the Danish version of
NACE rev. 2). The section is enough to find a company of a kind; the register is not statistics.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Branch(models.TextChoices):
    """A main section of DB07, by its letter."""

    A = "A", _("Landbrug, skovbrug og fiskeri")
    B = "B", _("Råstofindvinding")
    C = "C", _("Industri")
    D = "D", _("El-, gas- og fjernvarmeforsyning")
    E = "E", _("Vandforsyning, kloak og affaldshåndtering")
    F = "F", _("Bygge og anlæg")
    G = "G", _("Engroshandel og detailhandel; bilværksteder")
    H = "H", _("Transport og godshåndtering")
    I = "I", _("Hoteller og restauranter")  # noqa: E741 -- the section's official letter
    J = "J", _("Information og kommunikation")
    K = "K", _("Pengeinstitutter, finans og forsikring")
    L = "L", _("Fast ejendom")
    M = "M", _("Liberale, videnskabelige og tekniske tjenesteydelser")
    N = "N", _("Administrative tjenesteydelser, rengøring og vikarer")
    O = "O", _("Offentlig forvaltning, forsvar og socialsikring")  # noqa: E741 -- the section's official letter
    P = "P", _("Undervisning")
    Q = "Q", _("Sundhedsvæsen og sociale foranstaltninger")
    R = "R", _("Kultur, forlystelser og sport")
    S = "S", _("Andre serviceydelser")
    T = "T", _("Private husholdninger med ansat medhjælp")
    U = "U", _("Internationale organisationer og ambassader")
