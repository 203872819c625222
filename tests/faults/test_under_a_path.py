"""The site below a path of another site, and behind a proxy: every address stays in it and leads somewhere."""

import http.client
import re
import socket
import ssl
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.faults.nginx import NAME, PROGRAM, WITHOUT, Nginx
from tests.faults.service import Client, Service
from tests.harness.filled import Prepared

pytestmark = pytest.mark.once
PATH = "/welcome"
SITE = f"https://{NAME}"
ATTRIBUTE = re.compile(r'\s(?:href|src|action|formaction|data-[a-z-]+)="([^"]*)"')
WHOLE = re.compile(rf"{re.escape(SITE)}[^\s\"'<>&)]*")
TEXTS = ("text/", "application/atom+xml", "application/xml", "application/json", "application/ld+json")
# Pages of one kind differ in what is said, not in how addresses are made: one of each kind is read.
KIND = re.compile(r"[0-9a-f-]{36}|\d+|(?<=/)(?:en|fr|es|pl|el|ar)(?=/)")
NAMED = re.compile(r"(?<=/)(regions|news|organisations|resources|series|trainings|actions|groups)/[a-z0-9-]+")
FEWEST_KINDS = 45
# What signs somebody out is not followed, nor the door of a meeting, which is open on its day only.
NOT_ASKED = re.compile(r"/sign-out/|/logout/|/in/")


def kind_of(address: str) -> str:
    """What an address has in common with others that the same lines make."""
    return NAMED.sub(r"\1/…", KIND.sub("…", urlsplit(address).path))


@dataclass
class Walk:
    """All that is reached from some addresses by links, one page of each kind; what is wrong is noted."""

    client: Client
    waiting: deque[str]
    site: str = SITE + PATH
    kinds: int = 0

    def wrong(self) -> list[str]:
        """Addresses that lead out of the path, or nowhere."""
        found: list[str] = []
        seen: set[str] = set()
        while self.waiting:
            address = self.waiting.popleft()
            if (kind := kind_of(address)) in seen or NOT_ASKED.search(address):
                continue
            seen.add(kind)
            found += self._read(address)
        self.kinds = len(seen)
        return found

    def _read(self, address: str) -> Iterator[str]:
        answer = self.client.get(address)
        if answer.status == 405:  # The address of a form.
            return
        if answer.status >= 400:
            yield f"{answer.status} {address}"
            return
        if answer.status == 200 and not answer.kind.startswith(TEXTS):
            return
        for link in {answer.location, *addresses(answer.text)} - {""}:
            if (whole := self._within(address, link)) is None:
                yield f"{address} leads to {link}"
            elif whole:
                self.waiting.append(whole)

    def _within(self, base: str, link: str) -> str | None:
        """The path of a link of ours; empty where it is not ours, ``None`` where it should be and is not."""
        whole = urldefrag(urljoin(SITE + base, link))[0]
        if not whole.startswith(f"{SITE}/"):
            return ""
        return whole.removeprefix(SITE) if f"{whole}/".startswith(f"{self.site}/") else None


def addresses(text: str) -> Iterable[str]:
    """All that a page, a feed or a calendar gives as an address: of attributes, and whole ones anywhere."""
    text = text.replace("\r\n ", "")  # Calendars fold long lines so.
    given = (unescape(value) for value in ATTRIBUTE.findall(text))
    yield from (value for value in given if value.startswith(("/", "http", "?", "#")))
    # A mail that is shown before it is sent has a mark where each reader's own key goes.
    yield from (whole for whole in WHOLE.findall(text) if "…" not in whole)


