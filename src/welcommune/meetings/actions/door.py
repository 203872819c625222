"""The door of a meeting: people say themselves that they are there, or somebody at the door notes it."""

from datetime import time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.saving import check, insert
from welcommune.meetings import rules
from welcommune.meetings.actions.attendance import as_participant
from welcommune.meetings.models import Meeting, MeetingInvitation, Participant
from welcommune.meetings.queries import DOOR_CLOSED, is_door_open, now_at, organisation_called, organisations_of

NOBODY_NAMED = _("Name an organisation or a person.")


def _log(by: Actor, came: Participant) -> None:
    log("meetings.check_in", by=by, about=came, region_id=came.meeting.region_id)


def _clock(meeting: Meeting) -> time:
    return now_at(meeting).time().replace(second=0, microsecond=0)


def _already(meeting: Meeting, person: str, whence: dict[str, Any]) -> Participant | None:
    """Who is noted by the same name from the same place; people without a name are never the same."""
    return meeting.participants.filter(person__iexact=person, **whence).first() if person else None


def _invited_as(meeting: Meeting, person: str) -> MeetingInvitation | None:
    """The guest of this name who is not noted yet: scanned or ticked, somebody came once."""
    if not person:
        return None
    name = Q(contact__name__iexact=person) | Q(name__iexact=person) | Q(comes_instead__iexact=person)
    # Most who say their name are not on the list: their rows are read where there is one.
    key = meeting.invitations.filter(name).order_by("pk").values_list("pk", flat=True).first()
    return meeting.invitations.select_related("contact").get(pk=key) if key else None


def check_in(*, by: Actor, id: UUID, meeting: Meeting, person: str, organisation_name: str) -> Participant:
    """Note that somebody is there, by the public door; the same person twice is there once."""
    if not is_door_open(meeting):
        raise Refused(DOOR_CLOSED)
    return _note(by, id, meeting, person, organisation_name)


def note_walk_in(*, by: Actor, id: UUID, meeting: Meeting, person: str, organisation_name: str) -> Participant:
    """Note somebody who came, invited or not, with the time by the clock there."""
    return _note(by, id, meeting, person, organisation_name)


def _note(by: Actor, id: UUID, meeting: Meeting, person: str, organisation_name: str) -> Participant:
    if not person and not organisation_name:
        raise Refused(NOBODY_NAMED)
    # Before the transaction: a hundred who press at once wait for each other as long as one of these takes.
    known = organisation_called(meeting, organisation_name)
    whence = {"organisation": known} if known else {"organisation_name": organisation_name}
    with transaction.atomic():
        if there := _already(meeting, person, whence):
            return there
        if guest := _invited_as(meeting, person):
            return _note_guest(by, guest, **whence)
        # Typed in after the meeting, from the sheet, nobody knows when somebody came.
        arrived = _clock(meeting) if is_door_open(meeting) else None
        came = Participant(id=id, meeting=meeting, person=person, arrived_at=arrived, **whence)
        return _note_new(by, came)


def _note_new(by: Actor, came: Participant) -> Participant:
    # Not through ``insert``: a hundred people press at once, some of them twice. The form has read their lines.
    try:
        with transaction.atomic():
            came.save(force_insert=True)
    except IntegrityError:
        return came.meeting.participants.get(pk=came.pk)
    _log(by, came)
    return came


@transaction.atomic
def check_in_guest(*, by: Actor, invitation: MeetingInvitation) -> Participant:
    """Somebody on the guest list says, with the link of the invitation, that they are there."""
    require(by, rules.answer_invitation, invitation)
    if not is_door_open(invitation.meeting):
        raise Refused(DOOR_CLOSED)
    return _note_guest(by, invitation)


def _note_guest(by: Actor, invitation: MeetingInvitation, **whence: Any) -> Participant:
    """``whence`` is the organisation as it was told at the door; it counts where the register knows none."""
    meeting = invitation.meeting
    if there := meeting.participants.filter(pk=invitation.pk).first():
        return there
    works = organisations_of([invitation.contact_id] if invitation.contact_id else [])
    came = as_participant(invitation, meeting, works)
    for name, value in whence.items() if came.organisation is None else ():
        setattr(came, name, value)
    came.arrived_at = _clock(meeting) if is_door_open(meeting) else None
    insert(came)
    _log(by, came)
    return came


@transaction.atomic
def note_left(*, by: Actor, participant: Participant) -> None:
    """Note that somebody leaves now, while the meeting goes on; a second time changes nothing."""
    meeting = participant.meeting
    if not is_door_open(meeting):
        raise Refused(DOOR_CLOSED)
    if participant.left_at is None:
        clock = _clock(meeting)
        # Past midnight the clock starts again; a departure does not stand before the arrival.
        participant.left_at = max(clock, participant.arrived_at or clock)
        check(participant)
        participant.save(update_fields=["left_at"])
        _log(by, participant)
