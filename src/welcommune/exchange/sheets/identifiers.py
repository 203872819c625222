"""Identifiers of organisations. A spreadsheet spoils them in known ways; what it lost is never made up."""

import re

from django.utils.translation import gettext_lazy as _
from stdnum.eu import vat
from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret

from welcommune.exchange.sheets.cells import SPACES
from welcommune.exchange.sheets.numbers import SHORTENED
from welcommune.exchange.sheets.records import BadValue, said

_SHORTENED = re.compile(r"\d+(?:[.,]\d+)?E[-+]?\d+", re.IGNORECASE)
_POINT_ZERO = re.compile(r"[.,]0+$")
_AROUND = re.compile(r"[\s'’`.\-]")

NO_SIRET = _("A SIRET has 14 digits. You wrote “%(value)s”.")
NO_SIREN = _("A SIREN has 9 digits. You wrote “%(value)s”.")
WRONG_CHECK = _(
    "“%(value)s” cannot be right: its last digit does not fit the others. Compare it with the official register."
)
NO_VAT = _("Write a VAT number with its country, for example FR40303265045. You wrote “%(value)s”.")


def parse_siret(text: str) -> str:
    """Fourteen digits with the right check digit."""
    digits = _digits(text, 14)
    if len(digits) != 14 or not digits.isdigit():
        raise BadValue(said(NO_SIRET, value=text))
    if not siret.is_valid(digits):
        raise BadValue(said(WRONG_CHECK, value=text))
    return digits


def parse_siren(text: str) -> str:
    """Nine digits with the right check digit."""
    digits = _digits(text, 9)
    if len(digits) != 9 or not digits.isdigit():
        raise BadValue(said(NO_SIREN, value=text))
    if not siren.is_valid(digits):
        raise BadValue(said(WRONG_CHECK, value=text))
    return digits


def parse_vat(text: str) -> str:
    """A VAT number of the European Union, with its country and the right check digit."""
    bare = _AROUND.sub("", text.translate(SPACES)).upper()
    try:
        return str(vat.validate(bare))
    except ValidationError as error:
        raise BadValue(said(NO_VAT, value=text)) from error


def _digits(text: str, length: int) -> str:
    """Without what stands around and between; zeros that a spreadsheet took from the front are put back."""
    bare = text.translate(SPACES).strip()
    if _SHORTENED.fullmatch(bare):
        raise BadValue(said(SHORTENED, value=text))
    digits = _AROUND.sub("", _POINT_ZERO.sub("", bare))
    # Only as far as the check digit can tell that it was right.
    return digits.zfill(length) if length - 2 <= len(digits) < length and digits.isdigit() else digits
