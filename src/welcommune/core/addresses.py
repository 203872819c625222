"""Whole addresses, for what is read elsewhere: in mails, calendars and feeds."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, override


def whole_address(name: str, language: str | None = None, /, **arguments: Any) -> str:
    """The whole address of a named page, in ``language`` or the active one."""
    with override(language or get_language()):
        return settings.SITE_URL + reverse(name, kwargs=arguments)


def site_host() -> str:
    """The name of this site in identifiers that others keep."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def free_slug(wanted: str, rows: QuerySet[Any], otherwise: str) -> str:
    """``wanted`` as an address among ``rows``, with a number behind it if it is taken."""
    longest = rows.model._meta.get_field("slug").max_length
    base = slugify(wanted)[: longest - 5].strip("-") or otherwise
    taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)
