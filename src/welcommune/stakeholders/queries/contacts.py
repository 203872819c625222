"""Contacts as the desk lists them, and those whom the public may know."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from welcommune.core.access import only_one
from welcommune.network.models import Region
from welcommune.network.queries import KEEPING, through_networks, whose
from welcommune.search.models import Entry, borrows, by_language, entry_about
from welcommune.search.queries import indexed
from welcommune.stakeholders.models import (
    FRESH_MONTHS,
    STALE_MONTHS,
    Affiliation,
    Contact,
    ListingConsent,
    Membership,
    MembershipState,
    Organisation,
    months_between,
)
from welcommune.stakeholders.queries.names import fold

SEARCHED = ("name", "email", "phone", "affiliations__organisation__name", "affiliations__organisation__acronym")


@indexed(Contact)
def contact_entries(contacts: QuerySet[Contact]) -> Iterator[Entry]:
    """People by name, work, address and telephone, for those who keep the contacts of the region and nobody else."""
    # Plain values: lists bring people by the ten thousand.
    now = Affiliation.objects.filter(ends_on__isnull=True, contact__in=contacts).order_by("pk")
    works: dict[UUID, list[tuple[UUID, str, str]]] = defaultdict(list)
    for person, key, name, function in now.values_list("contact", "organisation", "organisation__name", "function"):
        works[person].append((key, name, function))
    networks = through_networks()
    for row in contacts.values_list("pk", "region", "language", "name", "email", "phone", named=True):
        keys, names, functions = zip(*works[row.pk], strict=True) if row.pk in works else ((), (), ())
        page = ["stakeholders:contact", {"pk": str(row.pk)}, "", KEEPING]
        yield entry_about(
            Contact, row.pk, "contact", page[:3], desk_page=page, titles={row.language: row.name},
            marks=whose(row.region, None) | networks.get(row.region, set()) | {KEEPING} | borrows(*keys),
            texts=by_language(plain=[*functions, *names, row.email, row.phone]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListedContact:
    """A person who agreed to be named in public for an organisation."""

    name: str
    function: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Age:
    """How long ago somebody looked at a record: a mark, and words."""

    state: str
    words: str


@dataclass(frozen=True)
class ContactRow:
    """A person in the list of the desk: where they work now, whether they are listed, how old the record is."""

    contact: Contact
    works: list[Affiliation]
    is_listed: bool
    age: Age


@dataclass(frozen=True)
class ContactPage:
    """See ``stakeholders/contact.html``."""

    contact: Contact
    works: list[Affiliation]
    consents: list[ListingConsent]
    seats: list[Membership]
    is_listed: bool
    age: Age


def worked_on(day: date) -> Q:
    """Affiliations that hold on ``day``. On the day on which one ends it holds no more."""
    started = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    return started & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def consent_on(day: date) -> Q:
    """Consents that hold on ``day``: the query's form of ``ListingConsent.holds_on``."""
    return Q(given_on__lte=day) & (Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day))


def age_on(contact: Contact, day: date) -> Age:
    """Whether the record was confirmed lately, in words."""
    if contact.confirmed_on is None:
        return Age("unknown", _("never confirmed"))
    months = months_between(contact.confirmed_on, day)
    if months < FRESH_MONTHS:
        return Age("there", _("less than a year ago"))
    if months < STALE_MONTHS:
        return Age("ending", _("over a year ago"))
    return Age("unknown", _("over two years ago"))


def _with_words(contacts: QuerySet[Contact], text: str) -> QuerySet[Contact]:
    """Those in whose record each word of ``text`` stands, a region's few hundred looked through here."""
    words = fold(text).split()
    told: dict[UUID, str] = {}
    for pk, *values in contacts.values_list("pk", *SEARCHED):
        told[pk] = " ".join([told.get(pk, ""), *(fold(value or "") for value in values)])
    return contacts.filter(pk__in=[pk for pk, said in told.items() if all(word in said for word in words)])


def contacts_of(region: Region, text: str = "", organisation: Organisation | None = None) -> QuerySet[Contact]:
    """The contacts of a region, by name; those with all words of ``text``, and those of an organisation."""
    found = Contact.objects.filter(region=region).order_by("name", "pk")
    if organisation:
        found = found.filter(pk__in=Affiliation.objects.filter(organisation=organisation).values("contact"))
    return _with_words(found, text) if text.strip() else found


def contact_rows(contacts: QuerySet[Contact], day: date) -> list[ContactRow]:
    """The rows of the list, by two queries."""
    consents = ListingConsent.objects.filter(consent_on(day), contact=OuterRef("pk"))
    works = Affiliation.objects.filter(worked_on(day)).select_related("organisation")
    listed: Any = contacts.annotate(is_listed=Exists(consents)).prefetch_related(
        Prefetch("affiliations", works, to_attr="works")
    )
    return [ContactRow(contact, contact.works, contact.is_listed, age_on(contact, day)) for contact in listed]


def contact_page(contact: Contact, day: date) -> ContactPage:
    """One person with all that is on record."""
    consents = list(contact.listing_consents.all())
    seats = Membership.objects.filter(contact=contact).select_related("category").order_by("pk")
    return ContactPage(
        contact=contact,
        works=list(contact.affiliations.select_related("organisation")),
        consents=consents,
        seats=[seat for seat in seats if seat.state != MembershipState.PAST],
        is_listed=any(consent.holds_on(day) for consent in consents),
        age=age_on(contact, day),
    )


def affiliation_of(contact: Contact, pk: UUID) -> Affiliation:
    """One job of the person; ``Http404`` where it is another's."""
    return only_one(contact.affiliations.filter(pk=pk))


def seat_of(contact: Contact, pk: UUID) -> Membership:
    """One seat of the person; ``Http404`` where it is another's."""
    return only_one(Membership.objects.filter(contact=contact, pk=pk).select_related("region"))


def listed_contacts(organisations: Iterable[Organisation], day: date) -> dict[UUID, list[ListedContact]]:
    """Whom the public may know at each organisation on ``day``, by one query: organisation → people, by name."""
    consents = ListingConsent.objects.filter(consent_on(day), contact=OuterRef("contact"))
    works = Affiliation.objects.filter(
        worked_on(day), Exists(consents), organisation__in=[organisation.pk for organisation in organisations]
    )
    found: dict[UUID, list[ListedContact]] = {}
    for work in works.select_related("contact").order_by("contact__name", "pk"):
        who = work.contact
        listed = ListedContact(who.name, work.function, who.email, who.phone)
        found.setdefault(work.organisation_id, []).append(listed)
    return found
