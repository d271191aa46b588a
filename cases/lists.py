"""The list of citizens as a whole: which rows, which filters, and the search that stays sealed in its address."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower, Replace
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.lists import ListSource, Words, register_list, words_of
from accounts.models import User
from flereskalmed.clock import today

from .case_access import CASE_ACCESS
from .cpr import born_days, decrypt, encrypt
from .current import with_facts
from .filters import CitizenFilter
from .handover.table import CITIZENS_HANDED_OVER, HANDOVERS
from .models import Citizen
from .tables import CitizenTable

CITIZENS = "borgere"
SEALED = "s"
HELD = "searched_for"
SAME_LETTERS = (("aa", "å"), ("oe", "ø"), ("ae", "æ"))
BETWEEN_WORDS = re.compile(r"[\s,;]+")


class SearchExpiredError(BadRequest):
    """A search in an address was sealed for another user, or with a key that is gone."""


def sealed_term(user: User, term: str) -> str:
    """Return ``term`` as it may stand in an address: only this user's searches open it."""
    return base64.urlsafe_b64encode(encrypt(term, _purpose(user))).decode()


def opened_term(user: User, params: Mapping[str, str]) -> str:
    """Return the search term sealed in the address, or nothing where there is none."""
    sealed = params.get(SEALED, "")
    if not sealed:
        return ""
    try:
        return decrypt(base64.urlsafe_b64decode(sealed.encode()), _purpose(user))
    except ValueError as error:  # not base64, or UnreadableCprError
        raise SearchExpiredError(_("Søgningen er udløbet. Søg igen.")) from error


def hold_term(request: HttpRequest, term: str) -> None:
    """Keep what was searched for and found nobody until the list is shown: sealed, on the server, in no address."""
    request.session[HELD] = sealed_term(request.user, term)


def held_term(request: HttpRequest) -> str:
    """Return, once, what is to be corrected in the search field; nothing where there is none."""
    sealed = request.session.pop(HELD, "")
    try:
        return opened_term(request.user, {SEALED: sealed})
    except SearchExpiredError:  # another user's, or closed with a key that is gone
        return ""


def _purpose(user: User) -> str:
    return f"search:{user.pk}"


def named(citizens: QuerySet, term: str) -> QuerySet:
    """Keep those whose name holds every word of ``term``, in any order; of a birth date, those born that day.

    Aa and å, oe and ø, ae and æ are the same letters, written the older way or without a Danish keyboard.
    """
    if days := born_days(term):
        return citizens.filter(born_on__in=days)
    words = [word for word in BETWEEN_WORDS.split(term) if word]
    citizens = citizens.alias(spelt=spelt(Lower("name"))) if words else citizens
    for word in words:
        now = word.lower()
        for pair, letter in SAME_LETTERS:
            now = now.replace(pair, letter)
        citizens = citizens.filter(Q(name__icontains=word) | Q(spelt__contains=now))
    return citizens


def spelt(name: Any) -> Any:
    """Return the expression of a name in small letters with its double letters as one."""
    for pair, letter in SAME_LETTERS:
        name = Replace(name, Value(pair), Value(letter))
    return name


def citizen_filters(user: User, params: QueryDict) -> CitizenFilter:
    """Return the filters of the list over the citizens ``user`` may see and has searched for."""
    citizens = named(with_facts(Citizen.objects.visible_to(user), today()), opened_term(user, params))
    return CitizenFilter(params, citizens.select_related("unit", "caseworker"), user=user)


def build(user: User, params: QueryDict) -> CitizenTable:
    """Return the list of citizens."""
    return CitizenTable(citizen_filters(user, params).qs)


def words(user: User, params: QueryDict) -> Words:
    """Tell the search and the filters in use."""
    term = opened_term(user, params)
    searched: list[tuple[Any, str]] = [(_("Søgning"), term)] if term else []
    return [*searched, *words_of(citizen_filters(user, params))]


def register_lists() -> None:
    """Give this app's lists their Excel button."""
    register_list(ListSource(CITIZENS, gettext_lazy("Borgere"), build, words))
    register_list(CASE_ACCESS)
    register_list(HANDOVERS)
    register_list(CITIZENS_HANDED_OVER)
