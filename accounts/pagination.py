"""Pages of a table. How many rows a page has is the program's to say, not the address's."""

from __future__ import annotations

from django.http import HttpRequest
from django_tables2 import RequestConfig, Table
from django_tables2.data import TableQuerysetData


def paginate(table: Table, request: HttpRequest, per_page: int) -> None:
    """Sort ``table`` as the address says and turn to its page; a page that is none becomes the nearest."""
    RequestConfig(request, paginate=False).configure(table)
    settle_ties(table)
    table.paginate(per_page=per_page)
    table.page = table.paginator.get_page(request.GET.get("page"))


def settle_ties(table: Table) -> None:
    """Order the rows whose sort keys are equal by their numbers: the database gives them in any order, each time anew.

    What is ordered backwards is so among equals too: the newest first. Without it a row may stand on two pages, or on
    none. Rows that are a list are sorted in Python, which keeps them.
    """
    if isinstance(table.data, TableQuerysetData):
        rows = table.data.data
        keys = rows.query.order_by or rows.model._meta.ordering
        newest_first = bool(keys) and str(keys[0]).startswith("-")
        table.data.data = rows.order_by(*keys, "-pk" if newest_first else "pk")
