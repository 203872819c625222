"""Identifiers: time-ordered, so that inserts stay cheap; random where the moment must stay private."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562). It tells its creation time: never use it for anything anonymous."""
    return uuid7()
