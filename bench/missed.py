"""The project's settings with a page cache that forgets: every request is the first one after a change."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse  # noqa: TID251

from welcommune.config.settings import *  # noqa: F403

MIDDLEWARE.insert(0, "bench.missed.forgetting")  # noqa: F405


def forgetting(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: an empty shelf before each request."""
    # Its module reads models, which are not there yet when settings are read.
    shelf = __import__("welcommune.core.publication", fromlist=["SHELF"]).SHELF

    def forget(request: HttpRequest) -> HttpResponse:
        shelf.clear()
        return get_response(request)

    return forget
