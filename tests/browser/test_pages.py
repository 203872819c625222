"""Every kind of page, in three languages, narrow and wide, light and dark, with and without script, and on paper."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

# What a page looks like hangs on its HTML, whose rows all other tests see on both databases.
pytestmark = pytest.mark.once

MILLISECONDS = 15_000
# The widths of a page in a language, and the colours in which axe meets it there: layout hangs on the width,
# contrast on the colours, and axe is slow. Long words in a script of their own matter where they have no room.
LOOKS: dict[str, dict[int, list[str]]] = {
    "fr": {320: ["light"], 768: [], 1280: ["dark"]},
    "ar": {320: ["dark"], 1280: []},
    "el": {320: []},
}
# The desk has many pages, made of the same parts: each meets one look in each direction of reading.
DESK_LOOKS: dict[str, dict[int, list[str]]] = {
    "fr": {320: [], 768: [], 1280: ["dark"]},
    "ar": {320: ["light"], 1280: []},
    "el": {320: []},
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']}).then(found => found.violations.flatMap(
  rule => rule.nodes.map(node => `${rule.id} (${rule.impact}): ${rule.help}: ${node.html.slice(0, 160)}`)))"""
# Also what sticks out at the start edge in right-to-left pages: there the document grows, too.
OVERFLOW = """() => {
  const root = document.documentElement;
  if (root.scrollWidth === root.clientWidth) return '';
  const wide = [...document.querySelectorAll('body *')].filter(it => {
    const box = it.getBoundingClientRect();
    return box.width && (box.right > root.clientWidth + 1 || box.left < -1);
  });
  const names = wide.slice(-3).map(it => it.outerHTML.slice(0, 90));
  return `${root.scrollWidth} wide on ${root.clientWidth}: ${names.join(' | ')}`;
}"""
CSP = "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.blockedURI))"

PUBLIC = [
    "/", "/?country=fr", "/regions/", "/regions/?country=gr&class=urban", "/regions/saone-et-loire/",
    "/regions/vaucluse/", "/regions/mazovia/", "/regions/guadalajara/", "/regions/saone-et-loire/roundtables/1/",
    "/regions/lower-silesia/roundtables/4/", "/roundtables/", "/news/", "/news/saone-et-loire-roundtable-1/",
    "/news/lower-silesia-roundtable-4/?text=pl", "/accessibility/", "/privacy/", "/subscribe/",
    "/account/sign-in/",
    "/account/sign-in/password/", "/account/erased/", "/account/sign-up/", "/account/enter/cut/", "/nowhere/",
    "/search/", "/search/?q=vilatis", "/search/?q=zzzzz", "/organisations/", "/organisations/?q=zzzzz",
    "/organisations/viltais/", "/resources/", "/resources/viltais-newsletter-5/",
    "/regions/saone-et-loire/factfile/",
]  # fmt: skip
EXPECTED = {"/account/enter/cut/": 410, "/nowhere/": 404}
WEIGHED = [
    "/fr/", "/fr/regions/saone-et-loire/", "/fr/roundtables/", "/fr/news/saone-et-loire-roundtable-1/",
    "/ar/regions/saone-et-loire/", "/fr/regions/saone-et-loire/factfile/",
]  # fmt: skip
MOST_BYTES = 60 * 1024
MOST_REQUESTS = 10


