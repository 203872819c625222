"""A person with a keyboard and no mouse, and the sentences of the interface."""

import re

from django.utils.translation import gettext, override
from playwright.sync_api import Page

MOST_TABS = 250
# What the focused element is, whether it can be seen, and how it stands out.
FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const box = it.getBoundingClientRect(), near = it.closest('label, summary, a, button') || it;
  const rings = [it, near].map(one => getComputedStyle(one));
  // Shapes of a map get a thick edge; the picker inside a date field gets the browser's own ring.
  const edge = [...it.querySelectorAll('path')].some(path => parseFloat(getComputedStyle(path).strokeWidth) >= 5);
  const picker = ['date', 'time'].includes(it.type) && !it.matches(':focus-visible');
  const ring = edge || picker || rings.some(
    style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none');
  // The first line of a link that is broken into several: between its lines there may be nothing of it.
  const line = it.getClientRects()[0] || box;
  const x = line.left + Math.min(line.width, 40) / 2, y = line.top + line.height / 2;
  const top = document.elementFromPoint(x, y);
  return {
    html: it.outerHTML.slice(0, 140), name: it.getAttribute('name') || '', value: it.value || '',
    href: it.getAttribute('href') || '', words: (it.textContent || '').trim(), tag: it.tagName, ring,
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !!top && !near.contains(top) && !top.contains(near) && !it.closest('svg'),
    place: [...document.querySelectorAll('*')].indexOf(it),
  };
}"""


def ui(language: str, words: str) -> str:
    """A sentence of the interface as it stands in ``language``."""
    with override(language):
        return gettext(words)


class Keys:
    """A person with a keyboard and no mouse. Each stop of the focus must be seen."""

    def __init__(self, window: Page) -> None:
        self.window = window
        self.unseen: list[str] = []

    def at(self) -> dict:
        """What has the focus."""
        return self.window.evaluate(FOCUSED) or {}

    def tab(self, back: bool = False) -> dict:
        """One step on (or back); notes a stop that cannot be seen."""
        self.window.keyboard.press("Shift+Tab" if back else "Tab")
        stop = self.at()
        if stop and not (stop["ring"] and stop["inside"] and not stop["covered"]):
            self.unseen.append(f"{self.window.url}: {stop}")
        return stop

    def tab_to(self, **wanted: str) -> dict:
        """Step on until the focus is on what is wanted: patterns of href, name, value, words, tag."""
        for _step in range(MOST_TABS):
            stop = self.tab()
            if stop and all(re.search(pattern, stop[what]) for what, pattern in wanted.items()):
                return stop
        raise AssertionError(f"{wanted} is not reached on {self.window.url}")

    def press(self, key: str = "Enter") -> None:
        """Press a key that leads to another page."""
        with self.window.expect_navigation():
            self.window.keyboard.press(key)

    def type(self, name: str, words: str) -> None:
        """Go on to a field and write."""
        self.tab_to(name=f"^{name}$")
        self.window.keyboard.press("Control+a")
        self.window.keyboard.type(words)

    def pick(self, name: str, value: str) -> None:
        """Go on to a group of radio buttons and choose with the arrow keys."""
        self.tab_to(name=f"^{name}$")
        for _step in range(30):
            if self.window.evaluate("name => document.querySelector(`[name=${name}]:checked`)?.value", name) == value:
                return
            self.window.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} has no {value} that arrow keys reach")

    def day(self, name: str, iso: str) -> None:
        """A date field is typed in the order of the browser's language; here that is English."""
        self.tab_to(name=f"^{name}$")
        year, month, day = iso.split("-")
        self.window.keyboard.type(f"{month}{day}{year}")
        assert self.at()["value"] == iso

    def send(self) -> None:
        """Go on to the one primary act of the form."""
        for _step in range(MOST_TABS):
            stop = self.tab()
            if stop and "btn--go" in stop["html"]:
                return self.press()
        raise AssertionError(f"no primary act is reached on {self.window.url}")
