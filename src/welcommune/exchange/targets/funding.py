"""Funding lines, as lists of grants tell of them: shifted cells, amounts of all kinds, periods in one cell or two."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from babel import Locale
from django.db.models import Model
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import ExternalId
from welcommune.core.text import clean_line
from welcommune.exchange.sheets import BadValue, values
from welcommune.exchange.sheets.numbers import currency_in
from welcommune.exchange.sheets.records import said
from welcommune.exchange.targets.base import Checked, Field, Reader, Setting, Target, Trouble, Values
from welcommune.exchange.targets.headers import CERTAINTIES, FUNDING, FUNDING_LEVELS
from welcommune.exchange.targets.records.planner import Kind, RecordPlanner
from welcommune.exchange.targets.records.reading import RecordReader, choice_words, line, term_words
from welcommune.mapping.models import FIRST_YEAR, LAST_YEAR, MOST_MONEY, Certainty, FundingLevel, FundingLine
from welcommune.network.models import NAME, Region, Term
from welcommune.stakeholders.models import Identifier, Organisation, compact_number, compact_org_id, org_id
from welcommune.stakeholders.queries import fold

WHO, WHAT, MUCH, WHEN = (
    gettext_lazy("Who pays"), gettext_lazy("What for"), gettext_lazy("How much"), gettext_lazy("When, and how sure"),
)  # fmt: skip
LABELS: Final[dict[Any, dict[str, Any]]] = {
    WHO: {
        "name": gettext_lazy("Funder"), "funder_siret": gettext_lazy("Funder: SIRET"),
        "funder_number": gettext_lazy("Funder: number with its register (GB-CHC-1164883)"),
        "programme": gettext_lazy("Programme"), "level": gettext_lazy("Where the money comes from"),
    },
    WHAT: {
        "purpose": gettext_lazy("What it is for"), "beneficiary": gettext_lazy("Who receives it"),
        "beneficiary_siret": gettext_lazy("Receiver: SIRET"), "beneficiary_rna": gettext_lazy("Receiver: RNA"),
        "beneficiary_number": gettext_lazy("Receiver: number with its register (GB-CHC-1164883)"),
        "themes": gettext_lazy("Themes"),
    },
    MUCH: {
        "amount": gettext_lazy("Amount"), "amount_from": gettext_lazy("Amount from"),
        "amount_to": gettext_lazy("Amount up to"), "currency": gettext_lazy("Currency"),
        "part": gettext_lazy("Receiver's part of the amount (from 0 to 1, or in per cent)"),
        "share": gettext_lazy("Share of the cost, in per cent"), "in_kind": gettext_lazy("In kind (yes or no)"),
    },
    WHEN: {
        "decided_on": gettext_lazy("Decided on"), "starts_on": gettext_lazy("First day"),
        "ends_on": gettext_lazy("Last day"), "period": gettext_lazy("Period in one cell (2026-01-01/2026-12-31)"),
        "certainty": gettext_lazy("How sure is it?"), "key": gettext_lazy("Its number or code in this list"),
    },
}  # fmt: skip
EXAMPLES = {
    "name": "Ville de Mâcon", "programme": "Contrat de ville", "level": "local", "purpose": "Cours de français",
    "beneficiary": "Association Le Pont", "amount": "12500", "currency": "EUR", "starts_on": "2026-01-01",
    "ends_on": "2026-12-31", "certainty": "confirmed",
}  # fmt: skip
FOR_ALL = {"name", "programme", "level", "currency", "certainty"}
CENT = Decimal("0.01")
AMOUNTS = ("amount", "amount_from", "amount_to")
PART_KEPT = gettext_lazy("The grant goes to several: of its amount, the part of this receiver is kept.")
PERIOD = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*[/_–]\s*(\d{4}-\d{2}-\d{2}))?")
# One of these at least: lists that add up what each receives have lines without, and these are no grants.
TELLING: Final = {*AMOUNTS, "programme", "purpose", "in_kind", "share", "themes", "key"}
NOTHING_TOLD = gettext_lazy("This row tells neither how much is paid nor what for. Is it the sum of other rows?")
BELOW = gettext_lazy("An amount cannot be below zero.")
TOO_MUCH = gettext_lazy("More than a thousand million for one line: look at the comma and the unit.")
NO_YEAR = gettext_lazy("Is the year right? Write one from %(first)s to %(last)s.")
NO_CURRENCY = gettext_lazy("“%(value)s” is no currency that is known here. Write its code, for example EUR.")
TWO_CURRENCIES = gettext_lazy("The amount is in %(one)s, the currency says %(other)s. Change one of the two.")
NO_PERIOD = gettext_lazy("“%(value)s” is no period. Write it like 2026-01-01/2026-12-31.")
# Who is written like a person, and what is told of the numbers of each.
PERSON = re.compile(r"(m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle|mrs\.?|ms\.?)\s+\w{2}", re.IGNORECASE)
NUMBERS_OF: Final = {
    "name": ("funder_siret", "funder_number"),
    "beneficiary": ("beneficiary_siret", "beneficiary_rna", "beneficiary_number"),
}  # fmt: skip
NO_NUMBER_OF_PERSON = gettext_lazy("This looks like a person: the number is not kept. Name organisations here.")
SIGNS = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP", "$": "USD", "ZŁ": "PLN"}


def amount(text: str) -> str:
    """An amount, as it is kept with a row; what cannot be is told at once."""
    number = values.parse_number(text)
    if number < 0:
        raise BadValue(BELOW)
    if number > MOST_MONEY:
        raise BadValue(TOO_MUCH)
    return str(number.quantize(CENT))


def share(text: str) -> str:
    """A share in per cent."""
    number = values.parse_number(text.replace("%", ""))
    if not 0 <= number <= 100:
        raise BadValue(_("A share lies between 0 and 100 per cent."))
    return str(number.quantize(CENT))


def part(text: str) -> str:
    """The part of the amount that goes to this receiver."""
    return str(values.parse_part(text))


def currency(text: str) -> str:
    """A code of ISO 4217, from the code or a common sign."""
    code = text.strip().upper()
    code = SIGNS.get(code, code)
    if code not in Locale("en").currencies:
        raise BadValue(said(NO_CURRENCY, value=text))
    return code


def day(text: str) -> str:
    """A day, as it is kept with a row, in a year that money of today can have."""
    found = values.parse_date(text)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadValue(said(NO_YEAR, first=FIRST_YEAR, last=LAST_YEAR))
    return found.isoformat()


def period(text: str) -> list[str]:
    """First and last day from one cell; one day alone is both."""
    found = PERIOD.fullmatch(text.strip())
    if not found:
        raise BadValue(said(NO_PERIOD, value=text))
    return [day(part) for part in (found[1], found[2] or found[1])]


def _digits(text: str) -> str:
    return values.parse_siret(text)


PARSERS: Final[dict[str, Callable[[str], Any]]] = {
    "name": line(NAME), "programme": line(NAME), "purpose": line(500), "beneficiary": line(NAME), "key": line(180),
    "funder_siret": _digits, "beneficiary_siret": _digits,
    "beneficiary_rna": lambda text: compact_number("rna", clean_line(text)),
    "funder_number": compact_org_id, "beneficiary_number": compact_org_id,
    "amount": amount, "amount_from": amount, "amount_to": amount, "currency": currency, "part": part, "share": share,
    "in_kind": values.parse_boolean, "decided_on": day, "starts_on": day, "ends_on": day, "period": period,
}  # fmt: skip


def check(found: Values) -> Iterable[Trouble]:
    """What does not go together in one row."""
    if found.get("amount") and (found.get("amount_from") or found.get("amount_to")):
        yield Trouble("amount", found["amount"], _("Give an exact amount or a band, not both."))
    low, high = found.get("amount_from"), found.get("amount_to")
    if low and high and Decimal(high) < Decimal(low):
        yield Trouble("amount_to", high, _("The band ends below where it starts. Change one of the two."))


def _currencies(cells: Mapping[str, str], found: Values) -> Iterable[Trouble]:
    """The currency that stands beside an amount is the row's; another one in its own cell does not go with it."""
    for name in AMOUNTS:
        sign = currency_in(cells.get(name, ""))
        if sign and name in found:
            code = currency(sign)
            if found.setdefault("currency", code) != code:
                yield Trouble(name, cells[name], said(TWO_CURRENCIES, one=code, other=found["currency"]))


