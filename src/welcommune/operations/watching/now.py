"""Which request is being answered in this thread, for whoever writes a line about it."""

import secrets
from contextvars import ContextVar
from typing import Any

from welcommune.core.ids import REQUEST_ID

__all__ = ["REQUEST", "REQUEST_ID", "new_request_id", "route_now", "route_of"]

REQUEST: ContextVar[Any] = ContextVar("request", default=None)
# What answers no address of ours: a page that is not there, a file, the way to one's language.
NO_ROUTE = "none"


def new_request_id() -> str:
    """Short enough to be told over the telephone, long enough to find one request among those of a year."""
    return secrets.token_hex(5)


def route_of(request: Any) -> str:
    """The name of what answers, never the address: addresses may hold tokens."""
    match = getattr(request, "resolver_match", None)
    return str(match.view_name or NO_ROUTE) if match else NO_ROUTE


def route_now() -> str:
    """The route of the request that this thread answers; empty outside of requests."""
    request = REQUEST.get()
    return route_of(request) if request is not None else ""
