"""Addresses put together without the URLconf are those it gives."""

import pytest
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse

from accounts.addresses import address_of, present_with


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("cases:list", ()),
        ("cases:case", (7,)),
        ("cases:case", (123456,)),
        ("cases:add", (7, "samtale")),
        ("cases:change", (7, "tilbud", 9)),
        ("cases:change", (9, "tilbud", 7)),
    ],
)
def test_an_address_is_that_of_the_urlconf(name, arguments):
    assert address_of(name, *arguments) == reverse(name, args=arguments)


@pytest.mark.parametrize("arguments", [(), ("samtale",), (7, "not a slug")])
def test_what_has_no_address_is_refused(arguments):
    with pytest.raises(NoReverseMatch):
        address_of("cases:add", *arguments)


@pytest.mark.parametrize("given", ["", "page=2", "a=1&page=2&b=3", "a=1&a=2&c=", "q=%C3%A6+%26%3D&sort=-name&a=1"])
def test_the_present_address_keeps_all_else_in_its_place(given):
    for field, value in (("page", 3), ("sort", "-born_on")):
        params = QueryDict(given, mutable=True)
        found = present_with(QueryDict(given), field)(value)
        params[field] = value
        assert found == f"?{params.urlencode()}"