def _sums(cells: Mapping[str, str]) -> Iterable[Trouble]:
    """A row that names who receives, and has no cell that tells of a grant."""
    if cells.get("beneficiary", "").strip() and not any(cells.get(name, "").strip() for name in TELLING):
        yield Trouble("amount", "", NOTHING_TOLD)


class FundingReader(RecordReader):
    """Reads rows of grants; the number of somebody who is written like a person is not read.

    A period in one cell gives the two days that have no cell of their own. A grant to several receivers is told whole
    beside the part of each: of its amount that part is kept, and the row says so.
    """

    def __init__(self, words: Mapping[tuple[str, str], str]) -> None:
        known = {
            "level": choice_words(FundingLevel.choices, FUNDING_LEVELS),
            "certainty": choice_words(Certainty.choices, CERTAINTIES), "themes": term_words("theme"),
        }  # fmt: skip
        super().__init__(words, PARSERS, known, frozenset({"themes"}), check)

    def read(self, cells: Mapping[str, str]) -> Checked:
        """See ``Reader``."""
        checked = super().read(cells)
        people = [
            Trouble(name, "", NO_NUMBER_OF_PERSON, "repaired")
            for role in NUMBERS_OF if PERSON.match(checked.values.get(role, ""))
            for name in NUMBERS_OF[role] if checked.values.pop(name, "")
        ]  # fmt: skip
        troubles = (*checked.troubles, *_currencies(cells, checked.values), *_sums(cells))
        if days := checked.values.pop("period", None):
            checked.values.setdefault("starts_on", days[0])
            checked.values.setdefault("ends_on", days[1])
        part = Decimal(checked.values.pop("part", 1))
        shared = [name for name in AMOUNTS if part < 1 and name in checked.values]
        told = [Trouble(name, checked.values[name], PART_KEPT, "repaired") for name in shared]
        checked.values.update({name: str((Decimal(checked.values[name]) * part).quantize(CENT)) for name in shared})
        return Checked(checked.values, (*troubles, *people, *told))


