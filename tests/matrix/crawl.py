"""Following every link of the site, as a role does, and reading all that comes back."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.test import Client

# Our pages quote every attribute: the strict parser of the other tests sees to that.
# Forms are sent by tests of their own.
ADDRESSES = re.compile(r'\s(?:href|src)="([^"]*)"')
# Read in one language only: the person's own desk, and pages with a filter or a chosen language.
IN_FRENCH = re.compile(r"/desk/|\?|/gallery/")
# Other pages are read in one language of each direction.
READ = ("/fr/", "/ar/")
AT_THE_DOOR = re.compile(r"\?next=")
# Far more than there is: a page that links to ever new ones is a mistake of its own.
MOST_PAGES = 2500


@dataclass(frozen=True)
class Answer:
    """What one request brought: the address asked for, and all that came back as text."""

    path: str
    status: int
    text: str
    links: tuple[str, ...] = field(repr=False)

    def holds(self, text: str) -> bool:
        """Whether ``text`` came back; an address that we knew and asked for tells nothing new."""
        return text.lower() in self.text.replace(unquote(self.path).lower(), "")


def ask(client: Client, path: str, method: str = "get", data: Any = None) -> Answer:
    """One request; error pages and the targets of redirects are read too."""
    response = getattr(client, method)(path, data or {})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    # Pictures are read as bytes, so that a text in their metadata would be found.
    text = body.decode("utf-8", "replace")
    head = "\n".join(f"{name}: {value}" for name, value in response.items()) + str(response.cookies)
    is_html = "text/html" in response.headers.get("Content-Type", "")
    links = [*(_links(text) if is_html else ()), response.headers.get("Location", "")]
    shown = unquote(unescape(f"{head}\n{text}")).lower()
    return Answer(path, response.status_code, shown, tuple(_ours(path, links)))


def _links(html: str) -> Iterator[str]:
    yield from map(unescape, ADDRESSES.findall(html))


def _ours(base: str, links: Iterable[str]) -> Iterator[str]:
    """Addresses of this site, without its static files."""
    for link in links:
        whole = urlsplit(urljoin(base, link.removeprefix(settings.SITE_URL)))
        if link and not whole.scheme and not whole.netloc and not whole.path.startswith(settings.STATIC_URL):
            address = whole.path + (f"?{whole.query}" if whole.query else "")
            once = address.startswith("/fr/") or not IN_FRENCH.search(address)
            if once and address.startswith(READ) and not AT_THE_DOOR.search(address):
                yield address


def crawl(client: Client, start: Iterable[str]) -> list[Answer]:
    """Every page that can be reached from ``start`` by links; forms are not sent."""
    waiting = deque(start)
    seen: set[str] = set()
    found = []
    while waiting:
        path = waiting.popleft()
        if path in seen:
            continue
        seen.add(path)
        assert len(seen) < MOST_PAGES, "the site has no end"
        answer = ask(client, path)
        found.append(answer)
        waiting.extend(link for link in answer.links if link not in seen)
    return found
