"""Signed links of invitations: one opens one invitation, or ends mail to one address, and nothing else."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core import signing
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.access import Actor
from welcommune.core.addresses import whole_address
from welcommune.core.errors import Refused
from welcommune.meetings.models import Meeting, MeetingInvitation, MeetingState, NoMeetingMail
from welcommune.meetings.queries.calendar import TO_COME, event_zone, start_of

ANSWER, LEAVE = "meetings.answer", "meetings.leave"
LINK_OVER = gettext_lazy("This link has ended or was cut. Copy the whole link from the e-mail, or ask who invited you.")
INVITATION_GONE = gettext_lazy("This invitation was taken back or deleted. Ask whoever invited you for a new one.")


def answer_token(invitation: MeetingInvitation) -> str:
    """A token that opens one invitation, for answering it."""
    return token_of(invitation.pk)


def token_of(key: UUID | None) -> str:
    """The same, where only the key is known."""
    return signing.dumps(str(key), salt=ANSWER)


def answer_address(invitation: MeetingInvitation, choice: str = "") -> str:
    """The whole address of the page for answering, with an answer chosen; in the active language."""
    address = whole_address("meetings:answer", token=answer_token(invitation))
    return f"{address}?answer={choice}" if choice else address


def holder_of(token: str, purpose: str = ANSWER) -> Actor:
    """Who acts with the link of an invitation, or of another record that a link for this purpose opens."""
    try:
        return Actor("link", UUID(signing.loads(token, salt=purpose)))
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise Refused(LINK_OVER) from error


def mark_of(address: str) -> str:
    """What stands for an address among those that want no mail about meetings."""
    return salted_hmac("meetings.no-mail", address.strip().lower(), algorithm="sha256").hexdigest()


def leave_address(address: str) -> str:
    """The whole address of the page that ends mail about meetings; it works when the invitation is long gone."""
    return whole_address("meetings:leave", token=signing.dumps(mark_of(address), salt=LEAVE))


def mark_in(token: str) -> str:
    """The mark that a link for leaving stands for."""
    try:
        return str(signing.loads(token, salt=LEAVE))
    except signing.BadSignature as error:
        raise Refused(LINK_OVER) from error


def wants_no_mail(addresses: list[str]) -> set[str]:
    """Those among the addresses that want no mail about meetings; one query."""
    marks = {mark_of(address): address for address in addresses if address}
    found = NoMeetingMail.objects.filter(mark__in=marks).order_by("pk").values_list("mark", flat=True)
    return {marks[mark] for mark in found}


def zone_of(meeting: Meeting) -> ZoneInfo:
    """The zone of a meeting's days and clock times; that of the site where nobody told us."""
    return event_zone(meeting) or ZoneInfo(timezone.get_default_timezone_name())


def begins_at(meeting: Meeting) -> datetime:
    """When answers end: the start, or the end of its day where no clock time is known."""
    midnight = datetime.combine(meeting.day + timedelta(days=1), time(), zone_of(meeting))
    return start_of(meeting) or midnight


def is_to_come(meeting: Meeting) -> bool:
    """Whether the meeting is planned and has not begun."""
    return meeting.state in TO_COME and timezone.now() < begins_at(meeting)


def why_closed(meeting: Meeting) -> str:
    """Why no answer is taken any more, in words; empty while answers are taken."""
    if meeting.state == MeetingState.CANCELLED:
        return _("This meeting was called off. Nothing is left for you to do.")
    if meeting.state == MeetingState.POSTPONED:
        return _("This meeting was put off. When the new date is known, you get a mail.")
    return "" if is_to_come(meeting) else _("This meeting has begun or is over. Answers can no longer be changed.")


def now_at(meeting: Meeting) -> datetime:
    """The moment by the clock on the wall of the meeting."""
    return timezone.now().astimezone(zone_of(meeting))


def is_today(meeting: Meeting) -> bool:
    """Whether it is the day of the meeting; the night after it is part of the day while the meeting is open."""
    today = now_at(meeting).date()
    lasts = meeting.state == MeetingState.OPEN and meeting.day == today - timedelta(days=1)
    return meeting.day == today or lasts


def is_door_open(meeting: Meeting) -> bool:
    """Whether people can say that they are there."""
    return meeting.state in TO_COME and is_today(meeting)
