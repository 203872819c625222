"""Identifiers: time-ordered, so that inserts stay cheap; random where the moment must stay private."""

from contextvars import ContextVar
from uuid import UUID

from uuid_utils.compat import uuid7

# The number of the request that is being answered, or that queued the message being handled.
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562). It tells its creation time: never use it for anything anonymous."""
    return uuid7()
