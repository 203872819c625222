"""A passkey in a real browser: added, used at the door; and what a coordinator has to set up first."""

import base64
import hmac
import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import _listen
from tests.harness.demo import Demo
from tests.harness.filled import prepared

pytestmark = pytest.mark.once

# Passkeys belong to a name: a bare number has none.
HOST = "localhost"


@pytest.fixture(scope="module")
def site() -> Iterator[Demo]:
    """A demo of its own, where nobody is excused from the second factor, reached by name."""
    demo = Demo(prepared().store, WELCOMMUNE_DEMO="0")
    try:
        demo.wait()
        yield demo
    finally:
        demo.stop()


@pytest.fixture
def window(browser, site):
    """A window with a telephone that holds passkeys, and what the browser complained of."""
    context = browser.new_context(base_url=f"http://{HOST}:{site.port}", viewport={"width": 320, "height": 900})
    page, complaints = context.new_page(), []
    _listen(page, complaints)
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    telephone = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": telephone})
    yield page
    context.close()
    assert complaints == []


def enter(page: Page, site: Demo, role: str) -> None:
    """Follow the printed link of a role and press its button."""
    page.goto(site.link(role).replace("127.0.0.1", HOST))
    page.locator("main form button").first.click()


def no_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def code_of(secret: str) -> str:
    """What an app with this key shows now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), (int(time.time()) // 30).to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def test_a_passkey_is_added_and_opens_the_door(window: Page, site: Demo, axe) -> None:
    enter(window, site, "facilitator")
    window.goto("/en/account/2fa/passkeys/new/")
    assert no_sideways(window)
    assert axe(window) == []
    window.get_by_label("A name for it").fill("My telephone")
    window.keyboard.press("Tab")  # the box: it signs in by itself
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    expect(window.locator("h1")).to_have_text("Recovery codes")
    window.goto("/en/account/2fa/")
    expect(window.locator("main")).to_contain_text("My telephone")
    assert axe(window) == []
    window.goto("/en/account/sign-out/")
    window.locator("main form button").click()
    window.goto("/en/account/sign-in/")
    assert axe(window) == []
    window.get_by_role("button", name="Sign in with a passkey").click()
    window.wait_for_url(re.compile("/en/desk/$"))
    # The same passkey says again who one is.
    window.goto("/en/account/confirm/?next=/en/account/erase/")
    window.get_by_role("button", name="Use my passkey").click()
    window.wait_for_url(re.compile("/en/account/erase/$"))


def test_a_browser_without_the_passkey_says_so(window: Page, site: Demo) -> None:
    window.goto("/en/account/sign-in/")
    window.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')) }")
    window.get_by_role("button", name="Sign in with a passkey").click()
    expect(window.get_by_role("alert")).to_contain_text("That did not work")


def test_a_coordinator_sets_up_an_app_before_the_desk_opens(window: Page, site: Demo, axe) -> None:
    enter(window, site, "coordinator")
    window.wait_for_url(re.compile("/account/2fa/$"))
    assert axe(window) == []
    assert no_sideways(window)
    window.goto("/en/desk/people/")
    expect(window.locator("main")).to_contain_text("Coordinators sign in with two things")
    window.get_by_role("link", name="Set up an app").click()
    assert axe(window) == []
    assert no_sideways(window)
    window.get_by_label("The code that the app shows").fill(code_of(window.locator("code").inner_text()))
    window.keyboard.press("Enter")
    expect(window.locator("h1")).to_have_text("Recovery codes")
    assert axe(window) == []
    window.get_by_role("link", name="Go on to where you were going").click()
    expect(window.locator("h1")).to_have_text("People and roles")
    assert no_sideways(window)
    assert axe(window) == []


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_accounts_and_roles_look_right(page, axe, language: str, width: int) -> None:
    window = page("/desk/people/", width=width, language=language, role="coordinator")
    for path in (
        "desk/people/",
        "desk/people/invite/",
        "desk/regions/saone-et-loire/people/",
        "account/",
        "account/2fa/",
    ):
        window.goto(f"/{language}/{path}")
        assert (path, axe(window), no_sideways(window)) == (path, [], True)


def test_somebody_is_invited_by_keyboard(page) -> None:
    window = page("/desk/regions/saone-et-loire/people/invite/", role="facilitator")
    window.get_by_label("E-mail address").focus()
    window.keyboard.type("nouvelle@example.org")
    window.keyboard.press("Tab")
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Enter")
    expect(window.locator("h1")).to_have_text("People and roles")
    expect(window.locator("main")).to_contain_text("nouvelle@example.org")
