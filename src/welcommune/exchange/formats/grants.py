"""Grants as French authorities publish them (SCDL subventions 2.1, a table) and as 360Giving does (1.4, JSON).

Files in, the cells of the target "funding" out; what funding lines tell in, files out. No database, no clock.

Two columns of SCDL do not mean what their names suggest. ``pourcentageSubvention`` is the part of a grant to several
receivers that goes to this one, of an amount that is told before it was shared; it is no share of the cost.
``notificationUE`` says that the European Commission was told of *de minimis* aid; it does not say whose money it is.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from welcommune.exchange.sheets import BadValue, values

SCDL_COLUMNS: Final = (
    "nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision", "nomBeneficiaire", "idBeneficiaire",
    "rnaBeneficiaire", "objet", "montant", "nature", "conditionsVersement", "datesPeriodeVersement", "idRAE",
    "notificationUE", "pourcentageSubvention", "dispositifAide",
)  # fmt: skip
# The column of the format → the field of our lists; compared without capitals.
FROM_SCDL: Final = {
    "nomattribuant": "name", "idattribuant": "funder_siret", "dateconvention": "decided_on",
    "referencedecision": "key", "nombeneficiaire": "beneficiary", "idbeneficiaire": "beneficiary_siret",
    "rnabeneficiaire": "beneficiary_rna", "objet": "purpose", "montant": "amount",
    "datesperiodeversement": "period", "dispositifaide": "programme", "pourcentagesubvention": "part",
}  # fmt: skip
YES: Final = ("oui", "true", "1", "vrai")
# What is read of a grant of 360Giving, and of the organisations in it.
FROM_GIVING: Final = frozenset({
    "id", "title", "currency", "amountAwarded", "awardDate", "plannedDates", "grantProgramme", "fundingOrganization",
    "recipientOrganization",
})  # fmt: skip
NATURES: Final = {False: "aide en numéraire", True: "aide en nature"}
RNA = re.compile(r"W\d{9}")
SIRET = re.compile(r"\d{14}")
# A list of org-id.guide begins with its country, or with XI, XM and the like where it has none.
REGISTERED = re.compile(r"[A-Z]{2}-[A-Z0-9]+-.")
TO_INDIVIDUALS: Final = ("recipientIndividual", "toIndividualsDetails")
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST: Final = 256


class NotAPackage(ValueError):
    """The file holds no grants of 360Giving."""


@dataclass(frozen=True)
class Party:
    """Who gives or receives: the name, and the numbers in registers that are known."""

    name: str
    siret: str = ""
    rna: str = ""
    # Of another register, as org-id.guide writes it.
    other: str = ""
    country: str = ""


@dataclass(frozen=True)
class Grant:
    """One funding line as the formats see it."""

    id: str
    funder: Party
    recipient: Party
    purpose: str
    programme: str
    amount: Decimal | None
    currency: str
    is_in_kind: bool
    decided_on: date | None
    starts_on: date | None
    ends_on: date | None


# SCDL.


def scdl_missing(grant: Grant) -> list[str]:
    """The columns that the format asks for and the line does not tell: such a line cannot be written."""
    period = grant.starts_on or grant.ends_on
    told = {
        "nomAttribuant": grant.funder.name, "idAttribuant": SIRET.fullmatch(grant.funder.siret),
        "dateConvention": grant.decided_on, "nomBeneficiaire": grant.recipient.name,
        "idBeneficiaire or rnaBeneficiaire": grant.recipient.siret or RNA.fullmatch(grant.recipient.rna),
        "objet": grant.purpose or grant.programme, "montant": grant.amount is not None and grant.currency == "EUR",
        "datesPeriodeVersement": period,
    }  # fmt: skip
    return [name for name, value in told.items() if not value]


def scdl_row(grant: Grant) -> list[str]:
    """The cells of a line that tells all that is asked for: one receiver has all of it, how it is paid is not known."""
    first, last = grant.starts_on or grant.ends_on, grant.ends_on or grant.starts_on
    period = f"{first}" if first == last else f"{first}/{last}"
    rna = grant.recipient.rna if RNA.fullmatch(grant.recipient.rna) else ""
    cells = [
        grant.funder.name, grant.funder.siret, str(grant.decided_on), grant.id, grant.recipient.name,
        grant.recipient.siret, rna, (grant.purpose or grant.programme)[:LONGEST], f"{grant.amount:.2f}",
        NATURES[grant.is_in_kind], "non renseigné", period, "", "non", "1", grant.programme,
    ]  # fmt: skip
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]


def scdl_file(grants: Iterable[Grant]) -> Iterator[bytes]:
    """The table, UTF-8 with commas, of the lines that can be written."""
    yield _csv(SCDL_COLUMNS)
    for grant in grants:
        if not scdl_missing(grant):
            yield _csv(scdl_row(grant))


def _csv(cells: Iterable[str]) -> bytes:
    target = StringIO()
    csv.writer(target).writerow(list(cells))
    return target.getvalue().encode()


def _scdl_row(headers: Iterable[str], cells: Iterable[str]) -> dict[str, str]:
    return {re.sub(r"[^a-z]", "", header.lower()): cell for header, cell in zip(headers, cells, strict=True)}


def scdl_cells(headers: Iterable[str], cells: Iterable[str]) -> dict[str, str]:
    """A row of the table as fields of our lists; the kind of aid is a yes or no."""
    row = _scdl_row(headers, cells)
    found = {field: row.get(name, "") for name, field in FROM_SCDL.items()}
    if row.get("nature"):
        found["in_kind"] = "no" if "num" in row["nature"].lower() else "yes"
    return found | {"currency": "EUR"}


def _is_part(row: dict[str, str]) -> bool:
    """Whether only a part of the grant goes to this receiver."""
    try:
        return values.parse_part(row.get("pourcentagesubvention", "")) < 1
    except BadValue:
        return False


def scdl_unkept(headers: Iterable[str], cells: Iterable[str]) -> list[str]:
    """The columns of a row that tell something for which there is no place here."""
    names, row = list(headers), list(cells)
    told = _scdl_row(names, row)
    said = [name for name, cell in zip(names, row, strict=True) if cell.strip() and _is_unkept(name)]
    said += ["notificationUE: oui"] if told.get("notificationue", "").strip().lower() in YES else []
    return said + (["pourcentageSubvention: the receiver's part of the amount is kept"] if _is_part(told) else [])


def _is_unkept(header: str) -> bool:
    name = re.sub(r"[^a-z]", "", header.lower())
    return bool(name) and name not in FROM_SCDL and name not in {"nature", "notificationue"}


# 360Giving.


def _org(party: Party) -> dict[str, str]:
    """An organisation with an identifier of org-id.guide where a register knows it, else one of our own."""
    org_id = f"FR-INSEE-{party.siret}" if party.siret else f"FR-RNA-{party.rna}" if party.rna else party.other
    own = re.sub(r"[^A-Za-z0-9]+", "-", party.name).strip("-")[:80] or "unknown"
    found = {"id": org_id or f"360G-welcommune-{own}", "name": party.name}
    return found | ({"addressCountry": party.country.upper()} if party.country else {})


def giving_missing(grant: Grant) -> list[str]:
    """What the format asks for and the line does not tell."""
    told = {
        "amountAwarded": grant.amount is not None, "recipientOrganization": grant.recipient.name,
        "awardDate": grant.decided_on or grant.starts_on, "title": grant.purpose or grant.programme,
        "a grant of money": not grant.is_in_kind,
    }  # fmt: skip
    return [name for name, value in told.items() if not value]


def giving_grant(grant: Grant) -> dict[str, Any]:
    """One grant of a package."""
    dates = {"startDate": grant.starts_on, "endDate": grant.ends_on}
    title = grant.purpose or grant.programme
    found: dict[str, Any] = {
        "id": f"360G-welcommune-{grant.id}", "title": title[:140], "description": title, "currency": grant.currency,
        "amountAwarded": _number(grant.amount or Decimal(0)), "awardDate": str(grant.decided_on or grant.starts_on),
        "recipientOrganization": [_org(grant.recipient)], "fundingOrganization": [_org(grant.funder)],
    }  # fmt: skip
    if period := {name: str(day) for name, day in dates.items() if day}:
        found["plannedDates"] = [period]
    return found | ({"grantProgramme": [{"title": grant.programme}]} if grant.programme else {})


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == int(amount) else float(amount)


def giving_file(grants: Iterable[Grant]) -> Iterator[bytes]:
    """The package, of the lines that can be written."""
    found = [giving_grant(grant) for grant in grants if not giving_missing(grant)]
    yield json.dumps({"version": "1.4", "grants": found}, ensure_ascii=False, indent=1).encode()


def giving_grants(content: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """The grants of a package, each with its identifier; raises ``NotAPackage``."""
    try:
        package = json.loads(content.decode("utf-8-sig"))
        grants = package["grants"]
    except (ValueError, KeyError, TypeError) as error:
        raise NotAPackage from error
    if not isinstance(grants, list):
        raise NotAPackage
    for number, grant in enumerate(grants, start=1):
        told = grant if isinstance(grant, dict) else {}
        yield str(told.get("id") or number), told


def giving_unkept(grant: dict[str, Any]) -> list[str]:
    """What a grant tells for which there is no place here; a description stands in where there is no title."""
    title = grant.get("title")
    read = FROM_GIVING | (set() if title and grant.get("description") != title else {"description"})
    found = sorted(name for name, value in grant.items() if value not in (None, "", []) and name not in read)
    for role in ("fundingOrganization", "recipientOrganization"):
        party = _party(grant, role)
        lost = sorted(name for name, value in party.items() if value and name not in ("id", "name"))
        found += [f"{role}.id"] if party.get("id") and not _org_id(party) else []
        found += [f"{role}.{name}" for name in lost]
    return found


def giving_cells(grant: dict[str, Any]) -> dict[str, str]:
    """A grant as fields of our lists."""
    dates, programme = _first(grant, "plannedDates"), _first(grant, "grantProgramme")
    funder, recipient = _party(grant, "fundingOrganization"), _party(grant, "recipientOrganization")
    cells = {
        "key": grant.get("id"), "name": funder.get("name"), "funder_number": _org_id(funder),
        "beneficiary": recipient.get("name"), "beneficiary_number": _org_id(recipient),
        "purpose": str(grant.get("title") or grant.get("description") or "")[:500],
        "programme": programme.get("title"), "currency": grant.get("currency"),
        "amount": _amount(grant.get("amountAwarded")), "decided_on": _day(grant.get("awardDate")),
        "starts_on": _day(dates.get("startDate")), "ends_on": _day(dates.get("endDate")),
    }  # fmt: skip
    return {name: str(text) for name, text in cells.items() if text not in (None, "")}


def _amount(value: Any) -> str:
    """A number of JSON has a point for decimals and nothing else: written so that it is read so."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{Decimal(str(value)):.2f}" if is_number else str(value or "")


def _first(grant: dict[str, Any], name: str) -> dict[str, Any]:
    rows = grant.get(name)
    return rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}


def _party(grant: dict[str, Any], role: str) -> dict[str, Any]:
    """Who gives or receives; who receives a grant to individuals is nobody's to keep."""
    is_private = role == "recipientOrganization" and any(grant.get(name) for name in TO_INDIVIDUALS)
    return {} if is_private else _first(grant, role)


def _org_id(party: dict[str, Any]) -> str:
    """The number of a register, with it or a bare SIRET; what a publisher numbers for itself says nothing elsewhere."""
    number = str(party.get("id", ""))
    return number if REGISTERED.match(number) or SIRET.fullmatch(number) else ""


def _day(text: Any) -> str:
    """The day of a date or a moment; what is neither stays as it is, and is refused with its row."""
    return re.sub(r"T.*$", "", str(text or ""))
