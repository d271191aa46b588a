"""The options of a choice are Django's own, put together in Python."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

CHOICES = {
    "plain": [("", "Alle"), ("a", "<b>Anders & Bo</b>"), ("b", "B")],
    "named groups": [("", "Alle"), ("Hus <1>", [("a", "Anna"), ("b", "B")])],
    "numbers": [(999, 999), (1000, 1000)],
}


@pytest.mark.parametrize("choices", CHOICES.values(), ids=CHOICES.keys())
@pytest.mark.parametrize("chosen", [None, "b", 1000])
def test_the_options_are_djangos(choices, chosen):
    widget = forms.Select(attrs={"class": "form-select", "disabled": True, "hidden": False}, choices=choices)
    asked = ("field", chosen, {"id": "id_field"})
    assert parse_html(widget.render(*asked)) == parse_html(widget.render(*asked, renderer=DjangoTemplates()))
