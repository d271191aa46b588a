"""Pages of a table. How many rows a page has is the program's to say, not the address's."""

from __future__ import annotations

from django.http import HttpRequest
from django_tables2 import RequestConfig, Table


def paginate(table: Table, request: HttpRequest, per_page: int) -> None:
    """Sort ``table`` as the address says and turn to its page; a page that is none becomes the nearest."""
    RequestConfig(request, paginate=False).configure(table)
    table.paginate(per_page=per_page)
    table.page = table.paginator.get_page(request.GET.get("page"))
