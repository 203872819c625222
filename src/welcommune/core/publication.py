"""Public pages are publications: rendered once, served whole until somebody publishes or the day turns.

A stamp is a random value per scope in one small table, moved in the transaction of whatever
changes what the public sees. Every hit compares the stamps that the page was made under with
those in the database, so that each process serves the new page at once.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, wraps
from gzip import compress, decompress
from hashlib import blake2b
from typing import Any, ParamSpec, TypeVar

import brotli
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from welcommune.core.headers import Ready, put, ready
from welcommune.core.models import Stamp

SITE = "site"
EVERYWHERE = "everywhere"
PLAIN, NOT_MODIFIED = "", "304"
QUARTER = 15 * 60
View = Callable[..., HttpResponse]
T = TypeVar("T")
P = ParamSpec("P")


def region_key(slug: str) -> str:
    """The stamp key of a region's public pages."""
    return f"region:{slug}"


def publish(*slugs: str, everywhere: bool = False) -> None:
    """Move the stamps: of the site's lists and of the regions named; ``everywhere`` for what each page shows.

    Call it last in an action: on PostgreSQL, whoever publishes in the same region waits from here on.
    """
    regions = (region_key(slug) for slug in sorted(set(slugs)))
    for key in (SITE, *regions, *([EVERYWHERE] if everywhere else [])):
        # Random, not counted: a restored backup must not meet an old page under its old number.
        Stamp.objects.update_or_create(key=key, defaults={"value": secrets.token_hex(8)})


def read_stamps(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The stamps of ``keys`` in that order, by one plain query; empty where none was ever moved."""
    marks = ", ".join(["%s"] * len(keys))
    sql = f"SELECT key, value FROM core_stamp WHERE key IN ({marks})"  # noqa: S608
    found = dict(connection.ask(sql, keys))  # type: ignore[attr-defined]
    return tuple(found.get(key, "") for key in keys)


# The stamp that the page being rendered was started under, so that it is read once.
_everywhere: ContextVar[tuple[str, ...]] = ContextVar("everywhere", default=())
_remembered: dict[tuple[Any, ...], tuple[tuple[str, ...], Any]] = {}


def remembered(make: Callable[P, T]) -> Callable[P, T]:
    """Keep what ``make`` gives in memory while the stamp of what each page shows holds. It is for reading only.

    Its arguments should be of few values, as a language is: there is one entry for each, and none is thrown out.
    """

    @wraps(make)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        stamps = _everywhere.get() or read_stamps((EVERYWHERE,))
        key = (make.__qualname__, *args, *kwargs.items())
        known = _remembered.get(key)
        if known is None or known[0] != stamps or not stamps[0]:
            known = _remembered[key] = (stamps, make(*args, **kwargs))
        answer: T = known[1]
        return answer

    return ask


@dataclass(frozen=True, slots=True)
class Page:
    """One rendered page, ready to be sent."""

    keys: tuple[str, ...]
    stamps: tuple[str, ...]
    day: str
    etag: str
    # By encoding; plain is what almost nobody asks for, and would be four fifths of the memory that pages take.
    bodies: dict[str, bytes]
    # Those of every answer, and the two of each encoding, plain and "not modified" too.
    shared: Ready
    headers: dict[str, Ready]


class Shelf:
    """Pages in memory, the least recently used thrown out first."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.pages: OrderedDict[str, Page] = OrderedDict()

    def get(self, path: str) -> Page | None:
        """The page kept for ``path``, whatever its stamps."""
        with suppress(KeyError):  # never kept, or just thrown out by another thread
            self.pages.move_to_end(path)
        return self.pages.get(path)

    def put(self, path: str, page: Page) -> None:
        """Keep ``page``, throwing out the oldest when full."""
        self.pages[path] = page
        while len(self.pages) > self.places:
            self.pages.popitem(last=False)

    def clear(self) -> None:
        """Forget everything (tests, between two databases)."""
        self.pages.clear()
        _remembered.clear()


# What people read, and the last addresses that nobody asks for twice: a page takes about 25 KB in each process.
SHELF = Shelf(places=400)


def public_page(*keys: Callable[..., str] | str) -> Callable[[View], View]:
    """Mark a view as a publication that draws from these stamp keys; callables get the view's arguments."""

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def stamped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            wanted = (EVERYWHERE, *(key(**kwargs) if callable(key) else key for key in keys))
            # Read before rendering: a change in between then shows as a stale stamp, never as a stale page.
            before = read_stamps(wanted)
            token = _everywhere.set(before[:1])
            try:
                response = view(request, *args, **kwargs)
            finally:
                _everywhere.reset(token)
            response.publication = (wanted, before)  # type: ignore[attr-defined]
            return response

        return stamped

    return decorate


@lru_cache(maxsize=4)
def _day_at(quarter: int) -> str:
    return timezone.localdate(datetime.fromtimestamp(quarter * QUARTER, UTC)).isoformat()


def _day() -> str:
    """Today where the site is. No zone turns its day within a quarter of an hour."""
    return _day_at(int(time.time() // QUARTER))


def _page_of(response: HttpResponse) -> Page:
    keys, stamps = response.publication  # type: ignore[attr-defined]
    body = response.content
    etag = f'W/"{blake2b(body + settings.RELEASE.encode(), digest_size=12).hexdigest()}"'
    bodies = {"gzip": compress(body, 6), "br": brotli.compress(body, quality=5)}
    shared = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    shared |= {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding, Cookie"}
    headers = {NOT_MODIFIED: ready({}), PLAIN: ready({"Content-Length": str(len(body))})}
    for encoding, packed in bodies.items():
        headers[encoding] = ready({"Content-Encoding": encoding, "Content-Length": str(len(packed))})
    return Page(keys, stamps, _day(), etag, bodies, ready(shared), headers)


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    if page.etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        response, kind = HttpResponse(status=304), NOT_MODIFIED
    else:
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        kind = "br" if "br" in accepted else "gzip" if "gzip" in accepted else PLAIN
        response = HttpResponse(page.bodies[kind] if kind else decompress(page.bodies["gzip"]))
    put(response, page.shared | page.headers[kind])
    return response


class PageCache:
    """Outermost middleware: answers public pages from the shelf while their stamps hold."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        path = request.get_full_path()
        page = SHELF.get(path)
        if page is not None and page.day == _day() and read_stamps(page.keys) == page.stamps:
            return _answer(request, page)
        response = self.get_response(request)
        if response.status_code != 200 or not hasattr(response, "publication") or response.cookies:
            return response
        page = _page_of(response)
        SHELF.put(path, page)
        return _answer(request, page)
