"""What the database's rules about targets mean to a person."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "target_has_a_milestone": _("Skriv mindst én milepæl med dato og værdi."),
    "milestone_after_the_start": _("En milepæl ligger før målets startdato. Ret datoen."),
    "milestone_leads_there": _("En milepæl går ikke i målets retning fra startværdien. Ret værdien eller retningen."),
    "milestone_is_a_percent": _("En milepæl er over 100 procent. Ret værdien."),
}


def check_now() -> None:
    """Have the rules of a target with its milestones, which wait for the end of the transaction, checked at once."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