@dataclass
class Watch:
    """What a window complains about while it shows pages."""

    origin: str
    complaints: list[str] = field(default_factory=list)

    def of(self, page: Page) -> None:
        """Listen to a window."""
        page.on("console", lambda message: self._console(page, message))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("request", lambda request: self._request(page, request))

    def _console(self, page: Page, message: ConsoleMessage) -> None:
        of_page = "Failed to load resource" in message.text and message.location.get("url") == page.url
        if message.type in {"error", "warning"} and not of_page:
            self.complaints.append(f"{page.url}: {message.text}")

    def _request(self, page: Page, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:")):
            self.complaints.append(f"{page.url} asks {urlsplit(request.url).netloc}")


@pytest.fixture
def watch(server) -> Iterator[Watch]:
    """Nothing may be complained about when the test is over."""
    watching = Watch(server.url)
    yield watching
    assert watching.complaints == []


@pytest.fixture
def window(browser: Browser, server, watch: Watch, signed_in) -> Iterator[Callable[..., Page]]:
    """``window(language, role)``: a window that is kept from page to page."""
    opened: list[BrowserContext] = []

    def open_window(language: str = "fr", role: str = "", **options: object) -> Page:
        state = {"storage_state": signed_in(role)} if role else {}
        context = browser.new_context(base_url=server.url, locale=language, **state, **options)
        context.set_default_timeout(MILLISECONDS)
        context.add_init_script(CSP)
        opened.append(context)
        page = context.new_page()
        watch.of(page)
        return page

    yield open_window
    for context in opened:
        context.close()


def faults(page: Page, looks: dict[int, list[str]]) -> list[str]:
    """What is wrong with the page that is open: sideways scroll at each width, what axe finds in each look."""
    found = []
    if any(looks.values()):
        page.evaluate(AXE_SCRIPT)
    for width in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach(it => it.open = false)")
        if wide := page.evaluate(OVERFLOW):
            found.append(f"{width} px: {wide}")
        page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
        if wide := page.evaluate(OVERFLOW):
            found.append(f"{width} px, all unfolded: {wide}")
        for scheme in looks[width]:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [f"{width} px, {scheme}: {line}" for line in page.evaluate(AXE, TAGS)]
    return [f"{urlsplit(page.url).path}: {line}" for line in found]


def open_page(page: Page, path: str, status: int = 200) -> list[str]:
    """Go there; the page must answer as expected."""
    response = page.goto(path)
    answered = response.status if response else 0
    return [] if answered == status else [f"{path}: answered {answered}"]


@pytest.mark.parametrize("language", list(LOOKS))
def test_public_pages(window, language):
    page, found = window(language), []
    for path in PUBLIC:
        found += open_page(page, f"/{language}{path}", EXPECTED.get(path, 200))
        found += faults(page, LOOKS[language])
    assert found == []


def desk_pages(page: Page, language: str) -> Iterator[str]:
    """Open one desk page of each kind, found by following links from the desk; yields the address of each."""
    seen = set()
    waiting = [f"/{language}/desk/", f"/{language}/account/sign-out/"]
    while waiting:
        path = waiting.pop(0)
        # One square of a matrix, or one page of a list, stands for all of them.
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)|(?<==)[^&]*", "*", path)
        if kind in seen:
            continue
        seen.add(kind)
        response = page.goto(path)
        assert response and response.status == 200, path
        links = page.locator("main a[href^='/']").evaluate_all("them => them.map(it => it.getAttribute('href'))")
        # Not files, which a browser keeps and does not show.
        waiting += [link for link in links if link.startswith(f"/{language}/desk/") and "." not in link]
        yield path


@pytest.mark.parametrize("language", list(LOOKS))
def test_desk_pages(window, language):
    page = window(language, "facilitator")
    found = {path: faults(page, DESK_LOOKS[language]) for path in desk_pages(page, language)}
    assert len(found) >= 12, found
    assert {path: faulty for path, faulty in found.items() if faulty} == {}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_desk_forms_with_mistakes_and_messages(window, language):
    page, found = window(language, "facilitator"), []
    page.goto(f"/{language}/desk/regions/saone-et-loire/meetings/new/")
    _send(page)
    assert page.locator("main .bad").count() >= 1
    # The summary of mistakes takes the focus.
    page.wait_for_function("document.activeElement.matches('.notice--bad')", timeout=10_000)
    found += faults(page, LOOKS[language])
    page.goto(f"/{language}/desk/regions/saone-et-loire/news/new/")
    _send(page)
    found += faults(page, LOOKS[language])
    coordinator = window(language, "coordinator")
    for path in (f"/{language}/desk/", f"/{language}/desk/news/new/"):
        found += open_page(coordinator, path)
        found += faults(coordinator, LOOKS[language])
    operator = window(language, "operator")
    for part in ("operations/", "outbox/", "operations/errors/", "operations/slow/"):
        found += open_page(operator, f"/{language}/desk/{part}")
        found += faults(operator, LOOKS[language])
    assert found == []


