"""Whole addresses, for what is read elsewhere: in mails, calendars and feeds."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override


def whole_address(name: str, language: str | None = None, /, **arguments: Any) -> str:
    """The whole address of a named page, in ``language`` or the active one."""
    with override(language or get_language()):
        return settings.SITE_URL + reverse(name, kwargs=arguments)


def site_host() -> str:
    """The name of this site in identifiers that others keep."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"
