"""All municipalities in one table that can be sorted by every column, and its Excel file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import django_tables2 as tables
from django.http import Http404, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.columns import NUMBER_CELL
from accounts.lists import ListSource, Words, register_list, words_of
from accounts.models import User

from ..errors import NotPublishedError
from ..indicators import BY_KEY
from ..models import MonthClose
from ..numbers import shown_share
from ..preparing import is_ready
from ..programmes import asked_programme, program_address
from .filters import asked_filter
from .lines import Country, Line, the_country
from .shown import may_see_country, shown_close
from .trend import highest, trend

LIST = "hele-landet"
MONTH, VERSION = "maaned", "version"


class ShareColumn(tables.Column):
    """A published share, sorted by its exact size; hidden and empty ones are the smallest."""

    def __init__(self, key: str) -> None:
        super().__init__(
            accessor="code",
            verbose_name=BY_KEY[key].label,
            order_by=f"sort__{key}",
            attrs=NUMBER_CELL,
            initial_sort_descending=True,
        )
        self.key = key

    def render(self, record: Line) -> str:
        """The share as it prints."""
        return shown_share(record.figure(self.key), until_all=self.key == "visited")


class TrendColumn(tables.Column):
    """The chosen figure's last twelve months as a small line, all rows on one scale."""

    def __init__(self, key: str, lines: Iterable[Line]) -> None:
        super().__init__(
            accessor="code", verbose_name=gettext_lazy("12 måneder"), orderable=False, exclude_from_export=True
        )
        self.key, self.top = key, highest([line.series for line in lines], key)

    def render(self, record: Line) -> SafeString | str:
        """The picture."""
        return trend(record.series, self.key, self.top)


class CountryTable(tables.Table):
    """One row for each municipality with members; the columns of figures are added by ``country_table``."""

    name = tables.Column(accessor="name", verbose_name=gettext_lazy("Kommune"), order_by="sort__name")
    rank = tables.Column(accessor="code", verbose_name=gettext_lazy("Plads"), orderable=False, attrs=NUMBER_CELL)

    class Meta:
        order_by = "name"
        default = "–"
        template_name = "includes/table.html"
        attrs = {"class": "table table--borderless table--compact table--responsive-headers cards-table country-table"}
        empty_text = ""

    def __init__(self, lines: Sequence[Line], close: MonthClose, own: str | None, **options: Any) -> None:
        mark = {"data-own": lambda record: "yes" if record.code == own else "no"}
        super().__init__(lines, row_attrs=mark, **options)
        self.close, self.own = close, own

    def render_name(self, record: Line) -> SafeString:
        """The name, as the way to the municipality's page; one's own and those outside are marked in words."""
        where, close = [record.code, str(self.close.of_month)], self.close
        address = program_address("reporting:municipality_month", where, close.programme_id, version=close.version)
        mark = _("din kommune") if record.code == self.own else "" if record.takes_part else _("deltager ikke")
        link = format_html('<a href="{}">{}</a>', address, record.name)
        return format_html('{} <span class="muted">{}</span>', link, mark) if mark else link

    def value_name(self, record: Line) -> str:
        """For a file: the name."""
        return record.name

    def render_rank(self, record: Line) -> str:
        """The place among those that take part, shared places as ``4–6``."""
        rank = record.rank
        if rank is None:
            return "–"
        return str(rank.first) if rank.first == rank.last else f"{rank.first}–{rank.last}"


def country_table(country: Country, lines: Sequence[Line], key: str, own: str | None) -> CountryTable:
    """Return the table of some ``lines`` of the country, with places and trends of ``key``."""
    columns: list[tuple[str, tables.Column]] = [(each, ShareColumn(each)) for each in country.keys]
    columns += [("trend", TrendColumn(key, lines))]
    sequence = ("name", *country.keys, "rank", "trend")
    return CountryTable(lines, country.close, own, extra_columns=columns, sequence=sequence)


def build(user: User, params: QueryDict) -> CountryTable:
    """Return the table as the page's address asks for it: published figures, for everyone who sees figures."""
    close = _close(user, params)
    if not is_ready(close):
        raise Http404
    filters = asked_filter(params, close.programme)
    country = the_country(close, filters.key)
    return country_table(country, country.among(filters.codes()), filters.key, user.municipality_id)


def _close(user: User, params: QueryDict) -> MonthClose:
    try:
        return shown_close(user, params.get(MONTH, ""), params.get(VERSION, ""), asked_programme(params).code)
    except NotPublishedError:
        raise Http404 from None


def words_of_close(close: MonthClose) -> Words:
    """Tell what published month a list is of."""
    month, version = (_("Måned"), str(close.of_month)), (_("Version"), str(close.version))
    return [(_("Program"), close.programme.name), month, version]


def words(user: User, params: QueryDict) -> Words:
    """Tell the month, its version and the filters."""
    close = _close(user, params)
    return [*words_of_close(close), *words_of(asked_filter(params, close.programme))]


def register_list_of_country() -> None:
    """Give the table its Excel button."""
    register_list(ListSource(LIST, gettext_lazy("Hele landet"), build, words, open_to=may_see_country))
