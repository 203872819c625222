"""What every request goes through first: its number, its line in the log, its figures, the headers of all pages."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from welcommune.core.headers import put, ready
from welcommune.operations.queries.figures import BUCKETS
from welcommune.operations.watching.counts import COUNTS
from welcommune.operations.watching.now import NO_ROUTE, REQUEST, REQUEST_ID, new_request_id, route_of
from welcommune.operations.watching.slow import note_slow

# Under ``welcommune``, whose level the settings name.
logger = logging.getLogger("welcommune.request")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
MOST_KNOWN = 4000
SEVERAL = re.compile(r"\s*,\s*")


class Statements:
    """Counts the statements of one request, and notes those that take long."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.count = request, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = (time.perf_counter() - started) * 1000
            if took >= settings.SLOW_MS:
                note_slow(sql, took, route=route_of(self.request))


class Noting:
    """Below the shelf of kept pages: who asks is known to whoever writes a line, and statements are counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.statements = Statements(request)
        marks = (REQUEST_ID.set(request.request_id), REQUEST.set(request))
        try:
            with connection.execute_wrapper(request.statements):
                return self.get_response(request)
        finally:
            REQUEST_ID.reset(marks[0])
            REQUEST.reset(marks[1])


class Watching:
    """Outermost middleware. A kept page costs little more than its line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.headers = ready(settings.SAFE_HEADERS)
        # Which route a kept page has: it is answered before anybody asks the table of addresses.
        self.routes: dict[str, str] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        number = new_request_id()
        request.request_id = number  # type: ignore[attr-defined]
        _unproxy(request)
        response = self.get_response(request)
        self._tell(request, response, time.perf_counter() - started)
        put(response, self.headers)
        response.headers["X-Request-ID"] = number
        return response

    def _tell(self, request: Any, response: HttpResponse, seconds: float) -> None:
        route, kind = self._route(request, response.status_code)
        _count(route, kind, response.status_code, seconds)
        if logger.isEnabledFor(logging.INFO):
            # Made by hand, which spares looking up the line of code that it comes from.
            record = logging.LogRecord(logger.name, logging.INFO, __file__, 0, "request", None, None)
            record.told = {
                "request": request.request_id, "route": route,
                "method": request.method if request.method in METHODS else "OTHER",
                "status": response.status_code, "ms": round(seconds * 1000, 1),
                # A kept page costs the one statement that reads its stamps.
                "queries": request.statements.count if hasattr(request, "statements") else 1,
            }  # fmt: skip
            logger.handle(record)

    def _route(self, request: HttpRequest, status: int) -> tuple[str, str]:
        """The route, and whether the page was kept, made, one of the desk, or a file."""
        path = request.path_info
        if request.resolver_match is None:
            if request.path.startswith(settings.STATIC_URL):
                return "static", "file"
            known = self.routes.get(path, "")
            return (known, "kept") if known and status in (200, 304) else (NO_ROUTE, "made")
        route = route_of(request)
        if request.method in ("GET", "HEAD") and status == 200:
            if len(self.routes) >= MOST_KNOWN:
                self.routes.clear()
            self.routes[path] = route
        return route, "desk" if "/desk/" in path else "made"


def _count(route: str, kind: str, status: int, seconds: float) -> None:
    bucket = next((str(bound) for bound in BUCKETS if seconds <= bound), "+Inf")
    COUNTS.add(
        (f"requests|{route}|{status // 100}xx", 1), (f"seconds_bucket|{kind}|{bucket}", 1),
        (f"seconds_sum|{kind}", seconds),
    )  # fmt: skip


def _unproxy(request: HttpRequest) -> None:
    """Behind proxies of ours, the address of the visitor is the one that the outermost of them noted."""
    if settings.PROXIES:
        noted = SEVERAL.split(request.META.get("HTTP_X_FORWARDED_FOR", "").strip())
        if len(noted) >= settings.PROXIES and noted[-settings.PROXIES]:
            request.META["REMOTE_ADDR"] = noted[-settings.PROXIES]