class FundingKind(Kind):
    """See ``Kind``."""

    model: type[Model] = FundingLine
    columns: tuple[str, ...] = (
        "funder_id", "funder_name", "funder_numbers", "beneficiary_id", "beneficiary_name", "beneficiary_numbers",
        "programme", "level", "purpose", "amount",
        "amount_from", "amount_to", "currency", "share", "is_in_kind", "certainty", "decided_on", "starts_on",
        "ends_on",
    )  # fmt: skip
    links: Mapping[str, str] = {"themes": "themes"}
    has_twins = True
    FIELDS: Final = {
        "funder_id": "name", "funder_name": "name", "beneficiary_id": "beneficiary",
        "beneficiary_name": "beneficiary", "is_in_kind": "in_kind", "funder_numbers": "funder_number",
        "beneficiary_numbers": "beneficiary_number",
    }  # fmt: skip

    def __init__(self, region: Region) -> None:
        self.region = region
        self.currency = "PLN" if region.country == "pl" else "EUR"
        self.names: dict[UUID, str] = {}
        by_name: dict[str, list[UUID]] = {}
        for pk, name in Organisation.objects.filter(merged_into__isnull=True).order_by("pk").values_list("pk", "name"):
            self.names[pk] = name
            by_name.setdefault(fold(name), []).append(pk)
        self.by_name = {name: pks[0] for name, pks in by_name.items() if len(pks) == 1}
        rows = Identifier.objects.filter(scheme__in=["siret", "rna"]).order_by("pk")
        numbers = rows.values_list("scheme", "value", "organisation_id")
        self.by_number = {org_id(scheme, value): pk for scheme, value, pk in numbers}
        self.themes = {term.code: term for term in Term.objects.filter(vocabulary="theme")}

    def _organisation(self, numbers: Iterable[str], name: str) -> UUID | None:
        """Who is meant: whoever has one of the numbers, else the only one in the register of this name."""
        found = next((self.by_number[number] for number in numbers if number in self.by_number), None)
        found = found or self.by_name.get(fold(name))
        return found if found in self.names else None

    def told(self, values: Values) -> dict[str, Any]:
        """See ``Kind``."""
        told = {name: values[name] for name in ("programme", "level", "purpose", "certainty") if values.get(name)}
        told |= {
            name: Decimal(values[name]) for name in ("amount", "amount_from", "amount_to", "share") if name in values
        }
        told |= {
            name: date.fromisoformat(values[name]) for name in ("decided_on", "starts_on", "ends_on") if name in values
        }
        if "in_kind" in values:
            told["is_in_kind"] = values["in_kind"]
        if any(name in values for name in ("amount", "amount_from", "amount_to")):
            told["currency"] = values.get("currency", self.currency)
            told |= dict.fromkeys({"amount", "amount_from", "amount_to"} - values.keys())
        told |= self._who("funder", values["name"], values)
        if name := values.get("beneficiary", ""):
            told |= self._who("beneficiary", name, values)
        return told

    def _who(self, role: str, name: str, values: Values) -> dict[str, Any]:
        """Who is meant; the numbers that are told and do not stand in the register are kept with the line."""
        found = [org_id(scheme, number) for scheme in ("siret", "rna") if (number := values.get(f"{role}_{scheme}"))]
        found = list(dict.fromkeys([*found, *filter(None, [values.get(f"{role}_number")])]))
        pk = self._organisation(found, name)
        told = {f"{role}_id": pk, f"{role}_name": "" if pk else name}
        unknown = [number for number in found if number not in self.by_number]
        return told | ({f"{role}_numbers": " ".join(unknown)} if found else {})

    def beside(self, told: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        """See ``Kind``: the numbers of a line go with the party that they are of."""
        others = {
            f"{role}_numbers": "" for role in ("funder", "beneficiary")
            if any(told.get(name, before[name]) != before[name] for name in (f"{role}_id", f"{role}_name"))
        }  # fmt: skip
        return others | told

    def fresh(self, values: Values) -> dict[str, Any]:
        """See ``Kind``."""
        return {}

    def identity(self, columns: Mapping[str, Any]) -> str:
        """Funder, receiver, programme, purpose and first days; amounts may be corrected."""
        names = [
            fold(self.names.get(columns[f"{role}_id"], columns[f"{role}_name"] or ""))
            for role in ("funder", "beneficiary")
        ]
        texts = [fold(columns[name] or "") for name in ("programme", "purpose")]
        days = [str(columns[name] or "") for name in ("decided_on", "starts_on")]
        return "|".join([*names, *texts, *days])

    def named(self) -> Iterable[tuple[str, UUID]]:
        """See ``Kind``: those that the command brought in."""
        sources = [f"{self.region.pk}:fundingline:{name}" for name in ("scdl", "360giving")]
        rows = ExternalId.objects.filter(source__in=sources).order_by("pk").values_list("value", "object_id")
        return [(value.removeprefix("="), pk) for value, pk in rows]

    def field_of(self, column: str) -> str:
        """See ``Kind``."""
        return self.FIELDS.get(column, column)

    def words(self, column: str, value: Any) -> object:
        """See ``Kind``."""
        if column.endswith("_id"):
            return self.names.get(value, "")
        choices = {"level": FundingLevel.choices, "certainty": Certainty.choices}.get(column)
        if choices:
            return dict(choices).get(value, "")
        return (_("yes") if value else _("no")) if isinstance(value, bool) else "" if value is None else value

    def linked(self, name: str, code: str) -> tuple[UUID, object]:
        """See ``Kind``."""
        return self.themes[code].pk, self.themes[code].name


class Funding(Target):
    """See ``Target``."""

    key = "funding"
    label = gettext_lazy("grants and other funding")
    models = (FundingLine, ExternalId)
    choice_fields = ("level", "certainty", "themes")

    def fields(self) -> Sequence[Field]:
        """See ``Target``."""
        return [
            Field(key, label, FUNDING.get(key, ()), None, key == "name", key == "key", group=group,
                  example=EXAMPLES.get(key, ""), for_all=key in FOR_ALL)
            for group, labels in LABELS.items() for key, label in labels.items()
        ]  # fmt: skip

    def reader(self, words: Mapping[tuple[str, str], str]) -> Reader:
        """See ``Target``."""
        return FundingReader(words)

    def choices(self, field: str) -> list[tuple[str, str]]:
        """See ``Target``."""
        return FundingReader({}).known[field].offered()

    def planner(self, setting: Setting) -> RecordPlanner:
        """See ``Target``."""
        return RecordPlanner(setting, FundingKind(setting.region))
