"""A real Chromium in front of a real process. Run these apart from the others: ``pytest -m browser``."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser.keyboard import Keys
from tests.harness import chromium
from tests.harness.demo import Demo
from tests.harness.filled import prepared

HERE = Path(__file__).parent
LONGEST = HERE / "test_pages.py"
# They leave roundtables behind that the board and other journeys would meet.
LAST = (HERE / "test_roundtable_cycle.py", HERE / "test_map_to_factfile.py")
MILLISECONDS = 10_000
HEIGHT = 900


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test. The longest come first, so that two processes end together."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: (item.path != LONGEST, item.path in LAST and 1 + LAST.index(item.path)))


@pytest.fixture(scope="session")
def server() -> Iterator[Demo]:
    """A demo that the browser tests of a process share: ``server.url``, ``server.link(role)``, ``server.output``."""
    demo = Demo(prepared().store)
    try:
        demo.wait()
        yield demo
    finally:
        demo.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen."""
    program = chromium.find()
    if program is None:
        if os.environ.get("WELCOMMUNE_WITHOUT_BROWSER") == "1":
            pytest.skip("left out: no Chromium, and WELCOMMUNE_WITHOUT_BROWSER=1")
        pytest.fail(chromium.MISSING, pytrace=False)
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's loop runs in this thread; Django would refuse the database to tests beside these.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(executable_path=program, args=chromium.FLAGS)
            yield started
            started.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, server: Demo) -> Callable[[str], Any]:
    """The cookies of a role; its printed link works once, so it is followed once."""
    kept: dict[str, Any] = {}

    def cookies(role: str) -> Any:
        if role not in kept:
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(server.link(role))
                button = page.locator("main form[method=post] button")
                if button.count():
                    with page.expect_navigation():
                        button.first.click()
                kept[role] = context.storage_state()
        return kept[role]

    return cookies


@pytest.fixture
def page(browser: Browser, server: Demo, signed_in: Callable[[str], Any]) -> Iterator[Callable[..., Page]]:
    """``page(path, width=…, language=…, role=…)`` opens a page in a fresh window.

    ``path`` is the address without its language. Whatever the browser complains about (a blocked style,
    a script error, a missing file) fails the test; ``complaints_allowed=True`` leaves that to the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        path: str = "/",
        *,
        width: int = 1280,
        language: str = "en",
        role: str = "",
        complaints_allowed: bool = False,
        **options: Any,
    ) -> Page:
        if role:
            options["storage_state"] = signed_in(role)
        size = {"width": width, "height": HEIGHT}
        context = browser.new_context(base_url=server.url, viewport=size, locale=language, **options)
        context.set_default_timeout(MILLISECONDS)
        contexts.append(context)
        opened = context.new_page()
        if not complaints_allowed:
            _listen(opened, complaints)
        opened.goto(f"/{language}{path}")
        return opened

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _listen(page: Page, complaints: list[str]) -> None:
    """Note errors of scripts, and of the console save that the page itself is an error page."""

    def on_console(message: ConsoleMessage) -> None:
        of_page = message.text.startswith("Failed to load resource") and message.location.get("url") == page.url
        if message.type == "error" and not of_page:
            complaints.append(f"{page.url}: {message.text}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """``axe(page)``: the violations that axe finds, one line each; equal to ``[]`` on a sound page."""
    return chromium.violations


@pytest.fixture
def keys(page: Callable[..., Page]) -> Iterator[Callable[..., Keys]]:
    """``keys(path, …)`` opens a page as ``page`` does; no stop of the focus may stay unseen."""
    people: list[Keys] = []

    def open_page(path: str, **options: object) -> Keys:
        # Without smooth scrolling: what takes the focus is in view at once, and can be judged.
        people.append(Keys(page(path, reduced_motion="reduce", **options)))
        return people[-1]

    yield open_page
    assert [stop for person in people for stop in person.unseen] == []
