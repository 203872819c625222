"""What a cell means once its column is known. Each function gives the value or raises ``BadValue`` with a sentence."""

import re
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext_lazy as _

from welcommune.exchange.sheets.cells import clean_cell, plain
from welcommune.exchange.sheets.dates import day_first, parse_date
from welcommune.exchange.sheets.identifiers import parse_siren, parse_siret, parse_vat
from welcommune.exchange.sheets.numbers import decimal_mark, parse_boolean, parse_number, parse_part
from welcommune.exchange.sheets.records import BadValue, said

__all__ = [
    "BadValue", "day_first", "decimal_mark", "parse_boolean", "parse_date", "parse_email", "parse_languages",
    "parse_number", "parse_part", "parse_phone", "parse_siren", "parse_siret", "parse_text", "parse_url", "parse_vat",
    "split_list",
]  # fmt: skip

_SITE_LANGUAGES: Final = ("en", "fr", "es", "pl", "el", "ar")
# What people write on lists of languages, and what no list of names has.
_OTHER_NAMES: Final = {
    "dari": "fa", "farsi": "fa", "persan": "fa", "pachto": "ps", "kurmandji": "ku", "kurmanji": "ku", "sorani": "ckb",
    "mandarin": "zh", "peul": "ff", "soninke": "snk", "tigrigna": "ti", "tamoul": "ta",
}  # fmt: skip
_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()/]+\.[^\s@<>,;:\"()/.\d]{2,}")
_IN_BRACKETS = re.compile(r".*<([^<>]+)>$")
_HOST = re.compile(r"(?:[^\s./:@]+\.)+[^\s./:@\d]{2,}(?::\d+)?")
_PHONE = re.compile(r"\+?[\d ()./-]+")
_EXTENSION = re.compile(r"\s*(?:ext\.?|poste|x)\s*(\d{1,6})$", re.IGNORECASE)

TOO_LONG = _("Use at most %(most)d characters; this text has %(count)d.")
NO_EMAIL = _("Write one e-mail address, for example contact@example.org. You wrote “%(value)s”.")
NO_URL = _("Write the address of a website, for example https://example.org. You wrote “%(value)s”.")
NO_PHONE = _("Write one phone number, for example +33 3 85 00 00 00. You wrote “%(value)s”.")
NO_LANGUAGE = _(
    "“%(value)s” is not a language that is known here. Write its name or its code, for example Arabic or ar."
)


def parse_text(text: str, *, most: int = 0) -> str:
    """Clean text, refused where it is longer than its place."""
    bare = clean_cell(text)
    if most and len(bare) > most:
        raise BadValue(said(TOO_LONG, most=most, count=len(bare)))
    return bare


def parse_email(text: str) -> str:
    """One address; the part behind the @ in small letters."""
    bare = clean_cell(text).removeprefix("mailto:")
    if found := _IN_BRACKETS.fullmatch(bare):
        bare = found[1]
    if not _EMAIL.fullmatch(bare):
        raise BadValue(said(NO_EMAIL, value=text))
    person, _at, host = bare.rpartition("@")
    return f"{person}@{host.lower()}"


def parse_url(text: str) -> str:
    """A web address; one without a scheme gets ``https://``."""
    bare = clean_cell(text)
    whole = bare if re.match(r"https?://", bare, re.IGNORECASE) else f"https://{bare}"
    try:
        parts = urlsplit(whole)
    except ValueError as error:
        raise BadValue(said(NO_URL, value=text)) from error
    if re.search(r"\s", bare) or not _HOST.fullmatch(parts.netloc):
        raise BadValue(said(NO_URL, value=text))
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{whole.split('://', 1)[1][len(parts.netloc) :]}"


def parse_phone(text: str) -> str:
    """A number that can be dialled, as it was written but for ``(0)``, doubled spaces and a decimal ``.0``."""
    bare = clean_cell(text).strip("\"'")
    bare = re.sub(r"(?<=\d)\.0$", "", bare).removeprefix("tel:")
    number, extension = _EXTENSION.sub("", bare), _EXTENSION.search(bare)
    number = f"+{number[2:].lstrip()}" if number.startswith("00") else number
    number = " ".join(re.sub(r"\(0\)", " ", number).split()) if number.startswith("+") else number
    if not _PHONE.fullmatch(number) or not 6 <= sum(letter.isdigit() for letter in number) <= 15:
        raise BadValue(said(NO_PHONE, value=text))
    return f"{number} ext. {extension[1]}" if extension else number


def split_list(text: str) -> tuple[str, ...]:
    """The entries of a cell: parted by semicolons, bars, lines and free slashes, or else by commas."""
    strong = re.split(r"\s*[;|\n]\s*|\s+/\s+", text)
    parts = strong if len([part for part in strong if part.strip()]) > 1 else re.split(r"\s*,\s*", text)
    if len(parts) == 1 and "://" not in text and not re.search(r"\d", text):
        parts = text.split("/")
    return tuple(dict.fromkeys(part for part in (clean_cell(part) for part in parts) if part))


def parse_languages(text: str) -> tuple[str, ...]:
    """Codes of languages from their names, in any language of the site or their own, or from codes."""
    found = []
    for entry in split_list(text):
        code = language_names().get(plain(entry))
        if code is None:
            raise BadValue(said(NO_LANGUAGE, value=entry))
        found.append(code)
    return tuple(dict.fromkeys(found))


@cache
def language_names() -> dict[str, str]:
    """Plain names and codes to codes. The first meaning of a name wins, short codes before long ones."""
    codes = sorted((code for code in _names_in("en") if "_" not in code), key=lambda code: (len(code), code))
    names = {code: code for code in codes} | _OTHER_NAMES
    for known in map(_names_in, _SITE_LANGUAGES):
        for code in codes:
            if code in known:
                names.setdefault(plain(known[code]), code)
    for code in codes:
        if own := _names_in(code).get(code):
            names.setdefault(plain(own), code)
    return names


def _names_in(language: str) -> dict[str, str]:
    """The names of languages in a language, where it is known how they are called in it."""
    try:
        return {str(code): str(name) for code, name in Locale(language).languages.items()}
    except (ValueError, UnknownLocaleError):
        return {}
