"""The start page's list among those that have an Excel button."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.lists import ListSource, Words, register_list
from accounts.models import User

from .choices import DayForm
from .page import Day, build
from .work import tab_labels


def words(user: User, params: QueryDict) -> Words:
    """Tell the tab, whose citizens they are, and the filters in use."""
    form = DayForm(user, params)
    chosen = [(str(form[name].label), form.words(name)) for name in form.chosen]
    tab = tab_labels().get(params.get("fane", "")) or Day(user, params).chosen.label
    return [(_("Næste handling"), tab), (_("Vis"), str(form.scope.label)), *chosen]


DUE = ListSource("forfalder", gettext_lazy("Det forfalder"), build, words)


def register_lists() -> None:
    """Give the list its button."""
    register_list(DUE)