@pytest.fixture
def below(prepared: Prepared, tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """``below(**settings)``: a service under the path, as its address says."""
    started: list[Service] = []

    def start(**settings: str) -> Service:
        links = {role: PATH + path for role, path in prepared.links.items()}
        told = {"WELCOMMUNE_URL": SITE + PATH} | settings
        one = Service(tmp_path / f"below-{len(started)}", Prepared(prepared.store, links), **told)
        started.append(one)
        one.serve()
        return one

    yield start
    for one in started:
        one.end()


def test_every_address_cookie_and_file_stays_below_the_path(below):
    one: Service = below()
    visitor = Walk(Client(one), deque([f"{PATH}/", f"{PATH}/fr/", f"{PATH}/ar/", f"{PATH}/sitemap.xml"]))
    assert sorted(visitor.wrong()) == []
    assert visitor.kinds >= FEWEST_KINDS
    person = Client(one).sign_in("coordinator")
    desk = Walk(person, deque([f"{PATH}/en/desk/", f"{PATH}/en/account/"]))
    assert sorted(desk.wrong()) == []
    assert desk.kinds >= FEWEST_KINDS
    assert person.paths | visitor.client.paths == {f"{PATH}/"}
    assert all(name.startswith("__Secure-") for name in person.cookies)
    page = visitor.client.get(f"{PATH}/fr/account/sign-in/")
    assert page.status == 200
    answer = visitor.client.post(f"{PATH}/fr/account/sign-in/", email="nobody@example.org")
    assert (answer.status, answer.location.startswith(f"{PATH}/fr/")) == (302, True)
    assert _statuses(one) == {404, 429}, "without a proxy, what a sender writes of itself does not count"


# Behind a real nginx, as the files of deploy/ set it up.


@pytest.fixture
def behind(prepared: Prepared, tmp_path: Path) -> Iterator[Callable[[str, str], tuple[Nginx, Service]]]:
    """``behind(file, path)``: a service behind nginx."""
    ends: list[Callable[[], None]] = []

    def start(file: str, path: str) -> tuple[Nginx, Service]:
        if PROGRAM is None:
            pytest.skip(WITHOUT)
        nginx = Nginx(tmp_path / "nginx", file)
        assert "syntax is ok" in nginx.said(), nginx.said()
        settings = {"WELCOMMUNE_URL": nginx.url + path, "WELCOMMUNE_PROXIES": "1", "PORT": str(nginx.behind)}
        links = {role: path + link for role, link in prepared.links.items()}
        one = Service(tmp_path / "behind", Prepared(prepared.store, links), **settings)
        ends.extend([one.end, nginx.stop])
        one.serve()
        nginx.start()
        return nginx, one

    yield start
    for end in reversed(ends):
        end()


def _ask(nginx: Nginx, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, dict[str, str]]:
    """Ask as a browser does, over TLS; the name leads to this machine."""
    trusted = ssl.create_default_context(cafile=str(nginx.certificate))
    with closing(http.client.HTTPConnection("127.0.0.1", nginx.port, timeout=20)) as connection:
        raw = socket.create_connection(("127.0.0.1", nginx.port), timeout=20)
        connection.sock = trusted.wrap_socket(raw, server_hostname=NAME)
        connection.request(method, path, body or None, {"Host": f"{NAME}:{nginx.port}", **headers})
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        return response.status, text, {name.lower(): value for name, value in response.getheaders()}


@pytest.mark.parametrize(
    ("file", "path"), [pytest.param("nginx.conf", "", marks=pytest.mark.long), ("nginx-under-a-path.conf", PATH)]
)
def test_pages_files_and_forms_through_nginx(behind, file, path):
    nginx, _one = behind(file, path)
    status, page, headers = _ask(nginx, "GET", f"{path}/fr/account/sign-in/")
    assert (status, "max-age" in headers["strict-transport-security"]) == (200, True)
    style = next(link for link in addresses(page) if link.endswith(".css"))
    status, _text, told = _ask(nginx, "GET", style)
    assert (status, "immutable" in told["cache-control"]) == (200, True)
    cookie, _, rest = headers["set-cookie"].partition(";")
    assert ("Secure" in rest, f"Path={path}/" in rest) == (True, True)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    from_here = {"Origin": nginx.url, "Referer": f"{nginx.url}{path}/fr/account/sign-in/"}
    body = f"csrfmiddlewaretoken={token[1]}&email=nobody@example.org"
    status, _text, told = _ask(nginx, "POST", f"{path}/fr/account/sign-in/", body, **form, **from_here)
    assert (status, told["location"].startswith(f"{path}/fr/")) == (302, True)
    status, _text, _told = _ask(
        nginx, "POST", f"{path}/fr/account/sign-in/", body, **form, Origin="https://evil.example"
    )
    assert status == 403
    assert _ask(nginx, "POST", f"{path}/fr/", **{"Content-Length": str(1024**3)})[0] == 413
    forged = (f"203.0.113.{number}" for number in range(CODES))
    asked = {_ask(nginx, "GET", path + AT_THE_DOOR, **{"X-Forwarded-For": sender})[0] for sender in forged}
    assert asked == {404, 429}, "what a sender writes of itself does not count"


# Who asks: by the word of the proxies that the operator named, and by nobody else's.

# Thirty wrong codes a minute are one sender's; more than twice that, so that the turn of a minute does not matter.
CODES = 70
AT_THE_DOOR = "/fr/in/wrong/"


def _statuses(one: Service, *before: str) -> set[int]:
    """Ask again and again, each time as another sender by what the request says of itself."""
    client, statuses = Client(one), set[int]()
    for number in range(CODES):
        client.headers = {"X-Forwarded-For": ", ".join([f"203.0.113.{number}", *before])}
        statuses.add(client.get(AT_THE_DOOR).status)
    return statuses


def test_behind_a_proxy_only_what_it_added_counts(service):
    one: Service = service(WELCOMMUNE_PROXIES="1")
    one.serve()
    assert _statuses(one) == {404}, "each is somebody else, by the word of the proxy"
    assert _statuses(one, "198.51.100.1") == {404, 429}, "all are one, whatever they wrote before"
