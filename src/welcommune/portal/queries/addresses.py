"""Whole addresses of public pages, and names that others keep: they stay when a title changes."""

from typing import Any

from welcommune.core.addresses import site_host, whole_address
from welcommune.core.models import Record


def absolute(name: str, language: str | None = None, /, **arguments: Any) -> str:
    """The whole address of a public page, in ``language`` or the active one; other rooms' pages by their full name."""
    return whole_address(name if ":" in name else f"portal:{name}", language, **arguments)


def tag(row: Record, *what: str) -> str:
    """A name that stays (RFC 4151): this site, the day the record was made, and what it is."""
    return f"tag:{site_host()},{row.created_at.date().isoformat()}:{'/'.join([*what, str(row.pk)])}"
