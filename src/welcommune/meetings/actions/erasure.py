"""A person who is deleted from the contacts is deleted from attendance too."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcommune.core.access import Actor, require
from welcommune.meetings.models import Participant
from welcommune.stakeholders import actions as stakeholders
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import Contact


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
    stakeholders.erase_contact(by=by, contact=contact)
