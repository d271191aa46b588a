"""The cells of a list. They are most of a page; a template takes several times as long to put them together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django_tables2 import Table
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import signature

from flereskalmed.quick_html import safe

register = template.Library()


@register.simple_tag
def table_rows(table: Table) -> SafeString:
    """Return the rows of the present page. A column's attributes are the same in every row; a row may have its own."""
    columns = [
        (f'<td data-title="{safe(column.header)}" {column.attrs["td"].as_html()}>', cells_of(column))
        for column in table.columns
    ]
    rows = (
        f"<tr{attributes(row.attrs)}>"
        + "".join([f"{opening}{safe(cell(row))}</td>" for opening, cell in columns])
        + "</tr>"
        for row in table.paginated_rows
    )
    return mark_safe("\n".join(rows))  # noqa: S308 -- all escaped


def cells_of(column: BoundColumn) -> Callable[[BoundRow], Any]:
    """Return what writes a column's cell in a row, as the library does, which reads ``render`` anew for every cell."""
    path = str(column.accessor).split("__")
    wanted, takes_all = signature(column.render)
    default, empty, library_column = column.default, column.column.empty_values, column.column

    def cell(row: BoundRow) -> Any:
        value = value_at(row.record, path)
        if value in empty:
            return default
        given = {
            "value": value,
            "record": row.record,
            "column": library_column,
            "bound_column": column,
            "bound_row": row,
            "table": row.table,
        }
        content = column.render(**given) if takes_all else column.render(**{name: given[name] for name in wanted})
        return column.link(content, **given) if column.link else content

    return cell


def value_at(record: Any, path: list[str]) -> Any:
    """Return the value at the end of ``path``, a choice in words; None where the path breaks off."""
    for name in path[:-1]:
        record = getattr(record, name)
        if record is None:
            return None
    in_words = getattr(record, f"get_{path[-1]}_display", None)
    return in_words() if in_words is not None else getattr(record, path[-1])


def attributes(given: dict[str, object]) -> str:
    """Return a row's attributes; its class names, which only say "odd" and "even", are left out."""
    return "".join(f' {name}="{safe(given[name])}"' for name in given if name != "class")
