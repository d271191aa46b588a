"""The cells of a list. They are most of a page; a template takes several times as long to put them together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_tables2 import Table
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import signature

register = template.Library()


@register.simple_tag
def table_rows(table: Table) -> SafeString:
    """Return the rows of the present page. A column's attributes are the same in every row; a row may have its own."""
    columns = [
        (format_html('<td data-title="{}" {}>', column.header, column.attrs["td"].as_html()), cells_of(column))
        for column in table.columns
    ]
    return format_html_join(
        "\n",
        "<tr{}>{}</tr>",
        (
            (
                attributes(row.attrs),
                format_html_join("", "{}{}</td>", ((opening, cell(row)) for opening, cell in columns)),
            )
            for row in table.paginated_rows
        ),
    )


def cells_of(column: BoundColumn) -> Callable[[BoundRow], Any]:
    """Return what writes a column's cell in a row; the library asks anew in every cell what ``render`` wants."""
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


def attributes(given: dict[str, object]) -> SafeString:
    """Return a row's attributes; its class names, which only say "odd" and "even", are left out."""
    return format_html_join("", ' {}="{}"', ((name, given[name]) for name in given if name != "class"))
