"""The template tag that draws a panel of the case page."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from ..panels import ShownPanel

register = template.Library()


@register.simple_tag(takes_context=True)
def render_panel(context: Context, shown: ShownPanel) -> SafeString:
    """Return the panel's template with its own variables, beside those of the page."""
    with context.push(**shown.context):
        return context.template.engine.get_template(shown.panel.template).render(context)
