"""A person who is deleted from the contacts is deleted from attendance too."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcommune.core.access import SYSTEM, Actor, require
from welcommune.core.personal import Person, holds
from welcommune.meetings.models import MeetingInvitation, Participant, PlaceRequest
from welcommune.stakeholders import actions as stakeholders
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import Contact

# What an invitation holds about a person.
INVITED = (
    "name", "email", "language", "purpose", "works_for", "answer", "comes_instead", "interpretation", "needs",
    "needs_words", "sent_at", "reminded_at", "answered_at", "bounced_at", "registered_at",
)  # fmt: skip
# What somebody who has no place yet told.
ASKED = (
    "name", "organisation", "email", "language", "interpretation", "needs", "needs_words", "asked_at", "confirmed_at",
    "offered_until",
)  # fmt: skip


def _named(contact: Contact) -> Q:
    """Participants who are this person: noted as the contact, or by the same name at a meeting of the region."""
    here = Q(meeting__region=contact.region_id) | Q(meeting__regions=contact.region_id)
    return Q(contact=contact) | (here & Q(person__iexact=contact.name))


def _forget_attendance(contact: Contact) -> None:
    """That somebody came stays, for the count; who it was goes."""
    came = Participant.objects.filter(pk__in=Participant.objects.filter(_named(contact)).values("pk"))
    came.filter(organisation__isnull=False).update(person="", contact=None)
    with override(next(iter(contact.region.languages), "en")):
        came.filter(organisation__isnull=True).update(person=_("a person"), contact=None)


@transaction.atomic
def erase_contact(*, by: Actor, contact: Contact) -> None:
    """Delete a person for good: the record, and the name in the attendance of meetings."""
    require(by, stakeholders_rules.keep_contact, contact)
    _forget_attendance(contact)
    _forget_address(contact.email)
    stakeholders.erase_contact(by=by, contact=contact)


def _written_by_hand(email: str) -> QuerySet[MeetingInvitation]:
    """Places on guest lists of an address that somebody wrote; those of a contact go with the contact."""
    return MeetingInvitation.objects.filter(email__iexact=email).exclude(email="")


def _places_asked(email: str) -> QuerySet[PlaceRequest]:
    return PlaceRequest.objects.filter(email__iexact=email).exclude(email="")


def _forget_address(email: str) -> None:
    _written_by_hand(email).delete()
    _places_asked(email).delete()


def held_about(person: Person) -> dict[str, Any]:
    """What the regions noted of the person as their contact, and the invitations to meetings."""
    found = _contacts(person).prefetch_related("affiliations__organisation", "listing_consents")
    invited = _written_by_hand(person.email) | MeetingInvitation.objects.filter(contact__in=_contacts(person))
    return {
        "contact_of": [_told(contact) for contact in found.select_related("region").order_by("pk")],
        "invited_to": list(invited.order_by("pk").values("meeting", "meeting__day", *INVITED)),
        "places_asked_for": list(_places_asked(person.email).order_by("pk").values("meeting", "meeting__day", *ASKED)),
    }


def _contacts(person: Person) -> QuerySet[Contact]:
    return Contact.plain.filter(Q(account=person.id) | Q(email__iexact=person.email))


def _told(contact: Contact) -> dict[str, Any]:
    plain = ("name", "email", "phone", "language", "source", "purpose", "confirmed_on")
    return {"region": contact.region.slug} | {name: getattr(contact, name) for name in plain} | {
        "work": [
            {"organisation": work.organisation.name, "function": work.function} for work in contact.affiliations.all()
        ],
        "consents": [
            {"given": consent.given_on, "how": consent.given_how, "withdrawn": consent.withdrawn_on}
            for consent in contact.listing_consents.all()
        ],
    }  # fmt: skip


def _erase(person: Person) -> None:
    for contact in _contacts(person).select_related("region"):
        erase_contact(by=SYSTEM, contact=contact)
    _forget_address(person.email)


# Kept by the room below, held here: only here is it known that attendance names the person too.
holds("meetings", Contact, MeetingInvitation, PlaceRequest, collect=held_about, erase=_erase)
