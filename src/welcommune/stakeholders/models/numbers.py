"""Numbers of organisations in registers: how each is written, and whether it can be one."""

import re
from dataclasses import dataclass
from types import ModuleType

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.es import nif
from stdnum.eu import vat
from stdnum.exceptions import ValidationError as NoNumber
from stdnum.fr import siren, siret
from stdnum.gr import vat as afm
from stdnum.pl import nip, regon

BETWEEN = re.compile(r"[\s.\-/_'’]+")
LENGTH = _("A %(name)s has %(wanted)s digits; you wrote %(written)d.")
DIGITS_ONLY = _("A %(name)s is written in digits only, %(wanted)s of them. Take out “%(odd)s”.")
MISTYPED = _("This %(name)s has a mistake in it: its check digit does not fit. Compare it with the paper.")
SHAPE = _("A %(name)s looks like %(example)s. You wrote “%(written)s”.")
UNKNOWN = _("Choose a register from the list.")
NO_ORG_ID = _("Write a SIRET, an RNA, or a number with its register before it, for example GB-CHC-1164883.")
# The lists of org-id.guide that are registers of ours, and the ids it makes of their numbers.
ORG_ID_LISTS = {"siret": "FR-INSEE", "siren": "FR-INSEE", "rna": "FR-RNA"}
ORG_ID = re.compile(r"([A-Z]{2}-[A-Z0-9]{2,12})-([A-Za-z0-9][A-Za-z0-9./_-]{1,40})", re.ASCII)


@dataclass(frozen=True)
class Register:
    """How a register writes its numbers: so many digits, or a pattern with an example; and who checks them."""

    name: str | Promise
    digits: tuple[int, ...] = ()
    pattern: str = ""
    example: str = ""
    checked_by: ModuleType | None = None


REGISTERS = {
    "siret": Register("SIRET", (14,), checked_by=siret),
    "siren": Register("SIREN", (9,), checked_by=siren),
    # Overseas the third sign is a letter.
    "rna": Register("RNA", pattern=r"W\d[0-9A-Z]\d{7}", example="W751234567"),
    "vat": Register(_("VAT number"), pattern=r"[A-Z]{2}[0-9A-Z+*]{2,13}", example="FR83404833048", checked_by=vat),
    "nif": Register("NIF", pattern=r"[0-9A-Z]\d{7}[0-9A-Z]", example="G28651529", checked_by=nif),
    "krs": Register("KRS", (10,)),
    "nip": Register("NIP", (10,), checked_by=nip),
    "regon": Register("REGON", (9, 14), checked_by=regon),
    "afm": Register("AFM", (9,), checked_by=afm),
    "pic": Register("PIC", (9,)),
}


def compact_number(scheme: str, written: str) -> str:
    """The number as it is stored: without spaces and dots; raises ``ValidationError`` with what is wrong."""
    register = REGISTERS.get(scheme)
    if register is None:
        raise ValidationError(UNKNOWN)
    value = BETWEEN.sub("", written).upper()
    if register.digits:
        _check_digits(register, value)
    elif not re.fullmatch(register.pattern, value, re.ASCII):
        told = {"name": register.name, "example": register.example, "written": written}
        raise ValidationError(SHAPE, params=told)
    _check_digit(register, value)
    return value


def org_id(scheme: str, number: str) -> str:
    """The number of a register of ours as org-id.guide writes it: the list it stands in, and itself."""
    return f"{ORG_ID_LISTS[scheme]}-{number}"


def compact_org_id(written: str) -> str:
    """A number with its register as org-id.guide writes it, from that or from a bare SIRET or RNA."""
    text = "".join(written.split())
    found = ORG_ID.fullmatch(text)
    known, number = (found[1], found[2]) if found else ("", BETWEEN.sub("", text).upper())
    if known == "FR-INSEE" or (number.isdigit() and not known):
        scheme = "siren" if len(BETWEEN.sub("", number)) == 9 else "siret"
    elif known == "FR-RNA" or (number.startswith("W") and not known):
        scheme = "rna"
    elif known:
        return text
    else:
        raise ValidationError(NO_ORG_ID)
    return org_id(scheme, compact_number(scheme, number))


def org_id_words(kept: str) -> str:
    """Numbers that are kept with a space between two, as a person reads them: SIRET, SIREN and RNA bare."""
    french = {f"{name}-" for name in ORG_ID_LISTS.values()}
    shown = [next((one.removeprefix(name) for name in french if one.startswith(name)), one) for one in kept.split()]
    return ", ".join(shown)


def _check_digits(register: Register, value: str) -> None:
    odd = re.search(r"[^0-9]", value)
    if not odd and len(value) in register.digits:
        return
    wanted = _(" or ").join(str(length) for length in register.digits)
    if odd:
        raise ValidationError(DIGITS_ONLY, params={"name": register.name, "wanted": wanted, "odd": odd[0]})
    raise ValidationError(LENGTH, params={"name": register.name, "wanted": wanted, "written": len(value)})


def _check_digit(register: Register, value: str) -> None:
    if register.checked_by is None:
        return
    try:
        register.checked_by.validate(value)
    except NoNumber as error:
        raise ValidationError(MISTYPED, params={"name": register.name}) from error
