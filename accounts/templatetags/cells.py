"""The cells of a list. They are most of a page; a template takes several times as long to put them together."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_tables2 import Table

register = template.Library()


@register.simple_tag
def table_rows(table: Table) -> SafeString:
    """Return the rows of the present page. A column's attributes are the same in every row; a row may have its own."""
    openings = {
        column.name: format_html('<td data-title="{}" {}>', column.header, column.attrs["td"].as_html())
        for column in table.columns
    }
    return format_html_join(
        "\n",
        "<tr{}>{}</tr>",
        (
            (
                attributes(row.attrs),
                format_html_join("", "{}{}</td>", ((openings[column.name], cell) for column, cell in row.items())),
            )
            for row in table.paginated_rows
        ),
    )


def attributes(given: dict[str, object]) -> SafeString:
    """Return a row's attributes; its class names, which only say "odd" and "even", are left out."""
    return format_html_join("", ' {}="{}"', ((name, given[name]) for name in given if name != "class"))
