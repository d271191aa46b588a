"""What the database's rules about documentation mean to a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "documentation_by_its_manager": _("Kommunens projektleder godkender dokumentationen."),
}
