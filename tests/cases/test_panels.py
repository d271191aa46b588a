"""The parts other apps add to the case page: drawn in their order and place, with their own variables."""

import pytest

from cases import panels
from cases.panels import CasePanel, Place, panels_of, register_panel
from tests import people


@pytest.fixture
def registry(monkeypatch):
    """An empty registry, put back afterwards."""
    empty = {}
    monkeypatch.setattr(panels, "_panels", empty)
    return empty


def a_panel(name, order=10, context=lambda citizen, user, on: {}, **rest) -> CasePanel:
    return CasePanel(name, order, "panel.html", context, **rest)


def names(shown):
    return [one.panel.name for one in shown]


def test_panels_stand_in_their_order_and_place(registry):
    for panel in (a_panel("late", 20), a_panel("early", 5), a_panel("card", 1, place=Place.CARD)):
        register_panel(panel)
    shown = panels_of(None, None, None)
    assert names(shown[Place.SECTION]) == ["early", "late"]
    assert names(shown[Place.CARD]) == ["card"]


def test_a_panel_may_have_nothing_to_say(registry):
    register_panel(a_panel("silent", context=lambda citizen, user, on: None))
    assert panels_of(None, None, None)[Place.SECTION] == []


def test_what_stands_beside_a_form_is_asked_for_there_alone(registry):
    def never(citizen, user, on):
        raise AssertionError("asked for on another page")

    register_panel(a_panel("beside", context=never, place=Place.BESIDE))
    assert Place.BESIDE not in panels_of(None, None, None)
    registry.clear()
    register_panel(a_panel("beside", place=Place.BESIDE))
    register_panel(a_panel("card", context=never, place=Place.CARD))
    assert names(panels_of(None, None, None, (Place.BESIDE,))[Place.BESIDE]) == ["beside"]


def test_a_name_is_taken_once(registry):
    register_panel(a_panel("one"))
    with pytest.raises(ValueError, match="called one"):
        register_panel(a_panel("one", 99))


@pytest.mark.django_db
def test_the_case_page_draws_each_with_its_own_variables(registry, settings, as_user, caseworker, tmp_path):
    (tmp_path / "panel.html").write_text("<h2>{{ words }} {{ citizen.name }}</h2>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    citizen = people.a_member()
    register_panel(a_panel("first", 1, lambda citizen, user, on: {"words": f"{user.username} <b>"}))
    register_panel(a_panel("second", 2, lambda citizen, user, on: {"words": "andet"}, place=Place.CARD))
    text = as_user(caseworker).get(f"/borgere/{citizen.pk}/").content.decode()
    assert text.index(f"<h2>andet {citizen.name}</h2>") < text.index(f"<h2>anna &lt;b&gt; {citizen.name}</h2>")
