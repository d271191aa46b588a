"""The net under every page a test asks for: strict about what a content security policy would refuse."""

import re
from typing import Any

import pytest
from django.test import Client

INLINE = (
    (re.compile(r"<style\b", re.I), "an inline <style>"),
    (re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I), "a style attribute"),
    (re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I), "an event attribute"),
    (re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>", re.I), "an inline script"),
)
#: CPR numbers and citizens' names never stand in an address or a title.
SIX_AND_FOUR = re.compile(r"(?<![\w-])\d{6}-?\d{4}(?![\w-])")


def check_page(response: Any) -> None:
    """Fail when an HTML response holds something the strict policy forbids."""
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return
    text = response.content.decode()
    for pattern, what in INLINE:
        found = pattern.search(text)
        assert not found, f"{what} in {response.request['PATH_INFO']}: {text[found.start() : found.start() + 120]}"


class StrictClient(Client):
    """Django's test client, which also looks at what it gets."""

    def request(self, **request: Any) -> Any:
        """Ask, and check the answer and the address it was asked at."""
        address = request.get("PATH_INFO", "") + "?" + request.get("QUERY_STRING", "")
        assert not SIX_AND_FOUR.search(address), "a CPR number in an address"
        response = super().request(**request)
        check_page(response)
        return response


@pytest.fixture
def client():
    """A client that fails on inline script, style and event attributes."""
    return StrictClient()


@pytest.fixture
def as_user(client):
    """Log the client in as a user and return it: ``as_user(caseworker).get(...)``."""

    def login(user: Any) -> StrictClient:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return login
