"""The two steps of a hand-over as a browser takes them."""

import re

NEW = "/overdragelser/ny/"


def hidden(page) -> dict:
    """Return the hidden fields of the confirmation, as a browser sends them."""
    found: dict = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    return found


def confirm(client, query, page):
    return client.post(NEW + query, {**hidden(page), "bekraeft": "1"})
