"""The two steps of a hand-over as a browser takes them, undoing it, and what became of it."""

import re

from cases.handover.models import HandedOver, Handover
from cases.handover.undo_plan import undo_plan
from cases.handover.undoing import undo
from cases.models import Citizen

NEW = "/overdragelser/ny/"
WHY = "Det var den forkerte"


def hidden(page) -> dict:
    """Return the hidden fields of the confirmation, as a browser sends them."""
    found: dict = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    return found


def confirm(client, query, page):
    return client.post(NEW + query, {**hidden(page), "bekraeft": "1"})


def whose(citizens) -> list:
    return [Citizen.objects.get(pk=citizen.pk).caseworker for citizen in citizens]


def send(client, made, **fields):
    """Open the page of undoing, and send it as a browser does."""
    page = client.get(f"/overdragelser/{made.pk}/fortryd/")
    sent = {"reason": WHY, "mark": page.context["plan"].mark, **fields}
    return client.post(f"/overdragelser/{made.pk}/fortryd/", sent)


def stayed(made) -> dict:
    return dict(HandedOver.objects.filter(handover=made).exclude(stays="").values_list("citizen__name", "stays"))


def do(made, by) -> Handover:
    return undo(made, by, WHY, undo_plan(made, by).mark)
