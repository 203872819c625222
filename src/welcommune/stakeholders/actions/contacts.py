"""Keeping the contacts of a region: people, their work in organisations, their consent to be listed."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.actions import note_consent, note_erased
from welcommune.accounts.models import ConsentDeed
from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import change, check, insert
from welcommune.network import rules as network_rules
from welcommune.network.models import Region
from welcommune.search.actions import reindex, reindex_many
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import Affiliation, Contact, ContactFacts, ListingConsent, Organisation

ANOTHER_PERSON = _("This belongs to another person. Load the page again.")
FUTURE = _("Consent cannot be given in the future. Write the day on which it was given.")
NO_CONSENT = _("No consent is on record, so there is none to withdraw.")


def publish_contact(contact: Contact) -> None:
    """Move the stamps of all pages that may name the person: of the region, and where the organisations sit."""
    affiliations = contact.affiliations.filter(organisation__memberships__isnull=False)
    elsewhere = affiliations.order_by().values_list("organisation__memberships__region__slug", flat=True)
    publish(contact.region.slug, *elsewhere)


def _changed(verb: str, by: Actor, contact: Contact, *fields: str) -> None:
    log(verb, by=by, about=contact, fields=fields, region_id=contact.region_id)
    reindex(contact)
    publish_contact(contact)


@transaction.atomic
def record_contact(
    *,
    by: Actor,
    id: UUID,
    region: Region,
    facts: ContactFacts,
    organisation: Organisation | None = None,
    function: str = "",
) -> Contact:
    """Put a person on record, with the work they do; the same ``id`` sent twice gives the record that is there."""
    existing = Contact.plain.filter(pk=id).first()
    if existing:
        require(by, stakeholders_rules.keep_contact, existing)
        return existing
    require(by, network_rules.record_in_region, region)
    contact = insert(Contact(id=id, region=region, confirmed_on=timezone.localdate(), **facts.as_fields()))
    if organisation:
        insert(Affiliation(contact=contact, organisation=organisation, function=function))
    _changed("stakeholders.record_contact", by, contact)
    return contact


@transaction.atomic
def change_contact(*, by: Actor, contact: Contact, seen: int, facts: ContactFacts) -> Contact:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    require(by, stakeholders_rules.keep_contact, contact)
    changed = change(contact, seen=seen, **facts.as_fields())
    if changed:
        _changed("stakeholders.change_contact", by, contact, *changed)
    return contact


@transaction.atomic
def confirm_contact(*, by: Actor, contact: Contact) -> Contact:
    """Note that all is still right today."""
    require(by, stakeholders_rules.keep_contact, contact)
    if change(contact, seen=contact.version, confirmed_on=timezone.localdate()):
        _changed("stakeholders.confirm_contact", by, contact, "confirmed_on")
    return contact


@transaction.atomic
def add_affiliation(*, by: Actor, contact: Contact, affiliation: Affiliation) -> Affiliation:
    """Note where the person works; the same ``id`` sent twice is noted once."""
    require(by, stakeholders_rules.keep_contact, contact)
    existing = contact.affiliations.filter(pk=affiliation.pk).first()
    if existing:
        return existing
    affiliation.contact = contact
    insert(affiliation)
    _changed("stakeholders.add_affiliation", by, contact, "affiliations")
    return affiliation


@transaction.atomic
def end_affiliation(*, by: Actor, contact: Contact, affiliation: Affiliation) -> Affiliation:
    """Note that the person works there no more, from today on."""
    require(by, stakeholders_rules.keep_contact, contact)
    if affiliation.contact_id != contact.pk:
        raise Refused(ANOTHER_PERSON)
    today = timezone.localdate()
    affiliation.ends_on = max(today, affiliation.starts_on or today)
    check(affiliation)
    affiliation.save(update_fields=["ends_on"])
    _changed("stakeholders.end_affiliation", by, contact, "affiliations")
    return affiliation


@transaction.atomic
def give_listing_consent(*, by: Actor, id: UUID, contact: Contact, given_on: date, given_how: str) -> ListingConsent:
    """Note that the person agreed to be named in public as a contact; the same ``id`` twice is noted once."""
    require(by, stakeholders_rules.keep_contact, contact)
    existing = contact.listing_consents.filter(pk=id).first()
    if existing:
        return existing
    if given_on > timezone.localdate():
        raise Refused(FUTURE, field="given_on")
    consent = insert(ListingConsent(id=id, contact=contact, given_on=given_on, given_how=given_how))
    note_consent(by=by, about=contact, deed=ConsentDeed.GIVEN, day=given_on, how=given_how)
    _changed("stakeholders.give_listing_consent", by, contact, "listing_consents")
    return consent


@transaction.atomic
def withdraw_listing_consent(*, by: Actor, contact: Contact) -> ListingConsent:
    """The person is named in public no more, at once and on every page."""
    require(by, stakeholders_rules.keep_contact, contact)
    consent = contact.listing_consents.filter(withdrawn_on__isnull=True).first()
    if consent is None:
        raise Refused(NO_CONSENT)
    consent.withdrawn_on = timezone.localdate()
    consent.save(update_fields=["withdrawn_on"])
    note_consent(by=by, about=contact, deed=ConsentDeed.WITHDRAWN)
    note_erased(consent.pk)
    _changed("stakeholders.withdraw_listing_consent", by, contact, "listing_consents")
    return consent


@transaction.atomic
def erase_contact(*, by: Actor, contact: Contact) -> None:
    """Delete the person at once, with work, consent and seats. The log keeps that it was done, and an identifier.

    Meetings know the person too: pages call ``erase_contact`` of that room, which takes the name out of attendance
    first.
    """
    require(by, stakeholders_rules.keep_contact, contact)
    _changed("stakeholders.erase_contact", by, contact)
    note_erased(contact.pk)
    gone = contact.pk
    contact.delete()
    reindex_many(Contact, [gone])
