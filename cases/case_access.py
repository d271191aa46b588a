"""Who has used one citizen's data, as a table: for the manager's page and its Excel button."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.http import Http404, QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.access_log import log_refusal
from accounts.lists import ListSource, meets_people
from accounts.log_labels import label_of
from accounts.models import AccessAction, AccessLogEntry, User

from .models import Citizen

WHO = "sagens-adgang"
WHOSE = "borger"


class CaseAccessTable(tables.Table):
    """One row for each use of the citizen's data, newest first."""

    at = tables.DateTimeColumn(verbose_name=_("Hvornår"), format="SHORT_DATETIME_FORMAT")
    user = tables.Column(verbose_name=_("Bruger"), accessor="username", default="–", orderable=False)
    role = tables.Column(verbose_name=_("Rolle"), accessor="user__role", default="–", orderable=False)
    action = tables.Column(verbose_name=_("Handling"))
    about = tables.Column(verbose_name=_("Hvad"))

    class Meta:
        order_by = "-at"
        template_name = "includes/table.html"
        attrs = {"class": "table table--borderless table--compact table--responsive-headers cards-table"}

    def render_user(self, record: AccessLogEntry, value: str) -> str:
        """The name, or the user name kept in the log."""
        return record.user.display_name if record.user else value

    def render_action(self, record: AccessLogEntry, value: str) -> Any:
        """What was done; a refusal stands out."""
        if record.action == AccessAction.REFUSED:
            return format_html('<span class="badge badge-error">{}</span>', value)
        return value

    def render_about(self, value: str) -> str:
        """The words for what was touched."""
        return label_of(value)


def table_of(citizen: int) -> CaseAccessTable:
    """Return everything the log holds about a citizen."""
    return CaseAccessTable(AccessLogEntry.objects.filter(citizen_id=citizen).select_related("user"))


def citizen_of(params: QueryDict) -> int | None:
    """Return the citizen's number in the address."""
    asked = params.get(WHOSE, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


def asked_citizen(user: User, params: QueryDict, about: str) -> Citizen:
    """Return the citizen whose number the address holds, where the user may see them; else 404, and it is logged."""
    number = citizen_of(params)
    if number is None:
        raise Http404
    citizen = Citizen.objects.visible_to(user).filter(pk=number).first()
    if citizen is None:
        log_refusal(user, about, number if Citizen.objects.filter(pk=number).exists() else None)
        raise Http404
    return citizen


def build(user: User, params: QueryDict) -> CaseAccessTable:
    """Return who has used the citizen's data, where the manager may see the citizen."""
    return table_of(asked_citizen(user, params, "access").pk)


def leads_people(user: User) -> bool:
    """Open a list to managers."""
    return meets_people(user) and user.is_manager


CASE_ACCESS = ListSource(WHO, _("Hvem har set sagen"), build, open_to=leads_people, citizen=citizen_of)
