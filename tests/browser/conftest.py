"""A real browser against the running program: Debian's Chromium, no network, every page checked with axe."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from accounts.models import Role, User
from tests.conftest import make_user

# Playwright's synchronous interface runs a loop in this thread; Django then takes it for an async one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WIDTHS = ({"width": 1280, "height": 800}, {"width": 360, "height": 740})
NARROWEST = {"width": 320, "height": 640}
AXE = (Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
BROWSER_ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-gpu"]


def pytest_collection_modifyitems(items):
    """Mark all of it, so that it can be left out where there is no browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the system's Chromium; Playwright's own download is not used."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.fail("Chromium is not installed. Run: sudo apt-get install chromium")
    return {**browser_type_launch_args, "executable_path": executable, "args": BROWSER_ARGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A Danish desktop."""
    return {**browser_context_args, "locale": "da-DK", "viewport": WIDTHS[0]}


def log_in(page: Page, address: str, user: User) -> Page:
    """Log the page's browser in by the login form, though sent without the browser: it takes a tenth of the time.

    A test of ``test_casework.py`` fills the form in and sends it in the browser.
    """
    form = Client()
    answer = form.post("/konto/login/", {"login": user.username, "password": "kodeord"})
    assert answer.status_code == 302, f"{user.username} cannot log in"
    cookies = [{"name": name, "value": cookie.value, "url": address} for name, cookie in form.cookies.items()]
    page.context.add_cookies(cookies)
    return page


@pytest.fixture
def as_role(page: Page, live_server: Any):
    """Return a page logged in as a new user of a role: ``as_role(Role.MANAGER)``. Its base address is ``page.base``.

    Nothing is opened, except what ``at`` says: ``as_role(Role.MANAGER, at="/")`` stands at the start page.
    """

    def login(role: Role, municipality: str | None = "851", page: Page = page, at: str | None = None) -> Page:
        belongs = None if role in (Role.STAR, Role.ADMINISTRATOR) else municipality
        user = make_user(f"browser-{role}", role, belongs, first_name="Anna", last_name="Ambus")
        page.base = live_server.url
        log_in(page, live_server.url, user)
        if at:
            page.goto(f"{page.base}{at}")
        return page

    return login


@pytest.fixture
def no_script_page(browser, browser_context_args):
    """A page in a browser without JavaScript."""
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """Run axe on the page as it is; return what it finds, with where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(result => result.violations)")
    return [f"{one['id']}: {node['html'][:150]}" for one in found for node in one["nodes"]]


def assert_fits(page: Page) -> None:
    """Nothing makes the page scroll sideways at the narrowest width."""
    page.set_viewport_size(NARROWEST)
    wide = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(
            (element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".sr-only")
        ).slice(0, 3).map((element) => element.outerHTML.slice(0, 120))"""
    )
    scrolls = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth")
    assert not scrolls, f"the page scrolls sideways at {NARROWEST['width']} px: {wide}"


def assert_accessible(page: Page) -> None:
    """Axe finds nothing at desktop and phone width, and the page fits at 320 px."""
    before = page.viewport_size
    for size in WIDTHS:
        page.set_viewport_size(size)
        assert violations(page) == [], f"{page.url} at {size['width']} px"
    assert_fits(page)
    page.set_viewport_size(before or WIDTHS[0])
