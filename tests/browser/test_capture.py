"""Two people take notes; the line of one drops, the window is closed, an answer is lost: nothing is lost or doubled."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_record_to_report import ui

DESK = "/desk/regions/saone-et-loire/"
# An insight reaches the others within two seconds; the rest is for a machine that is shared.
SOON = 5_000


def open_capture(page: Callable[..., Page]) -> Page:
    """Today's meeting of the demonstration, from the region's desk to its notes, by two clicks."""
    window = page(DESK, role="facilitator", language="en", complaints_allowed=True)
    window.get_by_role("link", name=re.compile("evening courses")).first.click()
    window.get_by_role("link", name=ui("en", "Take notes")).first.click()
    return window


def listed(window: Page, words: str) -> Locator:
    """The note in the list that the server sends."""
    return window.locator("[data-list] li").filter(has_text=words)


def say(window: Page, words: str, key: int) -> None:
    """Note something with the keyboard alone."""
    field = window.get_by_label(ui("en", "What was said"), exact=True)
    field.fill(words)
    field.press(f"Alt+Digit{key}")
    field.press("Enter")
    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_nothing_is_lost_and_nothing_doubled(page, axe):
    one, other = open_capture(page), open_capture(page)
    assert axe(one) == []
    address, line = one.url, one.context
    say(one, "There is no bus after seven.", 1)
    expect(listed(other, "There is no bus after seven.")).to_have_count(1, timeout=SOON)
    # Ten minutes without a line: the page says where each note is.
    one.clock.install()
    line.set_offline(True)
    for number in (1, 2, 3):
        say(one, f"Idea {number}: share cars.", 4)
        one.clock.fast_forward("03:20")
    waiting = one.locator("[data-waiting] li")
    expect(waiting).to_have_count(3)
    expect(waiting.first).to_contain_text(ui("en", "saved here, not yet sent"))
    expect(one.locator("[data-line]")).to_contain_text("The line is down")
    one.get_by_label(ui("en", "What was said"), exact=True).fill("Half a sen")
    one.close()
    # Meanwhile the other one goes on.
    say(other, "The town hall has a minibus.", 7)
    line.set_offline(False)
    again = line.new_page()
    again.goto(address)
    for window in (again, other):
        for number in (1, 2, 3):
            expect(listed(window, f"Idea {number}: share cars.")).to_have_count(1, timeout=SOON)
        expect(listed(window, "The town hall has a minibus.")).to_contain_text("asset")
    expect(again.locator("[data-waiting] li")).to_have_count(0)
    expect(again.get_by_label(ui("en", "What was said"), exact=True)).to_have_value("Half a sen")
    # The server has the note and its answer is lost: it is sent again, and there once.
    lost: list[str] = []

    def lose_one(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().text())
            return route.abort()
        return route.continue_()

    again.route("**/capture/", lose_one)
    say(again, "The answer to this one is lost.", 6)
    expect(again.locator("[data-waiting] li")).to_have_count(0, timeout=SOON)
    assert len(lost) == 1
    again.reload()
    noted = [f"Idea {number}: share cars." for number in (1, 2, 3)]
    noted += ["There is no bus after seven.", "The town hall has a minibus.", "The answer to this one is lost."]
    for window in (again, other):
        for words in noted:
            expect(listed(window, words)).to_have_count(1, timeout=SOON)
