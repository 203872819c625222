"""Values of a foreign file made fit for the record: lines, texts, addresses and numbers."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from welcommune.core.text import clean_line, clean_text
from welcommune.exchange.formats.report import Refusal, Report

Read = TypeVar("Read")

EMAIL: Final = re.compile(r"[\w.+'-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")
ADDRESS: Final = re.compile(r"https?://[^\s/?#.@]+(?:\.[^\s/?#.@]+)+(?::\d+)?(?:[/?#]\S*)?")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/li|/div)\b[^<>]*>", re.IGNORECASE)


class BadValue(Exception):
    """A value that makes its row unfit; ``sentence`` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def checked(item: dict[str, Any], read: Callable[..., Read], *beside: Any) -> Read | Refusal:
    """What was read of a row, or why it cannot be."""
    try:
        return read(item, *beside)
    except BadValue as bad:
        return Refusal(str(item.get("id") or item.get("nom") or item.get("name") or "?")[:100], bad.sentence)


def text_of(value: Any, field: str) -> str:
    """Several lines of plain text; tags are taken out, their breaks stay."""
    if not value:
        return ""
    if not isinstance(value, str):
        raise BadValue(_("%(field)s: a text is expected.") % {"field": field})
    text: str = value
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = unescape(text)
    if text.isascii() and text.isprintable():
        return text.strip()
    try:
        return clean_text(text)
    except ValidationError as error:
        raise BadValue(f"{field}: {error.messages[0]}") from error


def line_of(value: Any, field: str) -> str:
    """One line of plain text."""
    text = text_of(value, field)
    if "\n" in text:
        text = " ".join(text.split())
    return clean_line(text) if "  " in text or "\t" in text else text


def day_of(value: Any, field: str) -> str:
    """A date as 2026-01-31; of a moment its day."""
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError as error:
        sentence = _("%(field)s: a date like 2026-01-31 is expected, and here stands “%(value)s”.")
        raise BadValue(sentence % {"field": field, "value": str(value)[:40]}) from error


def point_of(item: dict[str, Any], report: Report) -> tuple[float | None, float | None]:
    """Latitude and longitude; 0, 0 is how programs write that they do not know."""
    latitude, longitude = item.get("latitude"), item.get("longitude")
    if latitude in (None, "") or longitude in (None, ""):
        return None, None
    try:
        north, east = float(latitude), float(longitude)
    except (TypeError, ValueError):
        north, east = 91.0, 0.0
    if abs(north) > 90 or abs(east) > 180:
        report.unmapped["latitude, longitude: no point on earth, left out"] += 1
        return None, None
    return (north, east) if north or east else (None, None)


def fitting(value: str, most: int, field: str, kept: dict[str, Any], report: Report) -> str:
    """The value, or nothing where it is longer than the record holds: then it is kept as it came."""
    if len(value) <= most:
        return value
    report.unmapped[f"{field}: longer than {most} characters, kept only to be written out again"] += 1
    kept[field] = value
    return ""


def email_of(value: Any, field: str, report: Report) -> str:
    """An e-mail address, or nothing."""
    return _matching(EMAIL, line_of(value, field), 254, f"{field}: no e-mail address, left out", report)


def link_of(value: Any, field: str, report: Report) -> str:
    """A web address, or nothing."""
    return _matching(ADDRESS, line_of(value, field), 500, f"{field}: no web address, left out", report)


def _matching(pattern: "re.Pattern[str]", text: str, most: int, otherwise: str, report: Report) -> str:
    if not text or (len(text) <= most and pattern.fullmatch(text)):
        return text
    report.unmapped[otherwise] += 1
    return ""
