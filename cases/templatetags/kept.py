"""The mark a form carries to be kept for its owner when the session has ended."""

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..kept_forms import mark

register = template.Library()


@register.simple_tag(takes_context=True)
def form_owner(context: Context) -> SafeString:
    """Return the hidden field that says whose form it is."""
    return format_html('<input type="hidden" name="owner" value="{}">', mark(context["request"].user))
