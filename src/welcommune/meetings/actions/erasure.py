"""A person who is deleted from the contacts is deleted from attendance too."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcommune.core.access import SYSTEM, Actor, require
from welcommune.core.personal import Person, holds
from welcommune.meetings.actions.commitments import forget_owner_of
from welcommune.meetings.actions.minutes import forget_in_minutes
from welcommune.meetings.models import (
    Certificate,
    Commitment,
    DateReply,
    MeetingInvitation,
    Minutes,
    MinutesText,
    Participant,
    PlaceRequest,
    TrainingNeed,
    TrainingOffer,
    UseQuestion,
)
from welcommune.stakeholders import actions as stakeholders
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import Contact

NAMES_KEPT_DAYS, MOST_A_ROUND = 2 * 365, 200
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
# What trainings hold about a person: what was offered or stated, and that one came.
OFFERED = ("words", "provider", "email", "place", "state")
STATED = ("words", "stated_by", "place", "state")
CERTIFIED = ("participant__meeting", "participant__meeting__day", "number", "issued_on", "withdrawn_on")

# What a commitment holds about its owner.
PROMISED = ("what", "person", "email", "due", "state", "closed_on", "reason", "owned_since", "told_at")


def _named(contact: Contact) -> Q:
    """Participants who are this person: noted as the contact, or by the same name at a meeting of the region."""
    here = Q(meeting__region=contact.region_id) | Q(meeting__regions=contact.region_id)
    return Q(contact=contact) | (here & Q(person__iexact=contact.name))


def _forget_learning(came: QuerySet[Participant]) -> None:
    """A certificate stands for a name: it goes with it, and its number and link with it."""
    Certificate.objects.filter(participant__in=came).delete()
    UseQuestion.objects.filter(participant__in=came).delete()


def forget_teaching(offers: QuerySet[TrainingOffer]) -> None:
    """What an organisation offers stays, without the person's address; what a person offers alone goes."""
    offers.filter(organisation__isnull=True).delete()
    offers.update(contact=None, email="", provider="")


def _offered_by(contacts: QuerySet[Contact], email: str) -> QuerySet[TrainingOffer]:
    here = Q(contact__in=contacts) | Q(email__iexact=email) if email else Q(contact__in=contacts)
    return TrainingOffer.plain.filter(pk__in=TrainingOffer.plain.filter(here).values("pk"))


def _forget_by_hand(email: str) -> None:
    """Places on guest lists or asked for."""
    forget_invited(_written_by_hand(email))
    _places_asked(email).delete()


def forget_invited(invited: QuerySet[MeetingInvitation]) -> None:
    """Off the guest lists, with what hangs on having come: an invitation's key is the participant's."""
    _forget_learning(Participant.objects.filter(pk__in=invited.values("pk")))
    invited.delete()


def forget_names(rows: QuerySet[Participant]) -> None:
    """That somebody came stays, for the count; who it was goes."""
    came = Participant.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))
    _forget_learning(came)
    came.filter(organisation__isnull=False).update(person="", contact=None)
    for row in came.filter(organisation__isnull=True).select_related("meeting__region"):
        region = row.meeting.region
        row.person, row.contact = _nobody(next(iter(region.languages), "en") if region else "en"), None
        row.save(update_fields=["person", "contact"])


def old_names() -> QuerySet[Participant]:
    """Who came to meetings two years ago, by name; whoever has a certificate may still be asked to show it."""
    long_ago = timezone.localdate() - timedelta(days=NAMES_KEPT_DAYS)
    forgotten = {_nobody(code) for code in dict(settings.LANGUAGES)}
    named = Q(contact__isnull=False) | ~Q(person="") & ~Q(person__in=forgotten)
    return Participant.objects.filter(named, meeting__day__lt=long_ago, certificate__isnull=True)


def _nobody(language: str) -> str:
    """What stands in the place of a name."""
    with override(language):
        return _("a person")


@transaction.atomic
def forget_old_names() -> int:
    """Take names out of the attendance two years after the meeting; returns how many."""
    rows = old_names().order_by("pk")[:MOST_A_ROUND]
    keys = list(rows.values_list("pk", flat=True))
    forget_names(Participant.objects.filter(pk__in=keys))
    return len(keys)