def _send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form .btn--go").first.click()


def test_the_code_page_of_signing_in(window):
    page = window("fr")
    page.goto("/fr/account/sign-in/")
    page.locator("main form input[type=email]").fill("camille.facilitator@example.org")
    _send(page)
    assert page.locator("main form input[name=code]").count() == 1
    assert faults(page, LOOKS["fr"]) == []


def test_public_pages_are_light(browser, server):
    found = []
    for path in WEIGHED:
        size, requests = _weight(browser, server.url + path)
        if size > MOST_BYTES or requests > MOST_REQUESTS:
            found.append(f"{path}: {size} bytes in {requests} requests")
    assert found == []


def _weight(browser: Browser, address: str) -> tuple[int, int]:
    """Bytes on the wire and requests of a first visit, as the browser counts them."""
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        protocol = context.new_cdp_session(page)
        finished: list[float] = []
        asked: list[str] = []
        protocol.on("Network.loadingFinished", lambda event: finished.append(event["encodedDataLength"]))
        protocol.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
        protocol.send("Network.enable")
        page.goto(address)
        # What is loaded late counts, too.
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        assert finished, "nothing was counted"
        return int(sum(finished)), len([url for url in asked if not url.startswith("data:")])


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_paper_shows_no_menu_and_no_acts(window, language):
    page, found = window(language), []
    page.emulate_media(media="print")
    for path in ("/", "/regions/saone-et-loire/", "/news/saone-et-loire-roundtable-1/", "/roundtables/"):
        page.goto(f"/{language}{path}")
        shown = page.locator("nav:visible, .skip:visible, .btn:visible, .tongues:visible")
        found += [f"{path}: {html[:120]}" for html in shown.evaluate_all("them => them.map(it => it.outerHTML)")]
        assert page.locator("h1").is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {
            "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)",
        }  # fmt: skip
    assert found == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_what_is_hung_up_is_one_sheet(window, language):
    page, found = window(language), {}
    region = f"/{language}/regions/saone-et-loire/"
    page.goto(f"{region}strategies/")
    page.locator("main a[href*='/strategies/']", has_text="exemple fictif").first.click()
    sheet = page.locator("main a[href$='/sheet/']").first.get_attribute("href")
    for path in (sheet, f"{region}actions/cafe-social/"):
        page.goto(path)
        found[path] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert set(found.values()) == {1}, found


def test_everything_works_without_script(window):
    page = window("fr", java_script_enabled=False)
    page.goto("/fr/regions/")
    page.locator("main a[href='?country=gr']").click()
    assert page.locator("main a[href='/fr/regions/karditsa/']").count() >= 1
    assert page.locator("main a[href='/fr/regions/vaucluse/']").count() == 0
    page.locator("details.tongues summary").click()
    page.locator("details.tongues a[hreflang=ar]").click()
    assert page.url.endswith("/ar/regions/?country=gr")
    page.goto("/fr/regions/saone-et-loire/")
    page.locator("main details.sources summary").first.click()
    assert page.locator("main details.sources[open] :visible").count() >= 2
    at_desk = window("fr", "facilitator", java_script_enabled=False)
    at_desk.goto("/fr/desk/regions/saone-et-loire/")
    at_desk.locator("main a[href*='/desk/meetings/']").first.click()
    at_desk.locator("main a[href$='/insights/new/']").click()
    at_desk.locator("[name=kind][value=asset]").check()
    at_desk.locator("[name=text_fr]").fill("Une salle est libre le mardi.")
    _send(at_desk)
    assert "Une salle est libre le mardi." in at_desk.locator("main").inner_text()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_text_twice_as_large_still_fits(window, language):
    """WCAG 1.4.4 and 1.4.10: 1280 px at four times the size are 320 px; here the letters alone are doubled."""
    page, found = window(language), []
    page.set_viewport_size({"width": 640, "height": 900})
    for path in ("/", "/regions/saone-et-loire/", "/news/saone-et-loire-roundtable-1/", "/roundtables/"):
        page.goto(f"/{language}{path}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if wide := page.evaluate(OVERFLOW):
            found.append(f"{path}: {wide}")
    assert found == []
