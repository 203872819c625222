"""The guest list of a meeting: who is on it, what is sent, what they answer, and how it all goes again."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import SYSTEM, Actor, require, visible
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.saving import change, insert
from welcommune.core.text import Translated
from welcommune.meetings import rules
from welcommune.meetings.actions.letters import queue_letters
from welcommune.meetings.models import (
    KEPT_DAYS,
    Guest,
    GuestList,
    Meeting,
    MeetingInvitation,
    NoMeetingMail,
    Reply,
)
from welcommune.meetings.queries import GuestRow, Letter, guest_rows, guests_of, is_to_come, wants_no_mail, why_closed
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import Contact

MOST_A_ROUND = 500
KNOWN_ALREADY = _("This is the address of one of your contacts. Choose the person in the list.")
NOT_TO_COME = _("This meeting is not to come, or has begun. Change its date or state on the record first.")


def _log(verb: str, by: Actor, meeting: Meeting, *fields: str) -> None:
    log(verb, by=by, about=meeting, fields=fields, region_id=meeting.region_id)


@transaction.atomic
def invite_contacts(*, by: Actor, meeting: Meeting, contacts: Sequence[Contact]) -> int:
    """Put contacts on the guest list, without sending anything; who is on it stays. Returns how many are new.

    Two regions may know the same person: an address is on a list once.
    """
    require(by, rules.edit_meeting, meeting)
    # The row of the meeting is the lock: two who add the same people queue here.
    Meeting.plain.select_for_update().get(pk=meeting.pk)
    there = {row.address.lower() or row.contact_id for row in guests_of(meeting)}
    new = {contact.email.lower() or contact.pk: contact for contact in contacts}
    rows = [MeetingInvitation(meeting=meeting, contact=row) for name, row in new.items() if name not in there]
    MeetingInvitation.objects.bulk_create(rows)
    if rows:
        _log("meetings.invite_guests", by, meeting)
    return len(rows)


@transaction.atomic
def invite_address(*, by: Actor, id: UUID, meeting: Meeting, guest: Guest) -> MeetingInvitation:
    """Put somebody on the list who is in no register; the same ``id`` sent twice is one guest."""
    require(by, rules.edit_meeting, meeting)
    if existing := MeetingInvitation.objects.filter(pk=id, meeting=meeting).first():
        return existing
    if visible(by, stakeholders_rules.keep_contact).filter(email__iexact=guest.email).exists():
        raise Refused(KNOWN_ALREADY, field="email")
    if wants_no_mail([guest.email]):
        raise Refused(_("This address wants no mail about meetings."), field="email")
    row = insert(MeetingInvitation(id=id, meeting=meeting, **vars(guest)))
    _log("meetings.invite_guests", by, meeting)
    return row


@transaction.atomic
def remove_guest(*, by: Actor, invitation: MeetingInvitation) -> None:
    """Take somebody off the list; the link in their mail opens nothing any more."""
    require(by, rules.keep_guest, invitation)
    _log("meetings.remove_guest", by, invitation.meeting)
    invitation.delete()


@transaction.atomic
def write_invitation(*, by: Actor, meeting: Meeting, seen: int, words: Translated, join_link: str) -> GuestList:
    """Keep the few own words of the mails, by language, and the link for joining."""
    require(by, rules.edit_meeting, meeting)
    row, _is_new = GuestList.objects.get_or_create(meeting=meeting)
    # A list that nobody had written to yet was seen as version 0.
    fields = change(row, seen=seen or row.version, words=words, join_link=join_link)
    if fields:
        _log("meetings.write_invitation", by, meeting, *fields)
    return row


@transaction.atomic
def _send(by: Actor, meeting: Meeting, kind: Letter, waits: Callable[[GuestRow], bool], verb: str) -> int:
    """Queue a mail for all who wait for it. Whoever sets the moment queues it: pressed twice, it goes once."""
    require(by, rules.edit_meeting, meeting)
    Meeting.plain.select_for_update().get(pk=meeting.pk)
    if not is_to_come(meeting):
        raise Refused(NOT_TO_COME)
    keys = [row.invitation.pk for row in guest_rows(meeting) if waits(row)]
    field = "sent_at" if kind == Letter.INVITATION else "reminded_at"
    MeetingInvitation.objects.filter(pk__in=keys).update(**{field: timezone.now()})
    queue_letters(kind, keys)
    if keys:
        _log(verb, by, meeting)
    return len(keys)


def send_invitations(*, by: Actor, meeting: Meeting) -> int:
    """Write to all on the list who have not got the invitation; returns how many."""
    return _send(by, meeting, Letter.INVITATION, lambda row: row.is_unsent, "meetings.send_invitations")


def remind_guests(*, by: Actor, meeting: Meeting) -> int:
    """Ask those again who have not answered, and nobody else; returns how many."""
    return _send(by, meeting, Letter.REMINDER, lambda row: row.is_to_remind, "meetings.remind_guests")


@transaction.atomic
def answer_invitation(*, by: Actor, invitation: MeetingInvitation, reply: Reply) -> MeetingInvitation:
    """Note the answer. By link it can change until the meeting begins; whoever keeps the list notes it any time."""
    require(by, rules.answer_invitation, invitation)
    if by.kind == "link" and (closed := why_closed(invitation.meeting)):
        raise Refused(closed)
    # The same person's last word counts: two windows do not stand against each other.
    fields = change(invitation, seen=invitation.version, **reply.as_fields(), answered_at=timezone.now())
    _log("meetings.answer_invitation", by, invitation.meeting, *(set(fields) & {"answer"}))
    return invitation


@transaction.atomic
def note_bounce(*, by: Actor, invitation: MeetingInvitation) -> None:
    """Note that mail came back; a second time takes the note away, when the address was put right."""
    require(by, rules.keep_guest, invitation)
    came_back = None if invitation.bounced_at else timezone.now()
    change(invitation, seen=invitation.version, bounced_at=came_back)
    _log("meetings.note_bounce", by, invitation.meeting)


@transaction.atomic
def refuse_meeting_mail(*, by: Actor, mark: str) -> NoMeetingMail:
    """No more mail about meetings to the address that ``mark`` stands for. A second time changes nothing."""
    row, is_new = NoMeetingMail.objects.get_or_create(mark=mark)
    if is_new:
        log("meetings.refuse_meeting_mail", by=by, about=row)
    return row


@transaction.atomic
def want_meeting_mail(*, by: Actor, mark: str) -> None:
    """Mail about meetings again."""
    for row in NoMeetingMail.objects.filter(mark=mark):
        log("meetings.want_meeting_mail", by=by, about=row)
        row.delete()


def old_guests() -> QuerySet[MeetingInvitation]:
    """Those on the lists of meetings that were half a year ago."""
    long_ago = timezone.localdate() - timedelta(days=KEPT_DAYS)
    return MeetingInvitation.objects.filter(meeting__day__lt=long_ago)


@transaction.atomic
def forget_guests() -> int:
    """Delete guest lists half a year after the meeting; that people came stays with the attendance."""
    keys = old_guests().order_by("pk").values_list("meeting", flat=True)
    meetings = Meeting.plain.filter(pk__in=set(keys[:MOST_A_ROUND]))
    for meeting in meetings:
        MeetingInvitation.objects.filter(meeting=meeting).delete()
        _log("meetings.forget_guests", SYSTEM, meeting)
    return len(meetings)
