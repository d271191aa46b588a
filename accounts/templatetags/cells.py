"""The cells of a list. They are most of a page; a template takes several times as long to put them together."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from inspect import ismethod
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django_tables2 import Table
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import AttributeDict, signature

from flereskalmed.quick_html import attributes, safe

from ..addresses import present_with
from .site import icon

register = template.Library()

#: A heading, as it stands among the others.
HEADING = """
          <th scope="col"{attributes}>
            {content}
          </th>
        """
INSIDE = """<thead>
      <tr>
        {head}
      </tr>
    </thead>
    <tbody>
      {rows}
    </tbody>"""


@register.simple_tag(takes_context=True)
def table_inside(context: dict[str, Any], table: Table) -> SafeString:
    """Return the headings, which sort the list, and the rows of the present page."""
    columns = [(column, column.attrs) for column in table.columns]  # put together anew each time they are read
    sorting = present_with(context["request"].GET, table.prefixed_order_by_field)
    head = "".join([heading(column, attrs["th"], sorting) for column, attrs in columns])
    cells = [
        (f'<td data-title="{safe(column.header)}"{attributes(attrs["td"])}>', cells_of(column, table))
        for column, attrs in columns
    ]
    told_of = row_attributes(table)
    rows = [
        f"<tr{attributes(told_of(row.record))}>"
        + "".join([f"{opening}{safe(cell(row))}</td>" for opening, cell in cells])
        + "</tr>"
        for row in table.paginated_rows
    ]
    return mark_safe(INSIDE.format(head=head, rows="\n".join(rows)))  # noqa: S308 -- all escaped


def heading(column: BoundColumn, attrs: AttributeDict, sorting: Callable[[object], str]) -> str:
    """Return the heading of a column: a link that sorts by it, with the present direction."""
    text, told = safe(column.header), attributes(attrs)
    if not column.orderable:
        return HEADING.format(attributes=told, content=text)
    alias, sign = column.order_by_alias, "none"
    if column.is_ordered:
        sign = "descending" if alias.is_descending else "ascending"
        told += f' aria-sort="{sign}"'
    link = f'<a class="sort-link" href="{safe(sorting(alias.next))}">{text}{icon(f"sort-table-{sign}")}</a>'
    return HEADING.format(attributes=told, content=link)


def cells_of(column: BoundColumn, table: Table) -> Callable[[BoundRow], Any]:
    """Return what writes a column's cell in a row, as the library does, which reads ``render`` anew for every cell."""
    path = str(column.accessor).split("__")
    in_words = f"get_{path[-1]}_display"
    wanted, takes_all = arguments_of(column.render)
    default, empty, link = column.default, column.column.empty_values, column.link
    same = {"column": column.column, "bound_column": column, "table": table}

    def cell(row: BoundRow) -> Any:
        value = value_at(row.record, path, in_words)
        if value in empty:
            return default
        given = {"value": value, "record": row.record, "bound_row": row, **same}
        content = column.render(**(given if takes_all else {name: given[name] for name in wanted}))
        return link(content, **given) if link else content

    return cell


def arguments_of(render: Callable[..., Any]) -> tuple[tuple[str, ...], str | None]:
    """Return what a column's ``render`` asks for, and whether it takes all."""
    wanted, takes_all = arguments_of_function(getattr(render, "__func__", render))
    return wanted[1:] if ismethod(render) else wanted, takes_all


@lru_cache(maxsize=1000)
def arguments_of_function(function: Callable[..., Any]) -> tuple[tuple[str, ...], str | None]:
    """Return the names of the arguments of a function, which are read once: that takes as long as some twenty cells."""
    return signature(function)


def value_at(record: Any, path: list[str], in_words: str) -> Any:
    """Return the value at the end of ``path``, a choice ``in_words``; None where the path breaks off."""
    for name in path[:-1]:
        record = getattr(record, name)
        if record is None:
            return None
    say = getattr(record, in_words, None)
    return say() if say is not None else getattr(record, path[-1])


def row_attributes(table: Table) -> Callable[[Any], dict[str, Any]]:
    """Return what tells a row's attributes, which here are texts, or functions of the record.

    The library reads what each asks for anew in every row, and adds class names that only say "odd" and "even".
    """
    given = table.row_attrs
    return lambda record: {name: value(record) if callable(value) else value for name, value in given.items()}