@transaction.atomic
def erase_contact(*, by: Actor, contact: Contact) -> None:
    """Delete a person for good: the record, and the name in the attendance of meetings."""
    require(by, stakeholders_rules.keep_contact, contact)
    forget_names(Participant.objects.filter(_named(contact)))
    _forget_by_hand(contact.email)
    forget_teaching(_offered_by(Contact.plain.filter(pk=contact.pk), contact.email))
    forget_in_minutes(contact.name, contact.region_id)
    DateReply.objects.filter(poll__meeting__region=contact.region_id, person__iexact=contact.name).delete()
    here = Q(region=contact.region_id, person__iexact=contact.name)
    forget_owner_of(Commitment.plain.filter(Q(contact=contact) | here | _promised_from(contact.email)))
    stakeholders.erase_contact(by=by, contact=contact)


def _written_by_hand(email: str) -> QuerySet[MeetingInvitation]:
    """Places on guest lists of an address that somebody wrote; those of a contact go with the contact."""
    return MeetingInvitation.objects.filter(email__iexact=email).exclude(email="")


def _places_asked(email: str) -> QuerySet[PlaceRequest]:
    return PlaceRequest.objects.filter(email__iexact=email).exclude(email="")


def _promised_from(email: str) -> Q:
    """Commitments of somebody whose address was written with them."""
    return Q(email__iexact=email) & ~Q(email="")


def held_about(person: Person) -> dict[str, Any]:
    """What the regions noted of the person as their contact, invitations to meetings, and what was promised."""
    found = _contacts(person).prefetch_related("affiliations__organisation", "listing_consents")
    invited = _written_by_hand(person.email) | MeetingInvitation.objects.filter(contact__in=_contacts(person))
    promised = Commitment.plain.filter(Q(contact__in=_contacts(person)) | _promised_from(person.email))
    written = MinutesText.objects.filter(by=person.id).order_by("pk")
    approved = Minutes.objects.filter(approved_by=person.id).order_by("pk")
    return {
        "minutes_written": list(written.values("minutes__meeting", "number", "created_at")),
        "minutes_approved": list(approved.values("meeting", "approved_at")),
        "contact_of": [_told(contact) for contact in found.select_related("region").order_by("pk")],
        "promised": list(promised.order_by("pk").values("region__slug", *PROMISED)),
        "certificates": list(_certificates(person).values(*CERTIFIED)),
        "trainings_offered": list(_offered_by(_contacts(person), person.email).order_by("pk").values(*OFFERED)),
        "training_needs": list(TrainingNeed.plain.filter(contact__in=_contacts(person)).order_by("pk").values(*STATED)),
        "invited_to": list(invited.order_by("pk").values("meeting", "meeting__day", *INVITED)),
        "places_asked_for": list(_places_asked(person.email).order_by("pk").values("meeting", "meeting__day", *ASKED)),
        "dates": list(
            DateReply.objects.filter(invitation__in=invited.values("pk"))
            .order_by("pk")
            .values("poll__meeting", "asked_at", "answered_at", "votes__option__day", "votes__says")
        ),
    }


def _certificates(person: Person) -> QuerySet[Certificate]:
    by_hand = Q(participant__in=_written_by_hand(person.email).values("pk"))
    return Certificate.objects.filter(by_hand | Q(participant__contact__in=_contacts(person))).order_by("pk")


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
    _forget_by_hand(person.email)
    forget_teaching(_offered_by(_contacts(person), person.email))
    MinutesText.objects.filter(by=person.id).update(by=None)
    Minutes.objects.filter(approved_by=person.id).update(approved_by=None)
    forget_owner_of(Commitment.plain.filter(_promised_from(person.email)))


PERSONAL = (
    Contact, MeetingInvitation, PlaceRequest, DateReply, Commitment, Minutes, MinutesText, TrainingOffer,
    TrainingNeed, Certificate,
)  # fmt: skip
# Kept by the room below, held here: only here is it known that attendance names the person too.
holds("meetings", *PERSONAL, collect=held_about, erase=_erase)
