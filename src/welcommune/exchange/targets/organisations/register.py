"""The register as it is when a list is checked: read once, asked for each row, and kept up with the rows before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from welcommune.core.models import ExternalId
from welcommune.exchange.targets.base import Setting
from welcommune.network.models import Term
from welcommune.stakeholders.models import Affiliation, Contact, Identifier, IdentifierScheme, Membership, Organisation
from welcommune.stakeholders.queries import Lookalikes, fold

# The fields of an organisation that a list can fill, as the model names them.
PLAIN = ("name", "acronym", "level", "town", "postcode", "address", "website", "email", "phone")
LISTED = ("languages", "places")
# Read once: the list of an enum is made anew each time it is asked for.
SCHEMES = tuple(IdentifierScheme.values)
COLUMNS = ("pk", "slug", "steward_id", "merged_into_id", "category_id", "about", *PLAIN, *LISTED)


@dataclass(slots=True)
class Known:
    """An organisation of the register, or one that a row before will make."""

    id: UUID
    values: dict[str, Any]
    # The row of this file that makes it, or that was first to speak of it.
    row: int = 0
    is_new: bool = False
    numbers: set[tuple[str, str]] = field(default_factory=set)
    themes: set[UUID] = field(default_factory=set)
    # The record to be, of a new one: later rows may still fill it.
    draft: dict[str, Any] | None = None


@dataclass(slots=True)
class Person:
    """A contact of the region, with the organisations that the person works in now."""

    id: UUID
    values: dict[str, str]
    functions: dict[UUID, tuple[UUID, str]] = field(default_factory=dict)
    row: int = 0
    draft: dict[str, Any] | None = None

    @property
    def is_new(self) -> bool:
        """Whether a row of this file makes the contact."""
        return self.draft is not None


@dataclass(slots=True)
class Seat:
    """The membership of an organisation in the region."""

    id: UUID
    starts_on: date | None
    row: int = 0


class Register:
    """What is known, by every key that a row can meet it by."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.prefix = f"{setting.region.pk}:{setting.source}"
        self.organisations: dict[UUID, Known] = {}
        self.by_key: dict[str, UUID] = {}
        self.by_number: dict[tuple[str, str], UUID] = {}
        self.by_name: dict[tuple[str, str], list[UUID]] = defaultdict(list)
        self.by_email: dict[tuple[str, str], Person] = {}
        self.by_person: dict[tuple[str, UUID], Person] = {}
        self.seats: dict[UUID, Seat] = {}
        self.slugs: set[str] = set()
        self.stems: dict[str, int] = {}
        self.lookalikes = Lookalikes()
        self.terms = {term.pk: term for term in Term.objects.all()}
        self.codes = {(term.vocabulary, term.code): term for term in self.terms.values()}
        self._read_organisations()
        self._read_keys()
        self._read_people()

    def _read_organisations(self) -> None:
        led_on: dict[UUID, UUID] = {}
        rows = Organisation.objects.order_by("pk").values_list(*COLUMNS)
        for pk, slug, steward, merged, category, about, *rest in rows:
            self.slugs.add(slug)
            if merged:
                led_on[pk] = merged
                continue
            values = dict(zip((*PLAIN, *LISTED), rest, strict=True))
            values |= {"category": category, "about": about, "steward": steward, "slug": slug}
            self.put(Known(pk, values))
        for scheme, value, pk in Identifier.objects.order_by("pk").values_list("scheme", "value", "organisation_id"):
            self.add_number(pk, (scheme, value))
        for pk, term in Organisation.themes.through.objects.values_list("organisation_id", "term_id").order_by("pk"):
            if pk in self.organisations:
                self.organisations[pk].themes.add(term)
        self.led_on = led_on

    def _read_keys(self) -> None:
        for value, pk in ExternalId.objects.filter(source=self.prefix).values_list("value", "object_id").order_by("pk"):
            while pk in self.led_on:  # The entry was merged into another one.
                pk = self.led_on[pk]
            if pk in self.organisations:
                self.by_key[value] = pk

    def _read_people(self) -> None:
        region = self.setting.region
        people: dict[UUID, Person] = {}
        fields = ("name", "email", "phone", "language")
        for pk, *rest in Contact.plain.filter(region=region).order_by("pk").values_list("pk", *fields):
            people[pk] = Person(pk, dict(zip(fields, rest, strict=True)))
            self.meet(people[pk])
        jobs = Affiliation.objects.filter(contact__region=region, ends_on__isnull=True).order_by("pk")
        for pk, contact, organisation, function in jobs.values_list("pk", "contact_id", "organisation_id", "function"):
            self.employ(people[contact], organisation, pk, function)
        seats = Membership.plain.filter(region=region, organisation__isnull=False).order_by("-state", "pk")
        for pk, organisation, starts_on in seats.values_list("pk", "organisation_id", "starts_on"):
            self.seats.setdefault(organisation, Seat(pk, starts_on))

    # Kept up with what the rows before will do.

    def put(self, known: Known) -> None:
        """An organisation is known from here on."""
        self.organisations[known.id] = known
        self.by_name[fold(known.values["name"]), fold(known.values["town"])].append(known.id)

    def add_number(self, organisation: UUID, number: tuple[str, str]) -> None:
        """A number belongs to an organisation."""
        self.by_number[number] = organisation
        if organisation in self.organisations:
            self.organisations[organisation].numbers.add(number)

    def meet(self, person: Person) -> None:
        """A person is known by name and address; an address alone may be shared by several."""
        if person.values["email"]:
            self.by_email.setdefault((fold(person.values["name"]), person.values["email"].casefold()), person)

    def employ(self, person: Person, organisation: UUID, affiliation: UUID, function: str) -> None:
        """A person works in an organisation."""
        person.functions[organisation] = (affiliation, function)
        self.by_person[fold(person.values["name"]), organisation] = person

    # Asked.

    def number_holders(self, numbers: Iterable[tuple[str, str]]) -> Iterator[UUID]:
        """The organisations that have one of the numbers; those merged into others are read as these."""
        for number in numbers:
            pk = self.by_number.get(number)
            while pk in self.led_on:
                pk = self.led_on[pk]
            if pk in self.organisations:
                yield pk

    def person(self, name: str, email: str, organisation: UUID) -> Person | None:
        """The contact of the region who has this name in the organisation, or this name and address."""
        known = self.by_person.get((fold(name), organisation))
        return known or self.by_email.get((fold(name), email.casefold()))
