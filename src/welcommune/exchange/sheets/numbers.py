"""Numbers as people write them. What could be read in two ways is refused, never guessed."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from welcommune.exchange.sheets.cells import SPACES, plain
from welcommune.exchange.sheets.records import BadValue, said
from welcommune.exchange.sheets.words import NO, YES

_CURRENCY = re.compile(r"^(?:€|£|\$|EUR|PLN|GBP|USD)|(?:€|£|\$|EUR|euros?|zł|PLN|GBP|USD)$", re.IGNORECASE)
_SHORTENED = re.compile(r"[-+]?\d+(?:[.,]\d+)?E[-+]?\d+", re.IGNORECASE)
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_IN_GROUPS = re.compile(r"\d{1,3}(?:(?P<group>[ '’.,])\d{3})(?:(?P=group)\d{3})*(?:(?P<mark>[.,])\d+)?")
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")

NO_NUMBER = _("Write a number, for example 24975 or 24975.50. You wrote “%(value)s”.")
TWO_NUMBERS = _("“%(value)s” can be %(whole)s or %(part)s. Write it without a sign for thousands.")
SHORTENED = _("“%(value)s” was shortened by a spreadsheet program. Set the cell to text, write it in full and save.")
NO_PART = _("Write a part of the whole: above 0 and up to 1, or in per cent. You wrote “%(value)s”.")
NO_BOOLEAN = _("Write yes or no. You wrote “%(value)s”.")


def decimal_mark(texts: Iterable[str]) -> str:
    """The sign for decimals that a column shows without doubt: a comma, a point, or nothing if both or none."""
    marks = {mark for text in texts if (mark := _mark_of(_bare(text)))}
    return marks.pop() if len(marks) == 1 else ""


def parse_number(text: str, *, mark: str = "") -> Decimal:
    """The number. ``mark`` is the sign for decimals of the column where it is known, see ``decimal_mark``."""
    bare = _bare(text)
    if _SHORTENED.fullmatch(bare):
        raise BadValue(said(SHORTENED, value=text))
    sign, digits = ("-", bare[1:]) if bare[:1] in "-−" and bare else ("", bare.removeprefix("+"))
    digits = digits.strip()
    if not mark and _EITHER.fullmatch(digits):
        whole, part = re.sub("[.,]", "", digits), digits.replace(",", ".")
        raise BadValue(said(TWO_NUMBERS, value=text, whole=sign + whole, part=sign + part))
    if _PLAIN.fullmatch(digits) and not (_EITHER.fullmatch(digits) and mark not in digits):
        return Decimal(sign + digits.replace(",", "."))
    found = _IN_GROUPS.fullmatch(digits)
    if not found or found["mark"] == found["group"] or mark in filter(None, [found["group"]]):
        raise BadValue(said(NO_NUMBER, value=text))
    whole = digits.replace(found["group"], "")
    return Decimal(sign + whole.replace(",", "."))


def _bare(text: str) -> str:
    """Plain single spaces, no currency."""
    spaced = " ".join(text.translate(SPACES).split())
    return _CURRENCY.sub("", spaced).strip()


def currency_in(text: str) -> str:
    """The sign or code of a currency that stands beside a number; empty for none."""
    found = _CURRENCY.search(" ".join(text.translate(SPACES).split()))
    return found[0] if found else ""


def _mark_of(bare: str) -> str:
    """The sign for decimals of one number, where it can be no other."""
    digits = bare.lstrip("+-−").strip()
    if _PLAIN.fullmatch(digits) and not _EITHER.fullmatch(digits):
        return "," if "," in digits else "." if "." in digits else ""
    found = _IN_GROUPS.fullmatch(digits)
    if not found or _EITHER.fullmatch(digits):
        return ""
    other: Final = {".": ",", ",": "."}
    return found["mark"] or other.get(found["group"], "")


def parse_part(text: str) -> Decimal:
    """A part of a whole, above 0 and up to 1; what is written in per cent is read so: 0.25, 25 % and 25 are one."""
    number = parse_number(text.replace("%", ""), mark="," if "," in text else ".")
    part = number / 100 if "%" in text or number > 1 else number
    if not 0 < part <= 1:
        raise BadValue(said(NO_PART, value=text))
    return part


def parse_boolean(text: str) -> bool:
    """Yes or no in the languages of the site."""
    word = plain(text)
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadValue(said(NO_BOOLEAN, value=text))
