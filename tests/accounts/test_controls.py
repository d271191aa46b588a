"""The options of a choice are Django's own, put together in Python."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.functional import lazystr

from flereskalmed.quick_html import attributes

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


WIDGETS = {
    "text": forms.TextInput(attrs={"class": 'a"b', "required": True, "readonly": False}),
    "number": forms.NumberInput(attrs={"step": 0.5, "min": 1000}),
    "date": forms.DateInput(),
    "hidden": forms.HiddenInput(),
    "box": forms.CheckboxInput(),
    "radio": forms.RadioSelect(choices=CHOICES["plain"]),
}


@pytest.mark.parametrize("widget", WIDGETS.values(), ids=WIDGETS.keys())
@pytest.mark.parametrize("value", [None, "", "<a> & \"b\" 'c'", 1000, True])
def test_the_other_controls_are_djangos(widget, value):
    asked = ("field<1>", value, {"id": "id_field"})
    assert widget.render(*asked) == widget.render(*asked, renderer=DjangoTemplates())


def test_radio_buttons_one_by_one_are_djangos():
    class Asked(forms.Form):
        box = forms.ChoiceField(choices=CHOICES["plain"], widget=forms.RadioSelect(attrs={"class": "form-radio"}))

    ours, djangos = Asked({"box": "a"}), Asked({"box": "a"}, renderer=DjangoTemplates())
    assert [one.tag() for one in ours["box"].subwidgets] == [one.tag() for one in djangos["box"].subwidgets]
    assert [str(one) for one in ours["box"].subwidgets] == [str(one) for one in djangos["box"].subwidgets]


def test_attributes_of_cells_and_controls_say_what_they_hold():
    given = {"class": 'a"b', "data-n": 0, "hidden": True, "open": False, "title": None, "lang": lazystr("<da>")}
    assert attributes(given) == ' class="a&quot;b" data-n="0" hidden lang="&lt;da&gt;"'
    assert attributes({}) == ""
