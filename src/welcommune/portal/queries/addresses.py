"""Whole addresses of public pages, and names that others keep: they stay when a title changes."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override

from welcommune.core.models import Record


def absolute(name: str, language: str | None = None, /, **arguments: Any) -> str:
    """The whole address of a public page, in ``language`` or the active one."""
    with override(language or get_language()):
        return settings.SITE_URL + reverse(f"portal:{name}", kwargs=arguments)


def site_host() -> str:
    """The name of this site in identifiers that others keep."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def tag(row: Record, *what: str) -> str:
    """A name that stays (RFC 4151): this site, the day the record was made, and what it is."""
    return f"tag:{site_host()},{row.created_at.date().isoformat()}:{'/'.join([*what, str(row.pk)])}"
