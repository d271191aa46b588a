"""Those an instalment lacks, as a list with an Excel button: on the grant's page its first lines, here all of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import django_tables2 as tables
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.columns import DayColumn, PageColumn
from accounts.lists import ListSource, Words, register_list
from accounts.log_labels import name_page
from cases.models import Grant
from flereskalmed.clock import today

from ..months import Month
from .judging import rules_of
from .lacking import Lacking, lacking
from .rules import MeasuredRule

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from accounts.models import User

LIST = "raten-mangler"
ABOUT = "instalment_people"
#: The word in an address for the month until which somebody leaves, and how far ahead it may lie.
ENDING, LONGEST_AHEAD = "slutter", 12
_NUMBER = re.compile(r"[0-9]{1,4}\Z")
#: What the form of a registration begins with.
_BEGINS = {"tilbud": {"kind": "virksomhedspraktik"}}


class YesColumn(tables.Column):
    """Yes in words, and a dash where it is no: what is in place stands out."""

    empty_values = ()

    def render(self, value: bool) -> str:
        """Yes, or a dash."""
        return _("ja") if value else "–"


class LackingTable(tables.Table):
    """One row for each citizen, the most ready first."""

    name = PageColumn("cases:case", verbose_name=gettext_lazy("Borger"))
    unit = tables.Column(accessor="citizen__unit__name", verbose_name=gettext_lazy("Enhed"), default="–")
    job_goal = YesColumn(verbose_name=gettext_lazy("Jobmål"))
    cv = YesColumn(verbose_name=gettext_lazy("CV"))
    facilitator = YesColumn(verbose_name=gettext_lazy("Jobformidler"))
    ends_on = DayColumn(verbose_name=gettext_lazy("Tilbud slutter"), default="–")
    placed_before = YesColumn(verbose_name=gettext_lazy("Tidligere i virksomhed"))
    action = tables.Column(
        accessor="pk", verbose_name=gettext_lazy("Handling"), orderable=False, exclude_from_export=True
    )

    class Meta:
        template_name = "includes/table.html"
        attrs = {"class": "table table--borderless table--compact table--responsive-headers cards-table"}
        row_attrs = {"id": lambda record: f"borger-{record.pk}"}

    def __init__(self, rows: list[Lacking], rule: MeasuredRule, back: str, *, ending: bool = False):
        super().__init__(rows, exclude=("placed_before",) if ending else ("ends_on",))
        self.rule, self.back = rule, back

    def render_action(self, record: Lacking) -> SafeString:
        """The link to the registration that would count the citizen; afterwards one is back at this list."""
        kind = self.rule.settled_by
        address = reverse("cases:add", args=[record.pk, kind])
        query = urlencode({**_BEGINS.get(kind, {}), "tilbage": self.back})
        words = {"tilbud": _("Nyt tilbud"), "visitation": _("Visitér")}
        return format_html(
            '<a href="{}?{}">{}<span class="sr-only">: {}</span></a>', address, query, words[kind], record.name
        )


def asked_grant(user: User, params: QueryDict) -> tuple[Grant, MeasuredRule]:
    """Return the grant and rule an address asks for (``program``, ``rate``). Only one's own municipality has any."""
    number = params.get("rate", "")
    own = Grant.objects.select_related("programme", "municipality").filter(
        programme=params.get("program", ""), municipality=user.municipality_id or ""
    )
    grant = own.first() if user.sees_people and _NUMBER.match(number) else None
    if grant is not None:
        for definition, rule in rules_of(grant.programme):
            if definition["number"] == int(number) and isinstance(rule, MeasuredRule):
                return grant, rule
    raise Http404


def address(grant: Grant, number: int, until: Month | None = None) -> str:
    """Return the address of the list of those an instalment lacks, or will by ``until``."""
    query = {"program": grant.programme_id, "rate": str(number)} | ({ENDING: str(until)} if until else {})
    return f"{reverse('reporting:lacking')}?{urlencode(query)}"


def asked_month(params: QueryDict) -> Month | None:
    """Return the month until which an address asks who leaves; None where it asks who is lacking now."""
    if not (text := params.get(ENDING, "")):
        return None
    try:
        month = Month.parse(text)
    except ValueError:
        raise Http404 from None
    now = Month.of(today())
    if not now < month <= now.plus(LONGEST_AHEAD):
        raise Http404
    return month


def build(user: User, params: QueryDict) -> LackingTable:
    """Return everybody the instalment lacks whom ``user`` may see."""
    grant, rule = asked_grant(user, params)
    until = asked_month(params)
    back = address(grant, int(str(params["rate"])), until)
    return LackingTable(lacking(grant, rule, user, today(), until), rule, back, ending=until is not None)


def words(user: User, params: QueryDict) -> Words:
    """Tell which instalment it is."""
    grant, rule = asked_grant(user, params)
    asked = [(_("Program"), str(grant.programme)), (_("Rate"), f"{params['rate']}: {rule.text}")]
    if until := asked_month(params):
        asked.append((_("Tælles ikke med i"), date_format(until.first, "F Y")))
    return asked


def register_lists() -> None:
    """Give the list its Excel button, and its page a name in the access log."""
    register_list(ListSource(LIST, gettext_lazy("Borgere, en rate mangler"), build, words))
    name_page(ABOUT, gettext_lazy("Borgere, en rate mangler"))
